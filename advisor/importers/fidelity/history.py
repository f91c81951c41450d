"""Fidelity: `Accounts_History.csv` of all accounts, `History_for_Account_X12345678.csv` of one, in every order of columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import ClassVar, NamedTuple

from advisor.domain.account_numbers import mask_number
from advisor.domain.portfolio import CASH, InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.fidelity.closing_lines import ClosingLines, is_sentence
from advisor.importers.fidelity.exchanged_headings import true_columns
from advisor.importers.importer import Source
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import TransactionRows

_SYNONYMS = {
    "traded": ("run date",),
    "settled": ("settlement date",),
    "number": ("account number",),
    "account": ("account",),
    "action": ("action",),
    "symbol": ("symbol",),
    "name": ("description", "security description"),
    "type": ("type", "security type"),
    "quantity": ("quantity",),
    "price": ("price ($)", "price"),
    "fees": ("fees ($)", "fees"),
    "amount": ("amount ($)", "amount"),
    "currency": ("currency",),
}
_COMMISSION = {"commission": ("commission ($)", "commission")}
_NEEDED = {"traded", "action", "symbol", "amount"}
_KINDS = kind_finder(
    (r"\bcancel|\bcxl\b", TransactionKind.OTHER),
    (r"^(you bought|purchase into core)", TransactionKind.BUY),
    (r"^(you sold|redemption (from core|payout))", TransactionKind.SELL),
    (r"^reinvestment", TransactionKind.REINVEST),
    (r"^dividend", TransactionKind.DIVIDEND),
    (r"^(long|short)-term cap gain", TransactionKind.CAPITAL_GAIN),
    (r"^return of capital", TransactionKind.RETURN_OF_CAPITAL),
    (r"^(margin |accrued |taxable |muni exempt )?int(erest)?\b", TransactionKind.INTEREST),
    (r"^(adj )?(foreign|non-resident|fed|federal|state|backup)\b.*(\btax\b|w/h|withh)", TransactionKind.TAX),
    (r"^(merger|exchanged|name change|cusip|tender|spin|in lieu|distribution.*spin)", TransactionKind.EXCHANGE),
    (r"^(distribution|(reverse |forward |stock )?split)", TransactionKind.SPLIT),
    (r"^(expired|assigned|exercised)", TransactionKind.EXPIRY),
    (r"^(journaled|transfer|acat|rollover shares|shares deposited|in kind)", TransactionKind.TRANSFER),
    (r"^(direct debit|debit card|check paid|bill payment|cash advance|withdraw)", TransactionKind.WITHDRAWAL),
    (r"^(normal|early|premature) dist", TransactionKind.WITHDRAWAL),
    (r"^(direct deposit|check received|deposit|electronic funds|wire transfer)", TransactionKind.DEPOSIT),
    (r"^(cash |partic |co )?contr(ibution)?|^rollover cash", TransactionKind.DEPOSIT),
    (r"\bfee\b|^(fee|service charge)", TransactionKind.FEE),
)
_AS_OF = re.compile(r"\bas of (?P<day>[\w/-]+)", re.IGNORECASE)
_OTHER_ACCOUNT = re.compile(r"(?<=\bVS )\S*\d\S*", re.IGNORECASE)
_ACCOUNT_IN_FILE_NAME = re.compile(r"history_for_account_(?P<number>[a-z0-9]+)", re.IGNORECASE)
_NAME_AND_NUMBER = re.compile(r"(?P<name>.*?)\s*\b(?P<number>[A-Za-z]{0,3}\d[\w-]{3,})")


class FidelityHistory:
    """Transactions of one or several accounts in one table, blank lines or a line “Brokerage” above it.

    A row of an event that was posted late names the day it counts from (“as of Jan-30-2026”): that is the trade date. Rows
    of type “Shares” (splits, mergers, shares moved in) print what the shares were worth, which is no money that moved.
    """

    broker: ClassVar[str] = "fidelity"
    name: ClassVar[str] = "Fidelity"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the heading row.

        Raises:
            MalformedFileError: The file holds no transaction, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        table = _Table(source, start, tally)
        for record in source.records[start + 1 :]:
            table.take(record)
        table.refuse_cut_file()
        return tally.close(StatementKind.TRANSACTIONS, table.closing.downloaded)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _AccountName(NamedTuple):
    number: str
    name: str

    @property
    def key(self) -> str:
        return self.number or self.name


class _Table:
    """The rows below the heading row, taken one by one."""

    def __init__(self, source: Source, start: int, tally: Tally) -> None:
        self.closing = ClosingLines()
        self._source = source
        self._tally = tally
        self._heading = source.records[start]
        self._columns = true_columns(source.records[start:], find_columns(self._heading.cells, _SYNONYMS), tally)
        self._number = self._columns.get("number", self._columns.get("account"))
        self._type = self._columns.get("type")
        self._account_at = (self._columns.get("number"), self._columns.get("account"))
        self._only_account = self._account_of_file() if self._number is None else None
        charges = tuple(find_columns(self._heading.cells, _COMMISSION).values())
        self._rows = TransactionRows(self._heading, self._columns, _KINDS, charges=charges)

    def take(self, record: Record) -> None:
        """One record becomes structure, a transaction or a skipped row."""
        if self._is_structure(record.cells):
            self._tally.structure += 1
            return
        try:
            self._store(record.line, self._rows.fit(record.cells))
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal), self._number)

    def refuse_cut_file(self) -> None:
        """Refuse a file without transactions or with half a row at its end; warn when the closing lines are missing.

        Raises:
            MalformedFileError: As above.
        """
        self._tally.refuse_empty(
            "a Fidelity history without a single transaction", "Download it again, with a longer period chosen."
        )
        if not self.closing.met:
            refuse_cut_row(self._source, self._rows.width)
            self._tally.warn(None, "Fidelity's closing lines are missing: if the file was cut off, transactions are missing too.")

    def _is_structure(self, cells: Sequence[str]) -> bool:
        traded = self._columns["traded"]
        if len(cells) > traded and cells[traded].lstrip()[:1].isdigit() and find_date(cells[traded]):
            return False
        if cells == self._heading.cells:
            return True
        # Disclaimers are wrapped over several records, and cut into cells at their commas.
        wrapped = self.closing.met and is_sentence(cells[0])
        return self.closing.take(cells, alone=wrapped or not any(map(str.strip, cells[1:])))

    def _store(self, line: int, cells: list[str]) -> None:
        account = self._account(cells)
        transaction = self._rows.transaction(line, cells, account.key)
        moved_shares_only = self._type is not None and cells[self._type].strip().lower() == "shares"
        self._tally.open_account(account.key, account.number, account.name)
        self._tally.store_transaction(_as_it_was_meant(transaction, moved_shares_only))

    def _account_of_file(self) -> _AccountName:
        found = _ACCOUNT_IN_FILE_NAME.search(self._source.name)
        if found:
            return _AccountName(found["number"].upper(), "")
        self._tally.warn(
            None, "Neither the file nor its name says which account it is from; keep the name that Fidelity gave the file."
        )
        return _AccountName("", "")

    def _account(self, cells: Sequence[str]) -> _AccountName:
        if self._only_account is not None:
            return self._only_account
        return _account_named(*(cells[at].strip() if at is not None else "" for at in self._account_at))


@lru_cache(maxsize=256)
def _account_named(number: str, name: str) -> _AccountName:
    if not number and not name:
        raise RowRefusedError("the row does not name its account")
    both = None if number else _NAME_AND_NUMBER.fullmatch(name)
    return _AccountName(both["number"], both["name"]) if both else _AccountName(number, name)


@lru_cache(maxsize=4096)
def _read_action(action: str) -> tuple[date | None, str]:
    """The day that the words of an action name, and the words without the number of another account."""
    as_of = _AS_OF.search(action)
    return as_of and find_date(as_of["day"]), _OTHER_ACCOUNT.sub(lambda found: mask_number(found[0]), action)


def _as_it_was_meant(transaction: StatementTransaction, moved_shares_only: bool) -> StatementTransaction:
    day, action = _read_action(transaction.action)
    kind = by_direction(transaction.kind, transaction.amount)
    is_core_cash = transaction.symbol.isdigit() and transaction.name.upper() == CASH
    as_printed = day is None and action == transaction.action and kind is transaction.kind and transaction.quantity != 0
    if as_printed and not moved_shares_only and not is_core_cash:
        return transaction
    return transaction._replace(
        traded=day or transaction.traded,
        action=action,
        kind=kind,
        quantity=transaction.quantity or None,
        amount=None if moved_shares_only else transaction.amount,
        symbol=CASH if is_core_cash else transaction.symbol,
        instrument=InstrumentKind.CASH if is_core_cash else transaction.instrument,
    )
