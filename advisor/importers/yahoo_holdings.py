"""What the rows of a Yahoo Finance portfolio add up to: lots, less what was sold of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import InstrumentKind, price_unit
from advisor.domain.statement import StatementLot, StatementPosition
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally


class Instrument(NamedTuple):
    """What is held, and the account of its currency: the file has one portfolio, an account has one currency."""

    symbol: str
    kind: InstrumentKind
    account: str
    currency: str


@dataclass(slots=True)
class Entry:
    """One row.

    Attributes:
        quantity: What came (positive) or went (negative); of a lot, what is left of it.
        cost: Of the whole quantity, with commission; the same sign; None when the row has no price paid.
        price: The current one; None when the row has none.
        must_close: A sale or a cover; without it, a negative quantity may also be a short position.
    """

    record: Record
    day: date | None
    quantity: Decimal
    cost: Decimal | None
    price: Decimal | None
    must_close: bool


class Holdings:
    """Collects the rows by instrument, and settles them once all are known: sales may stand above their purchases."""

    def __init__(self) -> None:
        self._entries: dict[Instrument, list[Entry]] = {}

    def add(self, instrument: Instrument, entry: Entry) -> None:
        self._entries.setdefault(instrument, []).append(entry)

    def settle(self, tally: Tally) -> None:
        """Account for every row at the tally, and append the positions."""
        sold = [_settle(instrument, entries, tally) for instrument, entries in self._entries.items()]
        if any(sold):
            tally.warn(None, "Yahoo Finance does not say which lots were sold; the oldest are taken to have gone first.")


def _settle(instrument: Instrument, entries: list[Entry], tally: Tally) -> bool:
    """Whether something was sold; the first row's price counts, they all have the same."""
    price = next((entry.price for entry in entries if entry.price is not None), None)
    if price is None:
        for entry in entries:
            tally.skip(entry.record, f"{instrument.symbol} has no current price in the file")
        return False
    tally.open_account(instrument.account, "", instrument.account, instrument.currency)
    lots = sorted(
        (entry for entry in entries if entry.quantity > 0 and not entry.must_close), key=lambda lot: lot.day or date.min
    )
    others = [entry for entry in entries if entry.quantity < 0 or entry.must_close]
    sold = False
    for entry in sorted(others, key=lambda entry: entry.must_close):  # what opens a short position may stand below what closes it
        if _close(lots, entry, tally):
            sold = True
        elif entry.must_close:
            tally.skip(entry.record, f"more of {instrument.symbol} was sold or covered than the file says was opened")
        else:
            lots.append(entry)
    for lot in sorted(lots, key=lambda lot: lot.record.line):
        _store_lot(instrument, lot, tally)
    _add_position(instrument, [lot for lot in lots if lot.quantity], price, tally)
    return sold


def _close(lots: list[Entry], entry: Entry, tally: Tally) -> bool:
    """Take a sale off the oldest lots of the other sign; False, and nothing done, when they do not suffice."""
    rest = -entry.quantity
    against = [lot for lot in lots if lot.quantity * rest > 0]
    if abs(sum((lot.quantity for lot in against), ZERO)) < abs(rest):
        return False
    for lot in against:
        gone = lot.quantity if abs(lot.quantity) <= abs(rest) else rest
        lot.cost = lot.cost and lot.cost * (lot.quantity - gone) / lot.quantity
        lot.quantity -= gone
        rest -= gone
    tally.store_merged(entry.record.line)
    return True


def _store_lot(instrument: Instrument, lot: Entry, tally: Tally) -> None:
    if not lot.quantity:
        tally.store_merged(lot.record.line)
        return
    cost = None if lot.cost is None else round_to_cents(lot.cost)
    tally.store_lot(StatementLot(lot.record.line, instrument.account, instrument.symbol, lot.day, lot.quantity, cost))


def _add_position(instrument: Instrument, lots: list[Entry], price: Decimal, tally: Tally) -> None:
    if not lots:
        return
    quantity = sum((lot.quantity for lot in lots), ZERO)
    costs = [lot.cost for lot in lots]
    tally.positions.append(
        StatementPosition(
            line=min(lot.record.line for lot in lots),
            account=instrument.account,
            symbol=instrument.symbol,
            name=instrument.symbol,
            kind=instrument.kind,
            quantity=quantity,
            price=price,
            value=round_to_cents(quantity * price * price_unit(instrument.kind)),
            cost_basis=None if None in costs else round_to_cents(sum((cost for cost in costs if cost is not None), ZERO)),
            currency=instrument.currency,
        )
    )
