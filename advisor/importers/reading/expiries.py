"""Options that lapse, are exercised or assigned: which way their contracts went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from advisor.domain.money import ZERO
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import StatementTransaction


def with_signed_expiries(
    transactions: Sequence[StatementTransaction], opens: Callable[[str], bool]
) -> list[StatementTransaction]:
    """The transactions, the quantity of each expiry set against the trades of its contract that opened it.

    Bought contracts go (negative), sold ones come back (positive). An expiry whose opening the file does not hold keeps its
    sign.

    Args:
        opens: Whether an action opens a position.
    """
    opened: defaultdict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for each in transactions:
        if each.quantity is not None and opens(each.action):
            opened[each.account, each.symbol] += each.quantity
    return [_against(each, opened.get((each.account, each.symbol), ZERO)) for each in transactions]


def _against(transaction: StatementTransaction, opened: Decimal) -> StatementTransaction:
    if transaction.kind is not TransactionKind.EXPIRY or transaction.quantity is None or not opened:
        return transaction
    return transaction._replace(quantity=abs(transaction.quantity).copy_sign(-opened))
