"""What every row of the Data page says alike: its day, its age, and how much of the money it bears."""

from __future__ import annotations

from datetime import date

from advisor.presentation import words
from advisor.presentation.views import DataRow

_LAST = float("-inf")


def source_row(figure: str, source: str, day: date | None, today: date, *, subject: str, carried: float | None = None) -> DataRow:
    """A source of figures; what state it is in remains to be said.

    Args:
        day: As of when; None where nothing is on file.
        carried: Fraction of all the money; None where it bears none.
    """
    return DataRow(
        figure=figure,
        source=source,
        as_of_text=words.NONE if day is None else words.long_date(day),
        age_text="" if day is None else words.age(day, today),
        carries_text="" if carried is None else words.share(carried),
        state_text="",
        tone="plain",
        subject=subject,
        sort_values=(_LAST if day is None else day.toordinal(), _LAST if carried is None else carried),
    )
