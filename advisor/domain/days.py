"""How days are written, in English whatever the language of the system, and how trading days are counted."""

from __future__ import annotations

from datetime import date, timedelta

# Not strftime's names: those follow the language of the system once a window is open.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}  # by three small letters


def long_date(day: date) -> str:
    """ "Feb 6, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def trading_days_since(day: date, today: date) -> int:
    """Weekdays after `day` up to and including `today`; market holidays count as trading days."""
    span = max((today - day).days, 0)
    weeks, rest = divmod(span, 7)
    return weeks * 5 + sum((day + timedelta(days=offset)).weekday() < 5 for offset in range(1, rest + 1))
