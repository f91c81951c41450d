"""HealthEquity: the entries of a health savings account's cash and of its investments, each a file of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.healthequity import ACCOUNT, BROKER, NAME
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import Synonyms, find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_CASH = {
    "traded": ("date",),
    "action": ("transaction",),
    "amount": ("amount",),
    "balance": ("cash balance",),
}
_INVESTMENTS = {
    "traded": ("date",),
    "symbol": ("fund",),
    "action": ("category",),
    "name": ("description",),
    "price": ("price",),
    "amount": ("amount",),
    "quantity": ("shares",),
    "held": ("total shares",),
}
_KINDS_OF_CASH = kind_finder(
    # The fund's own file has the purchase or the sale; here it is only money that changes its place in the account.
    (r"^investment", TransactionKind.OTHER),
    (r"interest", TransactionKind.INTEREST),
    (r"\bfees?\b", TransactionKind.FEE),
    (r"transfer|rollover", TransactionKind.TRANSFER),
    (r"contribution|distribution|deposit|withdrawal|payment|reimbursement", TransactionKind.DEPOSIT),
)
_KINDS_OF_INVESTMENTS = kind_finder(
    (r"buy|purchase", TransactionKind.BUY),
    (r"sell|sale", TransactionKind.SELL),
    # A dividend comes as shares, and a gain too: the row counts what was bought with it.
    (r"dividend|gain|reinvest", TransactionKind.REINVEST),
    (r"\bfees?\b", TransactionKind.FEE),
    (r"transfer", TransactionKind.TRANSFER),
)


class HealthEquityTransactions:
    """One table: `Cash Balance` closes the rows of cash, `Total Shares` and `Total Value` those of investments."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every entry.

        Raises:
            MalformedFileError: The file holds no entry, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        tally.open_account(ACCOUNT, "", ACCOUNT)
        table = FlatTable(source, _is_heading, "HealthEquity's transactions")
        in_funds = _has_all(table.heading.cells, _INVESTMENTS)
        columns = find_columns(table.heading.cells, _INVESTMENTS if in_funds else _CASH)
        rows = TransactionRows(table.heading, columns, _KINDS_OF_INVESTMENTS if in_funds else _KINDS_OF_CASH)

        def store(record: Record) -> None:
            entry = rows.transaction(record.line, rows.fit(record.cells), ACCOUNT)
            tally.store_transaction(_seen_from_the_cash(entry) if in_funds else _told_apart(entry))

        table.read(tally, store, is_lone_sentence)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return _has_all(cells, _CASH) or _has_all(cells, _INVESTMENTS)


def _has_all(cells: Sequence[str], synonyms: Synonyms) -> bool:
    return find_columns(cells, synonyms).keys() >= synonyms.keys()


def _seen_from_the_cash(entry: StatementTransaction) -> StatementTransaction:
    """HealthEquity prints what the fund received; the cash paid as much."""
    kind = InstrumentKind.FUND if entry.instrument is InstrumentKind.SECURITY else entry.instrument
    return entry._replace(amount=None if entry.amount is None else -entry.amount, instrument=kind)


def _told_apart(entry: StatementTransaction) -> StatementTransaction:
    return entry._replace(kind=by_direction(entry.kind, entry.amount))
