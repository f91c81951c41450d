"""Yahoo Finance: the export of a portfolio, one row for each lot, sale, deposit or merely watched symbol."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.money import ZERO
from advisor.domain.portfolio import CASH, InstrumentKind, TransactionKind, price_unit
from advisor.domain.statement import Statement, StatementKind, StatementPosition, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, amount_in
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.yahoo_holdings import Entry, Holdings, Instrument

_SYNONYMS = {
    "symbol": ("symbol",),
    "type": ("transaction type",),
    "price": ("current price",),
    "priced": ("date",),
    "acquired": ("trade date",),
    "paid": ("purchase price",),
    "quantity": ("quantity",),
    "commission": ("commission",),
}
_NEEDED = {"symbol", "price", "acquired", "paid", "quantity"}
_NUMBERS = ("price", "paid", "quantity", "commission")
_ACCOUNT = "Yahoo Finance"
_CASH_BALANCE, _CASH_ENTRY = "$$CASH", "$$CASH_TX"
_CASH_KINDS = {
    "": TransactionKind.DEPOSIT,
    "deposit": TransactionKind.DEPOSIT,
    "withdrawal": TransactionKind.WITHDRAWAL,
    "fee": TransactionKind.FEE,
    "tax": TransactionKind.TAX,
    "dividend": TransactionKind.DIVIDEND,
    "interest": TransactionKind.INTEREST,
}
_PAID_OUT = {TransactionKind.WITHDRAWAL, TransactionKind.FEE, TransactionKind.TAX}
_OPENS = {"": 1, "buy": 1, "short": -1}
_CLOSES = {"sell": -1, "cover": 1}
_COIN = re.compile(r"(?P<coin>[A-Z0-9]{2,10})-USD")
# By the ending that Yahoo gives to the symbols of an exchange; London quotes in pence, pounds and dollars alike.
_CURRENCIES = dict.fromkeys(("DE", "F", "PA", "AS", "BR", "MI", "MC", "LS", "HE", "VI", "IR"), "EUR") | {
    "TO": "CAD",
    "V": "CAD",
    "NE": "CAD",
    "SW": "CHF",
    "AX": "AUD",
    "T": "JPY",
    "HK": "HKD",
    "ST": "SEK",
    "OL": "NOK",
    "CO": "DKK",
    "NS": "INR",
    "BO": "INR",
}


class YahooFinance:
    """One table. A position is what its lots add up to, at the row's current price; cash is what its entries add up to."""

    broker: ClassVar[str] = "yahoo_finance"
    name: ClassVar[str] = "Yahoo Finance"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS, StatementKind.LOTS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every lot, sale and entry of cash.

        Raises:
            MalformedFileError: The file holds no lot, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a Yahoo Finance portfolio")
        rows = _PortfolioRows(table.heading, tally)
        table.read(tally, rows.store, is_lone_sentence)
        rows.holdings.settle(tally)
        _add_cash(tally)
        tally.skipped.sort(key=lambda row: row.line)
        return tally.close(StatementKind.POSITIONS, rows.as_of)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


def _add_cash(tally: Tally) -> None:
    """Beside its entries the file prints no balance."""
    cash = sum((entry.amount for entry in tally.transactions if entry.amount is not None), ZERO)
    if cash:
        tally.positions.append(_cash_position(tally.transactions[0].line, cash))


def _cash_position(line: int, value: Decimal) -> StatementPosition:
    return StatementPosition(line, _ACCOUNT, CASH, "Cash", InstrumentKind.CASH, None, None, value, None)


class _PortfolioRows:
    """Reads the rows one by one; what they add up to is known only after the last.

    Attributes:
        as_of: The newest day of a price that counts.
    """

    def __init__(self, heading: Record, tally: Tally) -> None:
        self.holdings = Holdings()
        self.as_of: date | None = None
        self._tally = tally
        self._rows = Rows(heading, find_columns(heading.cells, _SYNONYMS), ("symbol", "type", "priced", "acquired", *_NUMBERS))

    def store(self, record: Record) -> None:
        spelling, type_text, priced, acquired, *numbers = map(str.strip, self._rows.pick(self._rows.fit(record.cells)))
        price, paid, quantity, commission = self._amounts(numbers)
        if not spelling:
            raise RowRefusedError("the row names no symbol")
        if not quantity:
            raise RowRefusedError(f"{spelling} is only watched: the row has no quantity")
        if spelling.upper().startswith(_CASH_BALANCE):
            self._store_cash(record, spelling, type_text, find_date(acquired), quantity)
            return
        instrument = _instrument(spelling)
        opens, closes = _OPENS.get(type_text.lower()), _CLOSES.get(type_text.lower())
        if opens is None and closes is None:
            raise RowRefusedError(f"“{type_text[:40]}” is neither a purchase nor a sale")
        signed = quantity * opens if opens is not None else abs(quantity) * (closes or 1)
        cost = None if paid is None else signed * paid * price_unit(instrument.kind) + abs(commission or ZERO)
        self.holdings.add(instrument, Entry(record, find_date(acquired), signed, cost, price or None, must_close=opens is None))
        day = find_date(priced) if price else None
        self.as_of = max(filter(None, (self.as_of, day)), default=None)

    def _amounts(self, texts: Sequence[str]) -> list[Decimal | None]:
        return [amount_in(text, self._rows.headings.get(field, "")) for field, text in zip(_NUMBERS, texts, strict=True)]

    def _store_cash(self, record: Record, spelling: str, type_text: str, day: date | None, amount: Decimal) -> None:
        kind = _CASH_KINDS.get(type_text.lower())
        if kind is None:
            raise RowRefusedError(f"“{type_text[:40]}” is not known as an entry of cash")
        signed = -abs(amount) if kind in _PAID_OUT else amount
        if spelling.upper() != _CASH_ENTRY:
            self._tally.store_position(_cash_position(record.line, signed))
        elif day is None:
            raise RowRefusedError("the entry of cash has no date")
        else:
            entry = StatementTransaction(
                record.line, _ACCOUNT, day, None, type_text or "Cash", "", "", None, None, None, signed, kind
            )
            self._tally.store_transaction(entry)
        self._tally.open_account(_ACCOUNT, "", _ACCOUNT)


def _instrument(spelling: str) -> Instrument:
    upper = spelling.upper()
    if "=" in upper or upper.startswith("^"):
        raise RowRefusedError(f"{spelling} is an index, a currency or a future, whose price is not what one unit is worth")
    coin = _COIN.fullmatch(upper)
    if coin:
        return Instrument(coin["coin"], InstrumentKind.CRYPTO, _ACCOUNT, "USD")
    _, dot, exchange = upper.rpartition(".")
    if not dot:
        symbol, kind = canonical_symbol(upper)
        return Instrument(symbol, kind, _ACCOUNT, "USD")
    currency = _CURRENCIES.get(exchange)
    if currency is None:
        raise RowRefusedError(f"the currency of {spelling} cannot be told: the file does not name it")
    return Instrument(upper, InstrumentKind.SECURITY, f"{_ACCOUNT} ({currency})", currency)
