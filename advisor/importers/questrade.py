"""Questrade (Canada): the account activities (`Activities.xlsx`), in Canadian and in US dollars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows, signed

_SYNONYMS = {
    "traded": ("transaction date",),
    "settled": ("settlement date",),
    "action": ("action",),
    "activity": ("activity type",),
    "symbol": ("symbol",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("price",),
    "fees": ("commission",),
    "amount": ("net amount",),
    "currency": ("currency",),
    "number": ("account #",),
    "account": ("account type",),
}
_NEEDED = {"traded", "action", "activity", "amount", "currency", "number"}
_KINDS = kind_finder(
    (r"^buy$", TransactionKind.BUY),
    (r"^sell$", TransactionKind.SELL),
    (r"^rei$|reinvest", TransactionKind.REINVEST),
    (r"^(exp|asn|exr)$", TransactionKind.EXPIRY),
    (r"^fxt$|^fx conv|transfer|^(tfi|tfo|tf6|brw|jnl)$", TransactionKind.TRANSFER),
    (r"^(wtd|nrt)$|\btax", TransactionKind.TAX),
    (r"^roc$", TransactionKind.RETURN_OF_CAPITAL),
    (r"^div$|dividend", TransactionKind.DIVIDEND),
    (r"^int$|interest", TransactionKind.INTEREST),
    (r"^(fch|adr)$|\bfees?\b", TransactionKind.FEE),
    (r"^(dis|spl)$|split", TransactionKind.SPLIT),
    (r"^(nac|mrg|spo)$|corporate action", TransactionKind.EXCHANGE),
    (r"^(dep|con|eft|wdr|csb)$|deposit|withdrawal", TransactionKind.DEPOSIT),
)
_EXCHANGE_OF_CURRENCIES = "FXT"
_OF_TRADES_ONLY = ("symbol", "quantity", "price", "fees")
_HOME_CURRENCY = "CAD"


class Questrade:
    """One table; each row names its account and the currency of its amount. An exchange of currencies is two transfers."""

    broker: ClassVar[str] = "questrade"
    name: ClassVar[str] = "Questrade"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every transaction.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a Questrade list of activities")
        rows = _ActivityRows(table.heading, tally)
        table.read(tally, rows.store, is_lone_sentence, rows.number_at)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _ActivityRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally
        self.number_at = self._columns["number"]

    def store(self, record: Record) -> None:
        cells = self._rows.fit(record.cells)
        number = cells[self.number_at].strip()
        if not number:
            raise RowRefusedError("the row does not name its account")
        if cells[self._columns["action"]].strip().upper() == _EXCHANGE_OF_CURRENCIES:
            cells = [*cells]
            for place in map(self._columns.get, _OF_TRADES_ONLY):
                if place is not None:
                    cells[place] = ""
        transaction = self._rows.transaction(record.line, cells, number, _HOME_CURRENCY)
        kind = transaction.kind
        if kind is TransactionKind.OTHER:
            kind = _KINDS(cells[self._columns["activity"]].strip())
        kind = by_direction(kind, transaction.amount)
        account = self._columns.get("account")
        self._tally.open_account(number, number, "" if account is None else cells[account].strip(), _HOME_CURRENCY)
        quantity = signed(kind, transaction.quantity or None)
        self._tally.store_transaction(transaction._replace(kind=kind, quantity=quantity, price=transaction.price or None))
