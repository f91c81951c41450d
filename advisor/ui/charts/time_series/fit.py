"""Which heights a chart shows for the days in sight."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.ui.charts.time_series.scaling import BASE, Levels, Measure, Rebasing, height_of

_ROOM = 0.05  # of the range, above and below
_LEAST_USE = 0.6  # of the height, below which a kept fit is too wide
_FLAT = 0.01  # of the value, to both sides of lines that never move


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Heights at the bottom and top of the plot, what lifts the lines there, and the least and greatest height in sight."""

    low: float
    high: float
    rebasing: Rebasing
    reach: tuple[float, float]

    def serves(self, other: Fit) -> bool:
        """Whether this one shows what the other does, about as large."""
        least, greatest = other.reach
        inside = self.low <= least and greatest <= self.high
        return inside and greatest - least >= _LEAST_USE * (self.high - self.low) and self.rebasing.equals(other.rebasing)


def fit_heights(levels: Levels, left: float, right: float, fixed: tuple[float, float] | None = None) -> Fit | None:
    """The fit for days from `left` to `right`; None where no line has a value in them.

    Args:
        fixed: Values that are shown in any case; they count for lines that are neither rebased nor measured from their highs.
    """
    scaling = levels.scaling
    rebasing = levels.rebasing(left)
    reach = levels.reach(left, right, rebasing)
    if reach is None:
        return None
    ends = list(reach)
    if scaling.measure == Measure.VALUES and fixed is not None:
        ends += [end for end in (height_of(value, scaling) for value in fixed) if abs(end) != float("inf")]
    elif scaling.measure == Measure.REBASED:
        ends.append(height_of(BASE, scaling))
    elif scaling.measure == Measure.DRAWDOWN:
        ends.append(0.0)
    low, high = min(ends), max(ends)
    room = (high - low) * _ROOM or _flat_room(low, levels)
    return Fit(low - room, high + room, rebasing, reach)


def _flat_room(height: float, levels: Levels) -> float:
    return _FLAT if levels.scaling.log else abs(height) * _FLAT or 1.0
