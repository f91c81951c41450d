"""Figures, valuations, claims and events as `rotation` answers them."""

from __future__ import annotations

from advisor.domain.figures import Figure
from advisor.presentation.json_values import Json, day_text, money_number
from advisor.rotation.model_claims import CheckedClaim
from advisor.rotation.model_events import CalendarEntry
from advisor.rotation.model_fundamentals import PriceEarnings, Valuation


def figure_json(figure: Figure) -> Json:
    """A published figure, or the investor's own in its place."""
    return {
        "id": figure.id,
        "name": figure.name,
        "value": money_number(figure.value),
        "unit": figure.unit.value,
        "as_of": day_text(figure.as_of),
        "source": figure.source,
        "is_users": figure.is_users,
    }


def event_json(entry: CalendarEntry) -> Json:
    """An event and where it lies from today."""
    event = entry.event
    return {"id": event.id, "name": event.name, "when": entry.when.value, "first_day": day_text(event.first_day)}


def valuation_json(told: Valuation) -> Json:
    """P/E of a group on expected and on past earnings, by both rules for companies that lose money."""
    return {
        "id": told.group.id,
        "name": told.group.name,
        "published": [figure.id for figure in told.published],
        "forward": _price_earnings(told.forward),
        "trailing": _price_earnings(told.trailing),
        "weighed_on": day_text(told.group.weighed_on),
        "told_from": day_text(told.told_from),
        "told_to": day_text(told.told_to),
    }


def _price_earnings(told: PriceEarnings | None) -> Json | None:
    if told is None:
        return None
    return {
        "without_losses": told.without_losses,
        "with_losses": told.with_losses,
        "covered": told.covered,
        "losing": told.losing,
        "unknown": told.unknown,
    }


def claim_json(checked: CheckedClaim) -> Json:
    """A claim with what was found of it."""
    claim = checked.claim
    return {
        "id": claim.id,
        "article": checked.article.title,
        "date": day_text(checked.article.published),
        "text": claim.text,
        "stated": money_number(claim.stated),
        "verdict": checked.verdict.value,
        "found": checked.found,
        "found_on": day_text(checked.found_on),
        "live": checked.live,
        "live_on": day_text(checked.live_on),
        "how": checked.how,
        "why": checked.why,
    }
