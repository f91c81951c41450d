"""tastytrade, which hands out no positions: the history in 20 or 21 columns, in 18 (2023), and in the 15 of tastyworks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from advisor.domain.money import ZERO
from advisor.domain.portfolio import InstrumentKind, TransactionKind, price_unit
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.expiries import with_signed_expiries
from advisor.importers.reading.flat_table import FlatTable, is_lone_sentence
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, amount_in
from advisor.importers.reading.symbols import occ_symbol
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("date", "date/time"),
    "type": ("type", "transaction code"),
    "sub_type": ("sub type", "transaction subcode"),
    "side": ("action", "buy/sell"),
    "symbol": ("symbol",),
    "instrument": ("instrument type",),
    "name": ("description",),
    "quantity": ("quantity",),
    "price": ("average price", "price"),
    "commissions": ("commissions",),
    "fees": ("fees",),
    "amount": ("value", "amount"),
    "total": ("total",),
    "expiry": ("expiration date",),
    "strike": ("strike price", "strike"),
    "right": ("call or put", "call/put"),
    "currency": ("currency",),
    "account": ("account reference",),
}
_NEEDED = {"traded", "type", "side", "symbol", "name", "quantity", "price", "fees", "amount", "expiry", "strike", "right"}
_KINDS = kind_finder(
    (r"expiration|assignment|exercise|cash settled", TransactionKind.EXPIRY),
    (r"split", TransactionKind.SPLIT),
    (r"merger|symbol change|spin-?off|conversion", TransactionKind.EXCHANGE),
    (r"\bacat\b|transfer", TransactionKind.TRANSFER),
    (r"capital gain", TransactionKind.CAPITAL_GAIN),
    (r"dividend", TransactionKind.DIVIDEND),
    (r"interest", TransactionKind.INTEREST),
    (r"withholding|\btax\b", TransactionKind.TAX),
    (r"\bfees?\b|balance adjustment", TransactionKind.FEE),
    (r"deposit|withdrawal|funds (received|sent)", TransactionKind.DEPOSIT),
    (r"^buy|^bought", TransactionKind.BUY),
    (r"^sell|^sold", TransactionKind.SELL),
)
_FUTURE = ("/", "./")  # how the symbols of futures, and of options on them, begin
_CRYPTO = "cryptocurrency"
_MONEY = "money movement"
# Only what was sold is assigned, only what was bought is exercised.
_SIGNS = {"buy": 1, "sell": -1, "assign": 1, "exercise": -1}
_ACCOUNT = "tastytrade"


class Tastytrade:
    """One table, newest first. Values are without commissions and fees, except in the column Total of the newest files."""

    broker: ClassVar[str] = "tastytrade"
    name: ClassVar[str] = "tastytrade"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every transaction.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        table = FlatTable(source, _is_heading, "a tastytrade history")
        rows = _HistoryRows(table.heading, tally)
        table.read(tally, rows.store, is_lone_sentence)
        tally.transactions = with_signed_expiries(tally.transactions, _opens)
        rows.warn_of_unsigned_expiries()
        if any(each.symbol.startswith(("/", "./")) for each in tally.transactions):
            tally.warn(None, "Futures stand in the history, but what they are worth cannot be told from it.")
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


def _opens(action: str) -> bool:
    return action.lower().endswith("to open")


class _HistoryRows:
    def __init__(self, heading: Record, tally: Tally) -> None:
        self._columns = find_columns(heading.cells, _SYNONYMS)
        self._rows = TransactionRows(heading, {**self._columns, "action": self._columns["type"]}, _KINDS)
        self._tally = tally
        # Only tastyworks printed fees without sign, and the price of an option for one share instead of for the contract.
        self._of_tastyworks = "commissions" not in self._columns
        self._unsigned: set[int] = set()

    def store(self, record: Record) -> None:
        cells = list(self._rows.fit(record.cells))
        side, kind_of_row = self._cell(cells, "side"), self._cell(cells, "type")
        cells[self._columns["type"]] = self._cell(cells, "sub_type") or side or kind_of_row
        account = self._cell(cells, "account") or _ACCOUNT
        entry = self._rows.transaction(record.line, cells, account)
        entry = self._with_instrument(entry, cells)
        entry = entry._replace(kind=_kind(entry, kind_of_row, side))
        entry = self._with_money(self._with_direction(entry, side), cells)
        if entry.quantity:
            entry = entry._replace(name="")  # "Bought 100 KO @ 70.50" tells of the trade, which stands in the other columns
        self._tally.open_account(account, "" if account == _ACCOUNT else account, account)
        self._tally.store_transaction(entry)
        if entry.kind is TransactionKind.OTHER and entry.quantity:
            self._tally.warn(record.line, f"“{entry.action}” is not known; what it does to the shares is not counted.")

    def warn_of_unsigned_expiries(self) -> None:
        """Older files do not say whether what lapsed had been bought or sold; its opening does, where the file holds it."""
        opened = {(each.account, each.symbol) for each in self._tally.transactions if _opens(each.action)}
        for each in self._tally.transactions:
            if each.line in self._unsigned and (each.account, each.symbol) not in opened:
                self._tally.warn(
                    each.line, f"{each.symbol} lapsed, and the file does not hold its opening: it counts as sold before."
                )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        index = self._columns.get(field)
        return "" if index is None else cells[index].strip()

    def _amount(self, cells: Sequence[str], field: str) -> Decimal | None:
        return amount_in(self._cell(cells, field), self._rows.headings.get(field, ""))

    def _with_instrument(self, entry: StatementTransaction, cells: Sequence[str]) -> StatementTransaction:
        """Symbol and kind: the options of tastyworks stand in columns, and a future is no stock."""
        spelling = " ".join(self._cell(cells, "symbol").split())
        if spelling.startswith(_FUTURE):
            return entry._replace(symbol=spelling, instrument=InstrumentKind.OTHER)
        stated = self._cell(cells, "instrument").lower()
        if stated == _CRYPTO:
            return entry._replace(symbol=spelling.partition("/")[0], instrument=InstrumentKind.CRYPTO)
        right, expiry = self._cell(cells, "right"), find_date(self._cell(cells, "expiry"))
        if entry.instrument is InstrumentKind.OPTION or not (spelling and right) or (stated and "option" not in stated):
            return entry
        strike = self._amount(cells, "strike")
        if expiry is None or strike is None:
            raise RowRefusedError(f"the option on {spelling} has no expiration date or no strike price")
        return entry._replace(symbol=occ_symbol(spelling, expiry, right, strike), instrument=InstrumentKind.OPTION)

    def _with_direction(self, entry: StatementTransaction, side: str) -> StatementTransaction:
        if not entry.quantity:
            return entry._replace(quantity=None)
        for words, sign in _SIGNS.items():
            if side.lower().startswith(words) or (not side and words in entry.action.lower()):
                return entry._replace(quantity=sign * abs(entry.quantity))
        if entry.kind is TransactionKind.EXPIRY:
            self._unsigned.add(entry.line)
        return entry

    def _with_money(self, entry: StatementTransaction, cells: Sequence[str]) -> StatementTransaction:
        charged = (self._amount(cells, "commissions") or ZERO) + (self._amount(cells, "fees") or ZERO)
        paid = charged if self._of_tastyworks else -charged
        total = self._amount(cells, "total")
        amount = entry.amount - paid if total is None and entry.amount is not None else total
        price = entry.price and abs(entry.price)
        if entry.symbol.startswith("/") or (entry.symbol.startswith(_FUTURE) and self._of_tastyworks):
            price = None  # points of an index or dollars for a barrel, not money for a contract
        if price and entry.instrument is InstrumentKind.OPTION and not self._of_tastyworks:
            price /= price_unit(entry.instrument)
        return entry._replace(price=price, fees=paid or None, amount=amount)


def _kind(entry: StatementTransaction, kind_of_row: str, side: str) -> TransactionKind:
    kind = entry.kind
    if kind is TransactionKind.OTHER and kind_of_row.lower() == _MONEY:  # in 2023 nothing but the description tells what it was
        kind = TransactionKind.DIVIDEND if entry.symbol else _KINDS(entry.name)
    if kind is TransactionKind.DIVIDEND and side.lower().startswith("buy"):
        kind = TransactionKind.REINVEST
    return by_direction(kind, entry.amount)
