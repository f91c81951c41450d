"""Rows of tax lots in a mapped table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from advisor.domain.column_mapping import ColumnMapping, Meaning
from advisor.domain.statement import StatementKind, StatementLot, StatementPosition
from advisor.importers.mapping.positions import FIELDS
from advisor.importers.mapping.rows import MappedRows, Places, under, with_instrument, with_symbol_column
from advisor.importers.reading.position_rows import PositionRows
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, amount_in
from advisor.importers.reading.symbols import canonical_symbol
from advisor.importers.reading.tally import Tally


class MappedLots(MappedRows):
    """Tax lots; with their values or prices they add up to positions, without them they belong to positions already known."""

    kind = StatementKind.LOTS

    def __init__(self, heading: Record, places: Places, mapping: ColumnMapping, tally: Tally) -> None:
        super().__init__(heading, with_symbol_column(places), mapping, tally)
        valued = Meaning.VALUE in self.places or Meaning.PRICE in self.places
        self._rows = PositionRows(heading, under(self.places, FIELDS), tally, mapping.decimal_mark) if valued else None
        self._held: dict[tuple[str, str], StatementPosition] = {}

    def store(self, record: Record) -> None:
        cells = with_instrument(self.fit(record.cells), self.places)
        key, number, name = self.account(cells)
        if self._rows is None:
            lot = self._lot(record.line, cells, key)
        else:
            part = self._rows.position(record.line, cells, key, self.mapping.currency)
            if part.quantity is None:
                raise RowRefusedError("the row has no quantity")
            lot = StatementLot(record.line, key, part.symbol, self.day(cells), part.quantity, part.cost_basis)
            before = self._held.get((key, part.symbol))
            self._held[key, part.symbol] = part if before is None else _together(before, part)
        self.tally.open_account(key, number, name, self.mapping.currency)
        self.tally.store_lot(lot)

    def finish(self) -> None:
        self.tally.positions.extend(self._held.values())

    def _lot(self, line: int, cells: Sequence[str], account: str) -> StatementLot:
        symbol, _ = canonical_symbol(self.cell(cells, Meaning.SYMBOL) or self.cell(cells, Meaning.NAME))
        if not symbol:
            raise RowRefusedError("the row names no symbol and no investment")
        quantity, cost_basis = (self._number(cells, meaning) for meaning in (Meaning.QUANTITY, Meaning.COST_BASIS))
        if quantity is None:
            raise RowRefusedError("the row has no quantity")
        return StatementLot(line, account, symbol, self.day(cells), quantity, cost_basis)

    def _number(self, cells: Sequence[str], meaning: Meaning) -> Decimal | None:
        return amount_in(self.cell(cells, meaning), self.mapping.columns.get(meaning, ""), self.mapping.decimal_mark)


def _together(before: StatementPosition, part: StatementPosition) -> StatementPosition:
    """Two parts of one position; without the cost of each the cost of the whole is not known."""
    quantities = (before.quantity, part.quantity)
    costs = (before.cost_basis, part.cost_basis)
    return before._replace(
        quantity=None if None in quantities else sum(filter(None, quantities), Decimal(0)),
        value=before.value + part.value,
        cost_basis=None if None in costs else sum(filter(None, costs), Decimal(0)),
    )
