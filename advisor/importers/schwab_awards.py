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
from advisor.importers.schwab_accounts import BROKER, NAME, without_transactions
from advisor.importers.schwab_award_events import AwardEvent, award_account, award_field, award_transaction

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
        table = _Table(tally, source)
        for record in source.records:
            table.take(record)
        return table.close(source)


def _fields(record: Record) -> Mapping[str, int] | None:
    fields = {award_field(cell): index for index, cell in reversed(list(enumerate(record.cells))) if cell.strip()}
    return fields if fields.keys() >= _NEEDED else None


class _Table:
    """The rows of one file: each transaction waits for its details."""

    def __init__(self, tally: Tally, source: Source) -> None:
        self._tally = tally
        self._account = award_account(source.name)
        self._fields: Mapping[str, int] = {}
        self._rows: Rows | None = None
        self._transaction: Record | None = None
        self._details: list[Record] = []

    def take(self, record: Record) -> None:
        """One record becomes structure, or waits until its transaction is whole."""
        fields = _fields(record)
        if fields or self._rows is None:
            self._tally.structure += 1
        if fields:
            self._finish()
            self._fields, self._rows = fields, Rows(record, fields, tuple(fields))
        elif self._rows is not None:
            self._take_row(record)

    def close(self, source: Source) -> Statement:
        """The statement.

        Raises:
            MalformedFileError: As `SchwabAwards.read`.
        """
        if self._rows is not None:
            refuse_cut_row(source, self._rows.width)
        self._finish()
        if self._tally.structure == len(source.records):
            raise without_transactions(source.name)
        return self._tally.close(StatementKind.TRANSACTIONS, find_date(source.name))

    def _take_row(self, record: Record) -> None:
        if not self._is_detail(record):
            self._finish()
            self._transaction = record
        elif self._transaction is None:
            self._tally.skip(record, "the row has details of an award, but stands below no transaction")
        else:
            self._details.append(record)

    def _is_detail(self, record: Record) -> bool:
        own = [self._fields[name] for name in ("date", *_OF_THE_TRANSACTION) if name in self._fields]
        return not any(record.cells[index].strip() for index in own if index < len(record.cells))

    def _finish(self) -> None:
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
        for _ in details:
            self._tally.store_merged()

    def _texts(self, record: Record) -> Mapping[str, str]:
        assert self._rows is not None
        return dict(zip(self._fields, self._rows.pick(self._rows.fit(record.cells)), strict=True))
