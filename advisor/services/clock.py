"""The one clock: what is shown, stored or planned asks here which day it is."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The day where the investor is."""
    return datetime.now().astimezone().date()
