"""Vanguard: `OfxDownload.csv` of brokerage accounts, workplace plans, the legacy fund platform and 529 plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.headings import Columns, find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, cut_off, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_OF_A_PLAN = "dollar amount"
_NUMBER = ("account number", "fund account number", "plan number")
_NAME = ("investment name", "fund name")
_HOLDINGS = {
    "number": _NUMBER,
    "account": ("plan name", "account name"),
    "symbol": ("symbol",),
    "name": _NAME,
    "quantity": ("shares", "quantity"),
    "price": ("share price", "price"),
    "value": ("total value",),
}
_TRANSACTIONS = {
    "number": _NUMBER,
    "traded": ("trade date",),
    "settled": ("settlement date",),
    "action": ("transaction type", "transaction description"),
    "symbol": ("symbol",),
    "name": _NAME,
    "quantity": ("shares", "transaction shares"),
    "price": ("share price", "price"),
    "fees": ("commissions and fees", "commission fees", "commissions & fees"),
    "amount": ("net amount", _OF_A_PLAN),
}
_KINDS = kind_finder(
    (r"\bcancel", TransactionKind.OTHER),
    (r"^reinvestment", TransactionKind.REINVEST),
    (r"^dividend", TransactionKind.DIVIDEND),
    (r"capital gain", TransactionKind.CAPITAL_GAIN),
    (r"^interest", TransactionKind.INTEREST),
    (r"^(buy|purchase)", TransactionKind.BUY),
    (r"^(sell|sale|redemption)|corp action \(redemption", TransactionKind.SELL),
    (r"^sweep", TransactionKind.OTHER),  # between cash and the settlement fund, which is the cash
    (r"split", TransactionKind.SPLIT),
    (r"^(corp action|merger|spin|share conversion)", TransactionKind.EXCHANGE),
    (r"expir|exercise|assign", TransactionKind.EXPIRY),
    (r"transfer|conversion|exchange", TransactionKind.TRANSFER),
    (r"contribution|funds received|deposit|rollover|^wire", TransactionKind.DEPOSIT),
    (r"withdrawal|distribution", TransactionKind.WITHDRAWAL),
    (r"withholding", TransactionKind.TAX),
    (r"\bfees?\b", TransactionKind.FEE),
)
# A plan has no cash: what is paid in buys units, what is taken out sells them.
_IN_UNITS = {TransactionKind.DEPOSIT: TransactionKind.BUY, TransactionKind.WITHDRAWAL: TransactionKind.SELL}
_NEEDED_FOR_HOLDINGS = {"number", "name", "value"}
_NEEDED_FOR_TRANSACTIONS = {"number", "traded", "action", "name"}
_FUND_AND_ACCOUNT = re.compile(r"\d{4}-(?P<account>\d+)")


class Vanguard:
    """Two to four tables one below the other, each begun by its own headings: holdings and transactions, of brokerage
    accounts and of workplace plans. Holdings carry neither date nor cost basis."""

    broker: ClassVar[str] = "vanguard"
    name: ClassVar[str] = "Vanguard"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_holdings_columns(record.cells) or _transaction_columns(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every table.

        Raises:
            MalformedFileError: The file holds no rows, or its last row is cut off.
        """
        tally = Tally(self.broker, source)
        tables = _Tables(tally)
        for record in source.records:
            tables.take(record)
        if tally.structure == len(source.records):
            raise MalformedFileError(
                f"{source.name} is a Vanguard download without a single holding or transaction.",
                "Download it again, with an account chosen.",
                file=source.name,
            )
        if tables.heading is source.records[-1]:
            if not source.ends_with_newline:
                raise cut_off(source, "it ends in a row of headings")
            tally.warn(tables.heading.line, "The last table has no rows: if the file was cut off, rows are missing.")
        refuse_cut_row(source, len(tables.heading.cells))
        return tally.close(StatementKind.POSITIONS if tally.positions else StatementKind.TRANSACTIONS, None)


def _holdings_columns(cells: Sequence[str]) -> Columns | None:
    return _columns(cells, _HOLDINGS, _NEEDED_FOR_HOLDINGS)


def _transaction_columns(cells: Sequence[str]) -> Columns | None:
    return _columns(cells, _TRANSACTIONS, _NEEDED_FOR_TRANSACTIONS)


def _columns(cells: Sequence[str], synonyms: dict[str, tuple[str, ...]], needed: set[str]) -> Columns | None:
    if not any("number" in cell.lower() for cell in cells):
        return None
    columns = find_columns(cells, synonyms)
    return columns if columns.keys() >= needed else None


