"""Indicators that go on by one day at a time, without computing the years before again."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.indicators import AVERAGES, YEAR, Indicators, fill_windows
from advisor.rotation.rolling import is_above, parts_of
from advisor.rotation.strength import RunningStrength

_ROOM = 64  # days that can be added before the tables move


class RunningIndicators:
    """Indicators of a history, and of every day that is added to it: the same to the last bit as of the longer history.

    Args:
        closes: Shape (symbols, days); NaN where there is none.
        benchmark: Shape (days,).
    """

    def __init__(self, closes: NDArray[np.float64], benchmark: NDArray[np.float64]) -> None:
        symbols, self._days = closes.shape
        self._room = Indicators.unfilled(symbols, self._days + _ROOM)
        answer = self.indicators
        fill_windows(closes, answer)
        self._strength = RunningStrength(symbols)
        self._strength.begin(closes / benchmark, answer.strength)
        self._recent = _last_own(closes, max(YEAR, *AVERAGES))
        self._yesterday = closes[:, -1].copy() if self._days else np.full(symbols, np.nan)

    @property
    def indicators(self) -> Indicators:
        """Of all days so far; days added later leave it as it is."""
        return self._room.first(self._days)

    def append(self, closes: NDArray[np.float64], benchmark: float) -> None:
        """Add one day.

        Args:
            closes: Shape (symbols,); NaN where there is none.
            benchmark: Its close; NaN for none.
        """
        self._make_room()
        self._remember(closes)
        missing = np.isnan(closes)
        sums: dict[tuple[int, int], NDArray[np.float64]] = {}
        for window in AVERAGES:
            average = _sum_of(self._recent, window, 0, sums) / window
            average[missing] = np.nan
            self._room.averages[window][:, self._days] = average
            self._room.above[window][:, self._days] = is_above(closes, average)
        year = self._recent[-YEAR:]
        self._room.highs[:, self._days] = np.where(missing, np.nan, year.max(axis=0))
        self._room.lows[:, self._days] = np.where(missing, np.nan, year.min(axis=0))
        self._room.returns[:, self._days] = closes / self._yesterday - 1.0
        strength = self._strength.step(closes / benchmark)
        self._room.strength.ratio[:, self._days], self._room.strength.momentum[:, self._days] = strength
        self._yesterday = closes.copy()
        self._days += 1

    def _remember(self, closes: NDArray[np.float64]) -> None:
        missing = np.flatnonzero(np.isnan(closes))
        kept = self._recent[:, missing]
        self._recent = np.concatenate([self._recent[1:], closes[np.newaxis]])
        self._recent[:, missing] = kept

    def _make_room(self) -> None:
        if self._days < self._room.highs.shape[1]:
            return
        before = self.indicators
        self._room = Indicators.unfilled(len(before.highs), self._days + _ROOM)
        for there, wider in zip(_tables(before), _tables(self.indicators), strict=True):
            wider[:] = there


def _tables(indicators: Indicators) -> Iterable[NDArray[np.generic]]:
    yield from indicators.averages.values()
    yield from indicators.above.values()
    yield from (indicators.highs, indicators.lows, indicators.returns, *indicators.strength)


def _last_own(closes: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Each symbol's last closes of its own, the newest last; shape (count, symbols), NaN before the first."""
    recent = np.full((count, len(closes)), np.nan)
    for row, values in enumerate(closes):
        own = values[-count:]
        if np.isnan(own).any():
            own = values[~np.isnan(values)][-count:]
        recent[count - len(own) :, row] = own
    return recent


def _sum_of(
    recent: NDArray[np.float64], window: int, ago: int, known: dict[tuple[int, int], NDArray[np.float64]]
) -> NDArray[np.float64]:
    """The sum of a window that ended so many closes ago, put together as `WindowAverages` does it."""
    if window == 1:
        known[window, ago] = recent[-1 - ago]
    if (window, ago) not in known:
        later, earlier = parts_of(window)
        known[window, ago] = _sum_of(recent, later, ago, known) + _sum_of(recent, earlier, ago + later, known)
    return known[window, ago]
