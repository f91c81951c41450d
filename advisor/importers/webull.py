"""Webull: the records of orders. Webull hands out no positions; the records name no account, no fees and no money."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.actions import kind_finder
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("filled time",),
    "placed": ("placed time",),
    "action": ("side", "b/s"),
    "status": ("status",),
    "symbol": ("symbol",),
    "name": ("name",),
    "quantity": ("filled qty", "filled"),
    "price": ("avg price", "filled avg price", "price"),
}
_KINDS = kind_finder((r"buy", TransactionKind.BUY), (r"sell|short", TransactionKind.SELL))
_ACCOUNT = "Webull"


class WebullOrders:
    """One table, an order in each row, also those that were cancelled.

    An order of several legs has a row of its own, without symbol, above its legs, which have no name. What an order cost is
    not in the file: its amount stays open.
    """

    broker: ClassVar[str] = "webull"
    name: ClassVar[str] = "Webull"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every order that was filled, at least in part.

        Raises:
            MalformedFileError: The file holds no filled order, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        tally.open_account(_ACCOUNT, "", _ACCOUNT)
        table = FlatTable(source, _is_heading, "Webull's order records")
        table.read(tally, _OrderRows(table.heading, tally).store, is_lone_sentence)
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _SYNONYMS.keys() - {"name", "placed"}


class _OrderRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally

    def store(self, record: Record) -> None:
        cells = list(self._rows.fit(record.cells))
        columns = self._columns
        cells[columns["price"]] = cells[columns["price"]].replace("@", "")
        if not cells[columns["traded"]].strip() and "placed" in columns:
            cells[columns["traded"]] = cells[columns["placed"]]
        transaction = self._rows.transaction(record.line, cells, _ACCOUNT)
        if not transaction.quantity:
            status = cells[columns["status"]].strip() or "not filled"
            raise RowRefusedError(f"the order was never filled (“{status}”): nothing was bought or sold")
        if not transaction.symbol:
            raise RowRefusedError("the row sums up an order of several legs, which stand in their own rows")
        if transaction.kind is TransactionKind.OTHER:
            raise RowRefusedError(f"“{transaction.action}” says neither that it was bought nor that it was sold")
        self._tally.store_transaction(transaction)
