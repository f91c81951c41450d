"""Charles Schwab: transactions of a brokerage account as CSV, from the titled files of 2020 to those without title and total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import Columns, find_columns, has_headings, heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows
from advisor.importers.schwab.accounts import (
    BROKER,
    NAME,
    Title,
    account_named,
    account_of_file,
    transactions_title,
    without_headings,
    without_transactions,
)

_SYNONYMS = {
    "traded": ("date",),
    "action": ("action",),
    "symbol": ("symbol",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("price",),
    "fees": ("fees & comm",),
    "amount": ("amount",),
}
_NEEDED = {"traded", "action", "symbol", "amount"}
_ONLY_SCHWAB = "fees & comm"
_KINDS = kind_finder(
    (r"^reinvest shares", TransactionKind.REINVEST),
    (r"split|^stock div", TransactionKind.SPLIT),
    (r"cap(ital)? gain", TransactionKind.CAPITAL_GAIN),
    (r"\btax\b|withh(e|o)ld|^nra\b", TransactionKind.TAX),
    (r"interest|\bint\b", TransactionKind.INTEREST),
    (r"dividend|\bdiv\b", TransactionKind.DIVIDEND),
    (r"return of capital|\broc\b", TransactionKind.RETURN_OF_CAPITAL),
    (r"\bfees?\b", TransactionKind.FEE),
    (r"^buy\b", TransactionKind.BUY),
    (r"^sell\b|redemption|matur", TransactionKind.SELL),
    (r"expired|assigned|exercise", TransactionKind.EXPIRY),
    (r"merger|spin-?off|name change|conversion|exchange|cash in lieu", TransactionKind.EXCHANGE),
    (r"journal|security transfer|internal transfer|bank transfer|stock plan|shares (in|out)", TransactionKind.TRANSFER),
    (r"moneylink|wire|funds|auto s1|check|\batm\b|visa|bill ?pay|deposit|withdrawal", TransactionKind.DEPOSIT),
)
_TOTAL = "transactions total"
_AS_OF = re.compile(r"\bas of\b", re.IGNORECASE)


class SchwabTransactions:
    """A title with account and date (to 2023), headings, one row each, `Transactions Total` (to 2023).

    Newer files name the account in the file's name only.
    """

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_title(record) or brokerage_columns(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The headings are missing, the last row is cut off, or there is not one transaction.
        """
        tally = Tally(self.broker, source)
        table = _Table(tally, source)
        for record in source.records:
            table.take(record)
        return table.close(source)


class BrokerageRows(TransactionRows):
    """Rows of a brokerage account, with the columns of `brokerage_columns`."""

    def __init__(self, heading: Record, columns: Columns) -> None:
        super().__init__(heading, columns, _KINDS)
        self._date = columns["traded"]

    def transaction(self, line: int, cells: Sequence[str], account: str, currency: str = "USD") -> StatementTransaction:
        """One row; "04/17/2023 as of 04/15/2023" was booked on the first day and counts from the second.

        Raises:
            RowRefusedError: As `TransactionRows.transaction`.
        """
        entry = super().transaction(line, cells, account, currency)
        kind, instrument = by_direction(entry.kind, entry.amount), _instrument(entry)
        if (kind, instrument) != (entry.kind, entry.instrument):
            entry = entry._replace(kind=kind, instrument=instrument)
        as_of = _AS_OF.search(cells[self._date])
        effective = as_of and find_date(cells[self._date][as_of.end() :])
        return entry._replace(traded=effective, settled=entry.traded) if effective else entry


def brokerage_columns(cells: Sequence[str]) -> Columns | None:
    """Columns by field, where the cells are the headings of a brokerage account's transactions."""
    if not has_headings(cells, _ONLY_SCHWAB):
        return None
    columns = find_columns(cells, _SYNONYMS)
    return columns if columns.keys() >= _NEEDED else None


def _instrument(entry: StatementTransaction) -> InstrumentKind:
    """A share that splits or is exchanged leaves under its CUSIP, which elsewhere means a bond."""
    renumbered = entry.instrument is InstrumentKind.BOND and entry.kind in {TransactionKind.SPLIT, TransactionKind.EXCHANGE}
    return InstrumentKind.SECURITY if renumbered else entry.instrument


def _title(record: Record) -> Title | None:
    title = transactions_title(record)
    return None if title and title.is_of_bank else title


class _Table:
    """The rows of one file, taken record by record."""

    def __init__(self, tally: Tally, source: Source) -> None:
        self._tally = tally
        self._rows: BrokerageRows | None = None
        self._columns: Columns = {}
        self._account = account_of_file(source.name)
        self._as_of = find_date(source.name)
        self._titled = False
        self._total_seen = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a transaction or a skipped row."""
        rows = self._rows
        if self._take_structure(record) or rows is None:
            self._tally.structure += 1
            return
        try:
            transaction = rows.transaction(record.line, rows.fit(record.cells), self._account.key)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))
        else:
            self._account.open_in(self._tally)
            self._tally.store_transaction(transaction)

    def close(self, source: Source) -> Statement:
        """The statement.

        Raises:
            MalformedFileError: As `SchwabTransactions.read`.
        """
        if self._rows is None:
            raise without_headings(source, "Date, Action and Amount")
        refuse_cut_row(source, self._rows.width)
        if self._tally.structure == len(source.records):
            raise without_transactions(source.name)
        self._account.warn_if_unknown(self._tally)
        if self._titled and not self._total_seen:
            self._tally.warn(None, "The file does not close with its total, so rows may be missing at its end.")
        return self._tally.close(StatementKind.TRANSACTIONS, self._as_of)

    def _take_structure(self, record: Record) -> bool:
        if self._rows is not None and record.cells[0][:1].isdigit():
            return False  # a date: nearly every row, so what follows is spared it
        title = _title(record)
        if title:
            self._titled = True
            self._account = account_named(title.account)
            self._as_of = title.as_of or self._as_of
            return True
        columns = brokerage_columns(record.cells)
        if columns:
            self._columns, self._rows = columns, BrokerageRows(record, columns)
            return True
        return self._take_total(record)

    def _take_total(self, record: Record) -> bool:
        if heading_words(record.cells[0]) != _TOTAL or self._rows is None:
            return False
        self._total_seen = True
        try:
            total = read_amount(record.cells[self._columns["amount"]])
        except (ValueError, IndexError):
            total = None
        if total is None:
            self._tally.warn(record.line, "The total of the transactions cannot be read, so nothing checks their sum.")
        else:
            self._tally.report_cash_flow(self._account.key, total)
        return True
