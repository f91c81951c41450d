"""Position rows below one heading row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from advisor.domain.money import CENT, round_to_cents
from advisor.domain.portfolio import CASH, PRICE_UNITS, InstrumentKind, is_worth_its_price, price_unit
from advisor.domain.statement import StatementPosition
from advisor.importers.reading.amounts import DecimalMark, dollars, read_amount
from advisor.importers.reading.headings import Columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows
from advisor.importers.reading.symbols import CASH_SHARE, canonical_symbol, is_cash_share
from advisor.importers.reading.tally import Tally

# A workplace plan's fund may carry a CUSIP as bonds do, and a bond may stand there without one.
_MISTAKEN_FOR: dict[InstrumentKind, tuple[InstrumentKind, ...]] = {
    InstrumentKind.BOND: (InstrumentKind.SECURITY,),
    InstrumentKind.SECURITY: (InstrumentKind.BOND,),
}
_GUESSED_FROM_SPELLING = {InstrumentKind.SECURITY, InstrumentKind.BOND}
_NO_NAME = {"", "-", "--"}
_NUMBER_FIELDS = ("quantity", "price", "value", "cost_basis")
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
    "bonds": InstrumentKind.BOND,
    "cash": InstrumentKind.CASH,
    "cash and money market": InstrumentKind.CASH,
}


class PositionRows(Rows):
    """Reads the rows below a heading row into positions.

    Args:
        columns: Index by field: symbol, name, quantity, price, value, cost_basis, type, currency, cusip.
        mark: What stands before the cents.
    """

    def __init__(self, heading: Record, columns: Columns, tally: Tally, mark: DecimalMark = DecimalMark.POINT) -> None:
        super().__init__(heading, columns, ("symbol", "name", *_NUMBER_FIELDS, "type", "currency", "cusip"))
        self._tally = tally
        self._read_amount = partial(read_amount, mark=mark)

    def position(self, line: int, cells: Sequence[str], account: str, account_currency: str = "USD") -> StatementPosition:
        """One row, its cells already fitted.

        Args:
            account_currency: A price in another one cannot be held against the value.

        Raises:
            RowRefusedError: It has no value and none can be computed, or a number that is none.
        """
        symbol_text, name, *numbers, type_text, currency, cusip = self.pick(cells)
        currency = currency.strip().upper() or account_currency
        symbol, kind = self._instrument(symbol_text, name, type_text)
        try:
            quantity, price, value, cost_basis = map(self._read_amount, numbers)
        except ValueError:
            quantity, price, value, cost_basis = self._without_bad_cost(line, numbers)
        if symbol == CASH and is_cash_share(symbol_text, name, price):
            symbol, kind = _money_or_share(type_text)
        if kind is InstrumentKind.CASH and not quantity:
            quantity = None  # Vanguard prints 0 shares beside a cash balance
        if value is None:
            if currency != account_currency:
                raise RowRefusedError(f"the row has no value in {account_currency}, and its price is in {currency}")
            value = self._computed_value(line, symbol, _units(kind, quantity, price))
        elif quantity is not None and price is not None and currency == account_currency:
            kind = self._explained_kind(line, symbol, kind, (quantity, price, value))
        if quantity is None and kind is not InstrumentKind.CASH and "quantity" in self.headings:
            self._tally.warn(line, f"{symbol} has no quantity in the file; its value of {dollars(value)} is kept.")
        name = symbol_text.strip() if name.strip() in _NO_NAME else name.strip()
        cost_basis = cost_basis and round_to_cents(cost_basis)
        return StatementPosition(
            line, account, symbol, name, kind, quantity, price, round_to_cents(value), cost_basis, currency, cusip.strip()
        )

    def _instrument(self, symbol_text: str, name: str, type_text: str) -> tuple[str, InstrumentKind]:
        if not symbol_text.strip():
            symbol = name.strip()
            kind = InstrumentKind.CASH if "money market" in name.lower() else InstrumentKind.SECURITY
        else:
            symbol, kind = canonical_symbol(symbol_text)
        if not symbol:
            raise RowRefusedError("the row names no symbol and no investment")
        if "\n" in symbol or "\r" in symbol:
            raise RowRefusedError("a stray quotation mark ties several lines of the file together")
        if type_text and kind in _GUESSED_FROM_SPELLING:
            kind = _kind_named(type_text, kind)
        return symbol, kind

    def _without_bad_cost(self, line: int, texts: Sequence[str]) -> list[Decimal | None]:
        """The numbers again, one by one: a row can do without its cost basis, not without the others."""
        numbers: list[Decimal | None] = []
        for field, text in zip(_NUMBER_FIELDS, texts, strict=True):
            try:
                numbers.append(self._read_amount(text))
            except ValueError as error:
                if field != "cost_basis":
                    raise RowRefusedError(f"in the column “{self.headings[field]}”, {error}") from None
                self._tally.warn(line, f"In the column “{self.headings[field]}”, {error}; the row has no cost basis now.")
                numbers.append(None)
        return numbers

    def _computed_value(self, line: int, symbol: str, value: Decimal | None) -> Decimal:
        if value is None:
            raise RowRefusedError("the row has no value, and without quantity and price none can be computed")
        if "value" in self.headings:
            self._tally.warn(line, f"{symbol} has no value in the file; {dollars(value)} is its quantity times its price.")
        return value

    def _explained_kind(
        self, line: int, symbol: str, kind: InstrumentKind, figures: tuple[Decimal, Decimal, Decimal]
    ) -> InstrumentKind:
        """The kind that explains the value; warns when none does."""
        quantity, price, value = figures
        if kind not in PRICE_UNITS and abs(quantity * price - value) <= CENT:  # most rows: no need for a closer look
            return kind
        for possible in (kind, *_MISTAKEN_FOR.get(kind, ())):
            if is_worth_its_price(possible, quantity, price, value):
                return possible
        expected = quantity * price * price_unit(kind)
        self._tally.warn(
            line, f"{symbol}: the value in the file is {dollars(value)}, but quantity times price is {dollars(expected)}."
        )
        return kind


def _kind_named(type_text: str, otherwise: InstrumentKind) -> InstrumentKind:
    return _KINDS_BY_TYPE.get(type_text.strip().lower(), otherwise)


def _money_or_share(type_text: str) -> tuple[str, InstrumentKind]:
    """What looks like the share is the share, unless the broker itself calls it money."""
    kind = _kind_named(type_text, InstrumentKind.SECURITY)
    return (CASH if kind is InstrumentKind.CASH else CASH_SHARE), kind


def _units(kind: InstrumentKind, quantity: Decimal | None, price: Decimal | None) -> Decimal | None:
    """Quantity times price in money: bonds are priced per 100 of face value, option contracts are for 100 shares."""
    return None if quantity is None or price is None else quantity * price * price_unit(kind)
