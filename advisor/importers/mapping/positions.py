"""Rows of positions in a mapped table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.column_mapping import ColumnMapping, Meaning
from advisor.domain.days import long_date
from advisor.domain.portfolio import CASH, PRICE_UNITS
from advisor.domain.security_numbers import cusip_in
from advisor.domain.statement import StatementKind, StatementPosition
from advisor.importers.mapping.rows import MappedRows, Places, under, with_instrument, with_symbol_column
from advisor.importers.mapping.vocabulary import is_cash
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

FIELDS = (
    ("symbol", Meaning.SYMBOL),
    ("name", Meaning.NAME),
    ("quantity", Meaning.QUANTITY),
    ("price", Meaning.PRICE),
    ("value", Meaning.VALUE),
    ("cost_basis", Meaning.COST_BASIS),
    ("type", Meaning.TYPE),
    ("currency", Meaning.CURRENCY),
    ("cusip", Meaning.IDENTIFIER),
)
_ONE = Decimal(1)
_NEARLY = Decimal("0.02")  # nearer than two currencies ever are by chance, farther than prices are rounded


class _Read(NamedTuple):
    record: Record
    position: StatementPosition
    account: tuple[str, str, str]
    day: date | None


class MappedPositions(MappedRows):
    """Positions; of a table that holds several days, the newest of each position counts."""

    kind = StatementKind.POSITIONS

    def __init__(self, heading: Record, places: Places, mapping: ColumnMapping, tally: Tally) -> None:
        super().__init__(heading, with_symbol_column(places), mapping, tally)
        columns = under(self.places, FIELDS)
        self._rows = PositionRows(heading, columns, tally, mapping.decimal_mark)
        self._read: list[_Read] = []
        self._totals: list[Sequence[str]] = []

    def store(self, record: Record) -> None:
        cells = _named_cash(with_instrument(self.fit(record.cells), self.places), self.places)
        account = self.account(cells)
        position = self._rows.position(record.line, cells, account[0], self.mapping.currency)
        self._refuse_foreign_value(position)
        cusip = "" if position.symbol == CASH else cusip_in(position.cusip) or position.cusip
        position = position._replace(cusip=cusip)
        self._read.append(_Read(record, position, account, self.day(cells)))

    def note_total(self, cells: Sequence[str]) -> None:
        self._totals.append(cells)

    def finish(self) -> date | None:
        newest: dict[tuple[str, str], date] = {}
        for read in self._read:
            if read.day is not None:
                at = (read.position.account, read.position.symbol)
                newest[at] = max(read.day, newest.get(at, read.day))
        for read in self._read:
            self._store_if_newest(read, newest.get((read.position.account, read.position.symbol)))
        self.tally.skipped.sort()
        self._report_totals()
        return max(newest.values(), default=None)

    def _store_if_newest(self, read: _Read, newest: date | None) -> None:
        if read.day is not None and newest is not None and read.day < newest:
            reason = f"the file holds {read.position.symbol} as of {long_date(newest)} too, and this row is older"
            self.tally.skip(read.record, reason, self.number_place())
            return
        key, number, name = read.account
        self.tally.open_account(key, number, name, self.mapping.currency)
        self.tally.store_position(read.position)

    def _refuse_foreign_value(self, position: StatementPosition) -> None:
        """A row in another currency can stay if its value was converted, which shows in quantity times price."""
        if position.currency == self.mapping.currency or position.quantity is None or position.price is None:
            return
        own = position.quantity * position.price * PRICE_UNITS.get(position.kind, _ONE)
        if abs(own - position.value) <= abs(own) * _NEARLY:
            raise RowRefusedError(f"its value is in {position.currency}, and the account is counted in {self.mapping.currency}")

    def _report_totals(self) -> None:
        """Hold the file's own totals against the rows, where it is clear what they add up."""
        accounts = {position.account for position in self.tally.positions}
        unnamed = []
        for cells in self._totals:
            total = self.amount(self.cell(cells, Meaning.VALUE))
            if total is None:
                continue
            key = self.cell(cells, Meaning.ACCOUNT_NUMBER) or self.cell(cells, Meaning.ACCOUNT_NAME)
            if key in accounts:
                self.tally.report_total(key, total)
            else:
                unnamed.append(total)
        if len(unnamed) == 1 and len(accounts) == 1:
            self.tally.report_total(accounts.pop(), unnamed[0])
        elif len(unnamed) == 1:
            self.tally.report_file_total(unnamed[0])


def _named_cash(cells: list[str], places: Places) -> list[str]:
    """A row of money goes by "CASH", whatever words its broker has for it."""
    symbol, name = places.get(Meaning.SYMBOL), places.get(Meaning.NAME)
    words = [cells[index].strip() for index in (symbol, name) if index is not None and cells[index].strip()]
    if not words or not all(map(is_cash, words)):
        return cells
    cells[symbol if symbol is not None else places[Meaning.NAME]] = CASH
    price, value = places.get(Meaning.PRICE), places.get(Meaning.VALUE)
    has_value = value is not None and cells[value].strip(" -") != ""
    if price is not None and not has_value and not cells[price].strip(" -"):
        cells[price] = "1"
    return cells
