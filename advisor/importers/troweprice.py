"""T. Rowe Price: the funds of a household's accounts in one table, each row naming its account and its owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementKind, StatementPosition
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import Columns, find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "account": ("account type",),
    "name": ("account name",),  # the fund's: each fund of an account counts as an account of its own
    "symbol": ("ticker", "symbol"),
    "number": ("account number",),
    "owner": ("owners", "owner"),
    "quantity": ("quantity", "shares"),
    "price": ("price",),
    "value": ("market value",),
}
_NEEDED = {"account", "name", "symbol", "number", "owner", "value"}


class TRowePrice:
    """A table of funds, every cell quoted; neither date nor cost basis nor totals."""

    broker: ClassVar[str] = "t_rowe_price"
    name: ClassVar[str] = "T. Rowe Price"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the heading row.

        Raises:
            MalformedFileError: The file holds no fund, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        heading = source.records[start]
        table = _Table(heading, find_columns(heading.cells, _SYNONYMS), tally)
        for record in source.records[start + 1 :]:
            table.take(record)
        if not tally.positions and not tally.skipped:
            raise MalformedFileError(
                f"{source.name} is a T. Rowe Price file without a single fund.", "Download it again.", file=source.name
            )
        refuse_cut_row(source, len(heading.cells))
        return tally.close(StatementKind.POSITIONS, find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _Table:
    """The rows below the heading row, taken one by one."""

    def __init__(self, heading: Record, columns: Columns, tally: Tally) -> None:
        self._heading = heading
        self._rows = PositionRows(heading, columns, tally)
        self._tally = tally
        self._number, self._account, self._owner = columns["number"], columns["account"], columns["owner"]

    def take(self, record: Record) -> None:
        """One record becomes structure, a position or a skipped row."""
        if record.cells == self._heading.cells:
            self._tally.structure += 1
            return
        try:
            position = self._position(record)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal), self._number)
        else:
            self._tally.store_position(position)

    def _position(self, record: Record) -> StatementPosition:
        cells = self._rows.fit(record.cells)
        number = cells[self._number].strip()
        if not number:
            raise RowRefusedError("the row does not name its account")
        position = self._rows.position(record.line, cells, number)
        kind, owner = cells[self._account].strip(), " ".join(cells[self._owner].split())
        self._tally.open_account(number, number, f"{kind} ({owner})" if owner else kind)
        return position._replace(kind=InstrumentKind.FUND) if position.kind is InstrumentKind.SECURITY else position
