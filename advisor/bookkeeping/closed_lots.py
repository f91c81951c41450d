"""What the sales of a history sold: which lots, what they had cost and what they brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.bookkeeping.open_lots import OpenLots, in_order, paid
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxLot, Transaction, TransactionKind


@dataclass(frozen=True, slots=True)
class ClosedLot:
    """Shares of one purchase that one sale sold, first in, first out.

    Attributes:
        quantity: Units, above 0.
        acquired: None where the history does not tell.
        cost_basis: To the cent, the account's currency; None when not known.
        proceeds: To the cent, after fees; the lots of one sale sum to what it brought. None when not known.
    """

    sale: Transaction
    acquired: date | None
    quantity: Decimal
    cost_basis: Decimal | None
    proceeds: Decimal | None


def closed_lots(entries: Iterable[Transaction], held_before: Decimal = ZERO) -> Iterator[ClosedLot]:
    """By each sale of long shares what it sold, in the order of the sales.

    Args:
        entries: Of one instrument in one account.
        held_before: Units from before the first entry, in units of then: nothing is known of them, and they are sold first.
    """
    for entry, lots in _replayed(entries, held_before):
        already = len(lots.closed)
        lots.take(entry)
        if entry.kind is TransactionKind.SELL and entry.quantity is not None and entry.quantity < 0:
            yield from _dealt_out(entry, -entry.quantity, lots.closed[already:])


def split_ratios(entries: Iterable[Transaction], held_before: Decimal = ZERO) -> Iterator[tuple[date, Decimal]]:
    """The days of the splits that a history tells of, and the shares that one became; arguments as of `closed_lots`."""
    for entry, lots in _replayed(entries, held_before):
        before = lots.quantity
        lots.take(entry)
        if entry.kind is TransactionKind.SPLIT and before > 0 and lots.quantity > 0:
            yield entry.traded, lots.quantity / before


def _replayed(entries: Iterable[Transaction], held_before: Decimal) -> Iterator[tuple[Transaction, OpenLots]]:
    """Each entry in order, with the lots as they are before it."""
    lots = OpenLots()
    ordered = in_order(entries)
    if ordered and held_before > 0:
        lots.take(_brought_in(ordered[0], held_before))
    for entry in ordered:
        yield entry, lots


def _brought_in(first: Transaction, quantity: Decimal) -> Transaction:
    """An entry for what was there before: of unknown day and cost, as whatever is transferred in."""
    return replace(first, kind=TransactionKind.TRANSFER, quantity=quantity, price=None, amount=None)


def _dealt_out(sale: Transaction, quantity: Decimal, closed: list[TaxLot]) -> Iterator[ClosedLot]:
    spent = paid(sale)
    dealt, told = ZERO, ZERO
    unexplained = quantity - sum((lot.quantity for lot in closed), ZERO)
    for lot in [*closed, TaxLot(None, unexplained, None)] if unexplained > 0 else closed:
        dealt += lot.quantity
        # Rounding the running total keeps the parts equal to the whole.
        proceeds = None if spent is None else round_to_cents(-spent * dealt / quantity) - told
        told += proceeds or ZERO
        cost = None if lot.cost_basis is None else round_to_cents(lot.cost_basis)
        yield ClosedLot(sale, lot.acquired, lot.quantity, cost, proceeds)
