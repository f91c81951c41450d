"""What QIF's investment actions do to shares and to the account's cash."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from advisor.domain.portfolio import TransactionKind


class Money(Enum):
    """What becomes of the account's cash; QIF prints nearly every amount without a sign."""

    COMES = "comes"
    GOES = "goes"
    AS_PRINTED = "as printed"
    BALANCED = "balanced"  # it comes from, or goes to, another account at once, or is reinvested
    NONE = "none"


class Action(NamedTuple):
    """One action.

    Attributes:
        shares: 1 where shares come, -1 where they go, 0 where none move.
        needs_security: False where money alone may move.
    """

    kind: TransactionKind
    shares: int
    money: Money
    needs_security: bool = False


def _trade(kind: TransactionKind, shares: int, money: Money) -> Action:
    return Action(kind, shares, money, needs_security=True)


_BUY = _trade(TransactionKind.BUY, 1, Money.GOES)
_SELL = _trade(TransactionKind.SELL, -1, Money.COMES)
_REINVEST = _trade(TransactionKind.REINVEST, 1, Money.BALANCED)
_DIVIDEND = Action(TransactionKind.DIVIDEND, 0, Money.COMES)
_CAPITAL_GAIN = Action(TransactionKind.CAPITAL_GAIN, 0, Money.COMES)
_INTEREST = Action(TransactionKind.INTEREST, 0, Money.COMES)
_RETURN = Action(TransactionKind.RETURN_OF_CAPITAL, 0, Money.COMES)
_OTHER_INCOME = Action(TransactionKind.OTHER, 0, Money.COMES)
_EXPENSE = Action(TransactionKind.FEE, 0, Money.GOES)
_MARGIN_INTEREST = Action(TransactionKind.INTEREST, 0, Money.GOES)
_PLAIN = {
    "buy": _BUY,
    "cvrshrt": _BUY,
    "sell": _SELL,
    "shtsell": _SELL,
    "div": _DIVIDEND,
    "cglong": _CAPITAL_GAIN,
    "cgshort": _CAPITAL_GAIN,
    "cgmid": _CAPITAL_GAIN,
    "intinc": _INTEREST,
    "rtrncap": _RETURN,
    "miscinc": _OTHER_INCOME,
    "miscexp": _EXPENSE,
    "margint": _MARGIN_INTEREST,
}
# By their name in lower case. With an X at its end an action's money comes from, or goes to, another account.
ACTIONS: dict[str, Action] = {
    **_PLAIN,
    **{f"{name}x": action._replace(money=Money.BALANCED) for name, action in _PLAIN.items()},
    **dict.fromkeys(("reinvdiv", "reinvint", "reinvlg", "reinvsh", "reinvmd"), _REINVEST),
    "shrsin": _trade(TransactionKind.TRANSFER, 1, Money.NONE),
    "shrsout": _trade(TransactionKind.TRANSFER, -1, Money.NONE),
    "stksplit": _trade(TransactionKind.SPLIT, 1, Money.NONE),
    "expire": _trade(TransactionKind.EXPIRY, -1, Money.NONE),
    "xin": Action(TransactionKind.DEPOSIT, 0, Money.COMES),
    "xout": Action(TransactionKind.WITHDRAWAL, 0, Money.GOES),
    "contribx": Action(TransactionKind.DEPOSIT, 0, Money.COMES),
    "withdrwx": Action(TransactionKind.WITHDRAWAL, 0, Money.GOES),
    "cash": Action(TransactionKind.OTHER, 0, Money.AS_PRINTED),
}
