"""Weights of a past day, moved with prices to the last common close.

A fund that nobody trades in changes by its prices alone: a member that doubles while the fund as a whole gains a tenth weighs
2 / 1.1 times as much. Price returns count on both sides, as cap-weighted indexes have it: a dividend leaves the member, and the
fund hands it on. What moves, and what stays:

- Companies with closes on both days move. Where they are nearly all of what can move, the whole is their own average, and
  what has no close keeps its weight. Where they are only some, the whole is the fund's own price, and the others together
  take what is left, in proportion. If less than nothing were left, or nothing is priced, all stays.
- Cash and bonds keep their weight: they hardly move, and managers hold such mixes steady. So do funds inside a fund.
- A derivative's notional moves with its underlying like a share of it. Its gain is paid into the fund, so that notional,
  shares and the cash leg keep their sum: with exposures e and cash 1 − Σe the fund becomes Σe·r + 1 − Σe, and where e sums to
  1 (treasury bills against swaps) that is Σe·r, as if all of it were shares. A daily multiple is kept at its multiple anyway.
- The sum of all legs, and so the unseen part, stays what it was.
- An index that weighs all members alike goes back to that every quarter: it stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import Sleeve
from advisor.domain.days import long_date
from advisor.domain.market import Fund, MarketBook, Source
from advisor.domain.prices import PriceHistory
from advisor.market.price_returns import PriceReturns, fund_return

# With closes for this share of what can move, members' own average is the fund's return; also the share of closes that
# the last common day must have.
_NEARLY_ALL = 0.95
# What moves must be about the whole fund, or the fund's own price says little about it.
_LEAST_MOVING, _MOST_MOVING = 0.5, 1.1
# Longs and shorts that nearly cancel have no meaningful average.
_LEAST_NET = 0.5
_STEADY_SLEEVES = frozenset({Sleeve.CASH, Sleeve.FIXED_INCOME})
_UNPRICED, _STEADY = -1, -2


def move_with_prices(book: MarketBook, histories: Mapping[str, PriceHistory]) -> MarketBook:
    """The book with every fund's legs moved from their date to the last common close of their members.

    `as_of` stays the date of the list; `moved_to` and the origin say how far the weights were moved. Funds that share their legs
    are worked out once.

    Args:
        histories: By canonical symbol; those in another currency than the dollar count as missing.
    """
    # A fund inside a fund is kept at its share.
    members = {symbol: history for symbol, history in histories.items() if symbol in book.securities and symbol not in book.funds}
    by_legs: defaultdict[tuple[int, date], list[Fund]] = defaultdict(list)
    for fund in book.funds.values():
        by_legs[id(fund.legs), fund.as_of].append(fund)
    movable = [alike for alike in by_legs.values() if not members.keys().isdisjoint(alike[0].legs)]
    if not movable:
        return book
    returns = PriceReturns(members, since=min(alike[0].as_of for alike in movable))
    mover = _Mover(book, returns, histories)
    moved = {fund.symbol: fund for alike in movable for fund in mover.move(alike)}
    return replace(book, funds={**book.funds, **moved})


@dataclass(frozen=True, slots=True)
class _Legs:
    """Legs as parallel arrays; a row ≥ 0 is a price history's."""

    weight: NDArray[np.float64]
    row: NDArray[np.intp]


