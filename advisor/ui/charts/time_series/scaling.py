"""How values become heights: as they are, from 100 at a day, or below their own high; even or logarithmic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from advisor.presentation.views import ChartLine, Unit
from advisor.presentation.words import listed
from advisor.ui.charts.time_series.line_table import LineTable

BASE = 100.0


class Measure(StrEnum):
    """What of the values is drawn."""

    VALUES = "values"
    REBASED = "rebased"
    DRAWDOWN = "drawdown"


@dataclass(frozen=True, slots=True)
class Scaling:
    """What the reader chose.

    Attributes:
        log: Equal distances are equal ratios.
        base_day: Ordinal of the day that is 100 in a rebased chart; None for the left edge of what is in sight.
        percent: A rebased chart prints its distance from 100 as per cent.
    """

    measure: Measure = Measure.VALUES
    log: bool = False
    base_day: int | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """Lines as heights.

    Attributes:
        days: Ordinals ascending; shape (days,).
        heights: Before they are rebased: values, their logarithms (base 10) or fractions below their highs; shape (lines, days).
    """

    days: NDArray[np.int64]
    heights: NDArray[np.float64]
    scaling: Scaling

    def bases(self, day: float) -> NDArray[np.float64]:
        """By line, its height on the first day from this one on that has a value; NaN where there is none."""
        start = int(np.searchsorted(self.days, day))
        ahead = self.heights[:, start:]
        if not ahead.shape[1]:
            return np.full(len(self.heights), np.nan)
        known = np.isfinite(ahead)
        found: NDArray[np.float64] = ahead[np.arange(len(ahead)), known.argmax(axis=1)]
        return found

    def rebasing(self, day: float) -> Rebasing:
        """What lifts every line to 100 at the first of its own days from this one on; nothing where lines are not rebased."""
        still = Rebasing(np.ones(len(self.heights)), np.zeros(len(self.heights)))
        if self.scaling.measure != Measure.REBASED:
            return still
        bases = self.bases(day if self.scaling.base_day is None else self.scaling.base_day)
        known = np.isfinite(bases)
        if self.scaling.log:
            return Rebasing(still.factors, np.where(known, np.log10(BASE) - bases, 0.0))
        return Rebasing(np.divide(BASE, bases, out=still.factors, where=known & (bases != 0)), still.shifts)

    def reach(self, left: float, right: float, rebasing: Rebasing) -> tuple[float, float] | None:
        """Least and greatest height of any line within [left, right]; None where there is none."""
        within = slice(int(np.searchsorted(self.days, left)), int(np.searchsorted(self.days, right, side="right")))
        seen = self.heights[:, within]
        if not seen.size:
            return None
        low = np.fmin.reduce(seen, axis=1) * rebasing.factors + rebasing.shifts
        high = np.fmax.reduce(seen, axis=1) * rebasing.factors + rebasing.shifts
        known = np.isfinite(low)
        return (float(low[known].min()), float(high[known].max())) if known.any() else None


@dataclass(frozen=True, slots=True, eq=False)
class Rebasing:
    """By line: height on the chart = height * factor + shift."""

    factors: NDArray[np.float64]
    shifts: NDArray[np.float64]

    def equals(self, other: Rebasing) -> bool:
        return np.array_equal(self.factors, other.factors) and np.array_equal(self.shifts, other.shifts)


def levels_of(table: LineTable, scaling: Scaling) -> Levels:
    """Heights in this scaling, which `refusal` has not refused."""
    heights = table.drawn
    if scaling.measure == Measure.DRAWDOWN:
        heights = heights / np.fmax.accumulate(heights, axis=1) - 1 if heights.size else heights
    elif scaling.log:
        heights = np.log10(heights)
    return Levels(table.days, heights, scaling)


def value_of(height: float, scaling: Scaling) -> float:
    """The value that a height on the chart stands for."""
    return float(10**height) if scaling.log and scaling.measure != Measure.DRAWDOWN else height


def height_of(value: float, scaling: Scaling) -> float:
    """The height on the chart of a value; not finite where a log scale has no place for it."""
    if scaling.log and scaling.measure != Measure.DRAWDOWN:
        return float(np.log10(value)) if value > 0 else float("-inf")
    return value


def refusal(lines: Sequence[ChartLine], unit: Unit, scaling: Scaling) -> str:
    """Why lines cannot be drawn in this scaling, as a sentence; empty where they can."""
    if scaling.measure == Measure.VALUES and not scaling.log:
        return ""
    if scaling.measure != Measure.VALUES and unit in (Unit.SHARE, Unit.POINTS, Unit.COUNT):
        return "These are no prices: they neither start at 100 nor fall from a high."
    low = [line.label for line in lines if np.nanmin(line.values, initial=np.inf) <= 0]
    if not low:
        return ""
    has = "has" if len(low) == 1 else "have"
    wanted = {Measure.VALUES: "A log scale", Measure.REBASED: "A common start at 100", Measure.DRAWDOWN: "A fall from the high"}
    return f"{wanted[scaling.measure]} needs values above zero; {listed(low)} {has} zero or less."
