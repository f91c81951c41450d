"""Dates as brokers print them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from advisor.domain.days import MONTH_NUMBERS
from advisor.domain.notation import DateOrder as DateOrder  # noqa: PLC0414 - importers take both from here

_YEAR_FIRST = re.compile(r"(?<![a-z\d])(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_YEAR_LAST = re.compile(r"(?<![a-z\d])(?P<one>\d{1,2})(?P<by>[./-])(?P<two>\d{1,2})(?P=by)(?P<year>\d{4}|\d\d)(?!\d)")
_MONTH_NAMED = re.compile(r"(?<![a-z])(?P<month>[a-z]{3})[a-z]*\.?[- ](?P<day>\d{1,2})(?:-|,? )(?P<year>\d{4})(?!\d)")
_DAY_FIRST_NAMED = re.compile(r"(?<![a-z\d])(?P<day>\d{1,2})[- ](?P<month>[a-z]{3})[a-z]*\.?[- ,]+(?P<year>\d{4}|\d\d)(?!\d)")


@lru_cache(maxsize=8192)
def find_date(text: str, order: DateOrder = DateOrder.MONTH_FIRST) -> date | None:
    """The first date in the text: 2026/07/16, 20260716, 07/16/2026, 7/16/26, Jul-16-2026, 16 Jul 2026; None when there is none.

    Brokers in the United States print the month before the day; a number that is no month is never taken for one.
    """
    lowered = text.lower()
    for pattern in (_YEAR_FIRST, _YEAR_LAST, _MONTH_NAMED, _DAY_FIRST_NAMED, _COMPACT):
        found = pattern.search(lowered)
        if found:
            parts = found.groupdict()
            if pattern is _YEAR_LAST:
                parts["month"], parts["day"] = _ordered(parts["one"], parts["two"], order)
            return _calendar_day(parts["year"], parts["month"], parts["day"])
    return None


def _ordered(one: str, two: str, order: DateOrder) -> tuple[str, str]:
    return (one, two) if order is DateOrder.MONTH_FIRST else (two, one)


def _calendar_day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else MONTH_NUMBERS.get(month, 0)
    century = 2000 if len(year) == 2 else 0
    try:
        return date(century + int(year), number, int(day))
    except ValueError:
        return None
