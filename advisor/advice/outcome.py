"""What a set of orders does, to the cent: everything that values a plan goes through here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.advice.gains import realised_gains, tax_alone
from advisor.advice.household import Household
from advisor.advice.lots import price_lots
from advisor.advice.model.action import TradeAction
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.plan import Shape, Trade
from advisor.advice.model.taxes import TaxEstimate
from advisor.advice.model.washing import WashedShares
from advisor.advice.objective import BEYOND_A_LIMIT, Objective, price_of
from advisor.advice.shapes import shape_of, shape_today
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxType


@dataclass(frozen=True, slots=True)
class Outcome:
    """A plan's figures.

    Attributes:
        trades: Sales, then purchases, as ordered; their reasons are still empty.
        cash: By account id, after the trades.
        before, after: What all the money is today (new cash left out), and with the trades.
        tax: Of the gains, wash sales taken off.
        worst_gain: Net gain of both terms, wash sales taken off; what is of unknown basis gains its whole price.
        washed: Losses that the plan washes, its own and those of earlier sales.
        trading_cost: Spread and fees; not taken from the cash.
        changes_place: The larger of bought and sold.
        turnover: The same as a fraction of the portfolio.
        objective: What the plan is compared by.
    """

    trades: tuple[Trade, ...]
    cash: Mapping[int, Decimal]
    before: Shape
    after: Shape
    tax: TaxEstimate
    worst_gain: Decimal
    washed: tuple[WashedShares, ...]
    trading_cost: Decimal
    changes_place: Decimal
    turnover: float
    objective: Objective


def work_out(household: Household, orders: Orders) -> Outcome:
    """Exact trades and figures of a set of orders, whether or not they keep the rules of the request."""
    trades = (*(_sell(household, order) for order in orders.sales), *(_buy(household, order) for order in orders.purchases))
    gains = realised_gains(household.request, trades)
    cash = _cash_after(household, trades)
    places = places_after(household, orders)
    sold, bought = (
        sum((trade.value for trade in trades if trade.action is action), ZERO) for action in (TradeAction.SELL, TradeAction.BUY)
    )
    cost = _trading_cost(household, trades)
    return Outcome(
        trades=gains.trades,
        cash=cash,
        before=shape_today(household),
        after=shape_of(household, places, float(sum(cash.values(), ZERO))),
        tax=gains.estimate,
        worst_gain=sum(gains.counted, ZERO),
        washed=gains.washed,
        trading_cost=cost,
        changes_place=max(sold, bought),
        turnover=float(max(sold, bought) / household.value),
        objective=objective_of(household, places, float(sum(cash.values(), ZERO)), tax=float(gains.weighed), cost=float(cost)),
    )


def places_after(household: Household, orders: Orders) -> NDArray[np.float64]:
    """Account currency that lies in each place after the trades."""
    places = household.place_values
    positions = household.request.positions
    at = {id(position): place for place, position in enumerate(positions)}
    for sale in orders.sales:
        kept = round_to_cents((sale.position.quantity - sale.quantity) * sale.position.unit_value)
        places[at[id(sale.position)]] = float(kept)
    where = {(account.id, each.symbol): len(positions) + n for n, (account, each) in enumerate(household.purchases)}
    for order in orders.purchases:
        places[where[order.account.id, order.candidate.symbol]] += float(round_to_cents(order.quantity * order.candidate.price))
    return places


def objective_of(household: Household, places: NDArray[np.float64], cash: float, *, tax: float, cost: float) -> Objective:
    """The price of every aim, for what lies in each place and in cash (account currency)."""
    parts = dict.fromkeys(("distance", "sectors", "instruments", "themes", "location"), 0.0)
    for aim in household.aims:
        parts[aim.part] += aim.price(places, cash)
    return Objective(
        tax=tax, cost=cost, companies=_beyond_company_max(household, places), risk=_risk(household, places, cash), **parts
    )


def _sell(household: Household, order: SaleOrder) -> Trade:
    position, request = order.position, household.request
    lots = price_lots(position, order.lots, request.trade_date, request.lot_method)
    gains = [lot.gain for lot in lots if lot.gain is not None]
    trade = Trade(
        account=position.account,
        action=TradeAction.SELL,
        symbol=position.symbol,
        name=position.name,
        quantity=order.quantity,
        price=position.unit_value,
        value=round_to_cents(order.quantity * position.unit_value),
        lots=lots,
        gain=sum(gains, ZERO) if len(gains) == len(lots) else None,
        reason="",
        edited=household.fixed_trade(position.account, TradeAction.SELL, position.symbol) is not None,
    )
    if position.account.tax_type is not TaxType.TAXABLE:
        return trade
    return replace(trade, tax_alone=tax_alone(request, trade))


def _buy(household: Household, order: PurchaseOrder) -> Trade:
    return Trade(
        account=order.account,
        action=TradeAction.BUY,
        symbol=order.candidate.symbol,
        name=order.candidate.name,
        quantity=order.quantity,
        price=order.candidate.price,
        value=round_to_cents(order.quantity * order.candidate.price),
        lots=(),
        gain=None,
        reason="",
        edited=household.fixed_trade(order.account, TradeAction.BUY, order.candidate.symbol) is not None,
    )


def _cash_after(household: Household, trades: tuple[Trade, ...]) -> dict[int, Decimal]:
    cash = dict(household.cash)
    for trade in trades:
        cash[trade.account.id] += trade.value if trade.action is TradeAction.SELL else -trade.value
    return cash


def _trading_cost(household: Household, trades: tuple[Trade, ...]) -> Decimal:
    costs = household.request.costs
    traded = sum((trade.value for trade in trades), ZERO)
    return round_to_cents(Decimal(str(costs.per_trade)) * len(trades) + Decimal(str(costs.spread)) * traded)


def _beyond_company_max(household: Household, places: NDArray[np.float64]) -> float:
    if household.target.company_max is None:
        return 0.0
    most = household.target.company_max * float(household.value)
    beyond = np.maximum(places @ household.looked.companies - most, 0.0)
    return price_of(float(beyond.sum()), BEYOND_A_LIMIT)


def _risk(household: Household, places: NDArray[np.float64], cash: float) -> float:
    if household.tracking is None:
        return 0.0
    return 0.5 * household.request.risk_price * float(household.value) * household.tracking.error(places, cash) ** 2
