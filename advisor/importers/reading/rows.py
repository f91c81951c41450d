"""Rows below one heading row: their cells by field, and the refusal of what is cut off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from operator import itemgetter

from advisor.domain.errors import MalformedFileError
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import DecimalMark, read_amount
from advisor.importers.reading.headings import Columns, width
from advisor.importers.reading.records import Record


class RowRefusedError(Exception):
    """A row cannot be stored; the text is the reason in plain words."""


def amount_in(text: str, heading: str = "", mark: DecimalMark = DecimalMark.POINT) -> Decimal | None:
    """As `read_amount`, of a cell below a heading.

    Raises:
        RowRefusedError: The cell holds no number.
    """
    try:
        return read_amount(text, mark)
    except ValueError as error:
        raise RowRefusedError(f"in the column “{heading}”, {error}" if heading else str(error)) from None


def undated(text: str, of: str = "a transaction") -> RowRefusedError:
    """The refusal of a row whose cell holds no date; `of` says what would have happened on that day."""
    printed = text.strip()[:40]
    return RowRefusedError(f"“{printed}” is no date of {of}" if printed else "the row has no date")


class Rows:
    """The shape of a table: columns are found once, rows read by index.

    Args:
        columns: Index by field.
        fields: Which of them `pick` returns, in this order; a field without a column reads as blank.
    """

    def __init__(self, heading: Record, columns: Columns, fields: Sequence[str]) -> None:
        self.width = width(heading.cells)
        self.headings = {field: heading.cells[index].strip() for field, index in columns.items()}
        blank = self.width  # `fit` appends a blank cell there
        self.pick: Callable[[Sequence[str]], Sequence[str]] = itemgetter(*(columns.get(field, blank) for field in fields))

    def fit(self, cells: list[str]) -> list[str]:
        """The row's cells with blanks for the missing ones, at least one more than there are headings.

        Raises:
            RowRefusedError: A cell stands beyond the last heading, so the cells before it may be shifted.
        """
        missing = self.width + 1 - len(cells)
        if missing == 0 and not cells[-1]:
            return cells
        if missing > 0:
            return [*cells, *[""] * missing]
        if any(map(str.strip, cells[self.width :])):
            raise RowRefusedError(f"the row has {len(cells)} cells for {self.width} headings, so its columns cannot be told")
        return cells


def refuse_cut_row(source: Source, columns: int) -> None:
    """Refuse a file that breaks off in the middle of its last row.

    Args:
        columns: How many cells a whole row has.

    Raises:
        MalformedFileError: The last row is shorter, and no line end follows.
    """
    last = source.records[-1]
    if not source.ends_with_newline and len(last.cells) < columns:
        raise cut_off(source, f"its last row has {len(last.cells)} of {columns} cells")


def shortest_row(rows: Sequence[Record], columns: int) -> int:
    """How many cells a whole row has at least: some brokers leave out blank ones at the end of a row.

    Args:
        columns: How many a heading row has.
    """
    return min((columns, *(len(record.cells) for record in rows[:-1])))


def cut_off(source: Source, sign: str) -> MalformedFileError:
    """The refusal of a file that breaks off in its last record; `sign` says how that shows."""
    line = source.records[-1].line
    return MalformedFileError(
        f"{source.name} is cut off in line {line}: {sign}.", "Download the file again.", file=source.name, line=line
    )
