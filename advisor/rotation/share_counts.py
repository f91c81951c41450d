"""How many shares an index holds of each member, worked out from its weights and the closes of their day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.domain.errors import InvalidRequestError
from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel

_REACH = timedelta(days=10)  # a list dated on a holiday was priced at the close before it


@dataclass(frozen=True, slots=True)
class ShareCounts:
    """Relative share counts of an index, by the day of each list of its members.

    Attributes:
        as_of: Ordinals of the lists' days, ascending; shape (lists,).
        symbols: Members of any of the lists.
        units: Weight / close of that day; 0 where a list lacks the symbol or its closes; shape (lists, symbols).
        index_units: 1 / close of the index; shape (lists,).
        unpriced: Weight of the members without closes, as a fraction of each list; shape (lists,).
    """

    as_of: NDArray[np.int64]
    symbols: tuple[str, ...]
    units: NDArray[np.float64]
    index_units: NDArray[np.float64]
    unpriced: NDArray[np.float64]

    def lists_on(self, days: NDArray[np.int64]) -> NDArray[np.intp]:
        """Which list counts on each day: the last one on or before it; before the first, the first."""
        return np.maximum(np.searchsorted(self.as_of, days, side="right") - 1, 0)

    def of(self, symbols: Sequence[str], days: NDArray[np.int64]) -> NDArray[np.float64]:
        """Units of these symbols by day, 0 for those that are no members; shape (symbols, days)."""
        place = {symbol: column for column, symbol in enumerate(self.symbols)}
        chosen = np.zeros((len(self.as_of), len(symbols)))
        for column, symbol in enumerate(symbols):
            if symbol in place:
                chosen[:, column] = self.units[:, place[symbol]]
        return chosen[self.lists_on(days)].T


def share_counts(
    lists: Sequence[MemberWeights], prices: Panel, index: str, classes: Mapping[str, str] | None = None
) -> ShareCounts:
    """Turn weights into share counts, with which each day's weights follow from that day's closes.

    Taking today's weights for a past day would be to know which members were going to grow. Share counts know no prices; that
    they, and the membership, stay as listed until the next list (and were the same before the first) is what is assumed.

    Args:
        lists: One or more lists, of different days.
        prices: Closes adjusted for splits only, if they can be had; total-return closes overstate how much members that pay more
            than the index have grown into their weight.
        index: Symbol of the index, or of a fund that follows it.
        classes: Share class → the company's main one, which stands for it where the class has no closes.

    Raises:
        InvalidRequestError: No list, or no close of the index near a list's day.
    """
    ordered = sorted(lists, key=lambda each: each.as_of)
    if not ordered:
        raise InvalidRequestError("There is no list of the index’s members and their weights.", "Refresh the issuers’ lists.")
    symbols = tuple(dict.fromkeys(symbol for each in ordered for symbol in each.weights))
    units, index_units, unpriced = [], [], []
    for each in ordered:
        closes = _closes_on(prices, each.as_of)
        if index not in closes:
            raise InvalidRequestError(
                f"{index} has no close near {long_date(each.as_of)}, the day of the index’s list.", "Refresh its closes."
            )
        held, missing = _units(each, closes, classes or {})
        units.append([held.get(symbol, 0.0) for symbol in symbols])
        index_units.append(1.0 / closes[index])
        unpriced.append(missing)
    as_of = np.array([each.as_of.toordinal() for each in ordered], dtype=np.int64)
    return ShareCounts(as_of, symbols, np.array(units), np.array(index_units), np.array(unpriced))


def _units(listed: MemberWeights, closes: Mapping[str, float], classes: Mapping[str, str]) -> tuple[dict[str, float], float]:
    total = sum(listed.weights.values())
    held: dict[str, float] = {}
    missing = 0.0
    for symbol, weight in listed.weights.items():
        priced = symbol if symbol in closes else classes.get(symbol, symbol)
        if priced in closes:
            held[priced] = held.get(priced, 0.0) + weight / total / closes[priced]
        else:
            missing += weight / total
    return held, missing


def _closes_on(prices: Panel, day: date) -> dict[str, float]:
    """Each symbol's last close on or before a day, none older than ten days."""
    stop = int(np.searchsorted(prices.days, day.toordinal(), side="right"))
    start = int(np.searchsorted(prices.days, (day - _REACH).toordinal()))
    near = prices.closes[:, start:stop]
    there = ~np.isnan(near)
    if near.shape[1] == 0:
        return {}
    last = near.shape[1] - 1 - np.argmax(there[:, ::-1], axis=1)
    return {symbol: float(near[row, last[row]]) for row, symbol in enumerate(prices.symbols) if there[row].any()}
