"""The calendar in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from advisor.domain.claims import Article
from advisor.presentation import words
from advisor.presentation.rotation.claims import article_day
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rotation_ledger import EventRow
from advisor.rotation.model_events import CalendarEntry, When

STATUS_IS_BEHIND = "No outcome"
_STATES = {
    When.NOW: ("Now", "accent", "calendar-clock"),
    When.COMING: ("Coming", "plain", "calendar-clock"),
    When.UNDATED: ("No day set", "plain", "circle-question-mark"),
    When.PAST: ("Past", "plain", "circle-check"),
}


def event_rows(events: Sequence[CalendarEntry], articles: Mapping[int, Article]) -> tuple[EventRow, ...]:
    """What is on, what is coming, what has no day, and what is past, in this order."""
    return tuple(_row(entry, articles) for entry in events)


def _row(entry: CalendarEntry, articles: Mapping[int, Article]) -> EventRow:
    event = entry.event
    state_text, tone, icon = _STATES[entry.when]
    if entry.is_status_behind:
        state_text, tone, icon = STATUS_IS_BEHIND, "warning", "triangle-alert"
    article = articles.get(event.article) if event.article is not None else None
    return EventRow(
        id=event.id,
        when_text=_when(entry),
        days_text=_days(event.first_day, event.last_day, is_certain=event.is_day_certain),
        kind=event.kind.value,
        name=f"{event.name} ({event.symbol})" if event.symbol else event.name,
        status=event.status,
        status_as_of_text=words.long_date(event.status_as_of),
        source=event.source,
        article_text=article_day(article) if article else "",
        state_text=state_text,
        tone=tone,
        icon=icon,
        sort_values=sortable(event.first_day.toordinal() if event.first_day else None, event.status_as_of.toordinal()),
    )


def _when(entry: CalendarEntry) -> str:
    days = entry.days_away
    if days is None:
        return words.NONE
    if days == 0:
        return "now"
    told = words.numbered(abs(days), "day")
    return f"in {told}" if days > 0 else f"{told} ago"


def _days(first: date | None, last: date | None, *, is_certain: bool) -> str:
    if first is None or last is None:
        return words.NONE
    span = words.date_span(first, last)
    return span if is_certain else f"{span}, expected"
