"""Every indicator of every symbol in one go.

A few rows at a time go through all windows while they are in the caches, in whole-row steps. That takes two thirds of the time of
compiled loops over one window after the other (see the benchmark of indicators), so nothing compiled is shipped for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.own_closes import without_gaps
from advisor.rotation.rolling import WindowAverages, WindowExtremes, is_above, row_blocks
from advisor.rotation.strength import RunningStrength, Strength

AVERAGES = (20, 50, 100, 150, 200)
YEAR = 252  # trading days


@dataclass(frozen=True, slots=True)
class Indicators:
    """All of shape (symbols, days); NaN (or False) where a symbol has too few closes, or none that day.

    Attributes:
        averages: Plain means of the last n closes, by n.
        above: Whether the close is above that mean, by n.
        highs: Highest of the last 252 closes, today's included.
        lows: Lowest of them.
        returns: From the close of the trading day before, as fractions; NaN where either is missing.
        strength: Against the benchmark, by day.
    """

    averages: Mapping[int, NDArray[np.float64]]
    above: Mapping[int, NDArray[np.bool_]]
    highs: NDArray[np.float64]
    lows: NDArray[np.float64]
    returns: NDArray[np.float64]
    strength: Strength

    @classmethod
    def unfilled(cls, symbols: int, days: int) -> Indicators:
        """Room for so many, with whatever stood in it before."""
        shape = (symbols, days)
        return cls(
            {window: np.empty(shape) for window in AVERAGES},
            {window: np.empty(shape, dtype=np.bool_) for window in AVERAGES},
            np.empty(shape),
            np.empty(shape),
            np.empty(shape),
            Strength(np.empty(shape), np.empty(shape)),
        )

    def first(self, days: int) -> Indicators:
        """A view of the first days."""
        return Indicators(
            {window: average[:, :days] for window, average in self.averages.items()},
            {window: above[:, :days] for window, above in self.above.items()},
            self.highs[:, :days],
            self.lows[:, :days],
            self.returns[:, :days],
            Strength(self.strength.ratio[:, :days], self.strength.momentum[:, :days]),
        )


def measure_indicators(closes: NDArray[np.float64], benchmark: NDArray[np.float64]) -> Indicators:
    """Compute all indicators.

    Args:
        closes: Shape (symbols, days); NaN where there is none.
        benchmark: Shape (days,).
    """
    answer = Indicators.unfilled(*closes.shape)
    fill_windows(closes, answer)
    RunningStrength(len(closes)).begin(closes / benchmark, answer.strength)
    return answer


def fill_windows(closes: NDArray[np.float64], answer: Indicators) -> None:
    """Write every indicator but strength into arrays of the shape of the closes."""
    own = without_gaps(closes)
    averages = WindowAverages(AVERAGES, closes.shape[1])
    highs = WindowExtremes(np.maximum, YEAR, closes.shape[1])
    lows = WindowExtremes(np.minimum, YEAR, closes.shape[1])
    for rows in row_blocks(len(closes)):
        block = own.values[rows]
        averages.fill(block, {window: average[rows] for window, average in answer.averages.items()})
        for window, average in answer.averages.items():
            answer.above[window][rows] = is_above(block, average[rows])
        highs.fill(block, answer.highs[rows])
        lows.fill(block, answer.lows[rows])
        _fill_returns(closes[rows], answer.returns[rows])
    own.spread([*answer.averages.values(), answer.highs, answer.lows])
    for row, _, _ in own.drawn:
        for window, average in answer.averages.items():
            answer.above[window][row] = is_above(closes[row], average[row])


def _fill_returns(closes: NDArray[np.float64], returns: NDArray[np.float64]) -> None:
    """As `session_returns(closes, 1)`, in place."""
    returns[:, :1] = np.nan
    np.divide(closes[:, 1:], closes[:, :-1], out=returns[:, 1:])
    returns -= 1.0
