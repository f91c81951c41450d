"""How days are written, in English whatever the language of the system."""

from __future__ import annotations

from datetime import date

# Not strftime's names: those follow the language of the system once a window is open.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTH_NUMBERS = {name.lower(): number for number, name in enumerate(MONTHS, start=1)}  # by three small letters


def long_date(day: date) -> str:
    """ "Feb 6, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
