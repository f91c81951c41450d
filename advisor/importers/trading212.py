"""Trading 212: the history of an account, whose columns differ with the year and with what happened in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, NamedTuple

from advisor.domain.money import ZERO
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import kind_finder
from advisor.importers.reading.currencies import at_rate, money_of
from advisor.importers.reading.dates import DateOrder
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns, has_headings, heading_words
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, amount_in
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("time", "time (utc)"),
    "action": ("action",),
    "symbol": ("ticker",),
    "isin": ("isin",),
    "name": ("name",),
    "quantity": ("no. of shares",),
    "price": ("price / share",),
    "price_currency": ("currency (price / share)",),
    "rate": ("exchange rate",),
    "amount": ("total",),
    "currency": ("currency (total)",),
    "notes": ("notes",),
    "merchant": ("merchant name",),
}
_TOTAL_WITH_CURRENCY = re.compile(r"total \((?P<currency>[a-z]{3})\)")
_FEE = re.compile(r"(?!currency \()(?P<fee>.*\b(?:fee|stamp duty|transaction tax|levy)\b.*?)(?: \((?P<currency>[a-z]{3})\))?")
_KINDS = kind_finder(
    (r"\bbuy$|^equity rights", TransactionKind.BUY),
    (r"\bsell$", TransactionKind.SELL),
    (r"^dividend.*return of capital", TransactionKind.RETURN_OF_CAPITAL),
    (r"^dividend", TransactionKind.DIVIDEND),
    (r"interest", TransactionKind.INTEREST),
    (r"^(deposit|card credit)", TransactionKind.DEPOSIT),
    (r"^(withdrawal|card debit)", TransactionKind.WITHDRAWAL),
    (r"^transfer", TransactionKind.TRANSFER),
    (r"^stock split", TransactionKind.SPLIT),
    (r"^stock distribution|^spin.?off|^merger", TransactionKind.EXCHANGE),
    (r"\b(fee|cost)\b", TransactionKind.FEE),
)
# Beside shares that were split, exchanged or moved stands what they are worth: no money changed hands.
_WITHOUT_MONEY = {TransactionKind.TRANSFER, TransactionKind.SPLIT, TransactionKind.EXCHANGE}
_SHARES_GONE = re.compile(r"\b(close|out)\b", re.IGNORECASE)
_MONEY_SIGNS = {TransactionKind.BUY: -1, TransactionKind.WITHDRAWAL: -1, TransactionKind.SELL: 1, TransactionKind.DEPOSIT: 1}
_TRADES = {TransactionKind.BUY, TransactionKind.SELL}
_ACCOUNT = ""
_USUAL_CURRENCY = "GBP"


class Trading212:
    """One table of transactions; the file names no account and tells no positions.

    A share's price may be in another currency than the total: it is stored in the currency of the total, by the exchange rate
    of its own row. Tax withheld from a dividend is already taken off its total.
    """

    broker: ClassVar[str] = "trading212"
    name: ClassVar[str] = "Trading 212"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the headings.

        Raises:
            MalformedFileError: The file holds no row, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a Trading 212 history")
        table.read(tally, _Rows(table.heading, table.rows, tally).store, leaves_out_blanks=True)
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


def _is_heading(cells: Sequence[str]) -> bool:
    return has_headings(cells, "action", "isin", "ticker", "no. of shares", "price / share")


class _Fee(NamedTuple):
    """A column of fees; their currency stands in a column of its own, or in the heading."""

    at: int
    heading: str
    currency_at: int | None
    currency: str


class _Rows:
    def __init__(self, heading: Record, rows: Sequence[Record], tally: Tally) -> None:
        self._tally = tally
        words = [heading_words(cell) for cell in heading.cells]
        in_heading = {index: found["currency"].upper() for index, word in enumerate(words) if (found := _total_in(word))}
        self._columns = dict(find_columns(heading.cells, _SYNONYMS))
        for index in in_heading:
            self._columns.setdefault("amount", index)
        self._rows = TransactionRows(heading, self._columns, _KINDS, DateOrder.DAY_FIRST)
        self._fees = _fee_columns(heading.cells, words)
        self._currency = next(iter(in_heading.values()), "") or self._first_currency(rows) or _USUAL_CURRENCY
        tally.open_account(_ACCOUNT, "", "", self._currency)

    def store(self, record: Record) -> None:
        self._tally.store_transaction(self._transaction(record.line, self._rows.fit(record.cells)))

    def _transaction(self, line: int, cells: Sequence[str]) -> StatementTransaction:
        read = self._rows.transaction(line, cells, _ACCOUNT, self._currency)
        if not read.action:
            raise RowRefusedError("the row does not say what happened")
        if read.kind in _TRADES and None in (read.quantity, read.amount):
            raise RowRefusedError("the row tells no number of shares, or no total")
        symbol = read.symbol or self._cell(cells, "isin").strip().upper()
        if read.quantity is not None and not symbol:
            raise RowRefusedError("the row tells a number of shares, but not of what")
        paid_per_share = read.kind in {TransactionKind.DIVIDEND, TransactionKind.RETURN_OF_CAPITAL}
        return read._replace(
            symbol=symbol,
            name=read.name or self._words(read.kind, cells),
            quantity=None if paid_per_share else _moved(read),
            price=None if paid_per_share else self._price(read, cells),
            fees=self._paid_fees(line, cells, read.currency),
            amount=_money(read),
        )

    def _price(self, read: StatementTransaction, cells: Sequence[str]) -> Decimal | None:
        """Per share, in the currency of the total."""
        stated = self._cell(cells, "price_currency")
        currency, unit = money_of(stated or read.currency)
        if read.price is None or currency == read.currency:
            return read.price and read.price * unit
        rate = amount_in(self._cell(cells, "rate"), self._rows.headings.get("rate", ""))
        return at_rate(read.price, rate)

    def _paid_fees(self, line: int, cells: Sequence[str], currency: str) -> Decimal | None:
        paid: Decimal | None = None
        for column in self._fees:
            fee = amount_in(cells[column.at], column.heading)
            if not fee:
                continue
            stated = column.currency or (cells[column.currency_at] if column.currency_at is not None else "")
            fee_currency, unit = money_of(stated or currency)
            if fee_currency != currency:
                self._tally.warn(
                    line, f"The {column.heading.lower()} of {fee} {fee_currency} is in the total, but not among the fees."
                )
                continue
            paid = (paid or ZERO) + abs(fee) * unit
        return paid

    def _words(self, kind: TransactionKind, cells: Sequence[str]) -> str:
        # The notes of what was paid in or out name the bank account at the other end.
        notes = "" if kind in _MONEY_SIGNS else self._cell(cells, "notes")
        return " ".join((self._cell(cells, "merchant") or notes).split())

    def _cell(self, cells: Sequence[str], field: str) -> str:
        index = self._columns.get(field)
        return "" if index is None else cells[index]

    def _first_currency(self, rows: Sequence[Record]) -> str:
        index = self._columns.get("currency")
        if index is None:
            return ""
        stated = (record.cells[index].strip().upper() for record in rows if index < len(record.cells))
        return next((currency for currency in stated if currency), "")


def _total_in(heading: str) -> re.Match[str] | None:
    return _TOTAL_WITH_CURRENCY.fullmatch(heading)


def _fee_columns(cells: Sequence[str], words: Sequence[str]) -> list[_Fee]:
    columns = []
    for index, word in enumerate(words):
        found = _FEE.fullmatch(word)
        if found:
            currency_heading = f"currency ({found['fee']})"
            at = words.index(currency_heading) if currency_heading in words else None
            columns.append(_Fee(index, cells[index].strip(), at, (found["currency"] or "").upper()))
    return columns


def _moved(read: StatementTransaction) -> Decimal | None:
    if read.quantity is None or read.kind in _TRADES:
        return read.quantity
    return -abs(read.quantity) if _SHARES_GONE.search(read.action) else abs(read.quantity)


def _money(read: StatementTransaction) -> Decimal | None:
    if read.amount is None or read.kind in _WITHOUT_MONEY:
        return None
    sign = _MONEY_SIGNS.get(read.kind)
    return read.amount if sign is None else sign * abs(read.amount)
