"""Values as JSON has them: money and quantities as numbers, dates in ISO 8601."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

Json = dict[str, Any]


def money_number(amount: Decimal | None) -> float | None:
    """JSON has no decimals: two- to four-place amounts survive a float unharmed."""
    return None if amount is None else float(amount)


def weights_by_name(weights: Mapping[Any, float]) -> dict[str, float]:
    """Fractions by whatever they are of; of a member of an enum, its value."""
    return {key.value if isinstance(key, Enum) else str(key): weight for key, weight in weights.items()}


def day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
