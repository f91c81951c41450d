"""Plans that nobody searched for: orders drawn at random, or given, and worked out."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from advisor.advice.household import describe_household
from advisor.advice.lots import lots_held
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.plan import Plan, Search
from advisor.advice.model.request import PlanRequest
from advisor.advice.objective import gap_to_target
from advisor.advice.outcome import work_out


def plan_of(request: PlanRequest, orders: Orders) -> Plan:
    """The plan that trades as ordered; nothing is proven of it."""
    household = describe_household(request)
    outcome = work_out(household, orders)
    return Plan(
        target=household.target,
        value=household.value,
        trades=outcome.trades,
        shape_before=outcome.before,
        shape_after=outcome.after,
        cash_after=outcome.cash,
        tax=outcome.tax,
        trading_cost=outcome.trading_cost,
        turnover=outcome.turnover,
        changes_place=outcome.changes_place,
        gap_before=gap_to_target(outcome.before.sleeves, household.target),
        gap_to_target=gap_to_target(outcome.after.sleeves, household.target),
        objective=outcome.objective.total,
        optimality_gap=float("inf"),
        search=Search("nothing", 0.0, 0.0, 0.0, None),
        binding=(),
        warnings=(),
        washed=outcome.washed,
    )


def random_orders(request: PlanRequest, seed: int) -> Orders:
    """Some of what may be sold, whole lots and parts of them, and some of what may be bought, whether or not it can be paid."""
    draw = np.random.default_rng(seed)
    household = describe_household(request)
    sales = []
    for position in household.sellable:
        taken = tuple(
            (place, lot.quantity if draw.random() < 0.5 else min(lot.quantity, 1 + lot.quantity // 3))
            for place, lot in enumerate(lots_held(position))
            if draw.random() < 0.3
        )
        if taken:
            sales.append(SaleOrder(position, sum((units for _, units in taken), Decimal(0)), taken))
    purchases = tuple(
        PurchaseOrder(account, candidate, Decimal(int(draw.integers(1, 50))))
        for account, candidate in household.purchases
        if draw.random() < 0.3
    )
    return Orders(tuple(sales), purchases)
