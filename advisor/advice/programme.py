"""The plan as a mixed-integer programme: one objective in dollars, every rule a row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.advice.columns import PurchaseColumns, SaleColumns, Terms
from advisor.advice.household import Household
from advisor.advice.linear import LinearModel
from advisor.advice.programme_aims import CompanyLimits, money_moved, price_aims
from advisor.advice.programme_risk import RiskRows, squares_of
from advisor.advice.programme_tax import GainBudget, price_tax
from advisor.advice.programme_trades import TradeWriter
from advisor.advice.programme_wash import add_washes
from advisor.advice.washing.tie import ties_on


@dataclass(frozen=True, slots=True)
class Programme:
    """The model, and what its columns stand for.

    Rows that seldom bind, and tangents of the risk, are written where a solution shows that they are needed (`refine`); without
    them the minimum is smaller, never larger.
    """

    household: Household
    model: LinearModel
    sales: tuple[SaleColumns, ...]
    purchases: tuple[PurchaseColumns, ...]
    wash_switches: tuple[int, ...]
    budget: GainBudget | None
    companies: CompanyLimits
    risk: RiskRows | None

    @property
    def trades(self) -> tuple[SaleColumns | PurchaseColumns, ...]:
        return (*self.sales, *self.purchases)

    def refine(self, values: NDArray[np.float64], *, around: bool = False) -> float:
        """Write what a solution shows to be missing; by about how many dollars its objective is too small.

        Args:
            values: One per column.
            around: Also what solutions near by will need.
        """
        found = self.companies.add_violated(values)
        short = 0.0 if self.risk is None else self.risk.add_tangents(values, around=around)
        return short + found


def build_programme(household: Household, *, pooled_cash: bool = False, lent: float | None = None) -> Programme:
    """Write the rules of a household as rows.

    Args:
        household: The request, worked out.
        pooled_cash: Let cash move between accounts, to see what keeping it apart costs.
        lent: Dollars that each dollar costs that an account is lent, to see how much it lacks; None lends nothing.
    """
    model, request = LinearModel(), household.request
    ties = ties_on(request.history, request.trade_date)
    writer = TradeWriter(household, model, ties, pooled_cash=pooled_cash)
    sales, purchases = writer.add_sales(), writer.add_purchases()
    _forbid_buying_what_is_sold(model, sales, purchases)
    _keep_cash(household, model, writer, sales, purchases, pooled=pooled_cash, lent=lent)
    _keep_turnover(household, model, writer, sales, purchases)
    washed = add_washes(model, request, ties, sales, purchases)
    budget = price_tax(model, request, sales, washed)
    moved = money_moved(sales, purchases)
    price_aims(model, household, moved)
    companies = CompanyLimits(model, household, moved)
    squares = squares_of(household)
    risk = None if squares is None else RiskRows(model, squares, moved)
    return Programme(household, model, sales, purchases, tuple(washed.switches), budget, companies, risk)


def _forbid_buying_what_is_sold(
    model: LinearModel, sales: tuple[SaleColumns, ...], purchases: tuple[PurchaseColumns, ...]
) -> None:
    """No account buys and sells the same thing at once."""
    sold, bought = defaultdict(list), defaultdict(list)
    for sale in sales:
        sold[sale.position.symbol, sale.position.account.id].append(sale.trade)
    for purchase in purchases:
        bought[purchase.candidate.symbol, purchase.account.id].append(purchase.trade)
    for each in sorted(sold.keys() & bought.keys()):
        buys = model.add_column(upper=1, integer=True)
        for trade in bought[each]:
            model.add_row({trade: 1, buys: -1}, upper=0)
        for trade in sold[each]:
            model.add_row({trade: 1, buys: 1}, upper=1)


def _keep_cash(
    household: Household,
    model: LinearModel,
    writer: TradeWriter,
    sales: tuple[SaleColumns, ...],
    purchases: tuple[PurchaseColumns, ...],
    *,
    pooled: bool,
    lent: float | None,
) -> None:
    rows: dict[int, Terms] = {account.id: {} for account in household.request.accounts}
    for sale in sales:
        rows[sale.position.account.id] |= {
            **sale.sold(float(sale.position.unit_value)),
            sale.trade: -writer.rounding_of_sale(sale),
        }
    for purchase in purchases:
        price = purchase.candidate.price
        rows[purchase.account.id] |= {purchase.units: -float(price), purchase.trade: -writer.rounding(price)}
    needed = {each: float(household.cash_floor[each] - household.cash[each]) for each in rows}
    if pooled:
        model.add_row({k: v for row in rows.values() for k, v in row.items()}, lower=sum(needed.values()))
        return
    for account, row in rows.items():
        borrowed = {} if lent is None else {model.add_column(cost=lent, upper=max(0.0, needed[account])): 1.0}
        model.add_row({**row, **borrowed}, lower=needed[account])


def _keep_turnover(
    household: Household,
    model: LinearModel,
    writer: TradeWriter,
    sales: tuple[SaleColumns, ...],
    purchases: tuple[PurchaseColumns, ...],
) -> None:
    if household.request.max_turnover is None:
        return
    most = household.request.max_turnover * float(household.value)
    sold: Terms = {}
    for sale in sales:
        sold |= {**sale.sold(float(sale.position.unit_value)), sale.trade: writer.rounding_of_sale(sale)}
    bought: Terms = {}
    for purchase in purchases:
        price = purchase.candidate.price
        bought |= {purchase.units: float(price), purchase.trade: writer.rounding(price)}
    for terms in (sold, bought):
        model.add_row(terms, upper=most)
