"""What a line covers of each column of pixels: never more points than pixels, and no high or low lost."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """By line and column, in the unit of the levels; NaN where the line is not in the column. Shapes (lines, columns).

    Attributes:
        low, high: The least and greatest level within the column.
        rise: How much higher or lower the line leaves the column than it enters it, without a sign; 0 where it does not cross.
    """

    low: _Matrix
    high: _Matrix
    rise: _Matrix


def column_spans(days: NDArray[np.int64], levels: _Matrix, left: float, step: float, count: int) -> Spans:
    """Cut lines into columns.

    Args:
        days: Ordinals ascending; shape (days,).
        levels: By line and day, NaN where a line breaks; shape (lines, days).
        left: Left edge of the first column, as an ordinal with a fraction.
        step: Days that a column is wide.
        count: Columns.
    """
    edges: NDArray[np.float64] = left + step * np.arange(count + 1, dtype=np.float64)
    at_edges = _levels_at(days, levels, edges)
    low = np.fmin(at_edges[:, :-1], at_edges[:, 1:])
    high = np.fmax(at_edges[:, :-1], at_edges[:, 1:])
    rise = np.nan_to_num(np.abs(np.diff(at_edges, axis=1)))
    bounds = np.searchsorted(days, edges)
    filled = np.flatnonzero(np.diff(bounds))
    if len(filled):
        inside = levels[:, bounds[0] : bounds[-1]]
        starts = bounds[filled] - bounds[0]
        low[:, filled] = np.fmin(low[:, filled], np.fmin.reduceat(inside, starts, axis=1))
        high[:, filled] = np.fmax(high[:, filled], np.fmax.reduceat(inside, starts, axis=1))
    return Spans(low, high, rise)


def _levels_at(days: NDArray[np.int64], levels: _Matrix, edges: NDArray[np.float64]) -> _Matrix:
    """Where lines come from as they reach an edge: on a day itself, that day's value if the line has one just before."""
    if len(days) < 2:
        return np.full((len(levels), len(edges)), np.nan)
    before = np.clip(np.searchsorted(days, edges) - 1, 0, len(days) - 2)
    share = (edges - days[before]) / (days[before + 1] - days[before])
    share = np.where((share > 0) & (share <= 1), share, np.nan)
    at_edges: _Matrix = levels[:, before] * (1 - share) + levels[:, before + 1] * share
    return at_edges
