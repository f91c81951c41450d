"""Fidelity: `Portfolio_Positions_MMM-DD-YYYY.csv`, in title case (2022–23) and in sentence case (2026)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from advisor.domain.portfolio import CASH
from advisor.domain.statement import Statement, StatementKind, StatementPosition
from advisor.importers.fidelity.closing_lines import ClosingLines
from advisor.importers.importer import Source
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.headings import find_columns
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, refuse_cut_row
from advisor.importers.reading.tally import Tally

_SYNONYMS = {
    "number": ("account number", "account name/number", "account name"),
    "account": ("account name", "account name/number", "account number"),
    "symbol": ("symbol", "symbol/cusip", "cusip"),
    "cusip": ("cusip",),
    "name": ("description", "security description"),
    "quantity": ("quantity", "shares"),
    "price": ("last price", "price"),
    "value": ("current value",),
    "cost_basis": ("cost basis total", "total cost basis", "cost basis"),
    "type": ("security type", "investment type"),
}
_NEEDED = {"number", "symbol", "value"}
_PENDING = "pending activity"
_BROKERAGE_LINK = "brokeragelink"


class Fidelity:
    """Positions of one or several accounts in one table, each row naming its account.

    "Pending activity" is money that belongs to the account, so it is stored as cash under that name; without an amount it is
    skipped. The as-of date is the day of the download, the only date the file prints.
    """

    broker: ClassVar[str] = "fidelity"
    name: ClassVar[str] = "Fidelity"
    kinds: ClassVar[tuple[StatementKind, ...]] = (StatementKind.POSITIONS,)

    def recognises(self, head: Sequence[Record]) -> bool:
        return any(_is_heading(record.cells) for record in head)

    def read(self, source: Source) -> Statement:
        """Every row below the heading row.

        Raises:
            MalformedFileError: The file holds no position, or its last row is cut off.
        """
        start = next(index for index, record in enumerate(source.records) if _is_heading(record.cells))
        tally = Tally(self.broker, source)
        tally.structure = start + 1
        table = _Table(source, start, tally)
        for record in source.records[start + 1 :]:
            table.take(record)
        table.refuse_cut_file()
        as_of = table.closing.downloaded or find_date(source.name)
        return tally.close(StatementKind.POSITIONS, as_of)


def _is_heading(cells: Sequence[str]) -> bool:
    return find_columns(cells, _SYNONYMS).keys() >= _NEEDED


class _Table:
    """The rows below the heading row, taken one by one."""

    def __init__(self, source: Source, start: int, tally: Tally) -> None:
        self.closing = ClosingLines()
        self._source = source
        self._heading = source.records[start]
        columns = find_columns(self._heading.cells, _SYNONYMS)
        self._rows = PositionRows(self._heading, columns, tally)
        self._tally = tally
        self._number, self._account = columns["number"], columns["account"]
        self._symbol, self._value = columns["symbol"], columns["value"]
        self._cusip, self._name = columns.get("cusip"), columns.get("name")

    def take(self, record: Record) -> None:
        """One record becomes structure, a position or a skipped row."""
        cells = record.cells
        if (len(cells) <= self._symbol or " " in cells[0] or cells[0] == self._heading.cells[0]) and self._is_structure(cells):
            self._tally.structure += 1
            return
        try:
            position = self._position(record.line, self._rows.fit(cells))
        except RowRefusedError as refusal:
            self._tally.skip(record, str(refusal), self._number)
        else:
            self._tally.store_position(position)

    def refuse_cut_file(self) -> None:
        """Refuse a file without positions or with half a row at its end; warn when the closing lines are missing.

        Raises:
            MalformedFileError: As above.
        """
        self._tally.refuse_empty("a Fidelity positions file without a single position", "Download the positions again.")
        if self.closing.met:
            return
        if not self._is_pending(self._source.records[-1].cells):
            refuse_cut_row(self._source, len(self._heading.cells))
        self._tally.warn(None, "Fidelity's closing lines are missing: if the file was cut off, positions are missing too.")

    def _is_pending(self, cells: Sequence[str]) -> bool:
        return len(cells) > self._symbol and cells[self._symbol].strip().lower() == _PENDING

    def _is_structure(self, cells: Sequence[str]) -> bool:
        if cells == self._heading.cells:
            return True
        alone = not any(cells[index].strip() for index in (self._symbol, self._value) if index < len(cells))
        return self.closing.take(cells, alone=alone)

    def _position(self, line: int, cells: list[str]) -> StatementPosition:
        key = cells[self._number].strip() or cells[self._account].strip()
        if not key:
            raise RowRefusedError("the row does not name its account")
        symbol = cells[self._symbol].strip()
        if not symbol:
            cells = self._named_by_other_means(cells)
        elif len(symbol) == len(_PENDING) and self._is_pending(cells):
            cells = self._turned_to_cash(cells)
        position = self._rows.position(line, cells, key)
        if not self._tally.has_account(key):
            number = cells[self._number].strip()
            self._tally.open_account(key, number, cells[self._account].strip())
        return position

    def _named_by_other_means(self, cells: list[str]) -> list[str]:
        """A row without symbol goes by its CUSIP or its description, unless it repeats another account's total."""
        description = "" if self._name is None else cells[self._name].strip().lower()
        if description.startswith(_BROKERAGE_LINK) and self._brokerage_link_is_listed:
            raise RowRefusedError("the row sums up the BrokerageLink account, whose positions stand in their own rows")
        return cells if self._cusip is None else _with_cell(cells, self._symbol, cells[self._cusip])

    def _turned_to_cash(self, cells: list[str]) -> list[str]:
        amount = cells[self._value]
        if not amount.strip():
            amount = self._misplaced_amount(cells)
        cash = _with_cell(_with_cell(cells, self._symbol, CASH), self._value, amount)
        return cash if self._name is None else _with_cell(cash, self._name, "Pending activity")

    def _misplaced_amount(self, cells: list[str]) -> str:
        """Older files print the amount of pending activity one column too far to the left."""
        amounts = [cell for cell in cells[self._symbol + 1 : self._value] if "$" in cell]
        if len(amounts) != 1:
            raise RowRefusedError("pending activity without an amount")
        return amounts[0]

    @cached_property
    def _brokerage_link_is_listed(self) -> bool:
        return any(
            _BROKERAGE_LINK in record.cells[self._account].lower()
            for record in self._source.records
            if len(record.cells) > self._account
        )


def _with_cell(cells: list[str], index: int, text: str) -> list[str]:
    return [*cells[:index], text, *cells[index + 1 :]]
