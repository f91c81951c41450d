"""Amounts of several currencies in an account of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from advisor.domain.money import ZERO, round_to_cents
from advisor.importers.reading.rows import RowRefusedError

_ONE = Decimal(1)
_USUAL_CURRENCY = "USD"


def likely_currency(stated: Iterable[str], of_positions: Iterable[str]) -> str:
    """An account's currency: the first that is stated anywhere; else the one in which all of its positions are."""
    found = next((currency for currency in stated if currency), "")
    if found:
        return found
    currencies = {currency for currency in of_positions if currency}
    return currencies.pop() if len(currencies) == 1 else _USUAL_CURRENCY


class BaseMoney:
    """Converts into an account's currency to the cent, and remembers exactly what the values add up to.

    Args:
        currency: The account's.
        rates: What one unit of other currencies is worth in it.
    """

    def __init__(self, currency: str, rates: Mapping[str, Decimal]) -> None:
        self.currency = currency
        self.lost_in_rounding = ZERO
        self._rates = rates

    def rate(self, currency: str) -> Decimal | None:
        return _ONE if currency in {"", self.currency} else self._rates.get(currency)

    def convert(self, value: Decimal, currency: str, rate: Decimal | None = None) -> Decimal:
        """A value that is part of the account's total.

        Args:
            rate: The row's own; None lets the file's rates count.

        Raises:
            RowRefusedError: There is no rate.
        """
        exact = self._exact(value, currency, rate)
        rounded = round_to_cents(exact)
        self.lost_in_rounding += exact - rounded
        return rounded

    def convert_cost(self, cost: Decimal, currency: str, rate: Decimal | None = None) -> Decimal:
        """As `convert`, for what is no part of a total."""
        return round_to_cents(self._exact(cost, currency, rate))

    def _exact(self, amount: Decimal, currency: str, rate: Decimal | None) -> Decimal:
        rate = rate or self.rate(currency)
        if not amount:
            return ZERO
        if rate is None:
            raise RowRefusedError(f"its money is in {currency}, and the file tells no exchange rate to {self.currency}")
        return amount * rate
