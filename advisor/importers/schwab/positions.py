"""Charles Schwab: positions of one account, of all accounts or of a custom group, in the layouts of 2020, 2023 and 2025–26."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import zip_longest
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import find_columns, has_headings, heading_words
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, cut_off, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.schwab.accounts import BROKER, NAME, Title, account_named, joined, read_title

_SYNONYMS = {
    "symbol": ("symbol",),
    "name": ("description", "name"),
    "quantity": ("qty (quantity)", "quantity", "qty"),
    "price": ("price",),
    "value": ("mkt val (market value)", "market value", "mkt val"),
    "cost_basis": ("cost basis",),
    "type": ("security type", "asset type"),
}
_NEEDED = {"symbol", "value"}
_ONLY_SCHWAB = (
    "% of account",
    "% of acct (% of account)",
    "% of acct",
    "reinvest dividends?",
    "reinvest?",
    "capital gains?",
    "security type",
    "asset type",
    "mkt val (market value)",
)
_TOTAL = re.compile(r"(?:account|positions|grand)? ?totals?:?", re.IGNORECASE)
_FEWEST_WORDS_OF_A_DISCLAIMER = 9


class Schwab:
    """A title with the date, then a section per account: its name, the headings, its positions, its total.

    A single account has no section row: the title names it. Columns are found anew in each section, in any order.
    """

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_title(record) or _is_schwab_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every section.

        Raises:
            MalformedFileError: The headings are missing, or the file breaks off before an account's total.
        """
        tally = Tally(self.broker, source)
        sections = _Sections(tally)
        for record, following in zip_longest(source.records, source.records[1:]):
            sections.take(record, following)
        sections.close(source)
        return tally.close(StatementKind.POSITIONS, sections.as_of or find_date(source.name))


def _title(record: Record) -> Title | None:
    return read_title(record) if record.cells[0].lstrip().lower().startswith("positions for") else None


def _is_heading(cells: Sequence[str]) -> bool:
    return any(cell.strip().lower() == "symbol" for cell in cells) and find_columns(cells, _SYNONYMS).keys() >= _NEEDED


def _is_schwab_heading(cells: Sequence[str]) -> bool:
    return _is_heading(cells) and any(has_headings(cells, name) for name in _ONLY_SCHWAB)


class _Sections:
    """The sections of one file, taken record by record."""

    def __init__(self, tally: Tally) -> None:
        self.as_of: date | None = None
        self._tally = tally
        self._rows: PositionRows | None = None
        self._columns: dict[str, int] = {}
        self._title_account = ""
        self._account: str | None = None
        self._last_section_closed = False

    def take(self, record: Record, following: Record | None) -> None:
        """One record becomes structure, a position or a skipped row."""
        if self._take_structure(record, following):
            self._tally.structure += 1
        else:
            self._take_row(record)

    def close(self, source: Source) -> None:
        """Refuse a file that has no section, or whose last one breaks off."""
        if self._rows is None:
            raise MalformedFileError(
                f"{source.name} has the title of a Schwab positions file, but no column headings with Symbol and Market Value.",
                "Download the positions again.",
                file=source.name,
                line=source.records[-1].line,
            )
        refuse_cut_row(source, self._rows.width)
        if self._account is not None and not self._last_section_closed:
            raise cut_off(source, f"it ends before the total of {self._account or 'its account'}")

    def _take_structure(self, record: Record, following: Record | None) -> bool:
        title = _title(record)
        if title:
            self.as_of = self.as_of or title.as_of
            self._title_account = title.account
            return True
        if _is_heading(record.cells):
            self._begin_table(record)
            return True
        if self._is_total(record):
            self._end_section(record)
            return True
        before_headings = following is not None and _is_heading(following.cells)
        if self._names_a_section(record, before_headings):
            self._begin_section(joined(record))
            return True
        return self._rows is None or self._is_disclaimer(record)

    def _take_row(self, record: Record) -> None:
        if self._rows is None or self._account is None:
            self._tally.skip(record, "the row stands in no account's section")
            return
        try:
            position = self._rows.position(record.line, self._rows.fit(record.cells), self._account)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))
        else:
            self._tally.store_position(position)

    def _begin_table(self, record: Record) -> None:
        self._columns = dict(find_columns(record.cells, _SYNONYMS))
        self._rows = PositionRows(record, self._columns, self._tally)
        if self._account is None or self._last_section_closed:
            self._begin_section(self._title_account)

    def _begin_section(self, text: str) -> None:
        if self._account is not None and not self._last_section_closed and self._rows is not None:
            self._tally.warn(None, f"{self._account}: the file prints no total for this account.")
        key, repeats = text, 1
        while self._tally.has_account(key):
            repeats += 1
            key = f"{text} ({repeats})"
        account = account_named(text)
        self._tally.open_account(key, account.number, account.name)
        self._account, self._last_section_closed = key, False

    def _is_total(self, record: Record) -> bool:
        index = self._columns.get("symbol", 0)
        return index < len(record.cells) and _TOTAL.fullmatch(heading_words(record.cells[index])) is not None

    def _end_section(self, record: Record) -> None:
        index = self._columns.get("value", len(record.cells))
        text = record.cells[index] if index < len(record.cells) else ""
        try:
            total = read_amount(text)
        except ValueError as error:
            total = None
            self._tally.warn(record.line, f"The account's total cannot be read: {error}.")
        if total is not None and self._account is not None and not self._last_section_closed:
            self._tally.report_total(self._account, total)
        self._last_section_closed = True

    def _names_a_section(self, record: Record, before_headings: bool) -> bool:
        """A section row stands right before headings, or alone in its line after a total where headings are printed once."""
        filled = [cell for cell in record.cells if cell.strip()]
        if before_headings:
            return self._value_of(record) is None and len(filled) <= 2
        return self._last_section_closed and len(filled) == 1 and not self._is_disclaimer(record)

    def _value_of(self, record: Record) -> str | None:
        index = self._columns.get("value", len(record.cells))
        return record.cells[index].strip() or None if index < len(record.cells) else None

    def _is_disclaimer(self, record: Record) -> bool:
        return (
            self._last_section_closed
            and len(record.cells[0].split()) >= _FEWEST_WORDS_OF_A_DISCLAIMER
            and self._value_of(record) is None
        )
