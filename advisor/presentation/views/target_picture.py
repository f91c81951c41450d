"""A target while it is typed: today beside it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TargetBar:
    """One sleeve or sector, fractions of all the money.

    Attributes:
        color: A sleeve's id or a sector's full name.
        target: None where it has none.
        low, high: Its band; nothing of the kind without a target.
    """

    label: str
    color: str
    today: float
    target: float | None
    low: float
    high: float
    today_text: str
    target_text: str
    change_text: str
