"""Lines and their returns, as they travel to the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Window(StrEnum):
    """Spans that end today, by the calendar."""

    WEEK = "1w"
    MONTH = "1m"
    QUARTER = "3m"
    HALF_YEAR = "6m"
    YEAR_TO_DATE = "ytd"
    YEAR = "1y"


@dataclass(frozen=True, slots=True)
class Line:
    """A value on each of its days, without gaps.

    Attributes:
        name: What the line is, e.g. "RSP / SPY".
        days: Proleptic ordinals, ascending; shape (days,).
        values: Of the same shape; what they are is said in `definition`.
        definition: One sentence for the investor: what a value is, of which closes, by which convention.
        notes: What was left out and why, in sentences.
    """

    name: str
    days: NDArray[np.int64]
    values: NDArray[np.float64]
    definition: str
    notes: tuple[str, ...] = ()

    @property
    def first_day(self) -> date | None:
        return date.fromordinal(int(self.days[0])) if len(self.days) else None

    @property
    def last_day(self) -> date | None:
        return date.fromordinal(int(self.days[-1])) if len(self.days) else None


@dataclass(frozen=True, slots=True)
class WindowReturn:
    """What one symbol returned from one close to another.

    Attributes:
        rate: Fraction; None where there is no close near the start or the end of the window.
        from_day: Day of the close that it starts from; None without one.
        to_day: Day of the close that it ends with; None without one.
    """

    rate: float | None
    from_day: date | None
    to_day: date | None


@dataclass(frozen=True, slots=True)
class Drawdown:
    """How far a line stands and stood below its highest value so far.

    Attributes:
        series: value / highest so far - 1, by day; 0 or negative.
        deepest: The lowest of them; 0 for a line that never fell.
        peak_day: Last day of the high that the deepest fall came from; None for a line that never fell.
        trough_day: Day of the deepest.
        recovered_day: First day back at that high; None if it is not back yet.
        now: The last of the series.
    """

    series: Line
    deepest: float
    peak_day: date | None
    trough_day: date | None
    recovered_day: date | None
    now: float


@dataclass(frozen=True, slots=True)
class Capture:
    """How much of the benchmark's rising and falling months a fund took part in.

    Attributes:
        up: Percent: geometric mean of the fund's returns in months that the benchmark rose, over the benchmark's; None without
            such months. 100 is as much as the benchmark.
        down: The same for months that it fell; negative where the fund rose in them.
        ratio: up / down x 100; None without either, or with a `down` of zero.
        up_months: How many months the benchmark rose.
        down_months: How many it fell.
    """

    up: float | None
    down: float | None
    ratio: float | None
    up_months: int
    down_months: int


@dataclass(frozen=True, slots=True)
class MoneyWeightedReturn:
    """The yearly rate at which deposits and withdrawals are worth nothing together.

    Attributes:
        rate: Fraction a year (days / 365); None where no rate or more than one fits.
        all_rates: Every rate above -100 % that fits, ascending.
        note: Why there is no single rate; empty if there is.
    """

    rate: float | None
    all_rates: tuple[float, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Streak:
    """A run of closes in one direction, up to the last close.

    Attributes:
        closes: How many changes in a row; 0 if the last change was flat.
        direction: 1 rising, -1 falling, 0 flat.
        since: Day of the close before the first change of the run.
        change: From that close to the last, as a fraction.
        smallest_step: The smallest of the changes, as a fraction without sign: tells a run that hangs by a thread.
        tolerance: Changes up to this fraction counted as flat.
    """

    closes: int
    direction: int
    since: date | None
    change: float
    smallest_step: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class Records:
    """Closes above all earlier closes on file.

    Attributes:
        on_file_since: First close on file: a record is one since then.
        count: Records since `counted_from`.
        counted_from: First day that is counted.
        consecutive: Record closes in a row up to the last close; 0 if the last is none.
        high: Highest close on file.
        high_day: Its (first) day.
        distance: last close / high - 1: 0 at the high, else negative.
    """

    on_file_since: date
    count: int
    counted_from: date
    consecutive: int
    high: float
    high_day: date
    distance: float
