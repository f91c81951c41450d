"""Where a date axis is marked and what stands there: days, weeks, months or years, whichever the width has room for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from math import ceil, floor

from advisor.domain.days import MONTHS, long_date

_SATURDAY = 5
_MONTHS_A_YEAR = 12
_ROOM_AROUND = 18.0  # between two texts, logical pixels


@dataclass(frozen=True, slots=True)
class DateTick:
    """A day on the axis, as an ordinal, and what is written below it."""

    day: int
    text: str


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """A way to divide time: days between two ticks, the widest text, the days themselves, and what they are called."""

    days: float
    widest: str
    starts: Callable[[date, date], Iterator[date]]
    text: Callable[[date], str]


def date_ticks(left: float, right: float, width: float, width_of: Callable[[str], float]) -> tuple[DateTick, ...]:
    """Ticks between two days.

    Args:
        left, right: Ordinals with a fraction, the edges of the plot.
        width: Of the plot, logical pixels.
        width_of: What a text needs of it.
    """
    first, last = date.fromordinal(ceil(left)), date.fromordinal(floor(right))
    per_day = width / (right - left)
    rhythm = next(
        (rhythm for rhythm in _RHYTHMS if rhythm.days * per_day >= width_of(rhythm.widest) + _ROOM_AROUND), _RHYTHMS[-1]
    )
    days = list(rhythm.starts(first, last))
    texts = [rhythm.text(day) for day in days]
    if days and not any(str(day.year) in text for day, text in zip(days, texts, strict=True)):
        texts[0] = _with_year(days[0], rhythm)
    return tuple(DateTick(day.toordinal(), text) for day, text in _apart(days, texts, per_day, width_of))


def _apart(days: list[date], texts: list[str], per_day: float, width_of: Callable[[str], float]) -> Iterator[tuple[date, str]]:
    """Those whose texts keep clear of the one before: a year makes a text wider than its rhythm has room for."""
    end = float("-inf")
    for day, text in zip(days, texts, strict=True):
        middle, half = day.toordinal() * per_day, width_of(text) / 2
        if middle - half >= end:
            yield day, text
            end = middle + half + _ROOM_AROUND / 2


def _with_year(day: date, rhythm: _Rhythm) -> str:
    return long_date(day) if rhythm.days < _RHYTHMS[_FIRST_OF_MONTHS].days else f"{MONTHS[day.month - 1]} {day.year}"


def _weekdays(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.weekday() < _SATURDAY:
            yield day


def _mondays(weeks: int, first: date, last: date) -> Iterator[date]:
    day = first + timedelta(days=-first.weekday() % 7)
    while day <= last:
        # Counted from a fixed Monday, so that ticks stay where they are while the chart moves.
        if (day.toordinal() - 1) // 7 % weeks == 0:
            yield day
        day += timedelta(days=7)


def _months(step: int, first: date, last: date) -> Iterator[date]:
    for month in range(first.year * _MONTHS_A_YEAR + first.month - 1, last.year * _MONTHS_A_YEAR + last.month):
        day = date(month // _MONTHS_A_YEAR, month % _MONTHS_A_YEAR + 1, 1)
        if month % step == 0 and first <= day <= last:
            yield day


def _years(step: int, first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        if year % step == 0 and date(year, 1, 1) >= first:
            yield date(year, 1, 1)


def _day_text(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.day}"


def _month_text(day: date) -> str:
    return str(day.year) if day.month == 1 else MONTHS[day.month - 1]


def _year_text(day: date) -> str:
    return str(day.year)


_FIRST_OF_MONTHS = 3
_RHYTHMS = (
    _Rhythm(1, "Sep 30", _weekdays, _day_text),
    _Rhythm(7, "Sep 30", partial(_mondays, 1), _day_text),
    _Rhythm(14, "Sep 30", partial(_mondays, 2), _day_text),
    *(_Rhythm(28 * months, "2026", partial(_months, months), _month_text) for months in (1, 2, 3, 6)),
    *(_Rhythm(365 * years, "2026", partial(_years, years), _year_text) for years in (1, 2, 5, 10, 20, 50)),
)
