"""Wealthfolio: activities, as its own export or its sample of an import writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.actions import kind_finder
from advisor.importers.reading.flat_table import FlatTable
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows
from advisor.importers.reading.unsigned_activities import with_signs
from advisor.importers.wealthfolio import Wealthfolio, account_of

_SYNONYMS = {
    "traded": ("date", "activitydate", "activity date"),
    "action": ("activitytype", "activity type", "type"),
    "symbol": ("symbol", "assetsymbol", "assetid"),
    "name": ("assetname", "comment", "notes"),
    "quantity": ("quantity",),
    "price": ("unitprice", "unit_price", "unit price"),
    "fees": ("fee",),
    "amount": ("amount",),
    "currency": ("currency",),
    "account": ("accountname", "account name", "account"),
    "instrument": ("instrumenttype",),
}
_NEEDED = _SYNONYMS.keys() - {"name", "amount", "account", "instrument"}
_KINDS = kind_finder(
    (r"^buy$", TransactionKind.BUY),
    (r"^sell$", TransactionKind.SELL),
    (r"^dividend", TransactionKind.DIVIDEND),
    (r"^interest", TransactionKind.INTEREST),
    (r"^(deposit|conversion_in)$", TransactionKind.DEPOSIT),
    (r"^(withdrawal|conversion_out)$", TransactionKind.WITHDRAWAL),
    (r"^(transfer|add_holding|remove_holding)", TransactionKind.TRANSFER),
    (r"^split", TransactionKind.SPLIT),
    (r"^fee", TransactionKind.FEE),
    (r"^tax", TransactionKind.TAX),
)
_INSTRUMENTS = {
    "equity": InstrumentKind.SECURITY,
    "etf": InstrumentKind.FUND,
    "crypto": InstrumentKind.CRYPTO,
    "option": InstrumentKind.OPTION,
    "bond": InstrumentKind.BOND,
}
_LEAVES = re.compile(r"out$|^remove", re.IGNORECASE)
_CASH_SPELLING = re.compile(r"\$CASH(-[A-Z]{3})?", re.IGNORECASE)


class WealthfolioActivities:
    """One table of activities, their numbers without signs. The history may begin anywhere, so no positions follow from it."""

    broker: ClassVar[str] = Wealthfolio.broker
    name: ClassVar[str] = Wealthfolio.name
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every activity.

        Raises:
            MalformedFileError: The file holds no activity, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "Wealthfolio activities")
        table.read(tally, _Activities(table.heading, tally).store)
        return tally.close(StatementKind.TRANSACTIONS, None)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _Activities:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, self._columns, _KINDS)
        self._tally = tally

    def store(self, record: Record) -> None:
        """One transaction, or a refusal."""
        cells = list(self._rows.fit(record.cells))
        symbol = self._columns["symbol"]
        if _CASH_SPELLING.fullmatch(cells[symbol].strip()):
            cells[symbol] = ""  # money alone
        entry = self._rows.transaction(record.line, cells, "")
        stated = _INSTRUMENTS.get(cells[self._columns["instrument"]].strip().lower()) if "instrument" in self._columns else None
        if stated is not None and entry.instrument is InstrumentKind.SECURITY:
            entry = entry._replace(instrument=stated)
        if entry.kind is TransactionKind.SPLIT:
            self._tally.warn(record.line, f"{entry.symbol} was split; the file tells the ratio, not how many shares came.")
        key = account_of(entry.currency, cells[self._columns["account"]].strip() if "account" in self._columns else "")
        self._tally.open_account(key, "", key, entry.currency)
        self._tally.store_transaction(with_signs(entry, leaves=bool(_LEAVES.search(entry.action)))._replace(account=key))
