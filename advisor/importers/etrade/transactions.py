"""E*TRADE: `DownloadTxnHistory.csv`, in the layout up to 2024 and in that of 2025."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.etrade.accounts import BROKER, NAME, NamedAccount, account_named
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.amounts import amount_if_readable
from advisor.importers.reading.expiries import with_signed_expiries
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows, signed

_SYNONYMS = {
    "traded": ("activity/trade date", "transactiondate"),
    "settled": ("settlement date",),
    "action": ("activity type", "transactiontype"),
    "symbol": ("symbol",),
    "name": ("description",),
    "quantity": ("quantity #", "quantity"),
    "price": ("price $", "price"),
    "fees": ("commission",),
    "amount": ("amount $", "amount"),
}
_FEES = {"fees": ("fees", "fees $")}
_NEEDED = {"traded", "action", "symbol", "quantity", "amount"}
_KINDS = kind_finder(
    (r"reinvest", TransactionKind.REINVEST),
    (r"^bought", TransactionKind.BUY),
    (r"^sold|^redemption|^matur", TransactionKind.SELL),
    (r"expired|assign|exercise", TransactionKind.EXPIRY),
    (r"tax|withh(e|o)ld", TransactionKind.TAX),
    (r"(capital|cap|lt|st) gain", TransactionKind.CAPITAL_GAIN),
    (r"return of capital", TransactionKind.RETURN_OF_CAPITAL),
    (r"dividend", TransactionKind.DIVIDEND),
    (r"interest|\(period ", TransactionKind.INTEREST),
    (r"split", TransactionKind.SPLIT),
    (r"reorg|merger|spin|exchange|conversion|tender|name change", TransactionKind.EXCHANGE),
    (r"\bfees?\b|service charge", TransactionKind.FEE),
    (
        r"\bach\b|online transfer|wire|deposit|withdraw|check|direct debit|bill ?pay|contribution|distribution",
        TransactionKind.DEPOSIT,
    ),
    (r"transfer|trnsfr|journal|adjustment", TransactionKind.TRANSFER),
)
_OPENS = re.compile(r"\bopen\b|\bshort\b", re.IGNORECASE)
_OPTION = re.compile(r"(?:call|put)\s+\S+\s+\d{1,2}/\d{1,2}/\d\d\s+[\d.,]+", re.IGNORECASE)
_ACTIVITY_FOR = re.compile(r"^account activity for (?P<account>.*?)(?: from .*)?$", re.IGNORECASE)
_PAYMENTS = {TransactionKind.INTEREST, TransactionKind.DIVIDEND, TransactionKind.CAPITAL_GAIN}


class EtradeTransactions:
    """Lines that name the account and, since 2025, the sum of the amounts; then the table, and a disclaimer.

    For some months of 2024 every type of transaction was printed as "0": the description and the signs tell it. Since 2025 an
    option stands under the symbol of its share, and only the description says which option it is.
    """

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every transaction.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "an E*TRADE transaction history")
        account = _account(source.records, tally)
        account.open_in(tally)
        table.read(tally, _HistoryRows(table.heading, account.key, tally).store, is_lone_sentence)
        tally.transactions = with_signed_expiries(tally.transactions, lambda action: _OPENS.search(action) is not None)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


def _account(records: Sequence[Record], tally: Tally) -> NamedAccount:
    """The account that the lines above the headings name; their total is noted."""
    account, total = NamedAccount("", "", ""), None
    for record in records:
        if _is_heading(record.cells):
            break
        first, *others = [cell.strip() for cell in record.cells if cell.strip()]
        activity = _ACTIVITY_FOR.match(first)
        if activity:
            account = account_named(activity["account"])
        elif first.lower() == "for account:" and others:
            account = account_named(others[0])
        elif first.lower() == "total:" and others:
            total = amount_if_readable(others[0])
    if total is not None:
        tally.report_cash_flow(account.key, total)
    return account


class _HistoryRows:
    def __init__(self, heading: Record, account: str, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        charges = tuple(find_columns(heading.cells, _FEES).values())
        self._rows = TransactionRows(heading, self._columns, _KINDS, charges=charges)
        self._account = account
        self._tally = tally

    def store(self, record: Record) -> None:
        cells = list(self._rows.fit(record.cells))
        name, symbol = self._columns.get("name"), self._columns["symbol"]
        option = _OPTION.match(cells[name].strip()) if name is not None else None
        if option and canonical_symbol(cells[symbol])[1] is not InstrumentKind.OPTION:
            cells[symbol] = " ".join(option[0].split())
        self._tally.store_transaction(_as_it_was_meant(self._rows.transaction(record.line, cells, self._account)))


def _as_it_was_meant(transaction: StatementTransaction) -> StatementTransaction:
    kind = by_direction(_kind(transaction), transaction.amount)
    quantity = None if kind in _PAYMENTS else signed(kind, transaction.quantity or None)
    return transaction._replace(kind=kind, quantity=quantity, price=transaction.price or None)


def _kind(transaction: StatementTransaction) -> TransactionKind:
    """By the type, where it says enough; else by the description, else by what went and what came."""
    kind = transaction.kind
    if kind is TransactionKind.TRANSFER or (kind is TransactionKind.OTHER and not transaction.price):
        described = _KINDS(transaction.name)
        return described if described is TransactionKind.DEPOSIT or kind is TransactionKind.OTHER else kind
    if kind is TransactionKind.OTHER and transaction.quantity and transaction.amount:
        return TransactionKind.BUY if transaction.quantity > 0 else TransactionKind.SELL
    return kind
