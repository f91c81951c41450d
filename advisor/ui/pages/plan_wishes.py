"""What the investor asks of a plan, as values: light, so that the window need not load the optimiser to hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from advisor.advice.model import TargetModel
from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import ZERO

DEFAULT_TIME_LIMIT = 10.0
LONG_TIME_LIMIT = 60.0
DEFAULT_MINIMUM_TRADE = Decimal(100)
_MONEY = re.compile(r"[-+]?\d+(\.\d{1,2})?")


@dataclass(frozen=True, slots=True)
class PlanWishes:
    """One request for a plan.

    Attributes:
        max_gain: Net realised gain allowed in taxable accounts, account currency; None without limit.
        new_cash: Account currency; negative to withdraw.
        minimum_trade: Account currency; smaller trades are not proposed.
        locked: Symbols that stay as they are.
        time_limit: Seconds.
        account_id: Only this account; all of them when None.
    """

    target: TargetModel
    max_gain: Decimal | None = None
    new_cash: Decimal = ZERO
    minimum_trade: Decimal = DEFAULT_MINIMUM_TRADE
    whole_shares: bool = True
    no_sell: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    time_limit: float = DEFAULT_TIME_LIMIT
    account_id: int | None = None


def read_money(text: str, field: str) -> Decimal | None:
    """Typed dollars ("$6,000", "-250.50", "−250"), None for nothing.

    Raises:
        InvalidRequestError: It is no amount; the message names the field.
    """
    bare = text.strip().replace("−", "-").replace("$", "").replace(",", "").replace(" ", "")
    if not bare:
        return None
    try:
        if not _MONEY.fullmatch(bare):
            raise InvalidOperation
        return Decimal(bare)
    except InvalidOperation:
        raise InvalidRequestError(f"“{text.strip()}” is no amount of dollars.", f"Correct the field “{field}”.") from None


def read_symbols(text: str) -> frozenset[str]:
    """Typed symbols, separated by commas or spaces, in upper case."""
    return frozenset(symbol.upper() for symbol in re.split(r"[,;\s]+", text) if symbol)
