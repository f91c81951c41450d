"""A plan made better step by step: always the pair of changes that lowers the objective most."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import numpy as np

from advisor.advice.gains import realised_gains
from advisor.advice.household import Household
from advisor.advice.lot_methods import take_lots
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.request import PlanPosition, PlanRequest
from advisor.advice.objective import accepted_gap
from advisor.advice.outcome import work_out
from advisor.advice.recipes.exchanges import Standing, exchanges_in
from advisor.advice.recipes.possible_trades import Numbers, PossibleTrade, Rates, gains_of, possible_trades
from advisor.advice.recipes.quick_measure import Exchanges, QuickMeasure
from advisor.advice.taxes.net_tax import weighed_tax_of
from advisor.advice.washing.tie import ties_on
from advisor.domain.money import ZERO

# Pairs that are looked at again after one of them was carried out.
_LOOKED_AT_AGAIN = 400

# A step is worth this part of the accepted gap.
_WORTH_A_STEP = 0.01

_PLACES = Decimal("0.0001")


def descend(household: Household, orders: Orders, may_go_on: Callable[[], bool], *, free: bool = False) -> Orders:
    """Better orders than those given, as far as floating point can tell: no pair of changes in one account improves them.

    Args:
        orders: They keep the rules.
        may_go_on: Asked between steps.
        free: Tax and trading cost count for nothing: the shape nearest to the target, whatever it costs.
    """
    return _Descent(household, orders, free=free).run(may_go_on)


class _Descent:
    def __init__(self, household: Household, orders: Orders, *, free: bool) -> None:
        self._household, self._orders = household, orders
        request = household.request
        sold = [gains_of(request, order.position, order.lots) for order in orders.sales]
        counted = realised_gains(request, work_out(household, orders).trades).counted
        gains = np.array([float(each) for each in counted])
        losing = {order.position.symbol for order, each in zip(orders.sales, sold, strict=True) if min(each) < 0}
        alone = _left_alone(request, orders, losing)
        possible = possible_trades(household, _rates_at(request, gains))
        self._trades = tuple(trade for trade in possible if trade.group not in alone)
        self._measure = QuickMeasure(household, self._trades, orders, gains, free=free)
        self._before = self._units()
        by_position = {id(order.position): each for order, each in zip(orders.sales, sold, strict=True)}
        own = np.array([*(by_position.get(id(trade.holding), (0.0, 0.0)) for trade in self._trades), (0.0, 0.0)]).T
        self._now = Standing(self._trades, self._before.copy(), own, _spare_cash(household, orders), request.costs)
        self._least = _WORTH_A_STEP * accepted_gap(float(household.value))

    def run(self, may_go_on: Callable[[], bool]) -> Orders:
        accounts = [account.id for account in self._household.request.accounts]
        unchanged = 0
        while unchanged < len(accounts) and may_go_on():
            account = accounts.pop(0)
            accounts.append(account)
            unchanged = 0 if self._improve(account, may_go_on) else unchanged + 1
        return self._as_orders()

    def _improve(self, account: int, may_go_on: Callable[[], bool]) -> bool:
        """Carry out the best pairs of an account; whether there were any."""
        pairs = exchanges_in(self._now, account)
        if not len(pairs.first):
            return False
        changes = self._changes(pairs)
        pairs = pairs.some(np.argsort(changes, kind="stable")[:_LOOKED_AT_AGAIN])
        found = False
        while len(pairs.first) and may_go_on():
            changes = self._changes(pairs)
            best = int(np.argmin(changes))
            if changes[best] > -self._least:
                break
            found = True
            one, other = int(pairs.first[best]), int(pairs.second[best])
            self._measure.make(pairs, best)
            self._now.make(pairs, best, account)
            pairs = self._still_possible(pairs, (one, other), account)
        return found

    def _changes(self, pairs: Exchanges) -> Numbers:
        """By how much the objective changes; infinite where a limit on gain or turnover would be broken."""
        changes = self._measure.change(pairs)
        request = self._household.request
        if request.max_gain is not None:
            total = self._measure.gains.sum() + pairs.gains.sum(axis=0)
            over = (total > float(request.max_gain)) & (pairs.gains.sum(axis=0) > 0)
            changes = np.where(over, np.inf, changes)
        if request.max_turnover is not None:
            changes = np.where(self._turns_over(pairs) > request.max_turnover * float(self._household.value), np.inf, changes)
        return changes

    def _turns_over(self, pairs: Exchanges) -> Numbers:
        now, sides = self._now, []
        for sign in (-1.0, 1.0):
            counted = np.where(now.to_place == sign, now.prices, 0.0)
            moved = (pairs.units[0] - now.units[pairs.first]) * counted[pairs.first]
            moved += (pairs.units[1] - now.units[pairs.second]) * counted[pairs.second]
            sides.append(float(counted @ now.units) + moved)
        return np.asarray(np.maximum(*sides) + 0.01 * len(self._trades))

    def _still_possible(self, pairs: Exchanges, made: tuple[int, int], account: int) -> Exchanges:
        """Pairs that what was just carried out leaves as they were."""
        changed = {each for each in made if each < len(self._trades)}
        names = {self._trades[each].group for each in changed}
        touched = np.array([*(trade.group in names for trade in self._trades), False])
        kept = ~(touched[pairs.first] | touched[pairs.second])
        kept &= self._now.spare[account] - pairs.dollars.sum(axis=0) >= 0.03
        return pairs.some(np.flatnonzero(kept))

    def _units(self) -> Numbers:
        traded: dict[tuple[int, bool, str], Decimal] = {}
        for sale in self._orders.sales:
            traded[sale.position.account.id, True, sale.position.symbol] = sale.quantity
        for purchase in self._orders.purchases:
            traded[purchase.account.id, False, purchase.candidate.symbol] = purchase.quantity
        return np.array([*(float(traded.get(_key(trade), ZERO)) for trade in self._trades), 0.0])

    def _as_orders(self) -> Orders:
        known = {_key(trade) for trade in self._trades}
        kept_sales = {id(order.position): order for order in self._orders.sales}
        sales = [each for each in self._orders.sales if (each.position.account.id, True, each.position.symbol) not in known]
        purchases = [each for each in self._orders.purchases if (each.account.id, False, each.candidate.symbol) not in known]
        for n, trade in enumerate(self._trades):
            units = self._now.units[n]
            if units <= 0:
                continue
            if not isinstance(trade.holding, PlanPosition):
                purchases.append(PurchaseOrder(trade.account, trade.holding, _exact(units)))
            elif units == self._before[n]:
                sales.append(kept_sales[id(trade.holding)])
            else:
                sales.append(self._sale(trade.holding, n))
        return Orders(tuple(sales), tuple(purchases))

    def _sale(self, position: PlanPosition, trade: int) -> SaleOrder:
        request, beside = self._household.request, self._measure.gains - self._now.gains[:, trade]
        units = float(self._now.units[trade])
        quantity = position.quantity if units == float(position.quantity) else _exact(units)
        told = Decimal(float(beside[0])), Decimal(float(beside[1]))
        lots = take_lots(position, quantity, request.trade_date, request.lot_method, rules=request.taxes, beside=told)
        return SaleOrder(position, quantity, lots)


def _key(trade: PossibleTrade) -> tuple[int, bool, str]:
    return trade.account.id, trade.is_sale, trade.holding.symbol


def _exact(units: float) -> Decimal:
    rounded = Decimal(units).quantize(_PLACES)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _left_alone(request: PlanRequest, orders: Orders, losing: set[str]) -> set[str]:
    """Groups in which a step could wash a loss of the orders: something is bought too, or was bought lately.

    Args:
        losing: Symbols sold at a loss.
    """
    group_of = request.history.group_of
    bought = {group_of(order.candidate.symbol) for order in orders.purchases}
    lately = {group for group, tie in ties_on(request.history, request.trade_date).items() if tie.replacing}
    sold = {group_of(order.position.symbol) for order in orders.sales}
    return sold & bought | {group_of(symbol) for symbol in losing} & lately


def _spare_cash(household: Household, orders: Orders) -> dict[int, float]:
    spare = {account: float(cash - household.cash_floor[account]) for account, cash in household.cash.items()}
    for sale in orders.sales:
        spare[sale.position.account.id] += float(sale.quantity * sale.position.unit_value)
    for purchase in orders.purchases:
        spare[purchase.account.id] -= float(purchase.quantity * purchase.candidate.price)
    return spare


def _rates_at(request: PlanRequest, gains: Numbers) -> Rates:
    """What a dollar more of gain costs by term, where the plan stands."""
    hundred = Decimal(100)
    short, long = (Decimal(float(each)) for each in gains)
    now = weighed_tax_of(request.taxes, short, long)
    more = weighed_tax_of(request.taxes, short + hundred, long), weighed_tax_of(request.taxes, short, long + hundred)
    return max(float(more[0] - now) / 100, 0.01), max(float(more[1] - now) / 100, 0.01)
