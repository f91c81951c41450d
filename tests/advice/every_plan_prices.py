"""What every plan of a household of a few shares costs, in dollars, by arithmetic of its own: aims, limits, risk, tax.

Sales are the rows and purchases the columns of tables; everything but the tax is a sum of what rows and columns bring.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.target import Destination
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.portfolio import Account, TaxType
from advisor.exposure.contents import Contents

Table = NDArray[np.float64]
# Dollars per dollar of distance: inner half of the band, outer half, beyond; beyond a limit; of idle cash.
INNER, OUTER, BEYOND, LIMIT, IDLE = 0.005, 0.015, 0.10, 0.20, 0.02


@dataclass(frozen=True)
class Prices:
    """Everything that is aimed at.

    Attributes:
        pairs: What may be bought where.
        cash: By account id, with what is added and withdrawn.
        value: Of the portfolio.
    """

    request: PlanRequest
    positions: Sequence[PlanPosition]
    pairs: Sequence[tuple[Account, Candidate]]
    cash: dict[int, float]
    value: float

    def aims(self, sold: Table, bought: Table) -> Table:
        """Distance, limits, risk and location of every plan, in dollars."""
        request, target, value = self.request, self.request.target, self.value
        assert not target.scope and not target.kept
        unseen = sum(abs(float(each.value)) * each.contents.unseen for each in self.positions)
        total = np.zeros((len(sold), len(bought)))
        for sleeve, weight in target.sleeves.items():
            inside = self._inside([each.contents.sleeves.get(sleeve, 0.0) for each in self._instruments()], sleeve is Sleeve.CASH)
            half = target.half_width(sleeve, _volatility(request, sleeve)) * value
            total += _priced(inside(sold, bought) - weight * value, half, target.destination, unseen)
        for name, weight in target.sectors.items():
            sector = Sector(name)
            inside = self._inside([each.contents.sectors.get(sector, 0.0) for each in self._instruments()], False)
            half = target.band.half_width(weight, _volatility(request, sector)) * value
            total += _priced(inside(sold, bought) - weight * value, half, target.destination, unseen)
        for symbol, weight in target.instruments.items():
            inside = self._inside([float(each.symbol == symbol) for each in self._instruments()], False)
            half = target.band.half_width(weight) * value
            total += _priced(inside(sold, bought) - weight * value, half, target.destination, 0.0)
        if Sleeve.CASH not in target.sleeves and sum(target.sleeves.values()) < 1 - 1e-6:
            total += self._idle_cash(sold, bought)
        return total + self._limits(sold, bought) + self._location(sold, bought) + self._risk(sold, bought)

    def _idle_cash(self, sold: Table, bought: Table) -> Table:
        shares = [each.contents.sleeves.get(Sleeve.CASH, 0.0) for each in self._instruments()]
        held = sum(float(each.value) * share for each, share in zip(self.positions, shares, strict=False))
        today = max(0.0, held) + sum(max(0.0, float(amount)) for amount in self.request.cash.values())
        return IDLE * np.maximum(0.0, self._inside(shares, True)(sold, bought) - today)

    def _instruments(self) -> list[PlanPosition | Candidate]:
        return [*self.positions, *(each for _, each in self.pairs)]

    def _inside(self, shares: list[float], cash: bool) -> _Sum:
        """Dollars of something in every plan, from its share in each place."""
        held = np.array([float(each.value) for each in self.positions])
        return _Sum(np.array(shares), held, float(cash), sum(self.cash.values()))

    def _limits(self, sold: Table, bought: Table) -> Table:
        target, total = self.request.target, np.zeros((len(sold), len(bought)))
        companies = {company for each in self._instruments() for company in each.contents.companies}
        if target.company_max is not None:
            for company in companies:
                inside = self._inside([each.contents.companies.get(company, 0.0) for each in self._instruments()], False)
                total += LIMIT * np.maximum(0.0, inside(sold, bought) - target.company_max * self.value)
        for theme, most in target.themes.items():
            parts = self.request.theme_members[theme]
            shares = [
                sum(share * parts.get(company, 0.0) for company, share in each.contents.companies.items())
                for each in self._instruments()
            ]
            total += LIMIT * np.maximum(0.0, self._inside(shares, False)(sold, bought) - most * self.value)
        return total

    def _location(self, sold: Table, bought: Table) -> Table:
        request = self.request
        accounts = [*(each.account for each in self.positions), *(account for account, _ in self.pairs)]
        bonds = [
            each.contents.sleeves.get(Sleeve.FIXED_INCOME, 0.0) * (account.tax_type is TaxType.TAXABLE)
            for each, account in zip(self._instruments(), accounts, strict=True)
        ]
        deferred = {each.id for each in request.accounts if each.tax_type is not TaxType.TAXABLE}
        room = sum(float(each.value) for each in self.positions if each.account.id in deferred)
        room += sum(float(amount) for account, amount in request.cash.items() if account in deferred)
        no_room = max(0.0, request.target.sleeves.get(Sleeve.FIXED_INCOME, 0.0) * self.value - room)
        return request.location_price * np.maximum(0.0, self._inside(bonds, False)(sold, bought) - no_room)

    def _risk(self, sold: Table, bought: Table) -> Table:
        risk = self.request.risk
        if risk is None:
            return np.zeros((len(sold), len(bought)))
        instruments, wanted = self._instruments(), risk.reference
        names = sorted(
            {company for each in (*instruments, risk) if each is not risk for company in each.contents.companies}
            | {*wanted.companies}
        )
        root = np.linalg.cholesky(risk.covariance + 1e-15 * np.eye(len(risk.factors)))

        def scaled(contents: Contents, cash: float = 0.0) -> Table:
            factors = [_share(contents, factor) + cash * (factor in (Sleeve.CASH, Sector.CASH)) for factor in risk.factors]
            own = [np.sqrt(risk.specific_variance(name)) * contents.companies.get(name, 0.0) for name in names]
            return np.concatenate([root.T @ np.array(factors), own])

        rows = np.array([scaled(each.contents) for each in instruments])
        in_cash = np.concatenate(
            [root.T @ np.array([float(f in (Sleeve.CASH, Sector.CASH)) for f in risk.factors]), np.zeros(len(names))]
        )
        held = np.array([float(each.value) for each in self.positions])
        count = len(self.positions)
        idle = held @ rows[:count] + sum(self.cash.values()) * in_cash - self.value * scaled(wanted)
        less = -sold @ (rows[:count] - in_cash) + idle
        more = bought @ (rows[count:] - in_cash) if len(rows) > count else np.zeros((len(bought), len(in_cash)))
        squares = (less**2).sum(axis=1)[:, None] + (more**2).sum(axis=1)[None, :] + 2 * less @ more.T
        return np.asarray(self.request.risk_price / 2 * np.maximum(0.0, squares) / self.value)


@dataclass(frozen=True)
class _Sum:
    shares: Table
    held: Table
    cash_share: float
    cash: float

    def __call__(self, sold: Table, bought: Table) -> Table:
        count = len(self.held)
        idle = float(self.held @ self.shares[:count]) + self.cash_share * self.cash
        less = sold @ (self.shares[:count] - self.cash_share)
        more = bought @ (self.shares[count:] - self.cash_share) if len(self.shares) > count else np.zeros(len(bought))
        return np.asarray(idle - less[:, None] + more[None, :])


def _share(contents: Contents, factor: Sleeve | Sector) -> float:
    return contents.sleeves.get(factor, 0.0) if isinstance(factor, Sleeve) else contents.sectors.get(factor, 0.0)


def _volatility(request: PlanRequest, factor: Sleeve | Sector) -> float | None:
    return None if request.risk is None else request.risk.volatilities.get(factor)


def _priced(distance: Table, half: float, destination: Destination, unseen: float) -> Table:
    inner = INNER if destination is Destination.TARGET else 0.0
    outer = 0.0 if destination is Destination.EDGE else OUTER
    far, width = np.abs(distance), half / 2 + np.where(distance < 0, unseen, 0.0)
    first = np.minimum(far, half / 2)
    second = np.minimum(far - first, width)
    return np.asarray(inner * first + outer * second + BEYOND * (far - first - second))


def weighed_tax(rules: TaxRules, short: Table, long: Table) -> Table:
    """Tax of every plan against realising nothing, less what a carried loss is counted as worth."""
    nothing = _year(rules, np.array(float(rules.short_before)), np.array(float(rules.long_before)))
    return _year(rules, short + float(rules.short_before), long + float(rules.long_before)) - nothing


def _year(rules: TaxRules, short: Table, long: Table) -> Table:
    total, limit = short + long, float(rules.loss_limit)
    ordinary = np.clip(short, 0.0, np.maximum(total, 0.0))
    up = np.maximum(total, 0.0)
    stacked = _steps(rules.ordinary, ordinary) + _steps(rules.long_term, up) - _steps(rules.long_term, ordinary)
    losses = rules.loss_steps or (RateStep(rules.loss_limit, rules.loss_rate),)
    saved = _steps(losses, np.minimum(np.maximum(-total, 0.0), limit))
    carried = float(rules.carried_loss_value) * np.maximum(-total - limit, 0.0)
    return np.asarray(np.minimum(stacked, _steps(rules.ordinary, up)) - saved - carried)


def _steps(steps: Sequence[RateStep], dollars: Table) -> Table:
    tax, begins = np.zeros_like(dollars), 0.0
    for step in steps:
        ends = np.inf if step.dollars is None else begins + float(step.dollars)
        tax = tax + float(step.rate) * np.clip(dollars - begins, 0.0, ends - begins)
        begins = ends
        if step.dollars is None:
            break
    return tax
