"""Lines over dates. Figures are not yet text here: what is printed depends on the days and the scale that the reader chooses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray


class Unit(StrEnum):
    """What the values of a chart are, and so how they are printed and compared."""

    INDEX = "index"  # a level without a unit; changes are per cent
    PRICE = "price"  # dollars; changes are per cent
    RATIO = "ratio"  # one price over another; changes are per cent
    SHARE = "share"  # a fraction of 1, printed as per cent; changes are points
    POINTS = "points"  # a difference of two shares, as a fraction; printed as points
    COUNT = "count"  # whole things, such as members at a high; changes are counts


@dataclass(frozen=True, slots=True, eq=False)
class ChartLine:
    """One line, with its own calendar.

    Attributes:
        key: Unique in its chart.
        label: What stands at its right end: "The other 493".
        color_key: A sleeve id, a sector's name, or a tone ("plain", "muted", "accent", "positive", "negative", "warning").
        days: Proleptic ordinals (`date.toordinal`), ascending, each once; shape (days,).
        values: In the chart's unit, NaN where there is none: the line breaks there; shape (days,).
        prominent: Drawn strong and named at its right end; the others are the crowd behind, named when they are pointed at.
    """

    key: str
    label: str
    color_key: str
    days: NDArray[np.int64]
    values: NDArray[np.float64]
    prominent: bool = True

    def __post_init__(self) -> None:
        if self.days.shape != self.values.shape or self.days.ndim != 1:
            raise ValueError(f"{self.key}: {self.days.shape} days for {self.values.shape} values")


@dataclass(frozen=True, slots=True)
class ChartMark:
    """A day that matters: an upright line with a word, and a sentence for whoever points at it."""

    day: date
    label: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Between:
    """The shading between two lines, from a day to the right end; keys of two lines."""

    first: str
    second: str
    since: date


@dataclass(frozen=True, slots=True, eq=False)
class TimeSeriesView:
    """A chart of lines.

    Attributes:
        accessible_name: The chart's own headline.
        lines: In drawing order, the last on top.
        unit: Of every value.
        rebased: Lines start at 100 rather than at their own level, at `base_day` or, where that is None, at the left edge.
        caption: What the values are: "Total return, daily closes".
        nothing: The sentence in place of a picture where there are too few values: what is missing, and why.
        fixed_range: The values that the axis always shows; None fits it to what is in sight.
        level: A value with a stronger grid line, such as 0.5 for the half of all members; 100 has it in any rebased chart.
    """

    accessible_name: str
    lines: tuple[ChartLine, ...]
    unit: Unit
    rebased: bool = False
    base_day: date | None = None
    marks: tuple[ChartMark, ...] = ()
    between: Between | None = None
    caption: str = ""
    nothing: str = ""
    fixed_range: tuple[float, float] | None = None
    level: float | None = None
