"""Charles Schwab: transactions of a brokerage or bank account as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Document, Form
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.json_records import json_records, json_text
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally
from advisor.importers.schwab.accounts import BROKER, NAME, NamedAccount, account_of_file, without_transactions
from advisor.importers.schwab.bank_ledger import PENDING, BankLedger, BankRows, bank_columns
from advisor.importers.schwab.transactions import BrokerageRows, brokerage_columns

_BROKERAGE, _POSTED, _PENDING = "BrokerageTransactions", "PostedTransactions", "PendingTransactions"
_BANK_ACCOUNT = "Schwab Bank account"


class SchwabJson:
    """One object: the range of dates, lists of transactions with the same fields as the CSV files, their total."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS)
    form: ClassVar[Form] = Form.JSON

    def recognises(self, document: Document) -> bool:
        value = document.value
        return isinstance(value, dict) and any(isinstance(value.get(key), list) for key in (_BROKERAGE, _POSTED))

    def read(self, document: Document) -> Statement:
        """Every transaction; each counts as one line.

        Raises:
            MalformedFileError: There is not one transaction.
        """
        value = document.value if isinstance(document.value, dict) else {}
        brokerage, posted, pending = (_elements(value, key) for key in (_BROKERAGE, _POSTED, _PENDING))
        elements = [*brokerage, *posted, *pending]
        if not elements:
            raise without_transactions(document.name)
        heading, records = json_records(elements)
        tally = Tally(self.broker, document.cut_into(records))
        bank_begins, pending_begins = len(brokerage), len(brokerage) + len(posted)
        total = json_text(value.get("TotalTransactionsAmount"))
        _read_brokerage(tally, heading, records[:bank_begins], account_of_file(document.name), total)
        _read_bank(tally, heading, records[bank_begins:pending_begins], _bank_account(document.name, brokerage))
        for record in records[pending_begins:]:
            tally.skip(record, PENDING)
        kind = StatementKind.POSITIONS if tally.positions else StatementKind.TRANSACTIONS
        return tally.close(kind, find_date(json_text(value.get("ToDate"))) or find_date(document.name))


def _elements(value: Mapping[str, object], key: str) -> Sequence[object]:
    elements = value.get(key)
    return elements if isinstance(elements, list) else ()


def _bank_account(file_name: str, brokerage: Sequence[object]) -> NamedAccount:
    """Where a file holds both, its name is that of the brokerage account."""
    return NamedAccount(_BANK_ACCOUNT, "", _BANK_ACCOUNT) if brokerage else account_of_file(file_name, _BANK_ACCOUNT)


def _read_brokerage(tally: Tally, heading: Record, records: Sequence[Record], account: NamedAccount, total: str) -> None:
    columns = brokerage_columns(heading.cells)
    if columns is None or not records:
        _skip(tally, records)
        return
    rows = BrokerageRows(heading, columns)
    for record in records:
        try:
            transaction = rows.transaction(record.line, rows.fit(record.cells), account.key)
        except RowRefusedError as refusal:
            tally.skip(record, str(refusal))
        else:
            account.open_in(tally)
            tally.store_transaction(transaction)
    account.warn_if_unknown(tally)
    _report_total(tally, account, total)


def _report_total(tally: Tally, account: NamedAccount, text: str) -> None:
    try:
        total = read_amount(text)
    except ValueError as error:
        tally.warn(None, f"The file's total of the transactions cannot be read: {error}.")
    else:
        if total is not None:
            tally.report_cash_flow(account.key, total)


def _read_bank(tally: Tally, heading: Record, records: Sequence[Record], account: NamedAccount) -> None:
    columns = bank_columns(heading.cells)
    if columns is None or not records:
        _skip(tally, records)
        return
    rows, ledger = BankRows(heading, columns), BankLedger(tally, account)
    for record in records:
        ledger.take(rows, record)
    ledger.close()
    account.warn_if_unknown(tally)


def _skip(tally: Tally, records: Sequence[Record]) -> None:
    for record in records:
        tally.skip(record, "the entry has not the fields of a Schwab transaction")
