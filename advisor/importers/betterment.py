"""Betterment: transactions with and without goals. They name neither funds nor shares, so no positions follow from them."""

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
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "account": ("account name",),
    "goal": ("goal name",),
    "action": ("transaction description",),
    "amount": ("amount",),
    "balance": ("ending balance",),
    "traded": ("date completed",),
    "created": ("date created",),
}
_KINDS = kind_finder(
    (r"dividend", TransactionKind.DIVIDEND),
    (r"interest", TransactionKind.INTEREST),
    (r"\bfees?\b", TransactionKind.FEE),
    (r"\btax(es)?\b", TransactionKind.TAX),
    (r"market change|allocation|rebalanc", TransactionKind.OTHER),
    (r"transfer|rollover", TransactionKind.TRANSFER),
    (r"deposit|contribution|withdrawal", TransactionKind.DEPOSIT),
)


class Betterment:
    """One table, in either order of time. An account is one pot of money there, and an amount is what came to or left its
    balance, be it a deposit or a change of the market."""

    broker: ClassVar[str] = "betterment"
    name: ClassVar[str] = "Betterment"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every transaction; one that is not completed counts from the day it was created.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "Betterment's transactions")
        table.read(tally, _Rows(table.heading, tally).store, is_lone_sentence)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _SYNONYMS.keys() - {"goal", "created"}


class _Rows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally

    def store(self, record: Record) -> None:
        cells = list(self._rows.fit(record.cells))
        completed, created = self._columns["traded"], self._columns.get("created")
        if created is not None and not cells[completed].strip():
            cells[completed] = cells[created]
        account = self._account(cells)
        transaction = self._rows.transaction(record.line, cells, account)
        if transaction.amount is None:
            raise RowRefusedError("the row has no amount")
        self._tally.open_account(account, "", account)
        self._tally.store_transaction(transaction._replace(kind=by_direction(transaction.kind, transaction.amount)))

    def _account(self, cells: Sequence[str]) -> str:
        """The account, and the goal its money is for: each goal has a balance of its own."""
        goal = self._columns.get("goal")
        names = (cells[self._columns["account"]].strip(), "" if goal is None else cells[goal].strip())
        account = ": ".join(name for name in names if name)
        if not account:
            raise RowRefusedError("the row does not name its account")
        return account
