"""Ghostfolio: activities, as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import kind_finder
from advisor.importers.reading.dates import DateOrder
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows
from advisor.importers.reading.unsigned_activities import with_signs

_SYNONYMS = {
    "traded": ("date",),
    "action": ("action", "type"),
    "symbol": ("code", "symbol", "ticker"),
    "name": ("name",),  # a note or comment is the investor's own, and no security's name
    "quantity": ("quantity", "units", "shares"),
    "price": ("unitprice", "unit price", "price"),
    "fees": ("fee",),
    "currency": ("currency", "ccy"),
    "source": ("datasource",),
    "account": ("account", "accountid"),
}
_NEEDED = ("traded", "action", "quantity", "price", "fees", "currency")
_KINDS = kind_finder(
    (r"^(buy|item)$", TransactionKind.BUY),
    (r"^sell$", TransactionKind.SELL),
    (r"^dividend$", TransactionKind.DIVIDEND),
    (r"^interest$", TransactionKind.INTEREST),
    (r"^fee$", TransactionKind.FEE),
)
_DOLLARS = "USD"
_MONEY_ALONE = {TransactionKind.FEE, TransactionKind.INTEREST}
_COINS = ("BTC", "ETH", "SOL", "XRP", "ADA", "DOGE", "LTC", "DOT", "AVAX", "LINK", "BNB", "USDC", "USDT")
_COIN_IN_MONEY = re.compile(rf"(?P<coin>{'|'.join(_COINS)})-?(?:USD|EUR|CHF|GBP)")
_COINS_BY_NAME: Mapping[str, str] = {
    "bitcoin": "BTC",
    "ethereum": "ETH",
    "solana": "SOL",
    "ripple": "XRP",
    "cardano": "ADA",
    "dogecoin": "DOGE",
    "litecoin": "LTC",
    "polkadot": "DOT",
    "chainlink": "LINK",
}


class Ghostfolio:
    """One table of activities, their numbers without signs, their dates with the day before the month. Ghostfolio hands out no
    positions."""

    broker: ClassVar[str] = "ghostfolio"
    name: ClassVar[str] = "Ghostfolio"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every activity.

        Raises:
            MalformedFileError: The file holds no activity, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "Ghostfolio activities")
        table.read(tally, Activities(table.heading, tally, {}).store)
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


def _is_heading(cells: Sequence[str]) -> bool:
    columns = find_columns(cells, _SYNONYMS)
    # What tells it from other lists: “Code”, or where the prices come from.
    return columns.keys() >= {*_NEEDED, "symbol"} and ("source" in columns or cells[columns["symbol"]].strip().lower() == "code")


class Activities:
    """Activities below one heading row, as a table or out of JSON.

    Args:
        accounts: Name and currency by what the column of accounts holds, where that is no name.
    """

    def __init__(self, heading: Record, tally: Tally, accounts: Mapping[str, tuple[str, str]]) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS, DateOrder.DAY_FIRST)
        self._tally = tally
        self._accounts = accounts

    def store(self, record: Record) -> None:
        """One transaction.

        Raises:
            RowRefusedError: The row has no date, or a number that is none.
        """
        cells = self._rows.fit(record.cells)
        entry = self._rows.transaction(record.line, cells, "")
        if entry.quantity is None or entry.price is None:
            raise RowRefusedError("the row has no quantity or no price")
        symbol, instrument = self._instrument(entry, cells)
        if not symbol and not entry.name:
            entry = entry._replace(name=self._cell(cells, "symbol"))  # what a fee is called stands where symbols do
        account = self._cell(cells, "account") or Ghostfolio.name
        name, currency = self._accounts.get(account, (account, _DOLLARS))
        # Money of another currency than the account's counts as an account of its own: there are no exchange rates.
        other = "" if entry.currency == currency else f" {entry.currency}"
        key = account + other
        self._tally.open_account(key, "", name + other, entry.currency)
        self._tally.store_transaction(with_signs(entry._replace(account=key, symbol=symbol, instrument=instrument)))

    def _cell(self, cells: Sequence[str], field: str) -> str:
        return cells[self._columns[field]].strip() if field in self._columns else ""

    def _instrument(self, entry: StatementTransaction, cells: Sequence[str]) -> tuple[str, InstrumentKind]:
        """Where prices come from tells what a code stands for: coins by name, or whatever the investor called it."""
        if entry.kind in _MONEY_ALONE:
            return "", InstrumentKind.SECURITY
        source, code = self._cell(cells, "source").upper(), self._cell(cells, "symbol")
        if source == "COINGECKO":
            return _COINS_BY_NAME.get(code.lower(), code.upper()), InstrumentKind.CRYPTO
        if source == "MANUAL":
            return code, InstrumentKind.OTHER
        coin = _COIN_IN_MONEY.fullmatch(code.upper())
        return (coin["coin"], InstrumentKind.CRYPTO) if coin else (entry.symbol, entry.instrument)
