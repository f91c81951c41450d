"""Daily closes, and what happened to the shares: splits and dividends.

Closes are kept as traded on their day. Later splits and dividends change none of them, so that an update only ever adds;
what is adjusted is worked out from the events.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

OF_FILE = "file "  # begins the source of closes from a file
PRICE_UNIT = Decimal("0.00000001")  # closes are whole hundred-millionths: exact, from penny coins to BRK.A


class PriceEventKind(StrEnum):
    SPLIT = "split"
    DIVIDEND = "dividend"


@dataclass(frozen=True, slots=True)
class PriceEvent:
    """A split or a distribution.

    Attributes:
        day: Ex-date: the first day that trades without it.
        amount: Split: new shares for one old. Dividend: currency of the history per share, as paid on the day.
    """

    day: date
    kind: PriceEventKind
    amount: Decimal


@dataclass(frozen=True, slots=True)
class PriceHistory:
    """Closes of one symbol.

    Attributes:
        symbol: Canonical symbol.
        currency: ISO 4217 code.
        days: Proleptic ordinals (`date.toordinal`), ascending, no day twice.
        closes: As traded, in hundred-millionths of the currency; one per day.
        events: Ascending by day.
        source: Who said so, e.g. "Yahoo Finance", "file prices.csv", or both.
    """

    symbol: str
    currency: str
    days: array[int]
    closes: array[int]
    events: tuple[PriceEvent, ...]
    source: str

    @property
    def names_splits(self) -> bool:
        """Whether a service told all of it: services name the splits, files of closes seldom do."""
        return not any(part.startswith(OF_FILE) for part in self.source.split(", "))

    @property
    def first_day(self) -> date | None:
        return date.fromordinal(self.days[0]) if self.days else None

    @property
    def last_day(self) -> date | None:
        return date.fromordinal(self.days[-1]) if self.days else None

    def close_at(self, day: date) -> tuple[date, Decimal] | None:
        """The last close on or before a day, as traded; None before the first."""
        place = bisect_right(self.days, day.toordinal()) - 1
        return None if place < 0 else (date.fromordinal(self.days[place]), self.closes[place] * PRICE_UNIT)

    def first_close_after(self, day: date) -> tuple[date, Decimal] | None:
        """The next close after a day, as traded; None after the last."""
        place = bisect_right(self.days, day.toordinal())
        return None if place == len(self.days) else (date.fromordinal(self.days[place]), self.closes[place] * PRICE_UNIT)

    def split_factor(self, after: date, until: date | None = None) -> Decimal:
        """How many shares one share of the end of day `after` has become by the end of day `until` (or by now)."""
        factor = Decimal(1)
        for event in self.events:
            if event.kind is PriceEventKind.SPLIT and after < event.day and (until is None or event.day <= until):
                factor *= event.amount
        return factor

    def paid(self, after: date, until: date) -> Decimal:
        """What one share was paid from the day after `after` to `until`, in shares of the days of payment."""
        paid = (event.amount for event in self.events if event.kind is PriceEventKind.DIVIDEND and after < event.day <= until)
        return sum(paid, Decimal(0))


@dataclass(frozen=True, slots=True)
class DayRanges:
    """How far the prices of each day reached around its close: no split and no dividend changes that; and what was traded.

    Attributes:
        symbol: Canonical symbol.
        days: Proleptic ordinals, ascending, no day twice.
        highs: Highest price over the close, at least 1; one per day.
        lows: Lowest price over the close, at most 1.
        volumes: Shares traded, in shares of their day: later splits change none of them.
    """

    symbol: str
    days: array[int]
    highs: array[float]
    lows: array[float]
    volumes: array[float]


def price_units(price: Decimal) -> int:
    """A price in whole hundred-millionths."""
    return int((price / PRICE_UNIT).to_integral_value())
