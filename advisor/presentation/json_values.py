"""Values as JSON has them: money and quantities as numbers, dates in ISO 8601."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

Json = dict[str, Any]


def money_number(amount: Decimal | None) -> float | None:
    """JSON has no decimals: two- to four-place amounts survive a float unharmed."""
    return None if amount is None else float(amount)


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