class _Mover:
    def __init__(self, book: MarketBook, returns: PriceReturns, histories: Mapping[str, PriceHistory]) -> None:
        self._histories = histories
        self._returns = returns
        steady = {symbol: _STEADY for symbol, each in book.securities.items() if each.sleeve in _STEADY_SLEEVES}
        self._row_of = returns.row_of | steady

    def move(self, alike: Sequence[Fund]) -> list[Fund]:
        """The funds, which share legs and date, moved; none of them if there is nothing to move them by."""
        first = alike[0]
        row_of = self._row_of
        legs = _Legs(
            np.fromiter(first.legs.values(), np.float64, len(first.legs)),
            np.array([row_of.get(symbol, _UNPRICED) for symbol in first.legs], dtype=np.intp),
        )
        start = first.as_of.toordinal()
        end = self._last_common_day(legs, start)
        if end is None or _is_kept_equal(first, legs):
            return []
        weight, until = self._by_members(legs, start, end), end
        if weight is None:
            weight, until = self._by_own_price(legs, alike, first.as_of, end)
        if weight is None:
            return []
        return _moved(alike, dict(zip(first.legs, weight.tolist(), strict=True)), date.fromordinal(until))

    def _last_common_day(self, legs: _Legs, start: int) -> int | None:
        """The last day that nearly all members with closes since `start` have reached; None if that is before it."""
        last = self._returns.last_day[legs.row[legs.row >= 0]]
        size = np.abs(legs.weight[legs.row >= 0])[last > start]
        last = last[last > start]
        if not size.any():
            return None
        order = np.argsort(-last)
        reached = np.cumsum(size[order]) >= _NEARLY_ALL * size.sum()
        return int(last[order][np.argmax(reached)])

    def _relatives(self, legs: _Legs, start: int, end: int) -> NDArray[np.float64]:
        """By leg; NaN for those without closes."""
        relatives = np.full(len(legs.row), np.nan)
        has_history = legs.row >= 0
        relatives[has_history] = self._returns.between(start, end)[legs.row[has_history]]
        return relatives

    def _by_members(self, legs: _Legs, start: int, end: int) -> NDArray[np.float64] | None:
        """By the members' own average; None when too few are priced."""
        relatives = self._relatives(legs, start, end)
        priced = np.isfinite(relatives)
        moving, size = legs.row != _STEADY, np.abs(legs.weight)
        net, gross = float(legs.weight[priced].sum()), float(size[priced].sum())
        if priced.sum() < 2 or gross < _NEARLY_ALL * size[moving].sum() or abs(net) < _LEAST_NET * gross:
            return None
        whole = float(legs.weight[priced] @ relatives[priced]) / net
        return np.where(priced, legs.weight * relatives / whole, legs.weight) if whole > 0 else None

    def _by_own_price(self, legs: _Legs, alike: Sequence[Fund], first: date, last: int) -> tuple[NDArray[np.float64] | None, int]:
        """By the price of the fund, or of one with the same legs; None when nothing tells, or nothing would be left."""
        moving = legs.row != _STEADY
        whole, until = self._own_relative(alike, 1.0 - float(legs.weight[~moving].sum()), first, last)
        relatives = self._relatives(legs, first.toordinal(), until)
        priced = np.isfinite(relatives)
        others = moving & ~priced
        if whole <= 0 or not priced.any():
            return None, last
        weight = np.where(priced, legs.weight * relatives / whole, legs.weight)
        before, left = float(legs.weight[others].sum()), float(legs.weight[moving].sum() - weight[priced].sum())
        if before <= 0 or left < 0:
            return None, last
        return np.where(others, legs.weight * left / before, weight), until

    def _own_relative(self, alike: Sequence[Fund], moving_part: float, first: date, last: int) -> tuple[float, int]:
        """How the moving part of a fund grew by the fund's own price, and until when; 0 when nothing tells."""
        own = next((self._histories[fund.symbol] for fund in alike if fund.symbol in self._histories), None)
        if own is None or own.last_day is None or own.last_day <= first or not _LEAST_MOVING <= moving_part <= _MOST_MOVING:
            return 0.0, last
        until = min(last, own.last_day.toordinal())
        relative = fund_return(own, first, date.fromordinal(until))
        return (0.0 if relative is None else 1.0 + (relative - 1.0) / moving_part), until


def _is_kept_equal(fund: Fund, legs: _Legs) -> bool:
    if fund.source is Source.HOLDINGS:
        return False
    weight = legs.weight[legs.row != _STEADY]
    middle = np.median(weight)
    return float(np.mean(np.abs(weight - middle) <= 0.01 * abs(middle))) >= _NEARLY_ALL


def _moved(alike: Sequence[Fund], legs: Mapping[str, float], until: date) -> list[Fund]:
    words = f"moved with prices to {long_date(until)}"
    return [replace(fund, legs=legs, moved_to=until, origin=f"{fund.origin}; {words}") for fund in alike]
