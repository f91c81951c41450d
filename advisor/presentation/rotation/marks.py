"""Days that charts mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor.presentation import words
from advisor.presentation.views.time_series import ChartMark


def chart_marks(marks: Iterable[tuple[date, str]]) -> tuple[ChartMark, ...]:
    """An upright line for each day, with the day at its foot and its name for whoever points at it."""
    return tuple(ChartMark(day, words.short_date(day, day), name) for day, name in marks)
