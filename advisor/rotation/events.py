"""The calendar, seen from a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from advisor.domain.market_events import EventKind, MarketEvent
from advisor.rotation.model_events import CalendarEntry, When

_ORDER = (When.NOW, When.COMING, When.UNDATED, When.PAST)


def calendar(events: Iterable[MarketEvent], today: date) -> tuple[CalendarEntry, ...]:
    """What is on, what is coming (soonest first), what has no day, and what is past (latest first). Marks are no events."""
    entries = (_seen_from(event, today) for event in events if event.kind is not EventKind.MARK)
    return tuple(sorted(entries, key=lambda entry: (_ORDER.index(entry.when), abs(entry.days_away or 0), entry.event.name)))


def chart_marks(events: Iterable[MarketEvent]) -> tuple[tuple[date, str], ...]:
    """Days that charts can mark, with their names, oldest first."""
    marks = ((event.first_day, event.name) for event in events if event.kind is EventKind.MARK)
    return tuple(sorted((day, name) for day, name in marks if day is not None))


def _seen_from(event: MarketEvent, today: date) -> CalendarEntry:
    first, last = event.first_day, event.last_day
    if first is None or last is None:
        return CalendarEntry(event, When.UNDATED, None, is_status_behind=False)
    if today < first:
        return CalendarEntry(event, When.COMING, (first - today).days, is_status_behind=False)
    if today > last:
        return CalendarEntry(event, When.PAST, (last - today).days, is_status_behind=event.status_as_of < last)
    return CalendarEntry(event, When.NOW, 0, is_status_behind=False)
