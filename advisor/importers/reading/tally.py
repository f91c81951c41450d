"""The account of a file's records: each one structure, stored, or skipped with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from advisor.domain.account_numbers import account_numbers_in, is_whole_number, mask_number
from advisor.domain.errors import MalformedFileError
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.statement import (
    RowWarning,
    SkippedRow,
    Statement,
    StatementAccount,
    StatementKind,
    StatementLot,
    StatementPosition,
    StatementTransaction,
)
from advisor.importers.importer import Source
from advisor.importers.reading.amounts import BEYOND_ANY_ACCOUNT, money
from advisor.importers.reading.plan_funds import plan_fund
from advisor.importers.reading.progress import EVERY, watcher
from advisor.importers.reading.records import Record
from advisor.importers.reading.reported_totals import ReportedTotals
from advisor.importers.reading.strays import ABOVE_THE_HEADINGS, rows_above_headings, with_numbers_masked

_LONGEST_SKIPPED_TEXT = 500


class Tally:
    """Collects what becomes of each record, and closes into a `Statement`."""

    def __init__(self, broker: str, source: Source) -> None:
        self.broker = broker
        self.positions: list[StatementPosition] = []
        self.lots: list[StatementLot] = []
        self.transactions: list[StatementTransaction] = []
        self.skipped: list[SkippedRow] = []
        self.warnings: list[RowWarning] = []
        self.structure = 0
        self._merged: set[int] = set()
        self._summaries: set[int] = set()
        self._file = source.name
        self._records = source.records
        self._stored = 0
        self._watcher = watcher()
        self._accounts: dict[str, StatementAccount] = {}
        self._totals = ReportedTotals()
        if source.encoding == "cp1252":
            self.warn(None, "The file is not in UTF-8; it was read as Windows-1252, so check accented letters in names.")

    def open_account(self, key: str, number: str, name: str, currency: str = "USD") -> None:
        """Note an account; what was noted first stays."""
        if key not in self._accounts:
            self._accounts[key] = StatementAccount(key, number, name, None, currency)

    def has_account(self, key: str) -> bool:
        """Whether the file has told of an account by this key."""
        return key in self._accounts

    def store_position(self, position: StatementPosition) -> None:
        """Account for one record: it became a position."""
        self._count_one()
        self.positions.append(_of_plan(position))

    def store_lot(self, lot: StatementLot) -> None:
        """Account for one record: it became a tax lot. A position summed up from lots is appended to `positions` at the end."""
        self._count_one()
        self.lots.append(lot)

    def store_transaction(self, transaction: StatementTransaction) -> None:
        """Account for one record: it became a transaction."""
        self._count_one()
        self.transactions.append(_of_plan(transaction))

    def store_merged(self, line: int) -> None:
        """Account for one record: what it says went into a position, lot or transaction of another record."""
        self._merged.add(line)
        self._count_one()

    def note_summary(self, record: Record) -> None:
        """Say of a row with figures above the headings that it is none of the table's, but sums up an account."""
        self._summaries.add(record.line)

    def report_total(self, key: str, total: Decimal, lost_in_rounding: Decimal = ZERO) -> None:
        """Note the file's own total of an account.

        Args:
            lost_in_rounding: What the rows' values lost when each, converted from another currency, was rounded to the cent.
        """
        self._totals.of_account[key] = round_to_cents(total)
        self._totals.lost_in_rounding[key] = lost_in_rounding

    def report_file_total(self, total: Decimal) -> None:
        """Note the file's own total of all its accounts together."""
        self._totals.of_file = round_to_cents(total)

    def report_cash_flow(self, key: str, total: Decimal) -> None:
        """Note the file's own sum of the amounts of an account's transactions: what moved, not what the account is worth."""
        self._totals.of_flows[key] = round_to_cents(total)

    def skip(self, record: Record, reason: str, number_at: int | None = None) -> None:
        """Leave a row out; the cell at `number_at` names its account, whose number is masked wherever it stands."""
        whole = ",".join(record.cells)
        text = whole.strip(" ,") or whole
        if number_at is not None and number_at < len(record.cells):
            for number in account_numbers_in(record.cells[number_at]):
                text, reason = text.replace(number, mask_number(number)), reason.replace(number, mask_number(number))
        self.skipped.append(SkippedRow(record.line, reason, text[:_LONGEST_SKIPPED_TEXT]))

    def warn(self, line: int | None, message: str) -> None:
        """Note what deserves a look, a sentence; None where it is about no line in particular."""
        self.warnings.append(RowWarning(line, message))

    def _count_one(self) -> None:
        self._stored += 1
        if not self._stored % EVERY:
            self._watcher(self._stored, len(self._records))

    def close(self, kind: StatementKind, as_of: date | None, *, rebuilds: bool = False, labelled: bool = False) -> Statement:
        """The statement, its totals compared with the file's own.

        Args:
            rebuilds: The broker hands out no positions: they are to be worked out from these transactions.
            labelled: Each row says itself what it is, so that none is lost above the headings.

        Raises:
            MalformedFileError: Not one row could be stored.
        """
        self.positions = list(map(_in_whole_cents, self.positions))
        self._leave_out_what_no_account_holds()
        if not self._stored:
            self.refuse_empty()
            raise self._nothing_readable()
        if not labelled:
            self._skip_rows_above_headings()
        records = len(self._records)
        if records != self.structure + self._stored + len(self.skipped):
            raise AssertionError(f"{records} records: {self.structure} + {self._stored} + {len(self.skipped)}")
        self._compare_totals()
        self._mask_numbers()
        accounts = tuple(
            account._replace(reported_total=self._totals.of_account.get(key)) for key, account in self._accounts.items()
        )
        return Statement(
            broker=self.broker,
            kind=kind,
            as_of=as_of,
            accounts=accounts,
            positions=tuple(self.positions),
            transactions=tuple(self.transactions),
            skipped=tuple(self.skipped),
            warnings=tuple(self.warnings),
            records=records,
            structure=self.structure,
            rows_stored=self._stored,
            reported_total=self._totals.of_everything(tuple(self._accounts)),
            lots=tuple(self.lots),
            rebuilds=rebuilds,
        )

    def _leave_out_what_no_account_holds(self) -> None:
        """A product of two amounts, or a sum of many, may be larger than what any account could hold."""
        for position in [held for held in self.positions if _is_beyond(held.value) or _is_beyond(held.cost_basis)]:
            self.positions.remove(position)
            message = f"{position.symbol} would be worth more than any account could hold, so it was left out"
            if any(position.line == row.line for rows in (self.positions, self.lots, self.transactions) for row in rows):
                self.warn(position.line, f"{message}.")
            else:
                self._stored -= 1
                self.skip(next(record for record in self._records if record.line == position.line), message)

        for lot in [lot for lot in self.lots if _is_beyond(lot.cost_basis)]:
            self.lots[self.lots.index(lot)] = lot._replace(cost_basis=None)
            self.warn(lot.line, f"{lot.symbol}: the lot would have cost more than any account could hold; its cost is left open.")

    def _skip_rows_above_headings(self) -> None:
        rows = chain[StatementPosition | StatementLot | StatementTransaction | SkippedRow](
            self.positions, self.lots, self.transactions, self.skipped
        )
        first = min(chain((row.line for row in rows), self._merged), default=0)
        for record in rows_above_headings(self._records, first):
            if record.line not in self._summaries:
                self.structure -= 1
                self.skip(with_numbers_masked(record), ABOVE_THE_HEADINGS)

    def _mask_numbers(self) -> None:
        """Where cells have moved, an account's number stands in any of them."""
        for number in filter(is_whole_number, {account.number for account in self._accounts.values()}):
            masked = mask_number(number)
            self.skipped = [
                SkippedRow(row.line, row.reason.replace(number, masked), row.text.replace(number, masked)) for row in self.skipped
            ]
            self.warnings = [RowWarning(each.line, each.message.replace(number, masked)) for each in self.warnings]

    def refuse_empty(
        self,
        what: str = "a broker's file without a single position, tax lot or transaction",
        hint: str = "Download it again, for an account and a period that are not empty.",
    ) -> None:
        """Refuse a file out of which nothing was stored or skipped.

        Args:
            what: What the file is: "a TIAA file without a single investment".

        Raises:
            MalformedFileError: As above.
        """
        if not (self.positions or self.lots or self.transactions or self.skipped):
            raise MalformedFileError(f"{self._file} is {what}.", hint, file=self._file)

    def _nothing_readable(self) -> MalformedFileError:
        first = self.skipped[0]
        return MalformedFileError(
            f"{self._file} has the headings of a broker's file, but none of its {len(self.skipped)} rows can be read: "
            f"in line {first.line}, {first.reason}.",
            "Download the file again, and import it as it comes.",
            file=self._file,
            line=first.line,
        )

    def _compare_totals(self) -> None:
        for key, summed, reported in self._totals.unlike(self.positions, self.transactions):
            currency = self._accounts[key].currency if key in self._accounts else "USD"
            self.warn(
                None,
                f"{key or 'The account'}: the rows add up to {money(summed, currency)}, the file's own total is "
                f"{money(reported, currency)}, a difference of {money(summed - reported, currency)}.",
            )


_Named = TypeVar("_Named", StatementPosition, StatementTransaction)


def _of_plan(row: _Named) -> _Named:
    symbol = plan_fund(row.symbol, row.name)
    return row if symbol == row.symbol else row._replace(symbol=symbol)


def _in_whole_cents(position: StatementPosition) -> StatementPosition:
    """A value worked out from the file's others, or printed with more places than money has."""
    value, cost = round_to_cents(position.value), position.cost_basis and round_to_cents(position.cost_basis)
    return position if (value, cost) == (position.value, position.cost_basis) else position._replace(value=value, cost_basis=cost)


def _is_beyond(amount: Decimal | None) -> bool:
    return amount is not None and abs(amount) >= BEYOND_ANY_ACCOUNT
