"""The calendar as it travels to the window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from advisor.domain.market_events import MarketEvent


class When(StrEnum):
    """Where an event lies, seen from a day."""

    PAST = "past"
    NOW = "now"
    COMING = "coming"
    UNDATED = "no day set"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event seen from a day.

    Attributes:
        days_away: To its first day where it is coming, since its last where it is past (negative); 0 now; None undated.
        is_status_behind: Its day has passed since the status was looked up: what came of it is not on file.
    """

    event: MarketEvent
    when: When
    days_away: int | None
    is_status_behind: bool
