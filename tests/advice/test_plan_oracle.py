"""The plan against every plan there is, on households small enough to try them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanPosition, PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.advice.plan import solve
from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import TaxLot
from tests.advice.households import BROKERAGE, MIXES, ROTH, TARGETS, TRADE_DAY, fund, holding

LONG_AGO, LATELY = date(2024, 1, 2), date(2026, 3, 2)

# Dollars per dollar of distance: inner half of the band, outer half, beyond.
PRICES = (0.005, 0.015, 0.10)


def distance_cost(sleeves: dict[Sleeve, float], target: TargetModel, value: float) -> tuple[float, float]:
    """Dollars, and the plain sum of distances."""
    cost, distances = 0.0, 0.0
    for sleeve, weight in target.sleeves.items():
        distance = abs(sleeves.get(sleeve, 0.0) - weight * value)
        half = min(target.band.points, target.band.relative * weight) * value / 2
        inner, outer = min(distance, half), min(max(distance - half, 0.0), half)
        cost += PRICES[0] * inner + PRICES[1] * outer + PRICES[2] * (distance - inner - outer)
        distances += distance
    return cost, distances


def tax(short: float, long: float) -> float:
    if short >= 0 and long >= 0:
        return 0.24 * short + 0.15 * long
    return max(short + long, 0.0) * (0.24 if short > long else 0.15)


def ways_to_sell(position: PlanPosition) -> Iterator[tuple[int, float, float]]:
    """Every choice of whole shares from each lot: units, short-term gain, long-term gain."""
    for taken in product(*(range(int(lot.quantity) + 1) for lot in position.lots)):
        gains = {LONG_AGO: 0.0, LATELY: 0.0}
        for units, lot in zip(taken, position.lots, strict=True):
            gains[lot.acquired] += units * float(position.unit_value - lot.cost_basis / lot.quantity)
        taxable = position.account is BROKERAGE
        yield sum(taken), gains[LATELY] * taxable, gains[LONG_AGO] * taxable


def distinct_ways(position: PlanPosition) -> list[tuple[int, float, float]]:
    return sorted({(units, round(short, 6), round(long, 6)) for units, short, long in ways_to_sell(position)})


def after(request: PlanRequest, sold: dict[str, int], bought: dict[tuple[int, str], int]) -> dict[Sleeve, float] | None:
    """Dollars by sleeve; None when an account would be overdrawn."""
    cash = {account: float(amount) for account, amount in request.cash.items()}
    sleeves = dict.fromkeys(Sleeve, 0.0)
    for position in request.positions:
        units = sold[position.symbol]
        cash[position.account.id] += units * float(position.unit_value)
        for sleeve, share in position.sleeves.items():
            sleeves[sleeve] += share * float((position.quantity - units) * position.unit_value)
    for (account, symbol), units in bought.items():
        price = next(float(each.price) for each in request.candidates if each.symbol == symbol)
        cash[account] -= units * price
        for sleeve, share in MIXES[symbol].items():
            sleeves[sleeve] += share * units * price
    sleeves[Sleeve.CASH] += sum(cash.values())
    return sleeves if min(cash.values()) >= -1e-9 else None


def best_of_all(request: PlanRequest, max_gain: float) -> float:
    """The smallest objective over all whole-share plans that keep the rules."""
    value = float(sum(each.value for each in request.positions) + sum(request.cash.values()))
    nothing = after(request, {each.symbol: 0 for each in request.positions}, {})
    assert nothing is not None
    best, furthest = distance_cost(nothing, request.target, value)
    places = [(account.id, each) for account in request.accounts for each in request.candidates]
    most = [int(value // float(each.price)) for _, each in places]
    sales = list(product(*(distinct_ways(position) for position in request.positions)))
    least = float(request.minimum_trade)
    for buys in product(*(range(limit + 1) for limit in most)):
        bought = {(account, each.symbol): units for (account, each), units in zip(places, buys, strict=True) if units}
        if any(units * float(each.price) < least for (_, each), units in zip(places, buys, strict=True) if units):
            continue
        for ways in sales:
            sold = {each.symbol: units for each, (units, _, _) in zip(request.positions, ways, strict=True)}
            short, long = sum(way[1] for way in ways), sum(way[2] for way in ways)
            values = [units * float(each.unit_value) for each, (units, _, _) in zip(request.positions, ways, strict=True)]
            if any(0 < each < least for each in values) or short + long > max_gain:
                continue
            if {symbol for symbol, units in sold.items() if units} & {symbol for _, symbol in bought}:
                continue
            sleeves = after(request, sold, bought)
            if sleeves is None:
                continue
            cost, distances = distance_cost(sleeves, request.target, value)
            if distances <= furthest + 0.01:
                trades = len(bought) + sum(units > 0 for units in sold.values())
                best = min(best, cost + tax(short, long) + request.costs.per_trade * trades)
    return best


def objective(request: PlanRequest, plan: Plan) -> float:
    value = float(sum(each.value for each in request.positions) + sum(request.cash.values()))
    sold = {each.symbol: 0 for each in request.positions}
    sold |= {trade.symbol: int(trade.quantity) for trade in plan.trades if trade.action is TradeAction.SELL}
    buys = [trade for trade in plan.trades if trade.action is TradeAction.BUY]
    sleeves = after(request, sold, {(trade.account.id, trade.symbol): int(trade.quantity) for trade in buys})
    assert sleeves is not None
    gains = tax(float(plan.tax.short_term_gain), float(plan.tax.long_term_gain))
    return distance_cost(sleeves, request.target, value)[0] + gains + request.costs.per_trade * len(plan.trades)


@st.composite
def tiny_requests(draw: st.DrawFn) -> PlanRequest:
    price = st.sampled_from(["310.25", "505.00", "720.40"])

    def position(account: object, symbol: str) -> PlanPosition:
        unit = draw(price)
        lots = tuple(
            TaxLot(day, Decimal(draw(st.integers(1, 2))), (Decimal(draw(st.sampled_from(["0.3", "0.9", "1.4"]))) * Decimal(unit)))
            for day in draw(st.lists(st.sampled_from([LONG_AGO, LATELY]), min_size=1, max_size=2))
        )
        return holding(account, symbol, str(sum(lot.quantity for lot in lots)), unit, lots=lots)

    return PlanRequest(
        positions=(position(BROKERAGE, "SEVEN"), position(ROTH, "GROWTH"), position(BROKERAGE, "MARKET")),
        cash={1: draw(st.sampled_from([Decimal(0), Decimal("640.10")])), 2: Decimal("12.5")},
        accounts=(BROKERAGE, ROTH),
        target=draw(st.sampled_from(TARGETS[:2])),
        candidates=(fund("MID", draw(st.sampled_from(["610.00", "905.15"]))), fund("SEVEN", "701.01")),
        trade_date=TRADE_DAY,
        minimum_trade=Decimal(draw(st.sampled_from([0, 650]))),
        max_gain=draw(st.sampled_from([None, Decimal(100), Decimal(400)])),
        costs=TradingCost(draw(st.sampled_from([0.0, 5.0])), 0.0),
    )


@settings(max_examples=15, deadline=None)
@given(request=tiny_requests())
def test_no_plan_at_all_is_better_than_the_certificate_says(request: PlanRequest) -> None:
    plan = solve(request)
    found = objective(request, plan)
    limit = float("inf") if request.max_gain is None else float(request.max_gain)
    value = float(sum(each.value for each in request.positions) + sum(request.cash.values()))
    # The solver leaves a cent or two of a gain limit unused for rounding; two dollars are far beyond it.
    assert found <= best_of_all(request, limit - 2) + plan.optimality_gap + 0.02
    assert best_of_all(request, limit) >= found - plan.optimality_gap - 0.02
    assert plan.optimality_gap <= min(25.0, value * 2.5e-5) + 0.02
