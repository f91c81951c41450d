"""Wash sales as rows: losses that would not count are worth nothing, and what would wash an earlier loss costs it.

The rows never say more than the regulation does: which lots of a group are washed is left to the solver, which takes those that
lose least, and earlier losses count at the least that any of them lost per share. So the bound holds; the plan itself is valued
by `match_washes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from advisor.advice.columns import LotColumns, PurchaseColumns, SaleColumns, Terms
from advisor.advice.linear import LinearModel
from advisor.advice.lots import is_long_term
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.washing import WashPolicy
from advisor.advice.washing.tie import ExposedLoss, Replacing, Tie


@dataclass(slots=True)
class WashedGains:
    """Terms of the earlier losses that purchases of the plan wash, dollars, by term."""

    short: Terms = field(default_factory=dict)
    long: Terms = field(default_factory=dict)


@dataclass(slots=True)
class _Group:
    losses: list[tuple[SaleColumns, LotColumns]] = field(default_factory=list)
    sold: list[tuple[SaleColumns, LotColumns]] = field(default_factory=list)
    bought: list[PurchaseColumns] = field(default_factory=list)


def add_washes(
    model: LinearModel,
    request: PlanRequest,
    ties: Mapping[str, Tie],
    sales: Sequence[SaleColumns],
    purchases: Sequence[PurchaseColumns],
) -> WashedGains:
    """Rows for every group that has something to wash."""
    washed = WashedGains()
    for name, group in _groups(request, sales, purchases).items():
        tie = ties.get(name, Tie())
        sold = {sale.position.symbol for sale, _ in group.losses}
        others = [purchase for purchase in group.bought if request.location_price > 0 or sold - {purchase.candidate.symbol}]
        if group.losses and (tie.replacing or others):
            _wash_own_losses(model, request, group, others, tie.replacing)
        if group.bought and tie.exposed_losses:
            _wash_earlier_losses(model, request, group, tie.exposed_losses, washed)
    return washed


def _groups(request: PlanRequest, sales: Sequence[SaleColumns], purchases: Sequence[PurchaseColumns]) -> dict[str, _Group]:
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for sale in sales:
        group = groups[request.history.group_of(sale.position.symbol)]
        for lot in sale.lots:
            group.sold.append((sale, lot))
            if lot.gain_per_unit < 0:
                group.losses.append((sale, lot))
    for purchase in purchases:
        groups[request.history.group_of(purchase.candidate.symbol)].bought.append(purchase)
    return groups


def _wash_own_losses(
    model: LinearModel, request: PlanRequest, group: _Group, purchases: Sequence[PurchaseColumns], replacing: Sequence[Replacing]
) -> None:
    """Either no loss of the group counts, or as many shares are washed as there are to replace them."""
    counted = {lot.counted: 1.0 for _, lot in group.losses}
    washed = {lot.washed: 1.0 for _, lot in group.losses if lot.washed is not None}
    most = sum(float(lot.units) for _, lot in group.losses)
    free = sum(float(each.quantity) for each in replacing)
    bought = {purchase.units: 1.0 for purchase in purchases}
    gone = _replacing_shares_sold(group, replacing)
    if request.wash_policy is WashPolicy.FORBID:
        for column in washed:
            model.upper[column] = 0.0
        washed = {}
    any_counts = model.add_column(upper=1, integer=True)
    model.add_row({**counted, any_counts: -most}, upper=0)
    if not washed:
        # Nothing to wash and so nothing that counts unless nothing replaces it.
        most_bought = sum(model.upper[column] for column in bought)
        model.add_row({**bought, **{c: -v for c, v in gone.items()}, any_counts: free + most_bought}, upper=most_bought)
        return
    short = {**dict.fromkeys(washed, 1.0), **dict.fromkeys(bought, -1.0)}
    for column, share in gone.items():
        short[column] = short.get(column, 0.0) + share
    most_bought = sum(model.upper[column] for column in bought)
    model.add_row({**short, any_counts: -(free + most_bought)}, lower=-most_bought)


def _replacing_shares_sold(group: _Group, replacing: Sequence[Replacing]) -> Terms:
    """Shares that would replace and are sold themselves; shares sold in tax-deferred accounts have no columns by lot."""
    days = {(each.purchase.account.id, each.purchase.symbol, each.purchase.day) for each in replacing}
    sold: Terms = {}
    for sale, lot in group.sold:
        if (sale.position.account.id, sale.position.symbol, lot.acquired) in days:
            sold |= lot.sold()
    return sold


def _wash_earlier_losses(
    model: LinearModel, request: PlanRequest, group: _Group, exposed: Sequence[ExposedLoss], washed: WashedGains
) -> None:
    if request.wash_policy is WashPolicy.FORBID:
        for purchase in group.bought:
            if purchase.fixed is None:
                model.upper[purchase.units] = model.upper[purchase.trade] = 0.0
        return
    shares = sum(float(each.quantity) for each in exposed)
    least = min(exposed, key=lambda each: each.loss_per_share)
    bought = {purchase.units: 1.0 for purchase in group.bought}
    replaced = model.add_column(upper=shares)
    all_replaced = model.add_column(upper=1, integer=True)
    beyond = max(0.0, sum(model.upper[column] for column in bought) - shares)
    model.add_row({replaced: 1.0, **dict.fromkeys(bought, -1.0), all_replaced: beyond}, lower=0)
    model.add_row({replaced: 1.0, all_replaced: -shares}, lower=0)
    acquired = least.sale.acquired
    short = acquired is not None and not is_long_term(acquired, least.sale.day)
    (washed.short if short else washed.long)[replaced] = float(least.loss_per_share)
