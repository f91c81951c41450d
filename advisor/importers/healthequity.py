"""HealthEquity: the balances of a health savings account's investments. The file names no account; its name tells the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally

BROKER = "healthequity"
NAME = "HealthEquity"
ACCOUNT = "HealthEquity HSA"
_SYNONYMS = {
    "symbol": ("fund",),
    "name": ("name",),
    "quantity": ("shares (#)",),
    "price": ("closing price",),
    "value": ("closing value",),
}


class HealthEquity:
    """One table, a fund in each row."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every fund.

        Raises:
            MalformedFileError: The file holds no fund, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        tally.open_account(ACCOUNT, "", ACCOUNT)
        table = FlatTable(source, _is_heading, "HealthEquity's balances")
        rows = PositionRows(table.heading, find_columns(table.heading.cells, _SYNONYMS), tally)

        def store(record: Record) -> None:
            position = rows.position(record.line, rows.fit(record.cells), ACCOUNT)
            if position.kind is InstrumentKind.SECURITY:
                position = position._replace(kind=InstrumentKind.FUND)
            tally.store_position(position)

        table.read(tally, store, is_lone_sentence)
        return tally.close(StatementKind.POSITIONS, find_date(source.name))


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _SYNONYMS.keys()
