"""Closes of many symbols without the days that a symbol has none on, and the way back to the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class DrawnRow(NamedTuple):
    """A row that was drawn together.

    Attributes:
        row: Its place.
        days: The days that its closes are from; a slice where there are no gaps between them.
        length: How many.
    """

    row: int
    days: slice | NDArray[np.intp]
    length: int


@dataclass(frozen=True, slots=True)
class OwnCloses:
    """Rows in which a window of n columns holds n closes of the symbol's own.

    Attributes:
        values: Shape (symbols, days), contiguous. In rows that were drawn together the closes stand at the left, NaN after them;
            the other rows are as they were.
        drawn: The rows that were drawn together.
    """

    values: NDArray[np.float64]
    drawn: tuple[DrawnRow, ...]

    def one_close_later(self, results: NDArray[np.float64]) -> NDArray[np.float64]:
        """What was computed from `values` as of each symbol's close before, on the days of the panel; NaN on days without one."""
        later = np.full(results.shape, np.nan)
        later[:, 1:] = results[:, :-1]
        self.spread([later])
        return later

    def spread(self, results: Iterable[NDArray[np.float64]]) -> None:
        """Put results that were computed from `values` back on their days, in place; NaN on days without a close."""
        for result in results:
            for row, days, length in self.drawn:
                own = result[row, :length].copy()
                result[row] = np.nan
                result[row, days] = own


def without_gaps(values: NDArray[np.float64]) -> OwnCloses:
    """Draw together the rows that have a gap between two closes; what is missing before and after all closes stays where it is.

    Args:
        values: Shape (symbols, days); NaN where there is none.
    """
    return _drawn(values, [row for row in _incomplete(values) if not isinstance(row.days, slice)])


def from_first(values: NDArray[np.float64]) -> OwnCloses:
    """Draw together every row with something missing, so that each begins in the first column."""
    return _drawn(values, _incomplete(values))


def _incomplete(values: NDArray[np.float64]) -> list[DrawnRow]:
    # A sum is NaN exactly where a close is, and takes a fraction of the time of looking at each.
    return [_row(int(row), values[row]) for row in np.flatnonzero(np.isnan(values.sum(axis=1)))]


def _row(row: int, values: NDArray[np.float64]) -> DrawnRow:
    days = np.flatnonzero(~np.isnan(values))
    count = len(days)
    if count and days[-1] - days[0] + 1 > count:
        return DrawnRow(row, days, count)
    first = int(days[0]) if count else 0
    return DrawnRow(row, slice(first, first + count), count)


def _drawn(values: NDArray[np.float64], rows: list[DrawnRow]) -> OwnCloses:
    if not rows:
        return OwnCloses(np.ascontiguousarray(values), ())
    drawn = np.array(values, order="C")
    for row, days, length in rows:
        drawn[row, :length] = values[row, days]
        drawn[row, length:] = np.nan
    return OwnCloses(drawn, tuple(rows))
