"""What the lines say on a day, and from the first day in sight to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import isfinite

import numpy as np

from advisor.presentation import words
from advisor.presentation.views import ChartLine, Unit
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.time_series.fit import Fit
from advisor.ui.charts.time_series.line_table import LineTable
from advisor.ui.charts.time_series.scaling import Levels, Measure, Scaling, value_of
from advisor.ui.charts.time_series.value_words import change_text, value_text

_LATE_AFTER = 7  # days: a line that begins later than the others says so
_SIGNIFICANT = 7


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Reads the lines as they are scaled and fitted; rows and places are those of the table."""

    lines: Sequence[ChartLine]
    table: LineTable
    levels: Levels
    fit: Fit
    unit: Unit

    @property
    def scaling(self) -> Scaling:
        return self.levels.scaling

    def height(self, row: int, place: int) -> float:
        """Height of a line on a day; NaN where it has no value of its own there."""
        if not np.isfinite(self.table.values[row, place]):
            return float("nan")
        return float(self.levels.heights[row, place] * self.fit.rebasing.factors[row] + self.fit.rebasing.shifts[row])

    def value(self, row: int, place: int) -> float:
        """The value as it is scaled; NaN where the line has none of its own."""
        height = self.height(row, place)
        return value_of(height, self.scaling) if np.isfinite(height) else height

    def text(self, row: int, place: int) -> str:
        return value_text(self.value(row, place), self.unit, self.scaling)

    def last_place(self, row: int, until: float) -> int | None:
        """Place of the line's last value up to a day."""
        stop = int(np.searchsorted(self.table.days, until, side="right"))
        known = np.flatnonzero(np.isfinite(self.table.values[row, :stop]))
        return int(known[-1]) if len(known) else None

    def first_place(self, row: int, since: float) -> int | None:
        """Place of the line's first value from a day on."""
        start = int(np.searchsorted(self.table.days, since))
        known = np.flatnonzero(np.isfinite(self.table.values[row, start:]))
        return start + int(known[0]) if len(known) else None

    def late_start(self, row: int, left: float) -> date | None:
        """The day a rebased line begins at, where that is later than the day that is 100."""
        if self.scaling.measure != Measure.REBASED:
            return None
        base = left if self.scaling.base_day is None else float(self.scaling.base_day)
        first = self.first_place(row, base)
        if first is None or self.table.days[first] - base <= _LATE_AFTER:
            return None
        return date.fromordinal(int(self.table.days[first]))

    def end_text(self, row: int, place: int, left: float) -> str:
        """What stands under a line's name: how far it has come from 100, or its value."""
        if self.scaling.measure != Measure.REBASED:
            return self.text(row, place)
        late = self.late_start(row, left)
        change = words.share_change(self.value(row, place) / 100 - 1)
        return f"{change} from {words.short_date(late, date.fromordinal(int(self.table.days[place])))}" if late else change

    def day(self, place: int) -> date:
        return date.fromordinal(int(self.table.days[place]))


def summary(reader: Reader, left: float, right: float) -> Figures:
    """A row a line: where it begins and ends in sight, how far it came, its least and greatest value. The crowd is left out."""
    rows = []
    for row, line in enumerate(reader.lines):
        if line.prominent:
            rows.append((line.label, *_from_first_to_last(reader, row, left, right)))
    return Figures(("Line", "First", "Last", "Change", "Lowest", "Highest"), tuple(rows))


def _from_first_to_last(reader: Reader, row: int, left: float, right: float) -> tuple[str, ...]:
    first, last = reader.first_place(row, left), reader.last_place(row, right)
    if first is None or last is None or first > last:
        return (words.NONE,) * 5
    own = reader.table.values[row, first : last + 1]
    change = change_text(float(own[0]), float(own[-1]), reader.unit)
    lowest, highest = first + int(np.nanargmin(own)), first + int(np.nanargmax(own))
    start, end, low, high = (_on_day(reader, row, place) for place in (first, last, lowest, highest))
    return start, end, change, low, high


def _on_day(reader: Reader, row: int, place: int) -> str:
    return f"{reader.text(row, place)} on {words.long_date(reader.day(place))}"


def day_figures(reader: Reader, left: float, right: float) -> Figures:
    """A row a day, a column a line, as they are scaled: for files. Takes about a second for two million values."""
    places = reader.table.places(left, right)
    factors, shifts = reader.fit.rebasing.factors[:, None], reader.fit.rebasing.shifts[:, None]
    heights = np.where(np.isfinite(reader.table.values), reader.levels.heights, np.nan)[:, places] * factors + shifts
    values = 10**heights if reader.scaling.log and reader.scaling.measure != Measure.DRAWDOWN else heights
    texts = ([f"{value:.{_SIGNIFICANT}g}" if isfinite(value) else "" for value in column] for column in values.T.tolist())
    days = (date.fromordinal(day).isoformat() for day in reader.table.days[places].tolist())
    return Figures(tuple(headings(reader, left)), tuple((day, *cells) for day, cells in zip(days, texts, strict=True)))


def headings(reader: Reader, left: float) -> list[str]:
    """Of a table by day: what the values are stands in the head of their column."""
    return list(chain(["Date"], (f"{line.label}{_meaning(reader, row, left)}" for row, line in enumerate(reader.lines))))


def _meaning(reader: Reader, row: int, left: float) -> str:
    match reader.scaling.measure:
        case Measure.DRAWDOWN:
            return " (below its high)"
        case Measure.REBASED:
            first = reader.first_place(row, left if reader.scaling.base_day is None else reader.scaling.base_day)
            return f" ({words.long_date(reader.day(first))} = 100)" if first is not None else ""
    return ""
