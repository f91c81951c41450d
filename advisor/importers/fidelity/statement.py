"""Fidelity: the monthly statement as CSV, `Statement12312025.csv` (from “Documents”)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from advisor.domain.money import ZERO
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.fidelity.closing_lines import ClosingLines
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import dollars, read_amount
from advisor.importers.reading.headings import Columns, find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally

_SUMMARY = {"name": ("account type",), "number": ("account",), "total": ("ending mkt value",)}
_POSITIONS = {
    "symbol": ("symbol/cusip",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("price",),
    "value": ("ending value",),
    "cost_basis": ("cost basis",),
}
_SUBTOTAL = "subtotal of"
_KINDS_BY_SECTION = {"core account": InstrumentKind.CASH, "mutual funds": InstrumentKind.FUND}
# The month is not padded: Statement3312026.csv.
_DAY_IN_FILE_NAME = re.compile(r"statement(?P<month>\d{1,2})(?P<day>\d\d)(?P<year>\d{4})", re.IGNORECASE)
_ACCOUNT_NUMBER = re.compile(r"[A-Z]{0,2}\d{5,}")


class FidelityStatement:
    """A summary of the accounts, then their positions by asset class. Only lines of their own say whose positions follow and of
    which class; each class ends in its subtotal, and the summary prints each account's total. The day is in the file's name."""

    broker: ClassVar[str] = "fidelity"
    name: ClassVar[str] = "Fidelity"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_summary_columns(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Both tables.

        Raises:
            MalformedFileError: The file holds no position, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        sections = _Sections(tally)
        for record in source.records:
            sections.take(record)
        tally.refuse_empty(
            "a Fidelity monthly statement without a single position",
            "Download it again, or download the positions of the account.",
        )
        sections.refuse_cut_file(source)
        return tally.close(StatementKind.POSITIONS, _day_in(source.name))


def _summary_columns(cells: Sequence[str]) -> Columns | None:
    columns = find_columns(cells, _SUMMARY)
    return columns if columns.keys() == _SUMMARY.keys() else None


def _position_columns(cells: Sequence[str]) -> Columns | None:
    columns = find_columns(cells, _POSITIONS)
    return columns if columns.keys() >= {"symbol", "value"} else None


def _day_in(name: str) -> date | None:
    found = _DAY_IN_FILE_NAME.search(name)
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


class _Sections:
    """The records of one statement, taken one by one."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._closing = ClosingLines()
        self._summary: Columns | None = None
        self._rows: PositionRows | None = None
        self._value = 0
        self._account = ""
        self._awaits_title = False
        self._title = ""
        self._sum = ZERO
        self._is_open = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a position or a skipped row."""
        if self._is_structure(record):
            self._tally.structure += 1
            return
        try:
            self._store(record)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))

    def refuse_cut_file(self, source: Source) -> None:
        """Refuse half a row at the end; warn when the last class has no subtotal.

        Raises:
            MalformedFileError: As above.
        """
        if self._is_open and self._rows is not None:
            refuse_cut_row(source, self._rows.width)
            self._tally.warn(
                None, f"The subtotal of “{self._title}” is missing: if the file was cut off, positions are missing too."
            )

    def _is_structure(self, record: Record) -> bool:
        summary, positions = _summary_columns(record.cells), _position_columns(record.cells)
        if summary:
            self._summary = summary
        elif positions:
            self._rows, self._value = PositionRows(record, positions, self._tally), positions["value"]
        elif self._rows is None:
            self._note_account(record)
        else:
            return self._is_line_between(record) or self._closing.take(record.cells, alone=_stands_alone(record.cells))
        return True

    def _note_account(self, record: Record) -> None:
        if self._summary is None:
            return
        name, number, total = (
            record.cells[at].strip() if at < len(record.cells) else "" for at in map(self._summary.__getitem__, _SUMMARY)
        )
        if " " in number:
            return  # a row of the table below, that stands too high
        try:
            reported = read_amount(total)
        except ValueError:
            reported = None
        if not number or reported is None:
            self._tally.warn(
                record.line, "The account or its total cannot be read here, so its positions cannot be held against it."
            )
            return
        self._tally.note_summary(record)
        self._tally.open_account(number, number, name)
        self._tally.report_total(number, reported)

    def _is_line_between(self, record: Record) -> bool:
        """Whether it is an account's number, the asset class below it, or a subtotal."""
        first = record.cells[0].strip()
        if first.lower().startswith(_SUBTOTAL):
            self._close_section(record)
        elif not _stands_alone(record.cells):
            return False
        elif _ACCOUNT_NUMBER.fullmatch(first) or self._tally.has_account(first):
            self._account, self._awaits_title = first, True
        elif self._awaits_title:
            self._title, self._awaits_title = first, False
            self._sum, self._is_open = ZERO, True
        else:
            return False
        return True

    def _close_section(self, record: Record) -> None:
        try:
            subtotal = read_amount(record.cells[self._value]) if self._value < len(record.cells) else None
        except ValueError:
            subtotal = None
        self._is_open = False
        if subtotal != self._sum:
            printed = "not there" if subtotal is None else dollars(subtotal)
            self._tally.warn(
                record.line, f"The rows of “{self._title}” add up to {dollars(self._sum)}; their subtotal is {printed}."
            )
        self._sum = ZERO

    def _store(self, record: Record) -> None:
        if self._rows is None or not self._account:
            raise RowRefusedError("no line above says which account the row belongs to")
        position = self._rows.position(record.line, self._rows.fit(record.cells), self._account)
        kind = _KINDS_BY_SECTION.get(self._title.lower(), position.kind)
        if position.kind is InstrumentKind.SECURITY:
            position = position._replace(kind=kind)
        self._tally.open_account(self._account, self._account, "")
        self._tally.store_position(position)
        self._sum += position.value


def _stands_alone(cells: Sequence[str]) -> bool:
    return bool(cells[0].strip()) and not any(map(str.strip, cells[1:]))
