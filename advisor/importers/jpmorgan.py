"""J.P. Morgan Self-Directed: positions in the wide layout (67 columns) and in the compact ones of 2026, or tax lots."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import CASH, InstrumentKind, price_unit
from advisor.domain.statement import Statement, StatementKind, StatementLot, StatementPosition
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import amount_if_readable
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import Columns, find_columns, has_headings
from advisor.importers.reading.lot_sums import summed_positions
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "number": ("account number",),
    "account": ("account name",),
    "symbol": ("ticker",),
    "cusip": ("cusip",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("price",),
    "local_price": ("local price",),
    "base": ("base ccy",),
    "currency": ("local ccy",),
    "value": ("value",),
    "cost_basis": ("cost",),
    "unit_cost": ("unit cost",),
    "acquired": ("acquisition date",),
    "term": ("tax term",),
    "as_of": ("as of",),
    "priced": ("pricing date",),
}
_NEEDED = ("description", "ticker", "cusip", "quantity", "price")
_ONLY_JPMORGAN = ("base ccy", "tax term", "pricing date", "acct type")
_WITH_FOOTNOTES = ("quantity", "price", "local_price", "value", "cost_basis", "unit_cost")
_FOOTNOTE_LETTERS = re.compile(r"^\s*(?:[MXWCAP]\b[\s,]*)+|(?:[\s,]*[MXWCAP])+\s*$")
_SWEEPS = {"QACDS", "QDERQ"}
_CASH_NAME = re.compile(r"\b(?:us dollars?|cash|deposit sweep)\b", re.IGNORECASE)
_FALLBACK_ACCOUNT = "J.P. Morgan"


class JPMorgan:
    """One table, then a block of footnotes whose letters may stand beside any number of the table.

    Rows with the day of a purchase, and all rows of a file with the column “Tax term”, are tax lots; positions are their sums.
    The wide layout names no account.
    """

    broker: ClassVar[str] = "jpmorgan"
    name: ClassVar[str] = "J.P. Morgan Self-Directed"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.LOTS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row above the footnotes.

        Raises:
            MalformedFileError: The file holds no position, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a J.P. Morgan positions file")
        rows = _PositionOrLotRows(table.heading, tally)
        table.read(tally, rows.store, rows.is_footnote, rows.number_at)
        if not table.footers:
            tally.warn(None, "J.P. Morgan's footnotes are missing: if the file was cut off, positions are missing too.")
        tally.positions += summed_positions(rows.parts, tally)
        return tally.close(StatementKind.POSITIONS, rows.as_of or find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_NEEDED) and any(has_headings(cells, name) for name in _ONLY_JPMORGAN)


class _PositionOrLotRows:
    """Rows below the headings; `parts` are those that are tax lots, as positions of their own."""

    def __init__(self, heading: Record, tally: Tally) -> None:
        self.parts: list[StatementPosition] = []
        self._columns: Columns = find_columns(heading.cells, _SYNONYMS)
        self.number_at = self._columns.get("number")
        self._rows = PositionRows(heading, self._columns, tally)
        self._tally = tally
        self._days: set[date] = set()
        self._footnotes_begun = False

    @property
    def as_of(self) -> date | None:
        return max(self._days, default=None)

    def is_footnote(self, cells: Sequence[str]) -> bool:
        """Whether the row is the title of the footnotes, or stands below it and holds no quantity."""
        if cells[0].strip().lower() == "footnotes":
            self._footnotes_begun = True
        quantity = self._columns["quantity"]
        return self._footnotes_begun and not (quantity < len(cells) and cells[quantity].strip())

    def store(self, record: Record) -> None:
        cells = self._plain(list(self._rows.fit(record.cells)))
        account = self._account(cells)
        currency = self._cell("base", cells) or "USD"
        position = _as_cash(self._rows.position(record.line, cells, account, currency))
        if position.cost_basis is None:
            position = position._replace(cost_basis=self._cost_by_unit(cells, position))
        self._tally.open_account(account, self._cell("number", cells), self._cell("account", cells) or account, currency)
        self._note_day(cells)
        acquired = find_date(self._cell("acquired", cells))
        by_lot = acquired is not None or "term" in self._columns
        if by_lot and position.kind is not InstrumentKind.CASH and position.quantity is not None:
            lot = StatementLot(record.line, account, position.symbol, acquired, position.quantity, position.cost_basis)
            self._tally.store_lot(lot)
            self.parts.append(position)
        else:
            self._tally.store_position(position)

    def _cell(self, field: str, cells: Sequence[str]) -> str:
        place = self._columns.get(field)
        return "" if place is None else cells[place].strip()

    def _account(self, cells: Sequence[str]) -> str:
        if "number" not in self._columns and "account" not in self._columns:
            return _FALLBACK_ACCOUNT
        key = self._cell("number", cells) or self._cell("account", cells)
        if not key:
            raise RowRefusedError("the row does not name its account")
        return key

    def _plain(self, cells: list[str]) -> list[str]:
        """The cells without footnote letters, under one symbol, priced in the instrument's own currency."""
        for field in _WITH_FOOTNOTES:
            if field in self._columns:
                cells[self._columns[field]] = _FOOTNOTE_LETTERS.sub("", cells[self._columns[field]])
        if not self._cell("symbol", cells):
            is_cash = not self._cell("cusip", cells) and _CASH_NAME.search(self._cell("name", cells))
            cells[self._columns["symbol"]] = CASH if is_cash else self._cell("cusip", cells)
        local = self._cell("currency", cells)
        if local and local != self._cell("base", cells) and self._cell("local_price", cells):
            cells[self._columns["price"]] = self._cell("local_price", cells)
        elif "currency" in self._columns:
            cells[self._columns["currency"]] = ""
        return cells

    def _cost_by_unit(self, cells: Sequence[str], position: StatementPosition) -> Decimal | None:
        unit_cost = amount_if_readable(self._cell("unit_cost", cells))
        if unit_cost is None or position.quantity is None:
            return None
        return round_to_cents(unit_cost * position.quantity * price_unit(position.kind))

    def _note_day(self, cells: Sequence[str]) -> None:
        day = find_date(self._cell("as_of", cells) or self._cell("priced", cells))
        if day is not None:
            self._days.add(day)


def _as_cash(position: StatementPosition) -> StatementPosition:
    """J.P. Morgan sweeps cash into deposits that bear symbols of its own."""
    return position._replace(kind=InstrumentKind.CASH) if position.symbol in _SWEEPS else position
