"""QIF, Quicken's old interchange format: transactions of investment accounts and banks."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import InstrumentKind, TransactionKind
from advisor.domain.statement import Statement, StatementKind, StatementTransaction
from advisor.importers.importer import Document, Form
from advisor.importers.qif_actions import ACTIONS, Action, Money
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import DateOrder
from advisor.importers.reading.qif import Entry, date_order, read_day, read_entries
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, undated
from advisor.importers.reading.tally import Tally
from advisor.importers.reading.transaction_rows import traded_instrument

_INVESTMENTS = "type:invst"
_BANKS = {"type:bank", "type:cash", "type:ccard", "type:oth a", "type:oth l"}
_TICKER = re.compile(r"[A-Za-z]{1,5}(?:[./-][A-Za-z])?")
_SPLIT_UNIT = Decimal(10)  # a split's quantity is the number of new shares for ten old ones
_KINDS_BY_TYPE = {
    "stock": InstrumentKind.SECURITY,
    "mutual fund": InstrumentKind.FUND,
    "bond": InstrumentKind.BOND,
    "cd": InstrumentKind.BOND,
    "option": InstrumentKind.OPTION,
}


class Qif:
    """A record is one transaction; lists of securities, prices and categories are no records. The accounts have names, no
    numbers. There are no positions in it."""

    broker: ClassVar[str] = "qif"
    name: ClassVar[str] = "QIF (Quicken)"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)
    form: ClassVar[Form] = Form.QIF

    def recognises(self, document: Document) -> bool:
        return document.form is Form.QIF

    def read(self, document: Document) -> Statement:
        """Every transaction.

        Raises:
            MalformedFileError: The file breaks off in an entry, or holds no transaction.
        """
        entries = list(read_entries(document.text))
        found = [entry for entry in entries if entry.section in {_INVESTMENTS, *_BANKS}]
        _refuse_if_cut_off(entries, found, document.name)
        tally = Tally(self.broker, document.cut_into([_record(entry) for entry in found]))
        reader = _Reader(_securities(entries), date_order(found), tally)
        account = ""
        for entry in entries:
            if entry.section == "account":
                account = entry.text("N")
            elif entry.section in {_INVESTMENTS, *_BANKS}:
                reader.take(entry, account)
        return tally.close(StatementKind.TRANSACTIONS, None, rebuilds=True)


class _Reader:
    def __init__(self, securities: dict[str, Entry], order: DateOrder, tally: Tally) -> None:
        self._securities = securities
        self._order = order
        self._tally = tally
        self._held: defaultdict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)

    def take(self, entry: Entry, account: str) -> None:
        """One transaction is stored or skipped."""
        try:
            if not entry.closed:
                raise RowRefusedError("its end, a line with “^”, is missing")
            if entry.repeated:
                raise RowRefusedError(f"it has two lines “{min(entry.repeated)}”, as if the “^” between two entries were missing")
            transaction = self._trade(entry, account) if entry.section == _INVESTMENTS else self._payment(entry, account)
        except RowRefusedError as refusal:
            self._tally.skip(_record(entry), str(refusal))
            return
        self._tally.open_account(account, "", account)
        self._tally.store_transaction(transaction)

    def _trade(self, entry: Entry, account: str) -> StatementTransaction:
        word = entry.text("N")
        action = ACTIONS.get(word.lower())
        if action is None:
            raise RowRefusedError(f"“{word}” is no investment action that is known" if word else "it names no action")
        price = _number(entry, "I")
        symbol, name, instrument = self._security(entry.text("Y"), price)
        quantity = self._quantity(entry, action, (account, symbol))
        if action.needs_security and not symbol:
            raise RowRefusedError("it names no security")
        self._held[account, symbol] += quantity or ZERO
        return StatementTransaction(
            line=entry.line,
            account=account,
            traded=self._day(entry),
            settled=None,
            action=" ".join(filter(None, (word, entry.text("M")))),
            symbol=symbol,
            name=name,
            quantity=quantity,
            price=price,
            fees=_number(entry, "O"),
            amount=_amount(entry, action),
            kind=action.kind,
            instrument=instrument,
        )

    def _payment(self, entry: Entry, account: str) -> StatementTransaction:
        amount = _total(entry)
        if amount is None:
            raise RowRefusedError("it has no amount")
        kind = TransactionKind.WITHDRAWAL if amount < 0 else TransactionKind.DEPOSIT
        return StatementTransaction(
            line=entry.line,
            account=account,
            traded=self._day(entry),
            settled=None,
            action=" ".join(filter(None, (entry.text("N"), entry.text("M")))),
            symbol="",
            name=entry.text("P"),
            quantity=None,
            price=None,
            fees=None,
            amount=round_to_cents(amount),
            kind=TransactionKind.TRANSFER if entry.text("L").startswith("[") else kind,
        )

    def _security(self, name: str, price: Decimal | None) -> tuple[str, str, InstrumentKind]:
        """Symbol, name and kind; a security without a symbol goes by its name."""
        listed = self._securities.get(name)
        spelling = (listed.text("S") if listed else "") or (name if _TICKER.fullmatch(name) else "")
        symbol, kind = traded_instrument(spelling, name, price) if spelling else (name, InstrumentKind.SECURITY)
        if listed and kind is InstrumentKind.SECURITY:
            kind = _KINDS_BY_TYPE.get(listed.text("T").lower(), kind)
        return symbol, name, kind

    def _quantity(self, entry: Entry, action: Action, place: tuple[str, str]) -> Decimal | None:
        quantity = _number(entry, "Q")
        if not action.shares:
            return None
        if quantity is None:
            raise RowRefusedError("it has no number of shares")
        if action.kind is not TransactionKind.SPLIT:
            return action.shares * abs(quantity)
        self._tally.warn(
            entry.line,
            f"The split of {place[1]} is counted on the {self._held[place]:f} shares that this file brought before it.",
        )
        return self._held[place] * (quantity / _SPLIT_UNIT - 1)

    def _day(self, entry: Entry) -> date:
        day = read_day(entry.text("D"), self._order)
        if day is None:
            raise undated(entry.text("D"))
        return day


def _amount(entry: Entry, action: Action) -> Decimal | None:
    if action.money is Money.NONE:
        return None
    total = _total(entry)
    if action.money is Money.BALANCED:
        return ZERO
    if total is None:
        raise RowRefusedError("it has no amount")
    if action.money is Money.AS_PRINTED:
        return round_to_cents(total)
    return round_to_cents(abs(total) if action.money is Money.COMES else -abs(total))


def _total(entry: Entry) -> Decimal | None:
    total = _number(entry, "T")
    return _number(entry, "U") if total is None else total


def _number(entry: Entry, letter: str) -> Decimal | None:
    try:
        return read_amount(entry.text(letter))
    except ValueError as error:
        raise RowRefusedError(f"in the line “{letter}”, {error}") from None


def _securities(entries: Sequence[Entry]) -> dict[str, Entry]:
    return {entry.text("N"): entry for entry in entries if entry.section == "type:security" and entry.text("N")}


def _record(entry: Entry) -> Record:
    return Record(entry.line, [" | ".join(entry.lines)])


def _refuse_if_cut_off(entries: Sequence[Entry], transactions: Sequence[Entry], name: str) -> None:
    if not transactions:
        raise MalformedFileError(
            f"{name} is a QIF file without a single transaction.",
            "Export it again, with an account and a period chosen.",
            file=name,
        )
    last = entries[-1]
    if not last.closed:
        raise MalformedFileError(
            f"{name} is a QIF file that breaks off in line {last.line}: its last entry has no end.",
            "Export the file again; nothing was imported.",
            file=name,
            line=last.line,
        )
