"""The numbers that rows are ordered by."""

from __future__ import annotations

from decimal import Decimal

_NOT_KNOWN = float("-inf")


def sortable(*numbers: Decimal | float | None) -> tuple[float, ...]:
    """As `sort_values` of a row: what is not known comes last in either direction."""
    return tuple(_NOT_KNOWN if number is None else float(number) for number in numbers)
