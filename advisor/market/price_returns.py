"""How far many prices moved between two days, splits undone; all symbols at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.domain.price_jumps import split_like_jumps
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory

# Closes this many days before the day asked for still stand for it: holidays, not suspensions.
_OLDEST_CLOSE_DAYS = 10
# Nearer than this to the close before, no close looks like a split.
_CALM = (0.7, 1.4)
# A fund's distribution above this share of its price is realised gains: shares were sold to pay it. A smaller one hands on
# what its members paid, which their own prices lost too.
_GAINS_FROM = Decimal("0.03")


class PriceReturns:
    """Price relatives of the histories in dollars that have a close since a given day.

    Attributes:
        row_of: Row by symbol.
        last_day: Ordinal of the last close, by row.
    """

    def __init__(self, histories: Mapping[str, PriceHistory], since: date) -> None:
        """
        Args:
            histories: By canonical symbol.
            since: The earliest day that will be asked for.
        """
        kept = [(symbol, *_tail(history, since)) for symbol, history in histories.items() if history.currency == "USD"]
        kept = [(symbol, days, closes) for symbol, days, closes in kept if len(days)]
        self.row_of = {symbol: row for row, (symbol, _, _) in enumerate(kept)}
        self._days = np.concatenate([days for _, days, _ in kept] or [np.empty(0, np.int64)])
        self._closes = np.concatenate([closes for _, _, closes in kept] or [np.empty(0, np.int64)])
        self._row = np.repeat(np.arange(len(kept)), [len(days) for _, days, _ in kept])
        lengths = np.array([len(days) for _, days, _ in kept], dtype=np.int64)
        self._start = np.cumsum(lengths) - lengths
        self.last_day = self._days[self._start + lengths - 1]
        self._splits = _splits([histories[symbol].events for symbol, _, _ in kept])
        self._jumps = self._split_like([histories[symbol] for symbol, _, _ in kept], since)
        self._found: dict[int, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}

    def between(self, first: int, last: int) -> NDArray[np.float64]:
        """Close of day `last` / close of day `first` by row, in shares of the first day; NaN where either is missing or in doubt.

        In doubt is what jumped between the days like a split that is not on file.

        Args:
            first, last: Ordinals; the last close on or before each counts, unless it is too old to stand for it.
        """
        first_days, first_closes = self._at(first)
        last_days, last_closes = self._at(last)
        with np.errstate(invalid="ignore"):
            relatives = last_closes / first_closes
        row, day, factor = self._splits
        inside = (first_days[row] < day) & (day <= last_days[row])
        np.multiply.at(relatives, row[inside], factor[inside])
        row, day = self._jumps
        relatives[row[(first_days[row] < day) & (day <= last_days[row])]] = np.nan
        return relatives

    def _split_like(self, histories: Sequence[PriceHistory], since: date) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """Row and day of every jump that looks like a split but is not on file."""
        with np.errstate(divide="ignore", invalid="ignore"):
            step = self._closes[1:] / self._closes[:-1]
        wild = (self._row[1:] == self._row[:-1]) & ((step < _CALM[0]) | (step > _CALM[1]))
        jumps = [
            (row, jump.day.toordinal())
            for row in np.unique(self._row[1:][wild]).tolist()
            for jump in split_like_jumps(histories[row], since)
        ]
        return np.array([row for row, _ in jumps], dtype=np.intp), np.array([day for _, day in jumps], dtype=np.int64)

    def _at(self, day: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The days and closes that stand for a day, by row."""
        if day not in self._found:
            until = np.bincount(self._row[self._days <= day], minlength=len(self._start))
            place = np.maximum(self._start + until - 1, self._start)
            days, closes = self._days[place], self._closes[place].astype(np.float64)
            usable = (until > 0) & (day - days <= _OLDEST_CLOSE_DAYS) & (closes > 0)
            self._found[day] = days, np.where(usable, closes, np.nan)
        return self._found[day]


def fund_return(history: PriceHistory, first: date, last: date) -> float | None:
    """A fund's price relative as its members' prices make it; None without closes, or with a jump like a split nobody told of.

    What it paid out of its members' dividends is not added back, realised gains are.
    """
    start, end = history.close_at(first), history.close_at(last)
    if start is None or end is None or not start[1] or (first - start[0]).days > _OLDEST_CLOSE_DAYS:
        return None
    if any(jump.day <= end[0] for jump in split_like_jumps(history, start[0])):
        return None
    relative = end[1] / start[1] * history.split_factor(start[0], end[0])
    for event in history.events:
        if event.kind is PriceEventKind.DIVIDEND and start[0] < event.day <= end[0]:
            relative *= _gains_added_back(history, event)
    return float(relative)


def _gains_added_back(history: PriceHistory, distribution: PriceEvent) -> Decimal:
    before = history.close_at(date.fromordinal(distribution.day.toordinal() - 1))
    share = distribution.amount / before[1] if before and before[1] else Decimal(0)
    return 1 / (1 - share) if _GAINS_FROM < share < 1 else Decimal(1)


def _tail(history: PriceHistory, since: date) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    start = bisect_right(history.days, since.toordinal() - _OLDEST_CLOSE_DAYS - 1)
    return np.array(history.days[start:], dtype=np.int64), np.array(history.closes[start:], dtype=np.int64)


def _splits(events: Sequence[tuple[PriceEvent, ...]]) -> tuple[NDArray[np.intp], NDArray[np.int64], NDArray[np.float64]]:
    """Row, day and factor of every split."""
    splits = [(row, event) for row, of_one in enumerate(events) for event in of_one if event.kind is PriceEventKind.SPLIT]
    return (
        np.array([row for row, _ in splits], dtype=np.intp),
        np.array([event.day.toordinal() for _, event in splits], dtype=np.int64),
        np.array([float(event.amount) for _, event in splits], dtype=np.float64),
    )
