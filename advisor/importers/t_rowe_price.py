"""T. Rowe Price: the funds of a household's accounts in one table, each row naming its account and its owner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
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
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "T. Rowe Price holdings")
        funds = _Funds(table.heading, tally)
        table.read(tally, funds.store, number_at=funds.number_at)
        return tally.close(StatementKind.POSITIONS, find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _Funds:
    def __init__(self, heading: Record, tally: Tally) -> None:
        columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = PositionRows(heading, columns, tally)
        self._tally = tally
        self.number_at, self._account, self._owner = columns["number"], columns["account"], columns["owner"]

    def store(self, record: Record) -> None:
        """One position, or a refusal."""
        cells = self._rows.fit(record.cells)
        number = cells[self.number_at].strip()
        if not number:
            raise RowRefusedError("the row does not name its account")
        position = self._rows.position(record.line, cells, number)
        if position.kind is InstrumentKind.SECURITY:
            position = position._replace(kind=InstrumentKind.FUND)
        kind, owner = cells[self._account].strip(), " ".join(cells[self._owner].split())
        self._tally.open_account(number, number, f"{kind} ({owner})" if owner else kind)
        self._tally.store_position(position)
