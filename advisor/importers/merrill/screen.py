"""Merrill Edge: the holdings as the screen exports them (`ExportData31072026204815.csv`), a summary and a table per account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.portfolio import CASH
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.merrill.accounts import BROKER, NAME
from advisor.importers.reading.amounts import amount_if_readable
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import is_lone_sentence
from advisor.importers.reading.headings import Columns, find_columns, has_headings, heading_words
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.strays import ABOVE_THE_HEADINGS, looks_like_data
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "symbol": ("symbol",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("price",),
    "value": ("value",),
    "cost_basis": ("cost basis",),
    "gain": ("unrealized gain/loss $ chg % chg",),
}
_NEEDED = {"symbol", "quantity", "value"}
_ONLY_MERRILL = ("unrealized gain/loss $ chg % chg", "day's price $ chg % chg")
_EXPORTED = re.compile(r"^exported on:", re.IGNORECASE)
_SELECTED = re.compile(r"^selected account\(s\):\s*(?P<account>.*)", re.IGNORECASE)
_NUMBER = re.compile(r"\b\w{3}-\w{5}$")
_CASH_ROWS = {"money accounts", "cash balance", "cash", "pending activity"}
_REMARK = re.compile(r"\s*!.*|\s{2,}.*", re.DOTALL)


class MerrillScreen:
    """Date and account, a summary of the account, its positions, its balances, its total; every cell ends in a space.

    A symbol may have a remark behind it (“JEPI !  Executed Buy”). Amount and percentage of a gain share one cell.
    """

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every account.

        Raises:
            MalformedFileError: The file breaks off in the middle of a row, or not one row can be read.
        """
        tally = Tally(self.broker, source)
        sections = _Sections(tally)
        for record in source.records:
            sections.take(record)
        sections.close(source)
        return tally.close(StatementKind.POSITIONS, sections.as_of or find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED and any(has_headings(cells, name) for name in _ONLY_MERRILL)


def _is_summary(cells: Sequence[str]) -> bool:
    return has_headings(cells, "value", "day's value change") and not has_headings(cells, "symbol")


class _Sections:
    """The accounts of one file, taken record by record."""

    def __init__(self, tally: Tally) -> None:
        self.as_of: date | None = None
        self._tally = tally
        self._rows: PositionRows | None = None
        self._columns: Columns = {}
        self._account_text = ""
        self._account = ""
        self._has_total = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a position or a skipped row."""
        if self._take_structure(record):
            self._tally.structure += 1
            return
        try:
            if self._rows is None:
                raise RowRefusedError(ABOVE_THE_HEADINGS)
            self._store(record.line, list(self._rows.fit(record.cells)), self._rows)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))

    def close(self, source: Source) -> None:
        """Refuse a file that ends in half a row, warn of one that ends before an account's total."""
        if self._rows is not None and not self._has_total:
            refuse_cut_row(source, self._rows.width)
            self._tally.warn(None, "Merrill's row of totals is missing: if the file was cut off, positions are missing too.")

    def _take_structure(self, record: Record) -> bool:
        """What no position is; between a summary and the headings that is everything."""
        cells = record.cells
        if _is_heading(cells):
            self._begin_table(record)
        elif _is_summary(cells):
            self._account_text = next(cell.strip() for cell in cells if cell.strip())
            self._rows = None
        elif self._rows is None:
            self._take_title(cells)
            return not looks_like_data(record)
        else:
            return self._ends_table(cells)
        return True

    def _take_title(self, cells: Sequence[str]) -> None:
        title = ",".join(cells).strip(" ,")
        selected = _SELECTED.match(title)
        if selected:
            self._account_text = selected["account"].strip()
        elif _EXPORTED.match(title):
            self.as_of = find_date(title)

    def _begin_table(self, record: Record) -> None:
        self._columns = find_columns(record.cells, _SYNONYMS)
        self._rows = PositionRows(record, self._columns, self._tally)
        number = _NUMBER.search(self._account_text)
        name = self._account_text[: number.start()].strip() if number else self._account_text
        self._account = number[0] if number else name
        self._tally.open_account(self._account, number[0] if number else "", name)
        if not self._account:
            self._tally.warn(None, "The file does not say which account it is from.")
        self._has_total = False

    def _ends_table(self, cells: Sequence[str]) -> bool:
        filled = [heading_words(cell) for cell in cells if cell.strip()]
        if filled[0] == "total":
            value = self._columns["value"]
            total = amount_if_readable(cells[value]) if value < len(cells) else None
            if total is not None:
                self._tally.report_total(self._account, total)
            self._has_total = True
            return True
        return filled == ["balances"] or (self._has_total and is_lone_sentence(cells))

    def _store(self, line: int, cells: list[str], rows: PositionRows) -> None:
        symbol = self._columns["symbol"]
        cells[symbol] = CASH if heading_words(cells[symbol]) in _CASH_ROWS else _REMARK.sub("", cells[symbol].strip())
        position = rows.position(line, cells, self._account)
        gain = self._gain(cells)
        if position.cost_basis is None and gain is not None:
            position = position._replace(cost_basis=position.value - gain)
        self._tally.store_position(position)

    def _gain(self, cells: Sequence[str]) -> Decimal | None:
        place = self._columns.get("gain")
        amount, *_ = (cells[place] if place is not None else "").split() or [""]
        return amount_if_readable(amount)
