"""How a file writes its numbers and dates."""

from __future__ import annotations

from enum import StrEnum


class DecimalMark(StrEnum):
    """What stands before the cents; the other one of the two groups thousands."""

    POINT = "point"
    COMMA = "comma"


class DateOrder(StrEnum):
    """Which number stands first in 03/04/2026."""

    MONTH_FIRST = "month_first"
    DAY_FIRST = "day_first"
