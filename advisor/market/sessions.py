"""Which days the US exchanges trade, and when a day's close can be had.

The rules are those of the New York Stock Exchange (Rule 7.2, "Holidays and Trading Hours"). Days of mourning and storms are not
foreseen: on such a day a source simply has nothing new.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
TWO_SESSIONS_WITHIN = timedelta(days=15)  # before any day, whatever holidays lie between, on exchanges abroad too
_CLOSE_KNOWN = time(16, 15)  # the closing auction is over; a shorter day's close has long been known by then
_FUNDS_PRICED = time(21, 0)  # mutual funds work out their price after the close; sources have it soon after eight
_A_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_FIRST_JUNETEENTH = 2022


def last_completed_session(now: datetime) -> date:
    """The newest trading day whose close can be expected at a moment.

    Args:
        now: With a time zone.
    """
    local = now.astimezone(NEW_YORK)
    day = local.date() if local.time() >= _CLOSE_KNOWN else local.date() - _A_DAY
    while not is_session(day):
        day -= _A_DAY
    return day


def close_of_session(day: date) -> datetime:
    """The moment from which a trading day's close can be expected."""
    return datetime.combine(day, _CLOSE_KNOWN, NEW_YORK)


def funds_are_priced(day: date) -> datetime:
    """The moment from which a mutual fund's price of a trading day can be expected."""
    return datetime.combine(day, _FUNDS_PRICED, NEW_YORK)


def is_session(day: date) -> bool:
    """Whether the US stock exchanges trade on a day."""
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    new_year = date(year, 1, 1)
    days = [
        # On a Saturday it falls out: the last day of a year always trades.
        new_year + _A_DAY if new_year.weekday() == _SUNDAY else new_year,
        _nth(year, 1, _MONDAY, 3),
        _nth(year, 2, _MONDAY, 3),
        _easter(year) - 2 * _A_DAY,
        _nth(year, 6, _MONDAY, 1) - 7 * _A_DAY,
        _observed(date(year, 7, 4)),
        _nth(year, 9, _MONDAY, 1),
        _nth(year, 11, _THURSDAY, 4),
        _observed(date(year, 12, 25)),
    ]
    if year >= _FIRST_JUNETEENTH:
        days.append(_observed(date(year, 6, 19)))
    return frozenset(days)


def _observed(day: date) -> date:
    """A Saturday's holiday is kept on Friday, a Sunday's on Monday."""
    return day + {_SATURDAY: -_A_DAY, _SUNDAY: _A_DAY}.get(day.weekday(), timedelta(0))


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    """The number-th such weekday of a month; the first Monday of June less a week is May's last."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _easter(year: int) -> date:
    """Easter Sunday, by the calculation of Meeus, Jones and Butcher."""
    century, rest = divmod(year, 100)
    golden = year % 19
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
