"""That before and after are what the holdings are, looked through."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Shape
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.risk import Risk
from advisor.advice.verifying.demands import demand, demand_close
from advisor.advice.verifying.sold_lots import cents
from advisor.domain.classification import Sector, Sleeve

_FRACTION = 1e-8

_Name = TypeVar("_Name", bound=str)


@dataclass(slots=True)
class Holdings:
    """Money by what it lies in.

    Attributes:
        parts: What is held, with its account's id and account currency.
        cash: Account currency.
    """

    parts: list[tuple[PlanPosition | Candidate, int, float]]
    cash: float
    sleeves: dict[Sleeve, float] = field(default_factory=dict)
    sectors: dict[Sector, float] = field(default_factory=dict)
    companies: dict[str, float] = field(default_factory=dict)
    unseen: float = 0.0

    def look_through(self) -> Holdings:
        """Fill the sums: account currency by sleeve, sector and company."""
        self.sleeves, self.sectors = {Sleeve.CASH: self.cash}, {Sector.CASH: self.cash}
        dollars: dict[int, float] = {}
        contents = {id(held.contents): held.contents for held, _, _ in self.parts}
        for held, _, money in self.parts:
            dollars[id(held.contents)] = dollars.get(id(held.contents), 0.0) + money
        for key, inside in contents.items():
            money = dollars[key]
            self.unseen += money * inside.unseen
            for sleeve, share in inside.sleeves.items():
                self.sleeves[sleeve] = self.sleeves.get(sleeve, 0.0) + money * share
            for sector, share in inside.sectors.items():
                self.sectors[sector] = self.sectors.get(sector, 0.0) + money * share
            for company, share in inside.companies.items():
                self.companies[company] = self.companies.get(company, 0.0) + money * share
        return self

    @property
    def value(self) -> float:
        return sum(money for _, _, money in self.parts) + self.cash


def holdings_before(request: PlanRequest) -> Holdings:
    """What is held, without what is added or withdrawn."""
    parts = [(position, position.account.id, float(position.value)) for position in request.positions]
    return Holdings(list(parts), float(sum(request.cash.values(), Decimal(0)))).look_through()


def holdings_without_trades(request: PlanRequest) -> Holdings:
    """What is held, with what is added or withdrawn."""
    parts = [(position, position.account.id, float(position.value)) for position in request.positions]
    flowing = request.new_cash + sum(request.flows.values(), Decimal(0))
    return Holdings(list(parts), float(sum(request.cash.values(), Decimal(0)) + flowing)).look_through()


def holdings_after(request: PlanRequest, plan: Plan) -> Holdings:
    """What is held with the trades."""
    sold = {(each.account.id, each.symbol): each.quantity for each in plan.trades if each.action is TradeAction.SELL}
    parts: list[tuple[PlanPosition | Candidate, int, float]] = []
    for position in request.positions:
        gone = sold.get((position.account.id, position.symbol)) if position.quantity > 0 else None
        kept = position.value if gone is None else cents((position.quantity - gone) * position.unit_value)
        parts.append((position, position.account.id, float(kept)))
    offered: dict[str, PlanPosition | Candidate] = {each.symbol: each for each in reversed(request.positions)}
    offered |= {each.symbol: each for each in reversed(request.candidates) if each.price > 0}
    for trade in plan.trades:
        if trade.action is TradeAction.BUY:
            parts.append((offered[trade.symbol], trade.account.id, float(trade.value)))
    return Holdings(parts, float(sum(plan.cash_after.values(), Decimal(0)))).look_through()


def tracking_error(risk: Risk, holdings: Holdings) -> float:
    """Yearly, against the target, fraction."""
    value, wanted = holdings.value, risk.reference
    apart = [
        (
            (holdings.sleeves.get(factor, 0.0) / value - wanted.sleeves.get(factor, 0.0))
            if isinstance(factor, Sleeve)
            else (holdings.sectors.get(factor, 0.0) / value - wanted.sectors.get(factor, 0.0))
        )
        for factor in risk.factors
    ]
    rows = risk.covariance.tolist()
    shared = sum(a * sum(map(float.__mul__, row, apart)) for a, row in zip(apart, rows, strict=True))
    own = 0.0
    for company in holdings.companies.keys() | wanted.companies.keys():
        difference = holdings.companies.get(company, 0.0) / value - wanted.companies.get(company, 0.0)
        own += risk.specific_variance(company) * difference * difference
    return math.sqrt(max(0.0, shared + own))


def check_shapes(request: PlanRequest, plan: Plan, after: Holdings) -> None:
    """Both shapes, figure by figure.

    Raises:
        PlanNotSoundError: One is not so.
    """
    for stated, holdings, when in ((plan.shape_before, holdings_before(request), "before"), (plan.shape_after, after, "after")):
        if holdings.value > 0:
            _check_shape(request, stated, holdings, when)


def _check_shape(request: PlanRequest, stated: Shape, holdings: Holdings, when: str) -> None:
    value = holdings.value
    _check_parts(stated.sleeves, holdings.sleeves, value, f"the sleeve {{}} {when}")
    _check_parts(stated.sectors, holdings.sectors, value, f"the sector {{}} {when}")
    _check_parts(stated.companies, holdings.companies, value, f"the company {{}} {when}")
    demand_close(sum(stated.sleeves.values()), 1.0, f"the sum of all sleeves {when}", _FRACTION)
    sizes = list(stated.companies.values())
    demand(sizes == sorted(sizes, reverse=True), f"The companies {when} are not told by size.")
    demand_close(stated.unseen, holdings.unseen / value, f"what cannot be seen {when}", _FRACTION)
    themes = {
        theme: sum(holdings.companies.get(company, 0.0) * part for company, part in members.items())
        for theme, members in request.theme_members.items()
    }
    _check_parts(stated.themes, themes, value, f"the theme {{}} {when}")
    demand(
        (stated.tracking_error is None) == (request.risk is None),
        f"The tracking error {when} is told without a model, or not told.",
    )
    if request.risk is not None and stated.tracking_error is not None:
        demand_close(stated.tracking_error, tracking_error(request.risk, holdings), f"the tracking error {when}", 1e-6)
    _check_yearly(stated.income, ((held.income, money) for held, _, money in holdings.parts), f"the income {when}")
    _check_yearly(stated.fund_cost, ((held.expense, money) for held, _, money in holdings.parts), f"the cost of funds {when}")


def _check_parts(stated: Mapping[_Name, float], true: Mapping[_Name, float], value: float, what: str) -> None:
    """`what` has a place for the name."""
    for name in stated.keys() | true.keys():
        demand_close(stated.get(name, 0.0), true.get(name, 0.0) / value, what.format(name), _FRACTION)


def _check_yearly(stated: Decimal | None, rates: Iterable[tuple[float | None, float]], what: str) -> None:
    known = [rate * money for rate, money in rates if rate is not None and money]
    demand((stated is not None) == bool(known), f"The plan is wrong about whether {what} is known.")
    demand_close(float(stated or 0), sum(known), what, 0.02)
