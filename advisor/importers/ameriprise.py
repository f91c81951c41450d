"""Ameriprise: one table below the other, each of one class of assets, over accounts at several institutions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from advisor.domain.days import long_date
from advisor.domain.portfolio import CASH, InstrumentKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import amount_if_readable, dollars
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import Columns, find_columns, heading_words
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, refuse_cut_row
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "institution": ("account name",),
    "number": ("account description",),
    "symbol": ("symbol", "symbol/cusip"),
    "name": ("description", "type"),
    "quantity": ("quantity",),
    "price": ("mkt. price", "market price", "price"),
    "value": ("mkt. value", "market value"),
    "cost_basis": ("total cost", "cost basis", "total cost basis"),
    "priced": ("as of",),
}
_TOTAL_HEADING = "total asset value"
_CASH_CLASS = "cash & equivalents"
_KINDS_BY_CLASS = {
    "alternative investments": InstrumentKind.OTHER,
    "annuities": InstrumentKind.OTHER,
    "insurance": InstrumentKind.OTHER,
}


class Ameriprise:
    """A summary, then a table for each class of assets: its name, its headings, its rows, its total.

    “Account Name” is the institution that keeps the account, “Account Description” its masked number.
    """

    broker: ClassVar[str] = "ameriprise"
    name: ClassVar[str] = "Ameriprise"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every table.

        Raises:
            MalformedFileError: The file holds no holding, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start
        preamble = source.records[:start]
        as_of = next((find_date(row.cells[0]) for row in preamble if row.cells[0].lower().startswith("as of")), None)
        classes = _Classes(source, start, tally, as_of)
        for index in range(start, len(source.records)):
            classes.take(index)
        classes.refuse_cut_file()
        _report_stated_total(preamble, tally)
        return tally.close(StatementKind.POSITIONS, as_of)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= {"institution", "number", "value"}


def _report_stated_total(preamble: Sequence[Record], tally: Tally) -> None:
    """The value of everything stands in the summary below its heading."""
    for heading, values in pairwise(preamble):
        place = find_columns(heading.cells, {"total": (_TOTAL_HEADING,)}).get("total")
        total = amount_if_readable(values.cells[place]) if place is not None and place < len(values.cells) else None
        if total is not None:
            tally.note_summary(values)
            tally.report_file_total(total)
            return


class _Classes:
    """The tables of one file, taken record by record."""

    def __init__(self, source: Source, start: int, tally: Tally, as_of: date | None) -> None:
        self._source = source
        self._tally = tally
        self._as_of = as_of
        self._title = source.records[start - 1].cells[0].strip() if start else ""
        self._table: _Table | None = None
        self._closed = False

    def take(self, index: int) -> None:
        """One record becomes structure, a position or a skipped row."""
        record = self._source.records[index]
        following = self._source.records[index + 1].cells if index + 1 < len(self._source.records) else []
        columns = find_columns(record.cells, _SYNONYMS)
        if _is_heading(record.cells):
            self._table, self._closed = _Table(record, columns, self._title, self._tally, self._as_of), False
        elif _is_heading(following) and sum(bool(cell.strip()) for cell in record.cells) == 1:
            self._title = next(cell.strip() for cell in record.cells if cell.strip())
        elif self._table is not None and self._table.is_total(record):
            self._closed = True
            self._table.compare_total(record)
        else:
            self._store(record)
            return
        self._tally.structure += 1

    def refuse_cut_file(self) -> None:
        """Refuse a file without holdings or with half a row at its end; warn when the last total is missing.

        Raises:
            MalformedFileError: As above.
        """
        self._tally.refuse_empty("an Ameriprise file without a single holding", "Download it again, with all accounts chosen.")
        if not self._closed and self._table is not None:
            refuse_cut_row(self._source, self._table.width)
            self._tally.warn(None, "The last table has no total: if the file was cut off, holdings are missing too.")

    def _store(self, record: Record) -> None:
        assert self._table is not None  # the first record taken is a heading row
        try:
            if self._closed:
                raise RowRefusedError("the row stands below the total of its table")
            self._table.store(record)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))


class _Table:
    """The rows of one class of assets."""

    def __init__(self, heading: Record, columns: Columns, title: str, tally: Tally, as_of: date | None) -> None:
        self._title = title
        self._tally = tally
        self._as_of = as_of
        self._total = Decimal(0)
        self._shape = Rows(heading, columns, tuple(_SYNONYMS))
        self.width = self._shape.width
        self._columns = columns
        headings = [*heading.cells[: self.width], "Class"]
        self._rows = PositionRows(Record(heading.line, headings), {**columns, "type": self.width}, tally)

    def is_total(self, record: Record) -> bool:
        """“Total”, and no account."""
        named = [
            record.cells[self._columns[field]] for field in ("institution", "number") if self._columns[field] < len(record.cells)
        ]
        return record.cells[0].strip().lower().startswith("total ") and not any(map(str.strip, named))

    def compare_total(self, record: Record) -> None:
        """Warn when the rows do not add up to the table's own total."""
        value = self._columns["value"]
        stated = amount_if_readable(record.cells[value]) if value < len(record.cells) else None
        if stated is not None and stated != self._total:
            self._tally.warn(
                record.line,
                f"{self._title}: the rows add up to {dollars(self._total)}, the file's own total is {dollars(stated)}.",
            )

    def store(self, record: Record) -> None:
        """A position, or a refusal."""
        shaped = self._shape.fit(record.cells)
        institution, number, symbol, *_, priced = self._shape.pick(shaped)
        key = " ".join(number.split()) or institution.strip()
        if not key:
            raise RowRefusedError("the row does not name its account")
        cells = [*shaped[: self.width], self._title, ""]
        position = self._rows.position(record.line, cells, key)
        if heading_words(self._title) == _CASH_CLASS:
            position = position._replace(symbol=position.symbol if symbol.strip() else CASH, kind=InstrumentKind.CASH)
        else:
            position = position._replace(kind=_KINDS_BY_CLASS.get(heading_words(self._title), position.kind))
        day = find_date(priced)
        if day is not None and self._as_of is not None and day < self._as_of:
            self._tally.warn(
                record.line, f"{position.symbol} is valued as of {long_date(day)}, earlier than the rest of the file."
            )
        self._total += position.value
        self._tally.open_account(key, " ".join(number.split()), institution.strip())
        self._tally.store_position(position)
