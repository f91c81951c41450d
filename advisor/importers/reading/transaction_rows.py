"""Transaction rows below one heading row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache, partial

from advisor.domain.money import ZERO
from advisor.domain.portfolio import CASH, InstrumentKind, TransactionKind
from advisor.domain.statement import StatementTransaction
from advisor.importers.reading.actions import KindFinder
from advisor.importers.reading.amounts import DecimalMark, read_amount
from advisor.importers.reading.dates import DateOrder, find_date
from advisor.importers.reading.headings import Columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.rows import RowRefusedError, Rows, undated
from advisor.importers.reading.symbols import CASH_SHARE, canonical_symbol, is_cash_share

_NUMBER_FIELDS = ("quantity", "price", "fees", "amount")
_NO_SYMBOL = {"", "-", "--", "n/a"}
# Some brokers print every quantity without a sign; what these do to the shares is certain.
SIGNS_OF_TRADES = {TransactionKind.BUY: 1, TransactionKind.REINVEST: 1, TransactionKind.SELL: -1}


class TransactionRows(Rows):
    """Reads the rows below a heading row into transactions.

    Args:
        columns: Index by field: traded, settled, action, symbol, name, quantity, price, fees, amount, currency.
        kinds: From the broker's words for an action to its kind.
        order, mark: How the file writes dates and numbers.
        charges: Index of further columns of fees, where the broker tells its commission and its fees apart.
    """

    def __init__(
        self,
        heading: Record,
        columns: Columns,
        kinds: KindFinder,
        order: DateOrder = DateOrder.MONTH_FIRST,
        mark: DecimalMark = DecimalMark.POINT,
        charges: Sequence[int] = (),
    ) -> None:
        super().__init__(heading, columns, ("traded", "settled", "action", "symbol", "name", *_NUMBER_FIELDS, "currency"))
        self._kinds = kinds
        self._order = order
        self._read_amount = read_amount if mark is DecimalMark.POINT else partial(read_amount, mark=mark)
        self._charges = charges
        self._number_headings = [
            *(self.headings.get(field, "") for field in _NUMBER_FIELDS),
            *(heading.cells[index].strip() for index in charges),
        ]

    def transaction(self, line: int, cells: Sequence[str], account: str, currency: str = "USD") -> StatementTransaction:
        """One row, its cells already fitted; what bought is positive, what was sold negative, fees are positive.

        Args:
            currency: Where the row names none.

        Raises:
            RowRefusedError: It has no date, or a number that is none.
        """
        traded_text, settled_text, action, spelling, name, *numbers, stated = self.pick(cells)
        if self._charges:
            numbers += [cells[index] for index in self._charges]
        traded = find_date(traded_text, self._order)
        if traded is None:
            raise undated(traded_text)
        try:
            quantity, price, fees, amount, *charges = map(self._read_amount, numbers)
        except ValueError:
            raise self._refusal(numbers) from None
        action = _single_spaced(action)
        kind = self._kinds(action)
        symbol, instrument = traded_instrument(spelling, name, price)
        # By place: naming fifteen fields for each of a hundred thousand rows costs as much as reading a number.
        return StatementTransaction(
            line,
            account,
            traded,
            find_date(settled_text, self._order) if settled_text else None,
            action,
            symbol,
            _single_spaced(name),
            signed(kind, quantity),
            price,
            _paid(fees, *charges) if charges else fees and abs(fees),
            amount,
            kind,
            (stated and stated.strip().upper()) or currency,
            instrument,
        )

    def _refusal(self, texts: Sequence[str]) -> RowRefusedError:
        for heading, text in zip(self._number_headings, texts, strict=True):
            try:
                self._read_amount(text)
            except ValueError as error:
                return RowRefusedError(f"in the column “{heading}”, {error}")
        raise AssertionError("every number can be read")


def _paid(*fees: Decimal | None) -> Decimal | None:
    """All fees of a row together, whatever sign its broker gives to what was paid."""
    charged = [abs(fee) for fee in fees if fee is not None]
    return sum(charged, ZERO) if charged else None


def signed(kind: TransactionKind, quantity: Decimal | None) -> Decimal | None:
    """The quantity with the sign that its kind of transaction demands; as it is where the kind leaves it open."""
    sign = SIGNS_OF_TRADES.get(kind)
    return quantity if quantity is None or sign is None else sign * abs(quantity)


def traded_instrument(spelling: str, name: str, price: Decimal | None) -> tuple[str, InstrumentKind]:
    """The canonical symbol of what was traded, empty for money alone; and its kind as far as the spelling tells."""
    symbol, kind = _instrument(spelling)
    return (CASH_SHARE, InstrumentKind.SECURITY) if symbol == CASH and is_cash_share(spelling, name, price) else (symbol, kind)


@lru_cache(maxsize=65_536)
def _instrument(spelling: str) -> tuple[str, InstrumentKind]:
    return ("", InstrumentKind.SECURITY) if spelling.strip().lower() in _NO_SYMBOL else canonical_symbol(spelling)


@lru_cache(maxsize=8192)
def _single_spaced(text: str) -> str:
    return " ".join(text.split())
