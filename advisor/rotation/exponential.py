"""Exponential averages, told one day after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.own_closes import from_first

_DAYS_AT_ONCE = 64  # of 1,500 symbols: enough to turn rows into columns quickly, few enough to stay in the caches
_FORGOTTEN = 1e-17  # a weight that no longer moves the last bit of a sum


def exponential_average(values: NDArray[np.float64], span: int) -> NDArray[np.float64]:
    """The exponential average of all values so far, by day.

    With decay d = 1 - 2 / (span + 1) the value of n closes ago counts d^n, and the weights are scaled to sum to 1 from the first
    close on. (The common recursion, which takes the first close as it is, leaves that close too heavy for years.) Days without
    a value are passed over.

    Args:
        values: Shape (symbols, days); NaN where there is none.

    Returns:
        The same shape; NaN before the first value and on days without one.
    """
    own = from_first(values)
    averages = np.empty(values.shape)
    running = RunningAverage(span, len(values))
    for days in day_blocks(values.shape[1]):
        told = by_day(own.values[:, days])
        after = np.empty(told.shape)
        running.follow(told, after)
        averages[:, days] = after.T
    own.spread([averages])
    return averages


def day_blocks(days: int) -> Iterator[slice]:
    for start in range(0, days, _DAYS_AT_ONCE):
        yield slice(start, min(start + _DAYS_AT_ONCE, days))


def by_day(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shape (days, symbols), each day's values side by side."""
    return np.ascontiguousarray(values.T)


def gains(span: int) -> tuple[float, ...]:
    """What part of the way to a new value the average goes, by how many it was told before; the last holds for all later ones."""
    decay = 1.0 - 2.0 / (span + 1.0)
    steps = [1.0]
    left = decay  # the weight that the values before the first would have
    while left > _FORGOTTEN:
        left *= decay
        steps.append((1.0 - decay) / (1.0 - left))
    return tuple(steps)


class RunningAverage:
    """The exponential average of each of many symbols, as of the last value that it was told.

    Args:
        span: As in `exponential_average`.
        symbols: How many.
    """

    def __init__(self, span: int, symbols: int) -> None:
        self._gains = np.array(gains(span))
        self._columns = 0
        self._last = np.zeros(symbols)
        self._change = np.empty(symbols)
        self.told = np.zeros(symbols, dtype=np.int64)

    def follow(self, days: NDArray[np.float64], averages: NDArray[np.float64]) -> None:
        """Take in the next days of closes that were drawn to the left, and write the average after each.

        Args:
            days: Shape (days, symbols). The first NaN of a symbol is its end.
            averages: Another array of that shape; NaN from a symbol's end on.
        """
        before, change = self._last, self._change
        for gain, day, average in zip(self._next_gains(len(days)), days, averages, strict=True):
            # The step is exactly nothing for a value that equals the average: what never changes is its own average.
            np.subtract(day, before, change)
            np.multiply(change, gain, change)
            np.add(before, change, average)
            before = average
        self._remember(averages)

    def step(self, day: NDArray[np.float64]) -> NDArray[np.float64]:
        """Take in one day, shape (symbols,), after all others; a symbol without a value stays where it is and answers NaN."""
        there = ~np.isnan(day)
        gain = self._gains[np.minimum(self.told, len(self._gains) - 1)]
        average: NDArray[np.float64] = self._last + (day - self._last) * gain
        np.copyto(self._last, average, where=there)
        self.told += there
        return average

    def _next_gains(self, days: int) -> Iterator[float]:
        coming = self._gains[self._columns : self._columns + days].tolist()
        return chain(coming, repeat(float(self._gains[-1]), days - len(coming)))

    def _remember(self, averages: NDArray[np.float64]) -> None:
        if not len(averages):
            return
        going_on = ~np.isnan(averages[-1])
        np.copyto(self._last, averages[-1], where=going_on)
        ended = np.flatnonzero(~going_on & (self.told == self._columns))
        values = np.count_nonzero(~np.isnan(averages[:, ended]), axis=0)
        some = ended[values > 0]
        self._last[some] = averages[values[values > 0] - 1, some]
        self.told[ended] += values
        self.told[going_on] += len(averages)
        self._columns += len(averages)
