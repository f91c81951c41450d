"""The tax lots below a position of E*TRADE's `PortfolioDownload.csv`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import InstrumentKind, price_unit
from advisor.domain.statement import StatementLot, StatementPosition
from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.dates import find_date
from advisor.importers.reading.rows import RowRefusedError
from advisor.importers.reading.tally import Tally

_DAY = re.compile(r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|\d{4}-\d\d-\d\d")
_NO_DAY = re.compile(r"\s+--\s*")


def is_lot(symbol: str) -> bool:
    """Whether a row with this symbol is a tax lot: spaces and a date, or "--" where E*TRADE does not know it.

    A spreadsheet program that saved the file anew has turned spaces and date into a date.
    """
    return _DAY.fullmatch(symbol.strip()) is not None or _NO_DAY.fullmatch(symbol) is not None


class LotRows:
    """The lots of one position after the other, held against its quantity.

    Args:
        columns: Index by field: symbol, quantity, value, cost_basis, paid (price per unit), gain.
    """

    def __init__(self, columns: Mapping[str, int], account: str, tally: Tally) -> None:
        self._columns = columns
        self._account = account
        self._tally = tally
        self._position: StatementPosition | None = None
        self._quantities: list[Decimal] = []

    def begin(self, position: StatementPosition) -> None:
        """The rows that follow are lots of this position."""
        self._position, self._quantities = position, []

    def lot(self, line: int, cells: Sequence[str]) -> StatementLot:
        """One lot of the position begun last.

        Raises:
            RowRefusedError: There is no such position, or no quantity.
        """
        position = self._position
        if position is None:
            raise RowRefusedError("the tax lot stands below no position that could be read")
        quantity, value = self._number("quantity", cells), self._number("value", cells)
        if quantity is None:
            raise RowRefusedError("the tax lot has no quantity")
        self._quantities.append(quantity)
        cost_basis = self.cost_basis(line, cells, position.kind, quantity, value)
        acquired = find_date(cells[self._columns["symbol"]])
        return StatementLot(line, self._account, position.symbol, acquired, quantity, cost_basis)

    def close(self) -> None:
        """Warn when the lots do not make up their position; no lot can follow before the next one begins."""
        position, lots = self._position, sum(self._quantities, ZERO)
        if position is not None and self._quantities and lots != position.quantity:
            held = "an unknown quantity" if position.quantity is None else f"{position.quantity:,f}"
            self._tally.warn(
                position.line, f"{position.symbol}: its tax lots add up to {lots:,f}, but the position holds {held}."
            )
        self._position, self._quantities = None, []

    def cost_basis(
        self, line: int, cells: Sequence[str], kind: InstrumentKind, quantity: Decimal | None, value: Decimal | None
    ) -> Decimal | None:
        """What a row cost with its fees; None where E*TRADE does not know it, and prints a price of 0.00."""
        try:
            stated, paid, gain = (self._number(field, cells) for field in ("cost_basis", "paid", "gain"))
        except RowRefusedError as refusal:
            self._tally.warn(line, f"{str(refusal).capitalize()}; the row has no cost basis now.")
            return None
        if stated is not None:
            return round_to_cents(stated)
        if paid == 0:
            return None
        if value is not None and gain is not None:
            return round_to_cents(value - gain)
        return None if paid is None or quantity is None else round_to_cents(paid * quantity * price_unit(kind))

    def _number(self, field: str, cells: Sequence[str]) -> Decimal | None:
        place = self._columns.get(field)
        if place is None:
            return None
        try:
            return read_amount(cells[place])
        except ValueError as error:
            raise RowRefusedError(f"a number cannot be read: {error}") from None
