"""Files that are one table: what stands above its headings is structure, each row below is stored or skipped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from advisor.domain.errors import MalformedFileError
from advisor.importers.importer import Source
from advisor.importers.reading.headings import width
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row, shortest_row
from advisor.importers.reading.tally import Tally

RowTest = Callable[[Sequence[str]], bool]


class FlatTable:
    """The one table of a file.

    Args:
        what: For messages: "a Robinhood activity report".

    Attributes:
        heading: The first row that `is_heading` accepts; the importer has recognised the file by it.
        rows: All below it.
        footers: How many rows below it were closing lines; counted by `read`.
    """

    def __init__(self, source: Source, is_heading: RowTest, what: str) -> None:
        start = next(index for index, record in enumerate(source.records) if is_heading(record.cells))
        self._source = source
        self._what = what
        self.heading = source.records[start]
        self.rows = source.records[start + 1 :]
        self.footers = 0

    def read(
        self,
        tally: Tally,
        store: Callable[[Record], None],
        is_footer: RowTest | None = None,
        number_at: int | None = None,
        leaves_out_blanks: bool = False,
    ) -> None:
        """Hand each row below the headings to `store`; one that it refuses is skipped, a repeated heading is structure.

        Args:
            store: Accounts for one record at the tally, or raises `RowRefusedError`.
            number_at: Where a row names its account, whose number is masked when the row is skipped.
            leaves_out_blanks: Whole rows may end before the last heading, where the cells to come are blank.

        Raises:
            MalformedFileError: No row but closing lines stands below the headings, or the last one is cut off.
        """
        tally.structure += len(self._source.records) - len(self.rows)
        for record in self.rows:
            if record.cells == self.heading.cells:
                tally.structure += 1
            elif is_footer is not None and is_footer(record.cells):
                tally.structure += 1
                self.footers += 1
            else:
                _store_or_skip(record, tally, store, number_at)
        if tally.structure == len(self._source.records):
            raise self._without_rows()
        if not self.footers:
            columns = width(self.heading.cells)
            refuse_cut_row(self._source, shortest_row(self.rows, columns) if leaves_out_blanks else columns)

    def _without_rows(self) -> MalformedFileError:
        return MalformedFileError(
            f"{self._source.name} has the headings of {self._what}, but not a single row below them.",
            "Download it again, for a period or an account that is not empty.",
            file=self._source.name,
            line=self.heading.line,
        )


def is_lone_sentence(cells: Sequence[str]) -> bool:
    """Whether the row is one cell of running text, as disclaimers are."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and filled[0].strip().count(" ") >= 4


def _store_or_skip(record: Record, tally: Tally, store: Callable[[Record], None], number_at: int | None) -> None:
    try:
        store(record)
    except RowRefusedError as refusal:
        tally.skip(record, str(refusal), number_at)
