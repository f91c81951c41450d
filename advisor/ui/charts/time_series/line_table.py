"""Lines with calendars of their own, on one calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.presentation.views import ChartLine


@dataclass(frozen=True, slots=True, eq=False)
class LineTable:
    """What is drawn and read.

    Attributes:
        days: Every day on which any line has a value or a gap, ordinals ascending; shape (days,).
        values: As given, NaN where a line has none; shape (lines, days).
        drawn: The same, and on days that only other lines know the point between a line's neighbours; NaN in gaps and
            outside a line's own days; shape (lines, days).
    """

    days: NDArray[np.int64]
    values: NDArray[np.float64]
    drawn: NDArray[np.float64]

    @property
    def span(self) -> tuple[int, int] | None:
        """First and last day with a value of any line; None where there is none."""
        known = np.flatnonzero(np.isfinite(self.values).any(axis=0)) if self.values.size else np.empty(0, np.int64)
        return (int(self.days[known[0]]), int(self.days[known[-1]])) if len(known) else None

    def places(self, left: float, right: float) -> slice:
        """The days within [left, right]."""
        return slice(int(np.searchsorted(self.days, left)), int(np.searchsorted(self.days, right, side="right")))

    def nearest_place(self, day: float) -> int | None:
        """Place of the day nearest to this one; None where there are no days."""
        if not len(self.days):
            return None
        after = int(np.clip(np.searchsorted(self.days, day), 1, max(1, len(self.days) - 1)))
        if len(self.days) == 1:
            return 0
        return after if self.days[after] - day < day - self.days[after - 1] else after - 1


def line_table(lines: Sequence[ChartLine]) -> LineTable:
    """Lay lines on the calendar of all of them."""
    if not lines:
        return LineTable(np.empty(0, np.int64), np.empty((0, 0)), np.empty((0, 0)))
    first = lines[0].days
    if all(line.days is first or np.array_equal(line.days, first) for line in lines):
        values = np.array([line.values for line in lines], dtype=np.float64)
        return LineTable(first, values, values)
    days = np.unique(np.concatenate([line.days for line in lines]))
    values = np.full((len(lines), len(days)), np.nan)
    drawn = np.full_like(values, np.nan)
    for row, line in enumerate(lines):
        if not len(line.days):
            continue
        own = np.searchsorted(days, line.days)
        values[row, own] = line.values
        within = slice(int(own[0]), int(own[-1]) + 1)
        drawn[row, within] = np.interp(days[within], line.days, line.values)
        drawn[row, own] = line.values
    return LineTable(days, values, drawn)
