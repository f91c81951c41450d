"""The two tables of Vanguard UK's reports: cash, and the purchases and sales it was for."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from decimal import Decimal
from itertools import pairwise

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import StatementTransaction
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.dates import DateOrder
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, amount_in
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows, signed

_CASH = {"traded": ("date",), "action": ("details",), "amount": ("amount",), "balance": ("balance",)}
_INVESTMENTS = {
    "traded": ("date",),
    "name": ("investmentname",),
    "action": ("transactiondetails",),
    "quantity": ("quantity",),
    "price": ("price",),
    "amount": ("cost",),
}
_KINDS = kind_finder(
    (r"^bought\b", TransactionKind.BUY),
    (r"^sold\b", TransactionKind.SELL),
    (r"^(reversal of )?div\b", TransactionKind.DIVIDEND),
    (r"\binterest\b", TransactionKind.INTEREST),
    (r"\bfee\b", TransactionKind.FEE),
    (r"deposit|payment|withdrawal", TransactionKind.DEPOSIT),
    (r"transfer", TransactionKind.TRANSFER),
)
_TRADE = re.compile(r"(?:bought|sold) (?P<quantity>[\d,.]+) (?P<name>.+)", re.I)
_TICKER_AT_END = re.compile(r"\((?P<ticker>[A-Z0-9.]{2,6})\)$")
_DIVIDEND = re.compile(r"div: (?P<ticker>[A-Z0-9]+)\.", re.I)
_POUNDS = "GBP"


class CashRows:
    """What came and went, each row with the balance after it."""

    def __init__(self, heading: Record, account: str, tally: Tally) -> None:
        columns = find_columns(heading.cells, _CASH)
        self.rows = TransactionRows(heading, columns, _KINDS, DateOrder.DAY_FIRST)
        self._balance_at = columns["balance"]
        self._account = account
        self._tally = tally
        self._balances: list[tuple[StatementTransaction, Decimal]] = []
        self._trades: defaultdict[str, deque[int]] = defaultdict(deque)

    def store(self, record: Record) -> None:
        cells = self.rows.fit(record.cells)
        transaction = self.rows.transaction(record.line, cells, self._account, _POUNDS)
        if transaction.amount is None:
            raise RowRefusedError("the row has no amount")
        balance = amount_in(cells[self._balance_at])
        transaction = _with_what_the_words_say(transaction)
        if balance is not None:
            self._balances.append((transaction, balance))
        if transaction.quantity is not None:
            self._trades[_same_words(transaction.action)].append(len(self._tally.transactions))
        self._tally.open_account(self._account, "", self._account, _POUNDS)
        self._tally.store_transaction(transaction)

    def complete(self, deal: StatementTransaction) -> bool:
        """Give the purchase or sale of the same words its day and its price; False when there is none left."""
        waiting = self._trades[_same_words(deal.action)]
        if not waiting:
            return False
        at = waiting.popleft()
        paid = self._tally.transactions[at]
        self._tally.transactions[at] = paid._replace(
            traded=deal.traded, settled=paid.traded, quantity=deal.quantity or paid.quantity, price=deal.price
        )
        return True

    def check_total(self, printed: str) -> None:
        """Warn when the balance below the table is not that of its newest row."""
        try:
            total = amount_in(printed)
        except RowRefusedError:
            total = None
        if self._balances and total not in (self._balances[0][1], self._balances[-1][1]):
            self._tally.warn(
                None, f"The balance below the cash table is “{printed.strip()[:40]}”, which is not that of its last row."
            )

    def check_balances(self) -> None:
        """Warn where a balance does not follow from the one before it: a row may be missing there."""
        rows = self._balances if not self._balances or self._is_oldest_first() else self._balances[::-1]
        for (_, before), (transaction, after) in pairwise(rows):
            if before + (transaction.amount or 0) != after:
                self._tally.warn(
                    transaction.line, "The balance does not follow from the row before: a row may be missing between them."
                )

    def _is_oldest_first(self) -> bool:
        return self._balances[0][0].traded <= self._balances[-1][0].traded


class InvestmentRows:
    """Purchases and sales again, with their price."""

    def __init__(self, heading: Record, account: str, tally: Tally, cash: CashRows | None) -> None:
        self.rows = TransactionRows(heading, find_columns(heading.cells, _INVESTMENTS), _KINDS, DateOrder.DAY_FIRST)
        self._account = account
        self._tally = tally
        self._cash = cash

    def store(self, record: Record) -> None:
        deal = self.rows.transaction(record.line, self.rows.fit(record.cells), self._account, _POUNDS)
        if self._cash is not None and self._cash.complete(deal):
            self._tally.store_merged(record.line)
            return
        self._tally.open_account(self._account, "", self._account, _POUNDS)
        came = signed(deal.kind, deal.quantity)
        goes = deal.amount if deal.amount is None or came is None else -abs(deal.amount) if came > 0 else abs(deal.amount)
        self._tally.store_transaction(_with_what_the_words_say(deal)._replace(amount=goes))


def _with_what_the_words_say(transaction: StatementTransaction) -> StatementTransaction:
    """Vanguard UK has no columns for shares and symbols beside the cash: they stand in the details."""
    kind = by_direction(transaction.kind, transaction.amount)
    dividend = _DIVIDEND.search(transaction.action)
    if dividend:
        return transaction._replace(kind=kind, symbol=dividend["ticker"].upper())
    trade = _TRADE.fullmatch(transaction.action)
    if trade is None:
        return transaction._replace(kind=kind)
    ticker = _TICKER_AT_END.search(trade["name"])
    symbol, instrument = canonical_symbol(ticker["ticker"]) if ticker else (trade["name"], InstrumentKind.FUND)
    return transaction._replace(
        kind=kind, symbol=symbol, name=trade["name"], instrument=instrument, quantity=signed(kind, amount_in(trade["quantity"]))
    )


def _same_words(details: str) -> str:
    return details.casefold().replace("–", "-")