def _is_unknown_heading(cells: Sequence[str]) -> bool:
    """Headings of a table that is not known, whose rows must not be read by the columns of the table before."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) > 2 and "number" in filled[0].lower() and not any(map(str.isdigit, "".join(filled)))


class _Tables:
    """The tables of one file, taken record by record."""

    def __init__(self, tally: Tally) -> None:
        self.heading = Record(0, [])
        self._tally = tally
        self._table: _HoldingRows | _TransactionRows | None = None
        self._foreign = False

    def take(self, record: Record) -> None:
        """One record becomes structure, a position, a transaction or a skipped row."""
        if self._is_heading(record):
            self._tally.structure += 1
        elif self._foreign:
            self._tally.skip(record, "the row belongs to a table of Vanguard's that is not known", 0)
        elif self._table is None:
            self._tally.structure += 1
        else:
            try:
                self._table.store(record)
            except RowRefusedError as refusal:
                self._tally.skip(record, str(refusal), self._table.number)

    def _is_heading(self, record: Record) -> bool:
        holdings = _holdings_columns(record.cells)
        transactions = _transaction_columns(record.cells)
        if holdings:
            self._table = _HoldingRows(record, holdings, self._tally)
        elif transactions:
            self._table = _TransactionRows(record, transactions, self._tally)
        elif _is_unknown_heading(record.cells):
            self._tally.warn(record.line, "A table that is not known begins here; its rows are skipped.")
        else:
            return False
        self._foreign = not (holdings or transactions)
        self.heading = record
        return True


class _HoldingRows:
    def __init__(self, heading: Record, columns: Columns, tally: Tally) -> None:
        self._rows = PositionRows(heading, columns, tally)
        self._tally = tally
        self.number, self._account = columns["number"], columns.get("account")
        self._funds_only = "symbol" not in columns

    def store(self, record: Record) -> None:
        cells = self._rows.fit(record.cells)
        key = _account_key(cells[self.number])
        position = self._rows.position(record.line, cells, key)
        if self._funds_only and position.kind is InstrumentKind.SECURITY:
            position = position._replace(kind=InstrumentKind.FUND)
        self._tally.open_account(key, key, "" if self._account is None else cells[self._account].strip())
        self._tally.store_position(position)


class _TransactionRows:
    """Neither the settlement fund, treasuries nor a plan's funds have a symbol here: they go by what the holdings call them."""

    def __init__(self, heading: Record, columns: Columns, tally: Tally) -> None:
        self._rows = TransactionRows(heading, columns, _KINDS)
        self._tally = tally
        self.number = columns["number"]
        self._is_plan = any(cell.strip().lower() == _OF_A_PLAN for cell in heading.cells)
        self._held = {held.name.casefold(): (held.symbol, held.kind) for held in tally.positions}

    def store(self, record: Record) -> None:
        cells = self._rows.fit(record.cells)
        key = _account_key(cells[self.number])
        transaction = self._rows.transaction(record.line, cells, key)
        self._tally.open_account(key, key, "")
        self._tally.store_transaction(self._as_it_was_meant(transaction))

    def _as_it_was_meant(self, transaction: StatementTransaction) -> StatementTransaction:
        symbol, instrument = transaction.symbol, transaction.instrument
        if not symbol:
            by_name = transaction.name if transaction.quantity else ""
            symbol, instrument = self._held.get(transaction.name.casefold(), (by_name, instrument))
        read = transaction._replace(
            kind=by_direction(transaction.kind, transaction.amount),
            symbol=symbol,
            instrument=instrument,
            quantity=transaction.quantity or None,
        )
        return _in_units(read) if self._is_plan else read


def _in_units(entry: StatementTransaction) -> StatementTransaction:
    """A plan's entry, whose amount is what its units are worth: bought ones cost it, sold ones bring it, fees go in units."""
    if not entry.quantity or entry.amount is None:
        return entry
    paid = None if entry.kind is TransactionKind.FEE else abs(entry.amount).copy_sign(-entry.quantity)
    return entry._replace(kind=_IN_UNITS.get(entry.kind, entry.kind), amount=paid)


def _account_key(number: str) -> str:
    """The account's number; the legacy platform prints the fund's four digits and a dash before it."""
    text = number.strip()
    if not text:
        raise RowRefusedError("the row does not name its account")
    legacy = _FUND_AND_ACCOUNT.fullmatch(text)
    return legacy["account"] if legacy else text
