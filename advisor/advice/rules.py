"""Whether orders keep the rules that concern all of them together."""

from __future__ import annotations

from advisor.advice.household import Household
from advisor.advice.model.action import TradeAction
from advisor.advice.model.orders import Orders
from advisor.advice.model.washing import WashPolicy
from advisor.advice.outcome import Outcome


def keeps_rules(household: Household, orders: Orders, outcome: Outcome) -> bool:
    """Cash, the size of trades, the gain budget, turnover, wash sales, what is pledged, and the lines that were typed in."""
    request = household.request
    sizes = [trade.value for trade in outcome.trades if not trade.edited]
    if sizes and (min(sizes) < request.minimum_trade or max(sizes) > (request.maximum_trade or max(sizes))):
        return False
    if any(outcome.cash[account] < floor for account, floor in household.cash_floor.items()):
        return False
    if request.max_gain is not None and outcome.worst_gain > request.max_gain:
        return False
    if request.max_turnover is not None and outcome.turnover > request.max_turnover:
        return False
    if request.wash_policy is WashPolicy.FORBID and outcome.washed:
        return False
    return _keeps_pledged(household, orders) and _has_typed_lines(household, orders)


def _keeps_pledged(household: Household, orders: Orders) -> bool:
    """Sales that were typed may take what is pledged."""
    return all(
        not sale.position.pledged
        or sale.quantity <= sale.position.quantity - sale.position.pledged
        or household.fixed_trade(sale.position.account, TradeAction.SELL, sale.position.symbol) is not None
        for sale in orders.sales
    )


def _has_typed_lines(household: Household, orders: Orders) -> bool:
    made = {(each.position.account.id, TradeAction.SELL, each.position.symbol): each.quantity for each in orders.sales}
    made |= {(each.account.id, TradeAction.BUY, each.candidate.symbol): each.quantity for each in orders.purchases}
    return all(made.get((fixed.account_id, fixed.action, fixed.symbol), 0) == fixed.quantity for fixed in household.request.fixed)
