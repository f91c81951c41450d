"""Closes that a file has divided by splits, back as they were traded."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import log, prod
from statistics import median

from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory

_NEXT_WITHIN = 10  # days: a close further off says nothing about the days of a split
_LOWERED = 0.35  # the logarithm by which years of dividends may have lowered a file's closes, or a session moved them


def as_traded(history: PriceHistory, known: PriceHistory | None) -> PriceHistory:
    """The closes and distributions of a file as they were on their days.

    Most programs divide older closes by every split that came later; some do not, and none says which. A split on file tells: the
    closes around it jump, or they do not. For splits after the last close, the closes that are on file already tell.

    Args:
        history: As the file has it, with every split on file.
        known: What is on file already, as traded.
    """
    splits = [event for event in history.events if event.kind is PriceEventKind.SPLIT]
    divided = [event for event in splits if _is_divided_by(history, event)]
    undivided = _multiplied(history, divided)
    return undivided if known is None else _multiplied_by_later(undivided, splits, known)


def _is_divided_by(history: PriceHistory, split: PriceEvent) -> bool:
    """Whether closes go on over the day of a split as if nothing happened."""
    place = bisect_left(history.days, split.day.toordinal())
    if not 0 < place < len(history.days) or history.days[place] - history.days[place - 1] > _NEXT_WITHIN:
        return 0 < place < len(history.days)
    fall = log(history.closes[place - 1] / history.closes[place])
    return abs(fall) < abs(fall - log(split.amount))


def _multiplied(history: PriceHistory, splits: Sequence[PriceEvent]) -> PriceHistory:
    """Every close and distribution times the splits that came after it."""
    if not splits:
        return history

    def later(ordinal: int) -> Decimal:
        factor = Decimal(1)
        for split in splits:
            if split.day.toordinal() > ordinal:
                factor *= split.amount
        return factor

    factors = {ordinal: later(ordinal) for ordinal in {*history.days, *(event.day.toordinal() for event in history.events)}}
    closes = array("q", (round(close * factors[day]) for day, close in zip(history.days, history.closes, strict=True)))
    events = tuple(
        replace(event, amount=event.amount * factors[event.day.toordinal()]) if event.kind is PriceEventKind.DIVIDEND else event
        for event in history.events
    )
    return replace(history, closes=closes, events=events)


def _multiplied_by_later(history: PriceHistory, splits: Sequence[PriceEvent], known: PriceHistory) -> PriceHistory:
    """Undo the splits after the last close that the file was written late enough to know of."""
    later = sorted((split for split in splits if split.day.toordinal() > history.days[-1]), key=lambda split: split.day)
    compared = _compared(history, known)
    if not later or compared is None:
        return history
    misses = []
    for count in range(len(later) + 1):
        factor = prod(float(split.amount) for split in later[:count])
        misses.append((abs(log(compared * factor)), count))
    miss, count = min(misses)
    return _multiplied(history, later[:count]) if miss <= _LOWERED else history


def _compared(history: PriceHistory, known: PriceHistory) -> float | None:
    """The file's closes as a fraction of those on file; None without days to compare."""
    places = dict(zip(known.days, known.closes, strict=True))
    ratios = [close / places[day] for day, close in zip(history.days, history.closes, strict=True) if day in places]
    if ratios:
        return median(ratios)
    last, place = history.days[-1], bisect_right(known.days, history.days[-1])
    if place == len(known.days) or known.days[place] - last > _NEXT_WITHIN:
        return None
    split = known.split_factor(date.fromordinal(last), date.fromordinal(known.days[place]))
    return history.closes[-1] / (known.closes[place] * float(split))
