"""What all the money is, looked through."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.advice.household import Household
from advisor.advice.looked_through import SECTORS, SLEEVES
from advisor.advice.model.plan import Shape
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.money import ZERO, round_to_cents


def shape_today(household: Household) -> Shape:
    """What all the money is before the trades, new cash left out."""
    return shape_of(household, household.place_values, float(sum(household.request.cash.values(), ZERO)))


def shape_of(household: Household, places: NDArray[np.float64], cash: float) -> Shape:
    """What money in each place and in cash is, looked through."""
    looked, value = household.looked, float(places.sum()) + cash
    share = 1 / value if value > 0 else 0.0
    sleeves = dict(zip(SLEEVES, (places @ looked.sleeves * share).tolist(), strict=True))
    sectors = dict(zip(SECTORS, (places @ looked.sectors * share).tolist(), strict=True))
    sleeves[Sleeve.CASH] += cash * share
    sectors[Sector.CASH] += cash * share
    income, fund_cost, missing = _income_and_cost(household, places)
    return Shape(
        sleeves=sleeves,
        sectors=sectors,
        companies=_companies(household, places, share),
        themes=dict(zip(looked.theme_names, (places @ looked.themes * share).tolist(), strict=True)),
        unseen=float(places @ looked.unseen) * share,
        tracking_error=None if household.tracking is None else household.tracking.error(places, cash),
        income=income,
        fund_cost=fund_cost,
        missing=missing,
    )


def _companies(household: Household, places: NDArray[np.float64], share: float) -> dict[str, float]:
    weights = places @ household.looked.companies * share
    order = np.argsort(-weights, kind="stable")
    names = household.looked.company_names
    return {names[at]: float(weights[at]) for at in order.tolist() if weights[at] != 0}


def _income_and_cost(household: Household, places: NDArray[np.float64]) -> tuple[Decimal | None, Decimal | None, frozenset[str]]:
    holdings: list[PlanPosition | Candidate] = [
        *household.request.positions,
        *(candidate for _, candidate in household.purchases),
    ]
    income, fund_cost, missing = [], [], set()
    for holding, dollars in zip(holdings, places.tolist(), strict=True):
        if dollars == 0:
            continue
        if holding.income is not None:
            income.append(dollars * holding.income)
        if holding.expense is not None:
            fund_cost.append(dollars * holding.expense)
        if holding.income is None or (holding.expense is None and holding.contents.is_fund):
            missing.add(holding.symbol)
    return _total(income), _total(fund_cost), frozenset(missing)


def _total(amounts: list[float]) -> Decimal | None:
    return round_to_cents(Decimal(sum(amounts))) if amounts else None
