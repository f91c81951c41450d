"""The relaxation made whole: trades switched on or off, then shares rounded, then what cash is left put to use."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.advice.columns import PurchaseColumns, SaleColumns
from advisor.advice.linear import Relaxation, Relaxed
from advisor.advice.model.orders import Orders
from advisor.advice.orders import read_orders
from advisor.advice.programme import Programme

# A trade that the relaxation makes for this part of the least that a trade may be is made in full.
_WORTH_MAKING = 0.5

# A loss counts where the relaxation is at least as sure of it: once hardly in doubt, once as likely as not.
SURE, LIKELY = 0.9, 0.5

# How often what cannot all be held at once is cut in two, to hold one part after the other.
_HALVINGS = 5

# Part of a share that was cut for which one more is bought.
_WORTH_ONE_MORE = 0.3

# A trade of fewer dollars than so many times what it costs may turn out not to be worth it.
_DOUBTFUL = 400

# A switch this near to half is settled after the others.
_UNDECIDED = 0.35
_SETTLED = 1e-6
_MOST_DECISIONS = 30

# Shares by which a search near the relaxation may leave it.
_A_FEW = 2


@dataclass(frozen=True, slots=True)
class Rounded:
    """What rounding came to.

    Attributes:
        orders: None where rounding breaks a rule that it cannot mend.
        near: Ranges of columns around it: trades as they are, shares up to a few more or fewer.
    """

    orders: Orders | None
    near: Mapping[int, tuple[float, float]]


def round_relaxation(programme: Programme, relaxed: Relaxed, *, losses_count_from: float) -> Rounded:
    """Orders near the relaxation.

    Args:
        losses_count_from: `SURE` or `LIKELY`.
    """
    relaxation = Relaxation(programme.model)
    settled = _settle_switches(programme, relaxation, relaxed, losses_count_from)
    near = _ranges(programme, settled.values)
    values = _round_sales(programme, relaxation, settled)
    orders = None if values is None else read_orders(programme, _fill_accounts(programme, values))
    return Rounded(orders, near)


def _ranges(programme: Programme, values: NDArray[np.float64]) -> dict[int, tuple[float, float]]:
    doubtful = _DOUBTFUL * programme.household.request.costs.per_trade
    near: dict[int, tuple[float, float]] = {}
    for trade in programme.trades:
        made, at = float(round(values[trade.trade])), float(values[trade.units])
        may_go = made > 0 and _dollars(trade, values) < doubtful
        near[trade.trade] = (0.0 if may_go else made, made)
        if programme.model.integer[trade.units]:
            near[trade.units] = (0.0 if may_go else math.floor(at) - _A_FEW, math.ceil(at) + _A_FEW)
    return near


def _settle_switches(programme: Programme, relaxation: Relaxation, relaxed: Relaxed, losses_count_from: float) -> Relaxed:
    """Hold every switch at on or off where that is possible.

    First what is not worth a trade is given up, then it is settled which losses count, then which trades are made, and last what
    follows from them.
    """
    units = {trade.units for trade in programme.trades}
    trades = {trade.trade for trade in programme.trades}
    washes = set(programme.wash_switches)
    others = [each for each, whole in enumerate(programme.model.integer) if whole and each not in units | trades | washes]
    found = _hold(relaxation, relaxed, _given_up(programme, relaxed))
    found = _hold(relaxation, found, {each: float(found.values[each] >= losses_count_from) for each in washes})
    settled = _hold(relaxation, found, _trades_worth_making(programme, found.values))
    decided = {each: float(round(settled.values[each])) for each in others if abs(settled.values[each] - 0.5) > _UNDECIDED}
    settled = _hold(relaxation, settled, decided)
    return _decide(relaxation, settled, [each for each in others if each not in decided])


def _decide(relaxation: Relaxation, settled: Relaxed, switches: list[int]) -> Relaxed:
    """Hold switches one by one at whichever of on and off costs less."""
    for each in switches[:_MOST_DECISIONS]:
        nearer = float(round(settled.values[each]))
        if abs(settled.values[each] - nearer) < _SETTLED:
            settled = _hold(relaxation, settled, {each: nearer})
            continue
        tried: dict[float, Relaxed] = {}
        for value in (1.0 - nearer, nearer):
            relaxation.hold({each: value})
            if (found := relaxation.solve()) is not None:
                tried[value] = found
        if not tried:
            relaxation.release([each])
            relaxation.solve()
            continue
        best = min(tried, key=lambda value: tried[value].objective)
        relaxation.hold({each: best})
        settled = tried[best]
    rest = switches[_MOST_DECISIONS:]
    relaxation.solve()
    return _hold(relaxation, settled, {each: float(round(settled.values[each])) for each in rest})


def _given_up(programme: Programme, relaxed: Relaxed) -> dict[int, float]:
    return {column: on for column, on in _trades_worth_making(programme, relaxed.values).items() if not on}


def _hold(relaxation: Relaxation, before: Relaxed, values: dict[int, float], halvings: int = _HALVINGS) -> Relaxed:
    """The relaxation with columns held, or as many of them as is possible; those that change least come first."""
    relaxation.hold(values)
    found = relaxation.solve()
    if found is not None or not values:
        return found or before
    relaxation.release(values)
    if halvings == 0:
        relaxation.solve()
        return before
    sure = sorted(values, key=lambda column: abs(before.values[column] - values[column]))
    middle = len(sure) // 2
    kept = _hold(relaxation, before, {column: values[column] for column in sure[:middle]}, halvings - 1)
    return _hold(relaxation, kept, {column: values[column] for column in sure[middle:]}, halvings - 1)


def _trades_worth_making(programme: Programme, values: NDArray[np.float64]) -> dict[int, float]:
    least = _WORTH_MAKING * float(programme.household.request.minimum_trade)
    dollars = {trade.trade: _dollars(trade, values) for trade in programme.trades}
    on = {column: float(worth >= max(least, 1.0) or programme.model.lower[column] > 0) for column, worth in dollars.items()}
    by_symbol: dict[str, dict[bool, list[int]]] = {}
    for trade in programme.trades:
        is_sale = isinstance(trade, SaleColumns)
        symbol = trade.position.symbol if isinstance(trade, SaleColumns) else trade.candidate.symbol
        by_symbol.setdefault(symbol, {True: [], False: []})[is_sale].append(trade.trade)
    for sides in by_symbol.values():
        sold, bought = (sum(dollars[column] for column in sides[side] if on[column]) for side in (True, False))
        if sold and bought:
            on |= dict.fromkeys(sides[sold < bought], 0.0)
    return on


def _dollars(trade: SaleColumns | PurchaseColumns, values: NDArray[np.float64]) -> float:
    if isinstance(trade, PurchaseColumns):
        return float(values[trade.units]) * float(trade.candidate.price)
    return sum(float(values[column]) * each for column, each in trade.sold(float(trade.position.unit_value)).items())


def _round_sales(programme: Programme, relaxation: Relaxation, settled: Relaxed) -> NDArray[np.float64] | None:
    """Hold whole shares sold, to the nearest, or where an account would run short, one more.

    Where that does not go with the switches that follow from trades, those are left to themselves.
    """
    model = programme.model
    free = [sale.units for sale in programme.sales if model.integer[sale.units]]
    kept = {column for trade in programme.trades for column in (trade.trade, trade.units)}
    follow = [each for each, whole in enumerate(model.integer) if whole and each not in kept]
    for released in ([], follow):
        relaxation.release(released)
        for make_whole in (np.round, np.ceil):
            relaxation.hold({column: float(make_whole(settled.values[column] - 1e-6)) for column in free})
            found = relaxation.solve()
            if found is not None:
                return found.values
    return None


def _fill_accounts(programme: Programme, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Purchases rounded down, then one share more of what was cut most, as far as the cash of the account goes."""
    request = programme.household.request
    if not request.whole_shares:
        return values
    whole = values.copy()
    left: dict[int, float] = {}
    cut: list[tuple[float, PurchaseColumns]] = []
    for purchase in programme.purchases:
        if purchase.fixed is None:
            price, units = float(purchase.candidate.price), np.floor(values[purchase.units] + 1e-6)
            if units * price < float(request.minimum_trade) + 0.01:
                units = whole[purchase.trade] = 0.0
            whole[purchase.units] = units
            part = values[purchase.units] - units
            left[purchase.account.id] = left.get(purchase.account.id, 0.0) + part * price
            cut.append((part, purchase))
    for part, purchase in sorted(cut, key=lambda each: -each[0]):
        price = float(purchase.candidate.price) + 0.01
        more = (whole[purchase.units] + 1) * price <= float(request.maximum_trade or math.inf)
        if part > _WORTH_ONE_MORE and more and left[purchase.account.id] >= price and whole[purchase.units] > 0:
            whole[purchase.units] += 1
            left[purchase.account.id] -= price
    return whole
