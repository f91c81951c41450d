"""Dates as brokers print them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = {
    name: number
    for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)
}
_YEAR_FIRST = re.compile(r"\b(?P<year>\d{4})[/-](?P<month>\d{1,2})[/-](?P<day>\d{1,2})\b")
_MONTH_FIRST = re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})\b")
_MONTH_NAMED = re.compile(r"(?<![a-z])(?P<month>[a-z]{3})[a-z]*[- ](?P<day>\d{1,2})(?:-|,? )(?P<year>\d{4})(?!\d)")


def find_date(text: str) -> date | None:
    """The first date in the text: 2026/07/16, 2026-07-16, 07/16/2026, Jul-16-2026; None when there is none.

    Brokers in the United States print the month before the day.
    """
    for pattern in (_YEAR_FIRST, _MONTH_FIRST, _MONTH_NAMED):
        found = pattern.search(text.lower())
        if found:
            return _calendar_day(found["year"], found["month"], found["day"])
    return None


def _calendar_day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
