"""Activities whose numbers bear no sign: what each did to the shares and to the cash."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TransactionKind, price_unit
from advisor.domain.statement import StatementTransaction
from advisor.importers.reading.transaction_rows import SIGNS_OF_TRADES

_COSTS = {TransactionKind.FEE, TransactionKind.TAX}


def with_signs(entry: StatementTransaction, *, leaves: bool = False) -> StatementTransaction:
    """The entry with the signs that its kind demands, the fees taken out of its amount.

    An amount that the list leaves out is quantity times price. Beside a dividend or a split the list prints how many shares
    there were, or a ratio: no quantity that came or went.

    Args:
        leaves: Shares or money went away, where the kind alone does not tell: a transfer.
    """
    if entry.kind in SIGNS_OF_TRADES:
        return _trade(entry)
    if entry.kind is TransactionKind.TRANSFER and entry.symbol:
        sign = -1 if leaves else 1
        quantity = None if entry.quantity is None else sign * abs(entry.quantity)
        return entry._replace(quantity=quantity, amount=-entry.fees if entry.fees else None)
    if entry.kind is TransactionKind.SPLIT:
        return entry._replace(quantity=None, price=None, amount=None)
    return _money(entry, leaves=leaves or entry.kind is TransactionKind.WITHDRAWAL)


def _trade(entry: StatementTransaction) -> StatementTransaction:
    worth = _worth(entry)
    gross = entry.amount and abs(entry.amount) if worth is None else worth
    amount = None if gross is None else round_to_cents(-SIGNS_OF_TRADES[entry.kind] * gross - (entry.fees or ZERO))
    return entry._replace(amount=amount)


def _money(entry: StatementTransaction, *, leaves: bool) -> StatementTransaction:
    fees = entry.fees or ZERO
    gross = _worth(entry) if entry.amount is None else entry.amount
    if gross is None and not fees:
        return entry._replace(quantity=None)
    gross = gross or ZERO
    if entry.kind in _COSTS:
        cost = abs(gross) if fees in {ZERO, abs(gross)} else abs(gross) + fees  # some lists print a fee in both columns
        paid = round_to_cents(cost)
        return entry._replace(quantity=None, fees=paid if entry.kind is TransactionKind.FEE else entry.fees, amount=-paid)
    signed = -abs(gross) if leaves else gross
    return entry._replace(quantity=None, amount=round_to_cents(signed - fees))


def _worth(entry: StatementTransaction) -> Decimal | None:
    """Quantity times price."""
    if entry.quantity is None or entry.price is None:
        return None
    return abs(entry.quantity) * entry.price * price_unit(entry.instrument)
