"""Wealthfolio: holdings, a snapshot for each day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.days import long_date
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import CASH, InstrumentKind
from advisor.domain.statement import Statement, StatementKind, StatementPosition
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns, has_headings, heading_words
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, amount_in, undated
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "date": ("date",),
    "symbol": ("symbol",),
    "quantity": ("quantity",),
    "price": ("price",),
    "currency": ("currency",),
    "unit_cost": ("avgcost", "avg_cost", "average cost"),
}
_NEEDED = ("date", "symbol", "quantity", "currency")
# Headings so common that only a table without any others is taken for Wealthfolio's.
_ALL_HEADINGS = {name for names in _SYNONYMS.values() for name in names} | {"", "notes"}
_CASH_SPELLING = "$CASH"


class Wealthfolio:
    """One table with the holdings of several days. What an account holds in another currency than dollars counts as an account
    of its own, for the file has no exchange rates."""

    broker: ClassVar[str] = "wealthfolio"
    name: ClassVar[str] = "Wealthfolio"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """The holdings of the newest day; older days are skipped.

        Raises:
            MalformedFileError: The file holds no holding, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "Wealthfolio holdings")
        place = find_columns(table.heading.cells, _SYNONYMS)["date"]
        days = (find_date(record.cells[place]) for record in source.records if place < len(record.cells))
        newest = max((day for day in days if day), default=None)
        table.read(tally, _Holdings(table.heading, tally, newest).store)
        return tally.close(StatementKind.POSITIONS, newest)


def _is_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_NEEDED) and {heading_words(cell) for cell in cells} <= _ALL_HEADINGS


def account_of(currency: str, name: str = "") -> str:
    """The account that holds money of one currency: the file names none, or mixes currencies in it."""
    name = name or Wealthfolio.name
    return name if currency == "USD" else f"{name} {currency}"


class _Holdings:
    def __init__(self, heading: Record, tally: Tally, newest: date | None) -> None:
        columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = PositionRows(heading, columns, tally)
        self._tally = tally
        self._newest = newest
        self._columns = columns

    def store(self, record: Record) -> None:
        """One position, or a refusal."""
        cells = self._rows.fit(record.cells)
        day = find_date(cells[self._columns["date"]])
        if day is None:
            raise undated(cells[self._columns["date"]], of="a holding")
        if self._newest is not None and day != self._newest:
            newest = long_date(self._newest)
            raise RowRefusedError(f"the row is of {long_date(day)}, and the file has newer holdings, of {newest}")
        currency = cells[self._columns["currency"]].strip().upper() or "USD"
        key = account_of(currency)
        if cells[self._columns["symbol"]].strip().upper().startswith(_CASH_SPELLING):
            position = self._cash(record.line, cells, key, currency)
        else:
            position = self._rows.position(record.line, cells, key, currency)
            position = position._replace(cost_basis=self._cost(cells, position.quantity))
        self._tally.open_account(key, "", key, currency)
        self._tally.store_position(position)

    def _cash(self, line: int, cells: Sequence[str], key: str, currency: str) -> StatementPosition:
        """A balance stands in the column of quantities."""
        balance = amount_in(cells[self._columns["quantity"]])
        if balance is None:
            raise RowRefusedError("the row has no amount of cash")
        kind = InstrumentKind.CASH
        return StatementPosition(line, key, CASH, "Cash", kind, None, None, round_to_cents(balance), None, currency)

    def _cost(self, cells: Sequence[str], quantity: Decimal | None) -> Decimal | None:
        unit_cost = amount_in(cells[self._columns["unit_cost"]]) if "unit_cost" in self._columns else None
        return None if quantity is None or unit_cost is None else round_to_cents(quantity * unit_cost)
