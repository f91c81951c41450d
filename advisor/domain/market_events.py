"""What is in the calendar, and how it stood when somebody last looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EventKind(StrEnum):
    FED = "Federal Reserve"
    INFLATION = "Inflation"
    EARNINGS = "Earnings"
    INDEX = "Index changes"
    COURT = "Courts"
    LISTING = "Listings"
    LAW = "Laws"
    MARK = "Marks"  # days that charts can mark


@dataclass(frozen=True, slots=True)
class MarketEvent:
    """Something that happens, or happened, on a day.

    Attributes:
        first_day: None where no day is set.
        last_day: Of something that takes several days, or whose day is known only to lie in a span; None where no day is set.
        is_day_certain: False where the days are a span that it is expected in.
        status: How it stands, in one sentence.
        status_as_of: The day on which that was so.
        source: Who says so.
        article: Number of the article that names it; None if none does.
        symbol: The company it is about; empty if it is about none.
    """

    id: str
    kind: EventKind
    name: str
    first_day: date | None
    last_day: date | None
    is_day_certain: bool
    status: str
    status_as_of: date
    source: str
    article: int | None
    symbol: str
