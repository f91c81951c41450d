"""Entries of an account at Charles Schwab Bank, with the balance after each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import CASH, InstrumentKind, TransactionKind
from advisor.domain.statement import StatementPosition, StatementTransaction
from advisor.importers.reading.actions import by_direction, kind_finder
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import Columns, find_columns, has_headings
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, amount_in, undated
from advisor.importers.reading.tally import Tally
from advisor.importers.schwab.accounts import NamedAccount

_SYNONYMS = {
    "date": ("date",),
    "status": ("status",),
    "type": ("type",),
    "name": ("description",),
    "withdrawal": ("withdrawal", "withdrawal (-)"),
    "deposit": ("deposit", "deposit (+)"),
    "balance": ("runningbalance", "running balance"),
}
_NEEDED = {"date", "type", "name", "withdrawal", "deposit"}
_NUMBER_FIELDS = ("withdrawal", "deposit", "balance")
_ONLY_SCHWAB = ("runningbalance", "checknumber", "check #")
_KINDS = kind_finder(
    (r"^int", TransactionKind.INTEREST),
    (r"rebate|fee|service ?ch", TransactionKind.FEE),
    (r"^transfer", TransactionKind.TRANSFER),
    otherwise=TransactionKind.DEPOSIT,
)
PENDING = "the transaction is pending; it comes with a later download, once it is posted"
# Without its line end, the caption sticks to the first row: `"Posted Transactions""07/30/2021",...`.
_CAPTION_BEFORE_A_DATE = re.compile(r"\s*posted transactions[\s\"]*(?=\d)", re.IGNORECASE)


class BankRows(Rows):
    """Rows of a bank account, with the columns of `bank_columns`."""

    def __init__(self, heading: Record, columns: Columns) -> None:
        super().__init__(heading, columns, ("date", "status", "type", "name", *_NUMBER_FIELDS))

    def numbers(self, texts: Sequence[str]) -> list[Decimal | None]:
        """Withdrawal, deposit and balance of a row.

        Raises:
            RowRefusedError: One is no number.
        """
        return [amount_in(text, self.headings.get(field, "")) for field, text in zip(_NUMBER_FIELDS, texts, strict=True)]


class _Entry(NamedTuple):
    transaction: StatementTransaction
    amount: Decimal
    balance: Decimal | None


class BankLedger:
    """The entries of one bank account, in the order of the file."""

    def __init__(self, tally: Tally, account: NamedAccount) -> None:
        self._tally = tally
        self._account = account
        self._entries: list[_Entry] = []

    def take(self, rows: BankRows, record: Record) -> None:
        """One record becomes a transaction or a skipped row."""
        try:
            entry = _entry(rows, record, self._account.key)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))
            return
        self._account.open_in(self._tally)
        self._tally.store_transaction(entry.transaction)
        self._entries.append(entry)

    def close(self) -> None:
        """Take the newest balance for the account's cash, and hold each balance against the one before."""
        newest_first = self._newest_first()
        self._check_balances(newest_first)
        stated = [entry for entry in newest_first if entry.balance is not None]
        newest = max(stated, key=lambda entry: entry.transaction.traded, default=None)
        if newest is not None and newest.balance is not None:
            self._tally.positions.append(_cash(newest.transaction, newest.balance))

    def _newest_first(self) -> list[_Entry]:
        days = [entry.transaction.traded for entry in self._entries]
        rises = sum(earlier < later for earlier, later in pairwise(days))
        falls = sum(earlier > later for earlier, later in pairwise(days))
        return self._entries[::-1] if rises > falls else self._entries

    def _check_balances(self, newest_first: Sequence[_Entry]) -> None:
        breaks = [
            after.transaction.line
            for after, before in pairwise(newest_first)
            if after.balance is not None and before.balance is not None and after.balance != before.balance + after.amount
        ]
        if breaks:
            self._tally.warn(
                min(breaks),
                f"{len(breaks)} of {len(newest_first)} running balances do not follow from the balance before and the amount; "
                "rows may be missing.",
            )


def bank_columns(cells: Sequence[str]) -> Columns | None:
    """Columns by field, where the cells are the headings of a bank account's transactions."""
    columns = find_columns(cells, _SYNONYMS)
    own = any(has_headings(cells, heading) for heading in _ONLY_SCHWAB)
    return columns if own and columns.keys() >= _NEEDED else None


def _entry(rows: BankRows, record: Record, account: str) -> _Entry:
    day, status, kind, name, *numbers = rows.pick(rows.fit(record.cells))
    if status.strip().lower().startswith("pending"):
        raise RowRefusedError(PENDING)
    traded = find_date(_CAPTION_BEFORE_A_DATE.sub("", day))
    if traded is None:
        raise undated(day)
    withdrawal, deposit, balance = rows.numbers(numbers)
    if (withdrawal is None) == (deposit is None):
        raise RowRefusedError("of withdrawal and deposit, the row must give one")
    amount = (deposit or ZERO) - abs(withdrawal or ZERO)
    action = " ".join(kind.split())
    transaction = StatementTransaction(
        line=record.line,
        account=account,
        traded=traded,
        settled=None,
        action=action,
        symbol="",
        name=" ".join(name.split()),
        quantity=None,
        price=None,
        fees=None,
        amount=amount,
        kind=by_direction(_KINDS(action), amount),
    )
    return _Entry(transaction, amount, balance)


def _cash(entry: StatementTransaction, balance: Decimal) -> StatementPosition:
    """The row's own line: there the balance stands."""
    return StatementPosition(
        entry.line, entry.account, CASH, "Cash", InstrumentKind.CASH, None, None, round_to_cents(balance), None
    )
