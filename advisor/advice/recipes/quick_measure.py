"""The objective of a plan in floating point, and what it changes by when two trades change: for many pairs at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.advice.aims import Aim
from advisor.advice.household import Household
from advisor.advice.model.orders import Orders
from advisor.advice.objective import BEYOND_A_LIMIT, PriceSteps
from advisor.advice.outcome import places_after
from advisor.advice.programme_risk import squares_of
from advisor.advice.recipes.possible_trades import Numbers, PossibleTrade
from advisor.advice.taxes.pieces import ConvexCurve, tax_pieces
from advisor.domain.money import round_to_cents

Indices = NDArray[np.int64]

# Companies this close to their limit, as a part of it, are watched; and those that so much of any one thing is.
_WATCHED = 0.5


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Pairs of trades that change together; arrays of one length.

    Attributes:
        first, second: Which trades; the second is one after the last where only cash moves.
        units: Of both afterwards, 2 × pairs.
        dollars: What each brings to its place, 2 × pairs; cash changes by as much the other way.
        gains: How both terms change, 2 × pairs.
        cost: How spread and costs per trade change.
    """

    first: Indices
    second: Indices
    units: Numbers
    dollars: Numbers
    gains: Numbers
    cost: Numbers

    def some(self, which: Indices) -> Exchanges:
        """Those at the given places."""
        parts = (self.units[:, which], self.dollars[:, which], self.gains[:, which])
        return Exchanges(self.first[which], self.second[which], *parts, self.cost[which])


class QuickMeasure:
    """Where a plan stands, trade by trade.

    Args:
        trades: What may change.
        free: Tax and trading cost count for nothing.
    """

    def __init__(
        self, household: Household, trades: Sequence[PossibleTrade], orders: Orders, gains: Numbers, *, free: bool
    ) -> None:
        self._free, self.gains = free, gains
        at = np.array([trade.place for trade in trades], dtype=np.int64)
        places = places_after(household, orders)
        cash = float(sum(household.cash.values())) - float(places.sum() - household.place_values.sum())
        self._read_aims(household, at, places, cash)
        self._read_risk(household, at, places)
        self._read_tax(household, trades)

    def _read_aims(self, household: Household, at: Indices, places: Numbers, cash: float) -> None:
        self._aims = (*household.aims, *_company_aims(household, places))
        self._counted = np.array([[*(aim.counted[at] - aim.cash), 0.0] for aim in self._aims]).reshape(-1, len(at) + 1)
        self._distances = np.array([float(aim.counted @ places) + aim.cash * cash - aim.wanted for aim in self._aims])

    def _read_risk(self, household: Household, at: Indices, places: Numbers) -> None:
        squares = squares_of(household)
        weights = np.zeros((1, len(at) + 1))
        self._sums = np.zeros(1)
        if squares is not None:
            weights = np.hstack([squares.weights[:, at], np.zeros((len(squares.idle), 1))])
            self._sums = squares.idle + squares.weights @ (places - household.place_values)
        self._weights, self._together = weights, weights.T @ weights

    def _read_tax(self, household: Household, trades: Sequence[PossibleTrade]) -> None:
        """The pieces for every gain that the trades can come to; where they are not convex, the tax between their corners."""
        ranges = []
        for term in (0, 1):
            curves = [trade.curve.long if term else trade.curve.short for trade in trades]
            least = sum(min(0.0, float(curve.min())) for curve in curves) - abs(self.gains[term])
            most = sum(max(0.0, float(curve.max())) for curve in curves) + abs(self.gains[term])
            ranges.append((_cents(least - 1), _cents(most + 1)))
        self._pieces = tax_pieces(household.request.taxes, *ranges)

    def tax(self, gains: Numbers) -> Numbers:
        """Dollars, of both terms (2 × any number)."""
        total, pieces = gains[0] + gains[1], self._pieces
        stacked = _along(pieces.everything_long, total) + _along(pieces.dearer_short, gains[0])
        return np.minimum(_along(pieces.everything_ordinary, total), stacked)

    def change(self, pairs: Exchanges) -> Numbers:
        """By how much the objective changes, dollars."""
        changed = self._change_of_aims(pairs) + self._change_of_risk(pairs)
        if self._free:
            return changed
        taxed = self.tax(self.gains[:, None] + pairs.gains) - self.tax(self.gains[:, None])
        return np.asarray(changed + pairs.cost + taxed)

    def make(self, pairs: Exchanges, which: int) -> None:
        """Carry one pair out."""
        for trade, dollars in ((pairs.first[which], pairs.dollars[0, which]), (pairs.second[which], pairs.dollars[1, which])):
            self._distances += self._counted[:, trade] * dollars
            self._sums += self._weights[:, trade] * dollars
        self.gains = self.gains + pairs.gains[:, which]

    def _change_of_aims(self, pairs: Exchanges) -> Numbers:
        changed = np.zeros(len(pairs.first))
        for aim, counted, distance in zip(self._aims, self._counted, self._distances, strict=True):
            moved = distance + counted[pairs.first] * pairs.dollars[0] + counted[pairs.second] * pairs.dollars[1]
            changed += _price(aim, moved) - _price(aim, np.array([distance]))
        return changed

    def _change_of_risk(self, pairs: Exchanges) -> Numbers:
        slope = self._weights.T @ self._sums
        first, second, (one, other) = pairs.first, pairs.second, pairs.dollars
        own = one * (2 * slope[first] + one * self._together[first, first])
        theirs = other * (2 * slope[second] + other * self._together[second, second])
        return np.asarray(own + theirs + 2 * one * other * self._together[first, second])


def _company_aims(household: Household, places: Numbers) -> list[Aim]:
    """The limit on each company that comes near it, as one more thing to aim at."""
    if household.target.company_max is None:
        return []
    companies, most = household.looked.companies, household.target.company_max * float(household.value)
    near = np.maximum(places @ companies, household.place_values @ companies) > _WATCHED * most
    large = companies.max(axis=0).toarray().ravel() > _WATCHED * household.target.company_max
    counted = companies[:, np.flatnonzero(near | large)].toarray().T
    return [Aim("companies", "", each, 0.0, most, BEYOND_A_LIMIT, ()) for each in counted]


def _price(aim: Aim, distances: Numbers) -> Numbers:
    return _in_steps(distances, aim.above) + _in_steps(-distances, aim.below)


def _in_steps(distances: Numbers, steps: PriceSteps) -> Numbers:
    start, price = 0.0, np.zeros(len(distances))
    for length, dollars in steps:
        price += dollars * np.clip(distances - start, 0.0, length)
        start += length
    return price


def _along(curve: ConvexCurve, gains: Numbers) -> Numbers:
    return np.interp(gains, [place for place, _ in curve.corners], [value for _, value in curve.corners])


def _cents(dollars: float) -> Decimal:
    return round_to_cents(Decimal(dollars))
