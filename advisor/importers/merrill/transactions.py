"""Merrill Edge: `Activities.csv`, one flat table of all accounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.merrill.accounts import ACCOUNT_COLUMNS, BROKER, NAME, open_account_of
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns, has_headings
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("trade date",),
    "settled": ("settlement date",),
    "status": ("pending/settled",),
    "action": ("description 1",),
    "name": ("description 2",),
    "symbol": ("symbol/cusip #", "symbol/ cusip #", "symbol"),
    "quantity": ("quantity",),
    "price": ("price ($)", "price"),
    "amount": ("amount ($)", "amount"),
}
_NEEDED = ("trade date", "description 1", "description 2", "account #")
_KINDS = kind_finder(
    (r"reinvest", TransactionKind.REINVEST),
    (r"^(option )?(purchase|buy|bought)", TransactionKind.BUY),
    (r"^(option )?(sale|sell|sold)|redemption|matur", TransactionKind.SELL),
    (r"expired|assign|exercise", TransactionKind.EXPIRY),
    (r"\btax(es)?\b|withheld|withholding", TransactionKind.TAX),
    (r"(capital|cap|term) gain", TransactionKind.CAPITAL_GAIN),
    (r"return of (capital|principal)", TransactionKind.RETURN_OF_CAPITAL),
    (r"dividend", TransactionKind.DIVIDEND),
    (r"interest", TransactionKind.INTEREST),
    (r"\bsplit\b|stock dividend", TransactionKind.SPLIT),
    (r"exchange|merger|spin|conversion|reorg|name change", TransactionKind.EXCHANGE),
    (r"\bfees?\b", TransactionKind.FEE),
    (r"deposit|withdrawal|funds (received|transfer)|wire|check|contribution|distribution|\bach\b", TransactionKind.DEPOSIT),
    (r"transfer|adjustment|journal", TransactionKind.TRANSFER),
)
_TAX_WITHHELD = re.compile(r"^(fed|federal|state|st) tax\b", re.IGNORECASE)
_PENDING = "pending"


class MerrillTransactions:
    """Each row names its account; what happened stands in “Description 1”, to what in “Description 2”."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a Merrill list of activities")
        rows = _ActivityRows(table.heading, tally)
        table.read(tally, rows.store, is_lone_sentence, rows.number_at)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, *_NEEDED)


class _ActivityRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, {**_SYNONYMS, **ACCOUNT_COLUMNS})
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally
        self.number_at = self._columns["number"]

    def store(self, record: Record) -> None:
        cells = self._rows.fit(record.cells)
        account = open_account_of(cells, self._columns, self._tally)
        transaction = _as_it_was_meant(self._rows.transaction(record.line, cells, account))
        self._tally.store_transaction(transaction)
        status = self._columns.get("status")
        if status is not None and cells[status].strip().lower() == _PENDING:
            self._tally.warn(record.line, f"“{transaction.action}” is still pending: it may yet change.")


def _as_it_was_meant(transaction: StatementTransaction) -> StatementTransaction:
    if _TAX_WITHHELD.match(transaction.name):
        return transaction._replace(kind=TransactionKind.TAX)
    return transaction._replace(kind=by_direction(transaction.kind, transaction.amount))
