"""OFX, and Quicken's QFX: statements of brokers, plans and banks, as SGML (1.x) or XML (2.x)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, NamedTuple

from advisor.domain.account_numbers import mask_number
from advisor.domain.errors import MalformedFileError
from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Document, Form
from advisor.importers.ofx.accounts import STATEMENT_TAGS, OfxAccount, find_accounts
from advisor.importers.ofx.fields import BANK_TAG, INVESTMENT_TAGS, MONEY_AT_BROKER, POSITION_TAGS, RECORD_TAGS
from advisor.importers.ofx.positions import BALANCE_NAMES, Positions, balance_position, count_sweep_once, store_balance
from advisor.importers.ofx.securities import Securities
from advisor.importers.ofx.transactions import Trades, bank_transaction
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.sgml import Element, read_tree
from advisor.importers.reading.tally import Tally

_LISTS = {"INVTRANLIST", "INVPOSLIST", "BANKTRANLIST", "BANKTRANLISTP"}
_HOLDING_TAGS = POSITION_TAGS | BALANCE_NAMES.keys()
_RECORD_TAGS = RECORD_TAGS | _HOLDING_TAGS
_ACCOUNT_NUMBER = re.compile(r"(<ACCTID>\s*)([^<\s]+)", re.IGNORECASE)
_DOWNLOAD_AGAIN = "Download the file again; nothing was imported."


class Ofx:
    """A record is one position, one transaction, or one balance of cash. The broker is the one that the file names, so that
    its accounts are those of its other exports."""

    broker: ClassVar[str] = "ofx"
    name: ClassVar[str] = "OFX / QFX (Quicken)"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS, StatementKind.TRANSACTIONS)
    form: ClassVar[Form] = Form.OFX

    def recognises(self, document: Document) -> bool:
        return document.form is Form.OFX

    def read(self, document: Document) -> Statement:
        """Every statement in the file.

        Raises:
            MalformedFileError: The file is cut off, names entities, reports an error, or holds no statement.
        """
        root = read_tree(document.text, document.name)
        _refuse_if_cut_off(root, document.name)
        accounts = find_accounts(root)
        found = list(_records(root, None))
        if not accounts or not found:
            raise _nothing_in_it(root, document.name)
        broker = next((account.broker for account in accounts.values() if account.broker), self.broker)
        tally = Tally(broker, document.cut_into([each.record(document.text) for each in found]))
        reader = _Reader(accounts, Securities(root, tally), tally)
        for each in found:
            reader.take(each, document.text)
        _report_totals(accounts.values(), tally)
        _tell_what_is_passed_over(root, tally)
        kind = StatementKind.POSITIONS if tally.positions else StatementKind.TRANSACTIONS
        return tally.close(kind, _as_of(accounts.values(), tally))


class _Found(NamedTuple):
    """A record, where the statement that it stands in begins, and whether it is money within a broker's statement."""

    element: Element
    statement: int | None
    at_broker: bool = False

    def record(self, text: str) -> Record:
        raw = " ".join(text[self.element.start : self.element.end].split())
        return Record(self.element.line, [_ACCOUNT_NUMBER.sub(lambda found: found[1] + mask_number(found[2]), raw)])


