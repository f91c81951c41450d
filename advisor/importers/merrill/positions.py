"""Merrill Edge: `Holdings.csv`, one flat table of all accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.merrill.accounts import ACCOUNT_COLUMNS, BROKER, NAME, open_account_of
from advisor.importers.reading.amounts import amount_if_readable
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns, has_headings
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "as_of": ("cob date",),
    "symbol": ("symbol",),
    "cusip": ("cusip #", "cusip"),
    "security": ("security #",),
    "name": ("security description", "description"),
    "quantity": ("quantity",),
    "price": ("price ($)", "price"),
    "value": ("value ($)", "value"),
    "gain": ("unrealized gain/loss ($)",),
}
_NEEDED = ("cob date", "symbol", "quantity", "value ($)", "account #")
_NONE = {"", "-", "--"}


class Merrill:
    """Each row names its account and the day its figures are from; there is no total and no cost, but the gain gives it."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file holds no position, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a Merrill holdings file")
        rows = _HoldingRows(table.heading, tally)
        table.read(tally, rows.store, is_lone_sentence, rows.number_at)
        return tally.close(StatementKind.POSITIONS, rows.only_day() or find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_NEEDED)


class _HoldingRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, {**_SYNONYMS, **ACCOUNT_COLUMNS})
        self._rows = PositionRows(heading, self._columns, tally)
        self._tally = tally
        self._days: set[date] = set()
        self.number_at = self._columns["number"]

    def store(self, record: Record) -> None:
        cells = self._named(list(self._rows.fit(record.cells)))
        account = open_account_of(cells, self._columns, self._tally)
        position = self._rows.position(record.line, cells, account)
        gain = self._gain(cells)
        if gain is not None:
            position = position._replace(cost_basis=position.value - gain)
        self._tally.store_position(position._replace(cusip="" if position.cusip in _NONE else position.cusip))
        day = find_date(cells[self._columns["as_of"]])
        if day is not None:
            self._days.add(day)

    def only_day(self) -> date | None:
        """The day the rows name; where they name several, the figures are no newer than the oldest."""
        if len(self._days) > 1:
            days = " and ".join(day.isoformat() for day in sorted(self._days))
            self._tally.warn(None, f"The rows are from different days, {days}; all of them count as of the oldest.")
        return min(self._days, default=None)

    def _named(self, cells: list[str]) -> list[str]:
        """A row without symbol goes by its CUSIP, or by Merrill's own number."""
        names = [cells[self._columns[field]] for field in ("symbol", "cusip", "security") if field in self._columns]
        cells[self._columns["symbol"]] = next((name for name in names if name.strip() not in _NONE), "")
        return cells

    def _gain(self, cells: Sequence[str]) -> Decimal | None:
        place = self._columns.get("gain")
        return None if place is None else amount_if_readable(cells[place])
