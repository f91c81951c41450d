"""Charles Schwab Bank: transactions of a checking or savings account as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import refuse_cut_row
from advisor.importers.reading.tally import Tally
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
from advisor.importers.schwab.bank_ledger import PENDING, BankLedger, BankRows, bank_columns

_PENDING_CAPTION, _POSTED_CAPTION = "pending transactions", "posted transactions"


class SchwabBank:
    """A title (to 2023), headings, the captions of pending and posted transactions (to 2023), one row each, newest first."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_title(record) or bank_columns(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings; the newest balance is the account's cash.

        Raises:
            MalformedFileError: The headings are missing, the last row is cut off, or there is not one transaction.
        """
        tally = Tally(self.broker, source)
        table = _Table(tally, source)
        for record in source.records:
            table.take(record)
        return table.close(source)


def _title(record: Record) -> Title | None:
    title = transactions_title(record)
    return title if title and title.is_of_bank else None


class _Table:
    """The rows of one file, taken record by record."""

    def __init__(self, tally: Tally, source: Source) -> None:
        self._tally = tally
        self._rows: BankRows | None = None
        self._ledger: BankLedger | None = None
        self._account = account_of_file(source.name, "Schwab Bank account")
        self._as_of = find_date(source.name)
        self._pending = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a transaction or a skipped row."""
        rows, ledger = self._rows, self._ledger
        if self._take_structure(record) or rows is None or ledger is None:
            self._tally.structure += 1
        elif self._is_pending(record):
            self._tally.skip(record, PENDING)
        else:
            ledger.take(rows, record)

    def close(self, source: Source) -> Statement:
        """The statement.

        Raises:
            MalformedFileError: As `SchwabBank.read`.
        """
        if self._rows is None or self._ledger is None:
            raise without_headings(source, "Date, Withdrawal and Deposit")
        refuse_cut_row(source, self._rows.width)
        if self._tally.structure == len(source.records):
            raise without_transactions(source.name)
        self._ledger.close()
        self._account.warn_if_unknown(self._tally)
        newest = max((entry.traded for entry in self._tally.transactions), default=None)
        kind = StatementKind.POSITIONS if self._tally.positions else StatementKind.TRANSACTIONS
        return self._tally.close(kind, self._as_of or newest)

    def _take_structure(self, record: Record) -> bool:
        title = _title(record)
        if title and self._rows is None:
            self._account = account_named(title.account)
            self._as_of = title.as_of or self._as_of
            return True
        columns = bank_columns(record.cells)
        if columns:
            self._rows = BankRows(record, columns)
            self._ledger = self._ledger or BankLedger(self._tally, self._account)
            return True
        return self._take_caption(record)

    def _is_pending(self, record: Record) -> bool:
        if record.cells[0].strip().lower().startswith(_POSTED_CAPTION):  # the caption sticks to the row
            self._pending = False
        return self._pending

    def _take_caption(self, record: Record) -> bool:
        filled = [cell.strip().lower() for cell in record.cells if cell.strip()]
        if len(filled) != 1 or not filled[0].startswith((_PENDING_CAPTION, _POSTED_CAPTION)):
            return False
        self._pending = filled[0].startswith(_PENDING_CAPTION)
        return True
