"""Averages and extremes over the last n closes, for many symbols at once.

A window counts when it holds n closes of the symbol's own. Days on which a symbol has no close are passed over: they neither
break a window nor count in it, and have no value themselves. Nothing looks ahead, and a value depends on the closes of its window
alone, to the last bit: neither days before the window nor days added later change it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.own_closes import without_gaps

ROWS_AT_ONCE = 16  # of ten years: with fewer the time goes into calls, with more what is made of them falls out of the caches
_ABOVE_ROUNDING = 1e-12  # a sum of 200 closes is off by at most some 2e-15 of itself

_Choice = Callable[..., NDArray[np.float64]]  # np.maximum or np.minimum


def moving_averages(closes: NDArray[np.float64], windows: Sequence[int]) -> dict[int, NDArray[np.float64]]:
    """Plain means of the last n closes, for each n.

    Args:
        closes: Shape (symbols, days); NaN where there is none.

    Returns:
        Arrays of the same shape, by window; NaN until a symbol has n closes, and on days without one.
    """
    own = without_gaps(closes)
    averages = {window: np.empty(closes.shape) for window in windows}
    kernel = WindowAverages(windows, closes.shape[1])
    for rows in row_blocks(len(closes)):
        kernel.fill(own.values[rows], {window: average[rows] for window, average in averages.items()})
    own.spread(averages.values())
    return averages


def highest(closes: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """The highest of the last n closes, today's included; shapes and gaps as in `moving_averages`."""
    return _extreme(np.maximum, closes, window)


def lowest(closes: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    """The lowest of the last n closes, today's included; shapes and gaps as in `moving_averages`."""
    return _extreme(np.minimum, closes, window)


def is_above(closes: NDArray[np.float64], average: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether closes are above their average by more than rounding: a close that equals it is not above. False where NaN."""
    answer: NDArray[np.bool_] = closes * (1.0 - _ABOVE_ROUNDING) > average
    return answer


def row_blocks(rows: int) -> Iterator[slice]:
    for start in range(0, rows, ROWS_AT_ONCE):
        yield slice(start, min(start + ROWS_AT_ONCE, rows))


def parts_of(window: int) -> tuple[int, int]:
    """The two shorter windows that the sum of a window (of at least 2) is put together from, the later closes first.

    Running totals would be as quick, but what is subtracted from them leaves rounding behind that grows with the years. Sums of
    two halves only add what lies in the window. The parts depend on nothing but the window; they are chosen so that windows of
    20, 50, 100, 150 and 200 have most of theirs in common.
    """
    factor = next((each for each in range(2, int(window**0.5) + 1) if window % each == 0), window)
    return window - window // factor, window // factor


class WindowAverages:
    """Means over several windows for a few rows at a time; sums that windows have in common are made once.

    Args:
        windows: Each at least 1.
        days: Columns of the rows.
    """

    def __init__(self, windows: Sequence[int], days: int) -> None:
        self._windows = tuple(dict.fromkeys(windows))
        self._sums = tuple(sorted(_needed(windows)))
        self._kept = {window: np.empty((ROWS_AT_ONCE, days)) for window in self._sums if window not in self._windows}

    def fill(self, rows: NDArray[np.float64], averages: Mapping[int, NDArray[np.float64]]) -> None:
        """Write the means of rows without gaps into arrays of the same shape, by window."""
        sums = {**averages, **{window: kept[: len(rows)] for window, kept in self._kept.items()}, 1: rows}
        days = rows.shape[1]
        for window in self._sums:
            later, earlier = parts_of(window)
            before = sums[earlier][:, earlier - 1 : max(days - later, 0)]
            np.add(sums[later][:, window - 1 :], before, out=sums[window][:, window - 1 :])
        for window in self._windows:
            averages[window][:, : window - 1] = np.nan
            np.divide(sums[window][:, window - 1 :], window, out=averages[window][:, window - 1 :])


class WindowExtremes:
    """The highest or the lowest over one window for a few rows at a time.

    Args:
        choice: `np.maximum` or `np.minimum`.
        window: At least 1.
        days: Columns of the rows.
    """

    def __init__(self, choice: _Choice, window: int, days: int) -> None:
        self._choice = choice
        self._window = window
        self._spare = (np.empty((ROWS_AT_ONCE, days)), np.empty((ROWS_AT_ONCE, days)))

    def fill(self, rows: NDArray[np.float64], extremes: NDArray[np.float64]) -> None:
        """Write the extremes of rows without gaps into an array of the same shape."""
        seen, width = rows, 1  # column c of `seen` is the extreme of the closes c ... c + width - 1
        here, other = (spare[: len(rows)] for spare in self._spare)
        while 2 * width <= self._window:
            columns = max(seen.shape[1] - width, 0)
            seen = self._choice(seen[:, width:], seen[:, :columns], out=here[:, :columns])
            here, other, width = other, here, 2 * width
        # Two windows that overlap have the same extreme together as apart.
        first = self._window - 1
        columns = max(rows.shape[1] - first, 0)
        extremes[:, :first] = np.nan
        self._choice(seen[:, :columns], seen[:, self._window - width :][:, :columns], out=extremes[:, first:])


def _extreme(choice: _Choice, closes: NDArray[np.float64], window: int) -> NDArray[np.float64]:
    own = without_gaps(closes)
    extremes = np.empty(closes.shape)
    kernel = WindowExtremes(choice, window, closes.shape[1])
    for rows in row_blocks(len(closes)):
        kernel.fill(own.values[rows], extremes[rows])
    own.spread([extremes])
    return extremes


def _needed(windows: Sequence[int]) -> set[int]:
    needed: set[int] = set()
    waiting = list(windows)
    while waiting:
        window = waiting.pop()
        if window > 1 and window not in needed:
            needed.add(window)
            waiting.extend(parts_of(window))
    return needed
