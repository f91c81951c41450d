"""Closes made comparable over the years: worked out from closes as traded and what happened to the shares."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.prices import PRICE_UNIT, PriceEventKind, PriceHistory


class AdjustedCloses(NamedTuple):
    """Both of shape (days,).

    Attributes:
        days: Proleptic ordinals, ascending.
        closes: Currency of the history per share of the last day.
    """

    days: NDArray[np.int64]
    closes: NDArray[np.float64]


def split_adjusted_closes(history: PriceHistory) -> AdjustedCloses:
    """Closes divided by the splits that came later: what charts draw and moving averages are made of."""
    days, closes = _as_traded(history)
    return AdjustedCloses(days, closes / shares_by_now(history, days))


def shares_by_now(history: PriceHistory, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """What one share of each of these days, ascending ordinals, has become by the last of them."""
    return _later(_split_factors(history, days))


def adjusted_closes(history: PriceHistory) -> AdjustedCloses:
    """Closes whose ratios are total returns: every distribution buys shares at the close before its ex-date.

    The rule is that of the Center for Research in Security Prices (CRSP), which Yahoo Finance says it follows (its help page on
    the adjusted close): before the ex-date of a distribution D closes count (1 - D / P) of themselves, where P is the last close
    before it, both in the same shares; before a split of n for one they count 1 / n. A distribution without a close before it
    changes nothing; one that is not less than that close did not come out of the price, and is left out.
    """
    days, closes = _as_traded(history)
    factors = _split_factors(history, days)
    kept = np.ones(len(days))
    for place, amount in _distributions(history, days):
        # As paid is in shares after a split of the same day; the close before it is in shares before.
        before = closes[place - 1] / factors[place]
        if 0 < amount < before:
            kept[place] *= 1.0 - amount / before
    return AdjustedCloses(days, closes * _later(kept / factors))


def _as_traded(history: PriceHistory) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    return np.array(history.days, dtype=np.int64), np.array(history.closes, dtype=np.float64) * float(PRICE_UNIT)


def _split_factors(history: PriceHistory, days: NDArray[np.int64]) -> NDArray[np.float64]:
    """New shares for one old at the first day that trades with them; 1 on all other days."""
    factors = np.ones(len(days))
    for event in (each for each in history.events if each.kind is PriceEventKind.SPLIT):
        place = int(np.searchsorted(days, event.day.toordinal()))
        if place < len(days):
            factors[place] *= float(event.amount)
    return factors


def _distributions(history: PriceHistory, days: NDArray[np.int64]) -> list[tuple[int, float]]:
    """Place of the first day that trades without each distribution, and its amount."""
    paid = [event for event in history.events if event.kind is PriceEventKind.DIVIDEND]
    places = [(int(np.searchsorted(days, event.day.toordinal())), float(event.amount)) for event in paid]
    return [(place, amount) for place, amount in places if 0 < place < len(days)]


def _later(factors: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each day the product of the factors of all later days."""
    after = np.concatenate((factors[1:], np.ones(1)))[: len(factors)]
    return np.asarray(np.cumprod(after[::-1])[::-1], dtype=np.float64)
