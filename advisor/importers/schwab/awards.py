"""Charles Schwab Equity Award Center: what vested, was deposited, sold and paid, as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from advisor.domain.statement import Statement, StatementKind
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, refuse_cut_row
from advisor.importers.reading.tally import Tally
from advisor.importers.schwab.accounts import BROKER, NAME, NamedAccount, without_transactions
from advisor.importers.schwab.award_events import AwardEvent, award_account, award_field, award_transaction

_NEEDED = {"date", "action", "symbol", "quantity", "amount", "feesandcommissions"}
# What stands in the row of a transaction itself; its details stand in the rows below, where these are blank.
_OF_THE_TRANSACTION = ("action", "symbol", "description", "quantity", "feesandcommissions", "disbursementelection", "amount")


class SchwabAwards:
    """Headings; a dated row for each transaction, and below it a row without a date for each award it concerns."""

    broker: ClassVar[str] = BROKER
    name: ClassVar[str] = NAME
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.TRANSACTIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_fields(record) for record in head)

    def read(self, source: Source) -> Statement:
        """Every transaction with its details.

        Raises:
            MalformedFileError: The last row is cut off, or there is not one transaction.
        """
        tally = Tally(self.broker, source)
        account = award_account(source.name)
        table: _Table | None = None
        for record in source.records:
            fields = _fields(record)
            if fields and table is None:
                table = _Table(record, fields, account, tally)
            if fields or table is None:
                tally.structure += 1
            else:
                table.take(record)
        if table is not None:
            refuse_cut_row(source, table.width)
            table.finish()
        if tally.structure == len(source.records):
            raise without_transactions(source.name)
        return tally.close(StatementKind.TRANSACTIONS, find_date(source.name))


def _fields(record: Record) -> Mapping[str, int] | None:
    fields = {award_field(cell): index for index, cell in reversed(list(enumerate(record.cells))) if cell.strip()}
    return fields if fields.keys() >= _NEEDED else None


class _Table:
    """The rows below one row of headings: each transaction waits for its details."""

    def __init__(self, heading: Record, fields: Mapping[str, int], account: NamedAccount, tally: Tally) -> None:
        self._fields = fields
        self._rows = Rows(heading, fields, tuple(fields))
        self._account = account
        self._tally = tally
        self._transaction: Record | None = None
        self._details: list[Record] = []

    @property
    def width(self) -> int:
        return self._rows.width

    def take(self, record: Record) -> None:
        """One record waits until its transaction is whole, or is skipped."""
        if not self._is_detail(record):
            self.finish()
            self._transaction = record
        elif self._transaction is None:
            self._tally.skip(record, "the row has details of an award, but stands below no transaction")
        else:
            self._details.append(record)

    def _is_detail(self, record: Record) -> bool:
        own = [self._fields[name] for name in ("date", *_OF_THE_TRANSACTION) if name in self._fields]
        return not any(record.cells[index].strip() for index in own if index < len(record.cells))

    def finish(self) -> None:
        """Store or skip the transaction that waits, with its details."""
        if self._transaction is None:
            return
        record, details = self._transaction, self._details
        self._transaction, self._details = None, []
        try:
            event = AwardEvent(record.line, self._texts(record), [self._texts(detail) for detail in details])
            transaction = award_transaction(event, self._account.key, self._tally)
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal))
            for detail in details:
                self._tally.skip(detail, f"the row has details of line {record.line}, which was left out")
            return
        self._account.open_in(self._tally)
        self._tally.store_transaction(transaction)
        for detail in details:
            self._tally.store_merged(detail.line)

    def _texts(self, record: Record) -> Mapping[str, str]:
        return dict(zip(self._fields, self._rows.pick(self._rows.fit(record.cells)), strict=True))
