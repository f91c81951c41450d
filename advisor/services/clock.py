"""The one clock: what is shown, stored, asked or planned asks here which day and hour it is."""

from __future__ import annotations

from datetime import UTC, date, datetime


def now() -> datetime:
    """This moment, in universal time."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the investor is."""
    return datetime.now().astimezone().date()
