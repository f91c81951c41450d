"""What followed each state of the regime, told with how few cases there are."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_regime import REGIME_STATES, Followed, RegimeHistory, RegimeState, WalkForward
from advisor.rotation.model_series import Line
from advisor.rotation.signals import wording

SPANS = (1, 3, 6, 12)  # months
_TOLD_BY = 3  # months: the longest span with enough separate cases in a decade
_APART = 0.10  # shares of weeks that differ by less are as good as equal
ENOUGH_CASES = 10  # that do not overlap
_REACH = 10  # days: a first close later than this after the week is no close to begin with

_CAUTION = (
    "A state uses nothing later than its week, and what follows is counted from the close after it. All the same: the rule was "
    "written with these years in view, neighbouring weeks share most of their span, costs and taxes are left out, and one decade "
    "has few separate cases. What followed before need not follow again."
)
_IN_HINDSIGHT = (
    " The seven were picked after they had grown largest; before that nobody followed these seven, so years in which they led "
    "are in this table by selection."
)


class _Spans(NamedTuple):
    """Spans of one length, one for each week that has a close to begin with; shapes (weeks,).

    Attributes:
        states: Places in `REGIME_STATES`.
        starts: Day of the first close after the week.
        ends: Day that the span reaches to, by the calendar.
        ahead: Return of the first less that of the second; NaN while the span is not over.
    """

    states: NDArray[np.int8]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    ahead: NDArray[np.float64]


def what_followed(history: RegimeHistory, above: Line, below: Line, *, picked_in_hindsight: bool = False) -> WalkForward:
    """How far `above` came out ahead of `below` in the 1, 3, 6 and 12 months after weeks of each state.

    Args:
        history: The regime by week.
        above: Closes of what is expected to gain as the market broadens.
        below: Closes of what it is measured against.
        picked_in_hindsight: Whether what `below` consists of was chosen for how it had done.
    """
    days, place_above, place_below = np.intersect1d(above.days, below.days, assume_unique=True, return_indices=True)
    closes = np.vstack([above.values[place_above], below.values[place_below]])
    known = history.states != REGIME_STATES.index(RegimeState.UNKNOWN)
    counted = _weeks_with_a_close(history.days, days) & known
    names = _inside(above.name), _inside(below.name)
    rows = []
    for months in SPANS:
        spans = _spans(history, counted, days, closes, months)
        rows += [_followed(spans, state, months, names) for state in (None, *REGIME_STATES[:-1])]
    weeks = history.days[counted]
    return WalkForward(
        name=f"{above.name} against {names[1]}",
        definition=_definition(*names),
        first_week=date.fromordinal(int(weeks[0])) if len(weeks) else None,
        last_week=date.fromordinal(int(weeks[-1])) if len(weeks) else None,
        sentence=_verdict(rows, *names),
        rows=tuple(rows),
        caution=_CAUTION + (_IN_HINDSIGHT if picked_in_hindsight else ""),
    )


def _inside(name: str) -> str:
    """The name of a line in the middle of a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _verdict(rows: list[Followed], above: str, below: str) -> str:
    """Whether weeks of a broadening market were followed by anything that other weeks were not."""
    told = {row.state: row for row in rows if row.months == _TOLD_BY}
    broad, every = told[RegimeState.BROADENING], told[None]
    if not broad.enough or broad.positive is None or every.positive is None:
        cases = wording.count(broad.separate, "separate case")
        return f"{cases.capitalize()} of a broadening market on file: too few to say what follows."
    seen = (
        f"In the {_TOLD_BY} months after weeks of a broadening market {above} led {below} {broad.positive:.0%} of the time, "
        f"after any week {every.positive:.0%}"
    )
    if abs(broad.positive - every.positive) < _APART:
        return f"{seen}: too small a difference for {broad.separate} separate cases to mean anything."
    return f"{seen}: {'more' if broad.positive > every.positive else 'less'} often, in {broad.separate} separate cases."


def _definition(above: str, below: str) -> str:
    return (
        f"Return of {above} less that of {below}, both on closes adjusted for splits and distributions, from the first close "
        "after the week to the last close on or before the same day 1, 3, 6 or 12 months later. A separate case begins when the "
        "one before it in the same state is over."
    )


def _weeks_with_a_close(weeks: NDArray[np.int64], days: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether both lines were there at the week's end, and have a close soon after it."""
    place = np.searchsorted(days, weeks, side="right")
    there = (place > 0) & (place < len(days))
    following = days[np.minimum(place, len(days) - 1)] if len(days) else weeks
    return np.asarray(there & (following - weeks <= _REACH))


def _spans(
    history: RegimeHistory, counted: NDArray[np.bool_], days: NDArray[np.int64], closes: NDArray[np.float64], months: int
) -> _Spans:
    first = np.searchsorted(days, history.days[counted], side="right")
    starts = days[first]
    ends = np.array([_months_later(date.fromordinal(day), months).toordinal() for day in starts.tolist()], dtype=np.int64)
    last = np.searchsorted(days, ends, side="right") - 1
    grown = closes[:, last] / closes[:, first] - 1.0
    over = ends <= days[-1] if len(days) else np.zeros(0, dtype=np.bool_)
    return _Spans(history.states[counted], starts, ends, np.where(over, grown[0] - grown[1], np.nan))


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _followed(spans: _Spans, state: RegimeState | None, months: int, names: tuple[str, str]) -> Followed:
    of_state = np.ones(len(spans.states), dtype=np.bool_) if state is None else spans.states == REGIME_STATES.index(state)
    over = of_state & ~np.isnan(spans.ahead)
    ahead = spans.ahead[over]
    separate = _separate(spans.starts[over], spans.ends[over])
    weeks, pending = len(ahead), int(of_state.sum()) - len(ahead)
    enough = separate >= ENOUGH_CASES
    median, positive = (float(np.median(ahead)), float((ahead > 0).mean())) if weeks else (None, None)
    return Followed(
        state=state,
        months=months,
        weeks=weeks,
        separate=separate,
        pending=pending,
        median=median,
        lowest=float(ahead.min()) if weeks else None,
        highest=float(ahead.max()) if weeks else None,
        positive=positive,
        enough=enough,
        sentence=_sentence(state, months, separate, median, positive, names),
    )


def _separate(starts: NDArray[np.int64], ends: NDArray[np.int64]) -> int:
    """How many spans follow one another without overlapping, taking each as soon as the one before is over."""
    count, free_from = 0, -1
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if start >= free_from:
            count, free_from = count + 1, end
    return count


def _sentence(
    state: RegimeState | None, months: int, separate: int, median: float | None, positive: float | None, names: tuple[str, str]
) -> str:
    weeks = "any week" if state is None else f"weeks of a {state.value} market"
    span = "the month" if months == 1 else f"the {months} months"
    if median is None or positive is None:
        return f"{span.capitalize()} after {weeks}: no case yet."
    cases = wording.count(separate, "separate case")
    if separate < ENOUGH_CASES:
        return f"{span.capitalize()} after {weeks}: {cases}, too few to say."
    led = f"{names[0]} led {names[1]} after {positive:.0%} of them"
    return f"{span.capitalize()} after {weeks}: {led}, the middle one {wording.signed_points(median)}; {cases}."
