"""Lines: one symbol's closes, one symbol against another, weekly closes, rebasing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.rotation.model_series import Line
from advisor.rotation.panel import Panel

_FRIDAY = 5  # ordinals count from a Monday: ordinal % 7 is 1 on Mondays, 5 on Fridays
_CLOSES = "closes adjusted for splits and distributions"


class Weeks(NamedTuple):
    """Where the weeks of a calendar end.

    Attributes:
        ends: Place of each ISO week's last day, ascending.
        running: Whether the last week is still running: its last day so far is before Friday. A week that a holiday ends on
            Thursday counts as running until a day of the next week is there.
    """

    ends: NDArray[np.intp]
    running: bool


def line_of(panel: Panel, symbol: str) -> Line:
    """One symbol's closes on the days that it has them.

    Raises:
        KeyError: The panel has no such symbol.
    """
    closes = panel.of(symbol)
    there = ~np.isnan(closes)
    gaps = _gap_note(panel, symbol, there)
    return Line(symbol, panel.days[there], closes[there], f"{symbol}: {_CLOSES}, in dollars.", (*panel.notes, *gaps))


def ratio(above: Line, below: Line) -> Line:
    """One line divided by another, on the days that both have."""
    days, place_above, place_below = np.intersect1d(above.days, below.days, assume_unique=True, return_indices=True)
    name = f"{above.name} / {below.name}"
    definition = f"{above.name} divided by {below.name}, both {_CLOSES}; it rises when {above.name} returns more."
    notes = tuple(dict.fromkeys((*above.notes, *below.notes, *_ends_note(above, below))))
    return Line(name, days, above.values[place_above] / below.values[place_below], definition, notes)


def ratio_of(panel: Panel, above: str, below: str) -> Line:
    """`ratio` of two symbols of a panel.

    Raises:
        KeyError: The panel lacks one of them.
    """
    return ratio(line_of(panel, above), line_of(panel, below))


def rebased(line: Line, day: date, level: float = 100.0) -> Line:
    """The line from a day on, scaled so that its value on or before that day is `level`.

    A line that begins later is scaled to its first value. A line that ends earlier keeps only its last value.
    """
    if not len(line.days):
        return line
    start = max(int(np.searchsorted(line.days, day.toordinal(), side="right")) - 1, 0)
    base = date.fromordinal(int(line.days[start]))
    definition = f"{line.definition} {long_date(base)} = {level:g}."
    values = line.values[start:] * (level / line.values[start])
    return replace(line, days=line.days[start:], values=values, definition=definition)


def weeks_of(days: NDArray[np.int64]) -> Weeks:
    """Split ascending ordinals into ISO weeks."""
    if not len(days):
        return Weeks(np.empty(0, dtype=np.intp), running=False)
    week = (days - 1) // 7
    ends = np.append(np.flatnonzero(np.diff(week)), len(days) - 1)
    return Weeks(ends, running=bool(0 < days[-1] % 7 < _FRIDAY))


def weekly(line: Line) -> Line:
    """The last value of each ISO week; a week that is still running is said in the notes."""
    weeks = weeks_of(line.days)
    notes = line.notes
    if weeks.running:
        notes = (*notes, f"The last week is not over: it ends with {long_date(date.fromordinal(int(line.days[-1])))} so far.")
    definition = f"{line.definition} Last value of each week."
    return Line(line.name, line.days[weeks.ends], line.values[weeks.ends], definition, notes)


def weekly_panel(panel: Panel) -> tuple[Panel, bool]:
    """Each symbol's last close of each ISO week, dated by the week's last trading day; and whether the last week is running.

    A symbol without a close in a week has NaN there.
    """
    weeks = weeks_of(panel.days)
    if not len(weeks.ends):
        return panel, False
    first_of_week = np.append(0, weeks.ends[:-1] + 1)
    place = np.where(np.isnan(panel.closes), -1, np.arange(len(panel.days)))
    last = np.maximum.reduceat(place, first_of_week, axis=1)
    closes = np.take_along_axis(panel.closes, np.maximum(last, 0), axis=1)
    closes[last < 0] = np.nan
    return replace(panel, days=panel.days[weeks.ends], closes=closes), weeks.running


def _gap_note(panel: Panel, symbol: str, there: NDArray[np.bool_]) -> tuple[str, ...]:
    places = np.flatnonzero(there)
    if not len(places):
        return (f"There are no closes of {symbol}.",)
    notes = []
    missing = int(places[-1] - places[0] + 1 - len(places))
    if missing:
        days = "1 day" if missing == 1 else f"{missing} days"
        notes.append(f"{symbol} has no close on {days} between its first and its last; the line leaves them out.")
    if places[-1] < len(panel.days) - 1:
        notes.append(f"The closes of {symbol} end on {long_date(date.fromordinal(int(panel.days[places[-1]])))}.")
    return tuple(notes)


def _ends_note(above: Line, below: Line) -> tuple[str, ...]:
    first_above, first_below = above.first_day, below.first_day
    if first_above is None or first_below is None or first_above == first_below:
        return ()
    later, first = (above, first_above) if first_above > first_below else (below, first_below)
    return (f"The line begins on {long_date(first)}, with {later.name}.",)
