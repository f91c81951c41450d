"""The sheets of one workbook as one statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from advisor.domain.errors import MalformedFileError
from advisor.domain.money import ZERO
from advisor.domain.statement import RowWarning, SkippedRow, Statement, StatementAccount, StatementKind
from advisor.importers.importer import Importer, Source
from advisor.importers.reading.workbook import Sheet

Recogniser = Callable[[Sheet], Importer | None]
_Row = TypeVar("_Row")


def read_recognised_sheets(sheets: Sequence[Sheet], name: str, recogniser: Recogniser) -> Statement | None:
    """Every sheet that an importer recognises, put together; None when there is no such sheet.

    Rows of a further sheet are counted on from the end of the one before. What cannot be put together, or is not
    recognised, is named in a warning with its number of rows.

    Raises:
        MalformedFileError: Sheets are recognised, but none of them can be read.
    """
    whole = _Whole()
    for sheet in sheets:
        importer = recogniser(sheet)
        if importer is None:
            whole.leave_out(sheet, "it is not of the layout of a broker's export")
        else:
            whole.take(sheet, importer, name)
    return whole.statement()


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    statement: Statement


class _Whole:
    """What the sheets read so far say together."""

    def __init__(self) -> None:
        self._parts: list[_Part] = []
        self._warnings: list[RowWarning] = []
        self._refusal: MalformedFileError | None = None
        self._rows = 0

    def take(self, sheet: Sheet, importer: Importer, name: str) -> None:
        """Read a sheet, unless what it holds would mix with what another one said."""
        try:
            statement = importer.read(Source(name, sheet.records, ends_with_newline=True, encoding="utf-8"))
        except MalformedFileError as refusal:
            self._refusal = self._refusal or refusal
            self.leave_out(sheet, refusal.message.removesuffix("."))
            return
        obstacle = self._obstacle(statement)
        if obstacle:
            self.leave_out(sheet, obstacle)
            return
        if self._parts:
            self._warnings.append(
                RowWarning(None, f"The rows of the sheet “{sheet.title}” are counted from {self._rows + 1} on.")
            )
        self._parts.append(_Part(sheet.title, _moved_down(statement, self._rows)))
        self._rows += sheet.records[-1].line

    def leave_out(self, sheet: Sheet, reason: str) -> None:
        """Say which sheet was not read, and how much it holds."""
        count = len(sheet.records)
        rows = "1 row" if count == 1 else f"{count:,} rows"
        self._warnings.append(RowWarning(None, f"The sheet “{sheet.title}” with {rows} was not read: {reason}."))

    def statement(self) -> Statement | None:
        """The parts as one; None when no sheet was recognised."""
        if not self._parts:
            if self._refusal is not None:
                raise self._refusal
            return None
        statements = [part.statement for part in self._parts]
        first = statements[0]
        return replace(
            first,
            accounts=_each_once(_joined(each.accounts for each in statements)),
            positions=_joined(each.positions for each in statements),
            lots=_joined(each.lots for each in statements),
            transactions=_joined(each.transactions for each in statements),
            skipped=_joined(each.skipped for each in statements),
            warnings=(*_joined(each.warnings for each in statements), *self._warnings),
            records=sum(each.records for each in statements),
            structure=sum(each.structure for each in statements),
            rows_stored=sum(each.rows_stored for each in statements),
            reported_total=_total(statements),
        )

    def _obstacle(self, statement: Statement) -> str:
        """Why a sheet cannot be added to those before it; empty when it can."""
        for part in self._parts:
            before = part.statement
            if (before.broker, before.kind, before.rebuilds) != (statement.broker, statement.kind, statement.rebuilds):
                return f"it holds {statement.kind}, other than “{part.title}”; save it as a file of its own"
            if before.as_of != statement.as_of:
                return f"it is from another day than “{part.title}”; save it as a file of its own"
            if _keys(before) & _keys(statement) and not _are_of_different_days(before, statement):
                return f"it holds an account that “{part.title}” holds as well; save it as a file of its own"
        return ""


def _keys(statement: Statement) -> set[str]:
    return {account.key for account in statement.accounts}


def _are_of_different_days(one: Statement, other: Statement) -> bool:
    """Whether both hold transactions, all of one before all of the other: a sheet for each year, say."""
    if one.kind is not StatementKind.TRANSACTIONS or not one.transactions or not other.transactions:
        return False
    first, second = ([each.traded for each in statement.transactions] for statement in (one, other))
    return max(first) < min(second) or max(second) < min(first)


def _each_once(accounts: Iterable[StatementAccount]) -> tuple[StatementAccount, ...]:
    by_key: dict[str, StatementAccount] = {}
    for account in accounts:
        by_key.setdefault(account.key, account)
    return tuple(by_key.values())


def _joined(groups: Iterable[tuple[_Row, ...]]) -> tuple[_Row, ...]:
    return tuple(chain.from_iterable(groups))


def _total(statements: Sequence[Statement]) -> Decimal | None:
    totals = [each.reported_total for each in statements if each.reported_total is not None]
    return sum(totals, ZERO) if len(totals) == len(statements) else None


def _moved_down(statement: Statement, rows: int) -> Statement:
    """The statement with every line so many rows further down."""
    if not rows:
        return statement
    return replace(
        statement,
        positions=tuple(row._replace(line=row.line + rows) for row in statement.positions),
        lots=tuple(row._replace(line=row.line + rows) for row in statement.lots),
        transactions=tuple(row._replace(line=row.line + rows) for row in statement.transactions),
        skipped=tuple(SkippedRow(row.line + rows, row.reason, row.text) for row in statement.skipped),
        warnings=tuple(RowWarning(row.line and row.line + rows, row.message) for row in statement.warnings),
    )