class _Reader:
    def __init__(self, accounts: dict[int, OfxAccount], securities: Securities, tally: Tally) -> None:
        self._accounts = accounts
        self._positions = Positions(securities, tally)
        self._trades = Trades(securities)
        self._tally = tally
        self._balances: set[tuple[int | None, str]] = set()

    def take(self, found: _Found, text: str) -> None:
        """One record becomes a position, a transaction, structure (a blank balance) or a skipped row."""
        try:
            self._store(found, self._account(found))
        except RowRefusedError as refusal:
            self._tally.skip(found.record(text), str(refusal))

    def _account(self, found: _Found) -> OfxAccount:
        if found.statement is None:
            raise RowRefusedError("it stands outside the statement of any account")
        account = self._accounts[found.statement]
        if not account.number:
            raise RowRefusedError("its statement does not name the account")
        return account

    def _store(self, found: _Found, account: OfxAccount) -> None:
        element, key, currency = found.element, account.key, account.currency
        if element.tag in _HOLDING_TAGS:
            if not self._stores_holding(found, account):
                return
        elif element.tag in INVESTMENT_TAGS:
            self._tally.store_transaction(self._trades.transaction(element, key, currency, in_plan=account.is_plan))
        elif element.tag == BANK_TAG:
            self._tally.store_transaction(bank_transaction(element, key, currency, at_broker=found.at_broker))
        else:
            raise RowRefusedError(f"{element.tag} is no kind of position or transaction that is known")
        self._tally.open_account(key, account.number, account.name, currency)

    def _stores_holding(self, found: _Found, account: OfxAccount) -> bool:
        """False for a blank balance, which is structure and tells of no account."""
        element = found.element
        if account.superseded:
            raise RowRefusedError("the file holds a newer statement of the same account")
        if element.tag in POSITION_TAGS:
            position = self._positions.position(element, account.key, account.currency, in_plan=account.is_plan)
            self._tally.store_position(position)
            return True
        balance = balance_position(element, account.key, account.currency)
        if balance is None:
            self._tally.structure += 1
            return False
        if (found.statement, element.tag) in self._balances:
            raise RowRefusedError(f"its statement has another {element.tag} before it")
        self._balances.add((found.statement, element.tag))
        store_balance(balance, self._tally)
        return True


def _records(element: Element, statement: int | None) -> Iterator[_Found]:
    """Every position, transaction and balance in file order, wherever a missing tag has moved it."""
    for child in element.children:
        inside = child.start if child.tag in STATEMENT_TAGS else statement
        if child.tag == MONEY_AT_BROKER and child.child(BANK_TAG):
            yield from (found._replace(at_broker=True) for found in _records(child, inside))
            continue
        if child.tag in _RECORD_TAGS or (element.tag in _LISTS and child.children):
            yield _Found(child, statement)
        yield from _records(child, inside)


def _as_of(accounts: Iterable[OfxAccount], tally: Tally) -> date | None:
    """The oldest day among the accounts that hold something; among all of them where none does."""
    holding = {position.account for position in tally.positions}
    days = {account.as_of for account in accounts if account.as_of and (not holding or account.key in holding)}
    if len(days) > 1:
        tally.warn(None, f"The accounts are of different days, {min(days)} to {max(days)}; all of them count as of the oldest.")
    return min(days, default=None)


def _report_totals(accounts: Iterable[OfxAccount], tally: Tally) -> None:
    for account in accounts:
        if account.superseded:
            continue
        count_sweep_once(account.key, account.reported_total, tally)
        if account.reported_total is not None and tally.has_account(account.key):
            tally.report_total(account.key, account.reported_total)


def _tell_what_is_passed_over(root: Element, tally: Tally) -> None:
    for element in root.walk():
        if element.tag == "INVOOLIST" and element.children:
            tally.warn(element.line, "Open orders are listed from here on; they are passed over, being no trades yet.")
        elif element.tag.endswith("STMTRS") and element.tag not in STATEMENT_TAGS:
            tally.warn(element.line, f"A statement of a kind that is not known ({element.tag}) is passed over.")


def _refuse_if_cut_off(root: Element, name: str) -> None:
    documents = [element for element in root.children if element.tag == "OFX"]
    if not documents or not all(element.closed for element in documents):
        raise MalformedFileError(f"{name} is an OFX file that breaks off before its end.", _DOWNLOAD_AGAIN, file=name)


def _nothing_in_it(root: Element, name: str) -> MalformedFileError:
    said = next((element for element in root.walk() if element.tag == "STATUS" and _is_error(element)), None)
    if said:
        message = said.child("MESSAGE")
        words = f": “{message.text.rstrip('.')}”" if message and message.text else ""
        return MalformedFileError(
            f"{name} is an OFX file in which the institution reports an error{words}.",
            "Download it again; sign in anew if the website asks for it.",
            file=name,
            line=said.line,
        )
    return MalformedFileError(
        f"{name} is an OFX file without a single position, transaction or balance.",
        "Download it again, with an account and a period chosen.",
        file=name,
    )


def _is_error(status: Element) -> bool:
    severity = status.child("SEVERITY")
    return severity is not None and severity.text.upper() == "ERROR"
