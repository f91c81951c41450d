"""Wash sales as rows: losses that would not count are worth nothing, and what would wash an earlier loss costs it.

Of the plan's own losses those acquired first are washed first, as `match_washes` does. Earlier losses that purchases wash count
at the least that any of them lost per share, so that the bound holds; the plan itself is valued by `match_washes`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from advisor.advice.columns import LotColumns, PurchaseColumns, SaleColumns, Terms
from advisor.advice.linear import LinearModel
from advisor.advice.lots import is_long_term
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.washing import WashPolicy
from advisor.advice.washing.tie import ExposedLoss, Replacing, Tie

_NOTHING = 1e-9


@dataclass(slots=True)
class WashedGains:
    """Terms of the earlier losses that purchases of the plan wash, dollars, by term.

    Attributes:
        switches: Whether a loss counts; all of them off is always allowed where nothing has to be sold.
    """

    short: Terms = field(default_factory=dict)
    long: Terms = field(default_factory=dict)
    switches: list[int] = field(default_factory=list)


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
        if group.losses and (tie.replacing or group.bought):
            washed.switches += _wash_own_losses(model, request, group, tie.replacing)
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
    model: LinearModel,
    request: PlanRequest,
    group: _Group,
    replacing: Sequence[Replacing],
) -> list[int]:
    """Either no loss of the group counts, or as many shares are washed as there are to replace them."""
    free = sum(float(each.quantity) for each in replacing)
    bought = {purchase.units: 1.0 for purchase in group.bought}
    most_bought = sum(model.upper[column] for column in bought)
    gone = _replacing_shares_sold(model, group, replacing)
    # Nothing but the shares that replace is left where no loss counts.
    short = _added(_added({}, gone, 1.0), bought, -1.0)
    if request.wash_policy is WashPolicy.FORBID:
        switches = [_forbid_washing(model, group)]
    else:
        switches = _wash_in_order(model, group, free, gone)
        for _, lot in group.losses:
            if lot.washed is not None:
                short = _added(short, {lot.washed: 1.0}, 1.0)
    model.add_row({**short, switches[-1]: -(free + most_bought)}, lower=-most_bought)
    if bought:
        # Follows from the row above for whole switches, and says more for parts of one.
        without = {column: value for column, value in short.items() if column not in bought}
        model.add_row({**without, switches[-1]: -free}, lower=0)
    return switches


def _forbid_washing(model: LinearModel, group: _Group) -> int:
    """No loss is washed; the switch says whether any is taken."""
    any_counts = model.add_column(upper=1, integer=True)
    for _, lot in group.losses:
        model.add_row({lot.counted: 1.0, any_counts: -float(lot.units)}, upper=0)
        if lot.washed is not None:
            model.upper[lot.washed] = 0.0
    return any_counts


def _wash_in_order(model: LinearModel, group: _Group, free: float, gone: Terms) -> list[int]:
    """What was acquired first is washed first; the last switch says whether any loss counts."""
    switches: list[int] = []
    counted: Terms = {}
    most = 0.0
    for _, lot in sorted(group.losses, key=_order_of_sale):
        counts = model.add_column(upper=1, integer=True)
        model.add_row({lot.counted: 1.0, counts: -float(lot.units)}, upper=0)
        if switches:
            model.add_row({switches[-1]: 1.0, counts: -1.0}, upper=0)
            if lot.washed is not None:
                model.add_row({lot.washed: 1.0, switches[-1]: float(lot.units)}, upper=float(lot.units))
        counted[lot.counted] = 1.0
        most += float(lot.units)
        # Where one of these lots counts, all that is washed is washed among them: so much less can count.
        model.add_row({**_added(counted, gone, -1.0), counts: free - most}, upper=0)
        switches.append(counts)
    return switches


def _order_of_sale(loss: tuple[SaleColumns, LotColumns]) -> tuple[date, int, str]:
    sale, lot = loss
    return lot.acquired or date.min, sale.position.account.id, sale.position.symbol


def _added(terms: Terms, more: Terms, times: float) -> Terms:
    return {column: terms.get(column, 0.0) + times * more.get(column, 0.0) for column in {**terms, **more}}


def _replacing_shares_sold(model: LinearModel, group: _Group, replacing: Sequence[Replacing]) -> Terms:
    """Shares that would replace and are sold themselves; of one purchase those that replaced something already go first."""
    free: defaultdict[tuple[int, str, date], float] = defaultdict(float)
    for each in replacing:
        free[each.purchase.account.id, each.purchase.symbol, each.purchase.day] += float(each.quantity)
    gone: Terms = {}
    for key, most in free.items():
        lots = [lot for sale, lot in group.sold if (sale.position.account.id, sale.position.symbol, lot.acquired) == key]
        sold = {column: 1.0 for lot in lots for column in lot.sold()}
        used = sum(float(lot.units) for lot in lots) - most
        if used <= _NOTHING:
            gone |= sold
            continue
        left = model.add_column(upper=most)
        beyond = model.add_column(upper=1, integer=True)
        model.add_row({left: 1.0, beyond: -most}, upper=0)
        model.add_row({left: 1.0, beyond: used, **_added({}, sold, -1.0)}, upper=0)
        gone[left] = 1.0
    return gone


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
