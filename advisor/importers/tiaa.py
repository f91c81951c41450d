"""TIAA: the investments of one or several retirement plans, each plan under its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, refuse_cut_row
from advisor.importers.reading.strays import looks_like_data
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "name": ("your investments",),
    "value": ("total value",),
    "price": ("last price",),
    "quantity": ("quantity",),
}
_TICKER = re.compile(r"\((?P<ticker>[A-Z]{3,6})\)$")
_PLAN_TOTAL = re.compile(r"total balance: *(?P<amount>\S+)", re.IGNORECASE)
_ALL_PLANS = "all investments"
_ONLY_PLAN = "TIAA"


class Tiaa:
    """One table; in a file of several plans each begins with a row of its name and a row of its balance, without a number of
    the account. The file closes with a total and a note that begins with a star."""

    broker: ClassVar[str] = "tiaa"
    name: ClassVar[str] = "TIAA"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the heading row.

        Raises:
            MalformedFileError: The file holds no investment, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        plans = _Plans(source, start, tally)
        for index, record in enumerate(source.records[start + 1 :], start=start + 1):
            plans.take(index, record)
        plans.refuse_cut_file()
        titles = (find_date(record.cells[0]) for record in source.records[:start])
        return tally.close(StatementKind.POSITIONS, next((day for day in titles if day), None))


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= {"name", "value"}


class _Plans:
    """The rows below the heading row, taken one by one."""

    def __init__(self, source: Source, start: int, tally: Tally) -> None:
        self._source = source
        self._records = source.records
        columns = dict(find_columns(source.records[start].cells, _SYNONYMS))
        self._heading = source.records[start]
        self._name, self._value = columns["name"], columns["value"]
        self._shape = Rows(self._heading, columns, ("name", "value"))
        named = [*self._heading.cells[: self._shape.width], "Ticker"]
        self._rows = PositionRows(Record(self._heading.line, named), columns | {"symbol": self._shape.width}, tally)
        self._tally = tally
        self._plan = ""
        self._has_plans = any(_PLAN_TOTAL.match(record.cells[0].strip()) for record in source.records)
        self._closed = False

    def take(self, index: int, record: Record) -> None:
        """One record becomes structure, a position or a skipped row."""
        try:
            if self._is_structure(index, record):
                self._tally.structure += 1
            else:
                self._store(record)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))

    def refuse_cut_file(self) -> None:
        """Refuse a file without investments or with half a row at its end; warn when the total is missing.

        Raises:
            MalformedFileError: As above.
        """
        self._tally.refuse_empty("a TIAA file without a single investment", "Download it again.")
        if not self._closed:
            refuse_cut_row(self._source, len(self._heading.cells))
            self._tally.warn(None, "TIAA's closing total is missing: if the file was cut off, investments are missing too.")

    def _is_structure(self, index: int, record: Record) -> bool:
        first = record.cells[0].strip()
        if first.startswith("*") or record.cells == self._heading.cells:
            return True
        if first.lower() == _ALL_PLANS:
            self._close(self._amount(record, self._shape.fit(record.cells)[self._value]))
            return True
        balance = _PLAN_TOTAL.match(first)
        if balance:
            # A plan's total counts where a plan's name stands above it.
            if self._plan:
                self._tally.report_total(self._plan, self._amount(record, "".join(record.cells).split(":", 1)[1]))
            return True
        return self._opens_plan(index, record)

    def _opens_plan(self, index: int, record: Record) -> bool:
        """A plan's name stands alone in its row, and its balance in the next."""
        following = self._records[index + 1] if index + 1 < len(self._records) else None
        if following is None or not _PLAN_TOTAL.match(following.cells[0].strip()) or looks_like_data(record):
            return False
        self._plan = ",".join(record.cells).strip(" ,")
        self._tally.open_account(self._plan, "", self._plan)
        return True

    def _close(self, total: Decimal) -> None:
        self._closed = True
        self._tally.report_file_total(total)

    def _amount(self, record: Record, text: str) -> Decimal:
        try:
            amount = read_amount(text.strip(" ,"))
        except ValueError as error:
            raise RowRefusedError(f"in the total of line {record.line}, {error}") from None
        if amount is None:
            raise RowRefusedError("the total has no amount")
        return amount

    def _store(self, record: Record) -> None:
        cells = self._shape.fit(record.cells)
        if self._has_plans and not self._plan:
            raise RowRefusedError("the row stands above the name of its plan")
        ticker = _TICKER.search(cells[self._name].strip())
        cells = [*cells[: self._shape.width], ticker["ticker"] if ticker else "", ""]
        position = self._rows.position(record.line, cells, self._plan or _ONLY_PLAN)
        if not self._plan:
            self._tally.open_account(_ONLY_PLAN, "", _ONLY_PLAN)
        self._tally.store_position(position)
