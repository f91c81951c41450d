"""Pairs of trades of one account that may change together, the money of one going to the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.advice.model.request import TradingCost
from advisor.advice.recipes.possible_trades import Numbers, PossibleTrade
from advisor.advice.recipes.quick_measure import Exchanges, Indices

# Units by which a trade is made larger or smaller.
_STEPS = (1, 4, 16, 64, 256, 1024, 4096)

# Dollars per dollar traded that let the smaller of two trades win that are worth the same.
_TIE = 1e-6

# Dollars that an account keeps beyond its floor, for each trade is rounded to the cent.
_MARGIN = 0.03


class Standing:
    """What is traded now.

    Attributes:
        units: Traded, by trade; one entry more, for cash.
        gains: Short- and long-term, 2 × the same.
        spare: Cash by account id that may be spent.
    """

    def __init__(
        self, trades: Sequence[PossibleTrade], units: Numbers, gains: Numbers, spare: dict[int, float], costs: TradingCost
    ) -> None:
        self.trades, self.units, self.gains, self.spare, self.costs = trades, units, gains, spare, costs
        self.prices = np.array([*(trade.price for trade in trades), 0.0])
        self.to_place = np.array([*(-1.0 if trade.is_sale else 1.0 for trade in trades), 0.0])

    def make(self, pairs: Exchanges, which: int, account: int) -> None:
        """Carry one pair out."""
        self.spare[account] -= float(pairs.dollars[:, which].sum())
        for trade, units in ((pairs.first[which], pairs.units[0, which]), (pairs.second[which], pairs.units[1, which])):
            if trade < len(self.trades):
                self.gains[:, trade] = self.gains_at(int(trade), np.array([units]))[:, 0]
                self.units[trade] = units

    def gains_at(self, trade: int, units: Numbers) -> Numbers:
        """Gains of a trade of so many units, 2 × as many; as they are now where it stays as it is."""
        if trade == len(self.trades):
            return np.zeros((2, len(units)))
        gained = np.array(self.trades[trade].curve.at(units))
        return np.where(units == self.units[trade], self.gains[:, [trade]], gained)

    def allowed(self, trade: int) -> bool:
        """Whether it may be made beside the others: nothing is bought and sold at once."""
        mine = self.trades[trade]
        return not any(
            self.units[n] > 0 and other.is_sale is not mine.is_sale and other.group == mine.group
            for n, other in enumerate(self.trades)
        )


def exchanges_in(standing: Standing, account: int) -> Exchanges:
    """Every pair of changes within an account that its cash allows; of purchases and sales of one thing only one."""
    here = [n for n, trade in enumerate(standing.trades) if trade.account.id == account]
    usable = [n for n in here if standing.units[n] > 0 or standing.allowed(n)]
    options = [_options(standing, n) for n in usable]
    first = np.concatenate([np.full(len(each), n) for n, each in zip(usable, options, strict=True)] or [np.zeros(0)]).astype(int)
    units = np.concatenate([*options, np.zeros(0)])
    gains = np.hstack([*(standing.gains_at(n, each) for n, each in zip(usable, options, strict=True)), np.zeros((2, 0))])
    parts = [_with(standing, account, (first, units, gains), other) for other in (*usable, len(standing.trades))]
    return Exchanges(*(np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in Exchanges.__slots__))


def _options(standing: Standing, trade: int) -> Numbers:
    """Units that a trade may come to: a few or many more or fewer, none, all, and up to where a lot begins or ends."""
    mine, now = standing.trades[trade], float(standing.units[trade])
    steps = np.array(_STEPS, dtype=float)
    edges = mine.curve.units
    after = int(np.searchsorted(edges, now + 1e-6))
    near = edges[max(0, after - 2) : after + 1]
    wanted = np.floor(np.concatenate([now - steps, now + steps, near]) / mine.grain + 1e-6) * mine.grain
    inside = wanted[(wanted >= mine.least) & (wanted <= mine.most)]
    return np.array(sorted({0.0, mine.least, mine.most, *inside.tolist()} - {now}))


def _with(standing: Standing, account: int, options: tuple[Indices, Numbers, Numbers], other: int) -> Exchanges:
    """The options of an account, each with what another trade then does with the money; the last trade is cash."""
    first, units, gains = options
    freed = -standing.to_place[first] * (units - standing.units[first]) * standing.prices[first]
    if other == len(standing.trades):
        then = np.zeros(len(first))
    else:
        then = _counterpart(standing, other, freed, standing.spare[account])
    dollars = np.vstack([-freed, standing.to_place[other] * (then - standing.units[other]) * standing.prices[other]])
    enough = standing.spare[account] - dollars.sum(axis=0) >= np.minimum(_MARGIN, standing.spare[account])
    moves = (then != standing.units[other]) & (first != other) if other < len(standing.trades) else np.ones(len(first), bool)
    kept = np.flatnonzero(enough & moves & ~_both_ways(standing, first, units, other, then))
    second = np.full(len(first), other)
    change = gains - standing.gains[:, first] + standing.gains_at(other, then) - standing.gains[:, [other]]
    made = Exchanges(first, second, np.vstack([units, then]), dollars, change, _cost(standing, first, units, other, then))
    return made.some(kept)


def _counterpart(standing: Standing, other: int, freed: Numbers, spare: float) -> Numbers:
    """Units of another trade once it takes up, or raises, the money that a change frees or needs."""
    mine, now = standing.trades[other], standing.units[other]
    exact = np.abs(freed) / mine.price / mine.grain
    down, up = np.floor(exact + 1e-9), np.ceil(exact - 1e-9)
    worth = mine.price * mine.grain
    takes = np.where(spare + freed - up * worth >= _MARGIN, up, down)
    raises = np.where(spare + freed + down * worth >= _MARGIN, down, up)
    grows = (freed > 0) != mine.is_sale
    steps = np.where(freed > 0, takes, raises) * mine.grain
    then = np.where(grows, now + steps, now - steps)
    then = np.where(then >= mine.most, mine.most, np.floor(then / mine.grain + 1e-6) * mine.grain)
    return np.where(then < mine.least, 0.0, then)


def _both_ways(standing: Standing, first: Indices, units: Numbers, other: int, then: Numbers) -> NDArray[np.bool_]:
    if other == len(standing.trades):
        return np.zeros(len(first), dtype=bool)
    mine = standing.trades[other]
    clashing = np.array([each.group == mine.group and each.is_sale is not mine.is_sale for each in standing.trades])
    return np.asarray(clashing[first] & (units > 0) & (then > 0))


def _cost(standing: Standing, first: Indices, units: Numbers, other: int, then: Numbers) -> Numbers:
    def of(trade: Indices | int, traded: Numbers) -> Numbers:
        now = standing.units[trade]
        made = (traded > 0).astype(float) - (now > 0)
        return np.asarray(
            standing.costs.per_trade * made + (standing.costs.spread + _TIE) * standing.prices[trade] * (traded - now)
        )

    return of(first, units) + of(other, then)
