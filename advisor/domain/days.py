"""How a day is written in sentences."""

from __future__ import annotations

from datetime import date

# Not strftime's names: those follow the language of the system once a window is open.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def long_date(day: date) -> str:
    """ "Feb 6, 2026"."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"
