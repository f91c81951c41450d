"""What other currencies are worth in dollars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_MOST_DOLLARS = Decimal(10_000)  # for one unit of any currency


@dataclass(frozen=True, slots=True)
class ExchangeRate:
    """What one unit of a currency is worth.

    Attributes:
        currency: ISO 4217 code.
        dollars: US dollars for one unit.
        as_of: The day of the rate.
    """

    currency: str
    dollars: Decimal
    as_of: date


def is_possible_rate(dollars: Decimal) -> bool:
    """Whether one unit of some currency can be worth so much; a larger number is a slip of the keyboard."""
    return dollars.is_finite() and 0 < dollars <= _MOST_DOLLARS
