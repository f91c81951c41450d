"""Where new money goes, month by month, when nothing is sold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.model.plan import Shape, Trade
from advisor.domain.classification import Sleeve


@dataclass(frozen=True, slots=True)
class MonthlyStep:
    """One month's purchases, at today's prices.

    Attributes:
        month: From 1.
        cash_left: In the account that the money goes to, after the purchases.
        gap: Half the sum of absolute distances from the target, after them.
        outside: Sleeves that still lie outside their band.
    """

    month: int
    day: date
    trades: tuple[Trade, ...]
    cash_left: Decimal
    after: Shape
    gap: float
    outside: tuple[Sleeve, ...]


@dataclass(frozen=True, slots=True)
class Contributions:
    """What a steady contribution does to a portfolio.

    Attributes:
        bought: Account currency by symbol over all months, most first.
        reached: The month after which every sleeve lies in its band; None if none of them.
        sentence: When the bands are reached without selling, or why not, plain words.
    """

    steps: tuple[MonthlyStep, ...]
    bought: tuple[tuple[str, Decimal], ...]
    reached: int | None
    sentence: str
