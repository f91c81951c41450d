"""Position rows below one heading row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import itemgetter

from advisor.domain.money import CENT, ZERO, round_to_cents
from advisor.domain.portfolio import InstrumentKind
from advisor.domain.statement import StatementPosition
from advisor.importers.amounts import dollars, read_amount
from advisor.importers.headings import Columns, width
from advisor.importers.records import Record
from advisor.importers.symbols import canonical_symbol
from advisor.importers.tally import Tally

_ONE = Decimal(1)
_UNITS = {InstrumentKind.BOND: Decimal("0.01"), InstrumentKind.OPTION: Decimal(100)}
_NUMBER_FIELDS = ("quantity", "price", "value")
_KINDS_BY_TYPE = {
    "equity": InstrumentKind.STOCK,
    "stock": InstrumentKind.STOCK,
    "stocks": InstrumentKind.STOCK,
    "etfs & closed end funds": InstrumentKind.FUND,
    "etf": InstrumentKind.FUND,
    "etfs": InstrumentKind.FUND,
    "mutual fund": InstrumentKind.FUND,
    "mutual funds": InstrumentKind.FUND,
    "fixed income": InstrumentKind.BOND,
    "option": InstrumentKind.OPTION,
    "options": InstrumentKind.OPTION,
    "cash and money market": InstrumentKind.CASH,
}


class RowRefusedError(Exception):
    """A row cannot be stored; the text is the reason in plain words."""


class PositionRows:
    """Reads the rows below a heading row into positions; columns are found once, rows read by index.

    Args:
        columns: Index by field: symbol, name, quantity, price, value, cost_basis, type. A missing field reads as blank.
    """

    def __init__(self, heading: Record, columns: Columns, tally: Tally) -> None:
        self.width = width(heading.cells)
        self._headings = {field: heading.cells[index].strip() for field, index in columns.items()}
        self._tally = tally
        blank = self.width
        fields = ("symbol", "name", *_NUMBER_FIELDS, "cost_basis", "type")
        self._pick = itemgetter(*(columns.get(field, blank) for field in fields))

    def fit(self, cells: Sequence[str]) -> list[str]:
        """The row's cells with blanks for the missing ones, and one more.

        Raises:
            RowRefusedError: A cell stands beyond the last heading, so the cells before it may be shifted.
        """
        surplus = cells[self.width :]
        if any(map(str.strip, surplus)):
            raise RowRefusedError(
                f"the row has {len(cells)} cells where the headings name {self.width}, so its columns cannot be told"
            )
        return [*cells, *[""] * (self.width + 1 - len(cells))]

    def position(self, line: int, cells: Sequence[str], account: str) -> StatementPosition:
        """One row, its cells already fitted.

        Raises:
            RowRefusedError: It has no value and none can be computed, or a number that is none.
        """
        symbol_text, name, quantity_text, price_text, value_text, cost_text, type_text = self._pick(cells)
        try:
            quantity, price, value = read_amount(quantity_text), read_amount(price_text), read_amount(value_text)
        except ValueError:
            raise RowRefusedError(self._bad_number(quantity_text, price_text, value_text)) from None
        symbol, kind = self._instrument(symbol_text, name, type_text)
        if value is None:
            value = self._computed_value(line, symbol, kind, quantity, price)
        elif quantity is not None and price is not None and abs(quantity * price * _UNITS.get(kind, _ONE) - value) > CENT:
            kind = self._checked_kind(line, symbol, kind, quantity, price, value)
        if quantity is None and kind is not InstrumentKind.CASH and "quantity" in self._headings:
            self._tally.warn(line, f"{symbol} has no quantity in the file; its value of {dollars(value)} is kept.")
        cost_basis = self._cost_basis(line, cost_text)
        return StatementPosition(line, account, symbol, name.strip(), kind, quantity, price, round_to_cents(value), cost_basis)

    def _instrument(self, symbol_text: str, name: str, type_text: str) -> tuple[str, InstrumentKind]:
        if not symbol_text.strip():
            symbol, kind = name.strip(), InstrumentKind.SECURITY
        else:
            symbol, kind = canonical_symbol(symbol_text)
        if not symbol:
            raise RowRefusedError("the row names no symbol and no investment")
        if "\n" in symbol or "\r" in symbol:
            raise RowRefusedError("a stray quotation mark ties several lines of the file together")
        if kind is InstrumentKind.SECURITY and type_text:
            kind = _KINDS_BY_TYPE.get(type_text.strip().lower(), kind)
        return symbol, kind

    def _bad_number(self, *texts: str) -> str:
        for field, text in zip(_NUMBER_FIELDS, texts, strict=True):
            try:
                read_amount(text)
            except ValueError as error:
                return f"in the column “{self._headings[field]}”, {error}"
        raise AssertionError("every number could be read")

    def _cost_basis(self, line: int, text: str) -> Decimal | None:
        try:
            cost_basis = read_amount(text)
        except ValueError as error:
            self._tally.warn(
                line, f"In the column “{self._headings['cost_basis']}”, {error}; the row is stored without a cost basis."
            )
            return None
        return None if cost_basis is None else round_to_cents(cost_basis)

    def _computed_value(
        self, line: int, symbol: str, kind: InstrumentKind, quantity: Decimal | None, price: Decimal | None
    ) -> Decimal:
        if quantity is None or price is None:
            raise RowRefusedError("the row has no value, and without quantity and price none can be computed")
        value = round_to_cents(quantity * price * _UNITS.get(kind, _ONE))
        self._tally.warn(line, f"{symbol} has no value in the file; {dollars(value)} is its quantity times its price.")
        return value

    def _checked_kind(
        self, line: int, symbol: str, kind: InstrumentKind, quantity: Decimal, price: Decimal, value: Decimal
    ) -> InstrumentKind:
        """The kind that explains the value; warns when none does. A workplace plan's fund may carry a CUSIP as a bond does."""
        expected = quantity * price
        slack = CENT + _half_last_place(price) * abs(quantity) + _half_last_place(quantity) * abs(price)
        if kind is InstrumentKind.BOND and abs(expected - value) <= slack:
            return InstrumentKind.SECURITY
        unit = _UNITS.get(kind, _ONE)
        if abs(expected * unit - value) > CENT + slack * unit:
            self._tally.warn(
                line,
                f"{symbol}: the value in the file is {dollars(value)}, but quantity times price is "
                f"{dollars(round_to_cents(expected * unit))}.",
            )
        return kind


def _half_last_place(number: Decimal) -> Decimal:
    """How far a printed number may be from the true one; whole numbers are taken as exact."""
    exponent = number.as_tuple().exponent
    return Decimal((0, (5,), exponent - 1)) if isinstance(exponent, int) and exponent < 0 else ZERO
