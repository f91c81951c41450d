"""From a request to a plan whose every figure is exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.advice.caveats import plan_warnings
from advisor.advice.household import Household, describe_household, sleeve_values, weights
from advisor.advice.limits import binding_limits, name_obstacle
from advisor.advice.linear import LinearSolution, minimise
from advisor.advice.lots import sell_lots
from advisor.advice.model.plan import Plan, Search, Shape, Trade
from advisor.advice.model.request import PlanRequest, TradeAction
from advisor.advice.objective import accepted_gap, gap_to_target, priced_distance
from advisor.advice.orders import PurchaseOrder, SaleOrder, read_orders
from advisor.advice.programme import build_programme
from advisor.advice.reasons import reason_to_buy, reason_to_sell
from advisor.advice.tax import estimate_tax, planned_tax
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO, round_to_cents


def solve(request: PlanRequest, cancelled: Callable[[], bool] = lambda: False) -> Plan:
    """The trades that bring the portfolio closest to its target for what they cost.

    Distance from the target, tax and trading cost are priced in dollars and summed (`objective`); the plan is proven to lie
    within `Plan.optimality_gap` of the smallest sum, or is the best found when the time limit ends the search.

    Raises:
        NoFeasiblePlanError: No set of trades keeps every rule; the message names the one in the way.
        InvalidRequestError: There is nothing to plan with.
        TaskCancelled: `cancelled` answered True before any plan was found; later it ends the search with the best so far.
    """
    household = describe_household(request)
    programme = build_programme(household)
    solution = minimise(
        programme.model,
        absolute_gap=accepted_gap(float(household.value)),
        time_limit=request.time_limit,
        start=programme.start,
        cancelled=cancelled,
    )
    if solution is None:
        raise name_obstacle(household)
    sales, purchases = read_orders(programme, solution.values, whole_shares=request.whole_shares)
    trades = (*(_sell(household, order) for order in sales), *(_buy(household, order) for order in purchases))
    return _plan(household, solution, trades, _outcome(household, sales, trades))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The books after the trades: cash by account id, account currency by sleeve."""

    cash: dict[int, Decimal]
    sleeves: dict[Sleeve, float]


def _sell(household: Household, order: SaleOrder) -> Trade:
    position = order.position
    value = round_to_cents(order.quantity * position.unit_value)
    lots = sell_lots(position, order.quantity, household.request.trade_date, order.short_term_quantity)
    gains = [lot.gain for lot in lots if lot.gain is not None]
    gain = sum(gains, ZERO) if len(gains) == len(lots) else None
    trade = Trade(
        account=position.account,
        action=TradeAction.SELL,
        symbol=position.symbol,
        name=position.name,
        quantity=order.quantity,
        price=position.unit_value,
        value=value,
        lots=lots,
        gain=gain,
        reason=reason_to_sell(household, position, value, gain),
    )
    rates = {
        "short_term_rate": float(household.request.taxes.ordinary[0].rate),
        "long_term_rate": float(household.request.taxes.long_term[0].rate),
    }
    return replace(trade, tax_alone=estimate_tax((trade,), **rates).estimated_tax)


def _buy(household: Household, order: PurchaseOrder) -> Trade:
    candidate = order.candidate
    return Trade(
        account=order.account,
        action=TradeAction.BUY,
        symbol=candidate.symbol,
        name=candidate.name,
        quantity=order.quantity,
        price=candidate.price,
        value=round_to_cents(order.quantity * candidate.price),
        lots=(),
        gain=None,
        reason=reason_to_buy(household, candidate),
    )


def _outcome(household: Household, sales: Sequence[SaleOrder], trades: Sequence[Trade]) -> _Outcome:
    positions = household.request.positions
    sold = {id(order.position): order.quantity for order in sales}
    kept = [
        round_to_cents((position.quantity - sold[id(position)]) * position.unit_value) if id(position) in sold else position.value
        for position in positions
    ]
    cash = dict(household.cash)
    bought = dict.fromkeys(Sleeve, 0.0)
    mixes = {candidate.symbol: candidate.sleeves for candidate in household.buyable}
    for trade in trades:
        cash[trade.account.id] += trade.value if trade.action is TradeAction.SELL else -trade.value
        if trade.action is TradeAction.BUY:
            for sleeve, share in mixes[trade.symbol].items():
                bought[sleeve] += share * float(trade.value)
    held = sleeve_values(kept, positions, cash)
    return _Outcome(cash, {sleeve: held[sleeve] + bought[sleeve] for sleeve in Sleeve})


def _plan(household: Household, solution: LinearSolution, trades: tuple[Trade, ...], outcome: _Outcome) -> Plan:
    request, target = household.request, household.target
    rates = _rates(request)
    after = weights(outcome.sleeves)
    moved = max(
        sum((trade.value for trade in trades if trade.action is action), ZERO) for action in (TradeAction.BUY, TradeAction.SELL)
    )
    cost = priced_distance(outcome.sleeves, target, float(household.value)) + request.costs.per_trade * len(trades)
    tax = estimate_tax(trades, **rates)
    optimality_gap = max(0.0, cost + float(planned_tax(trades, **rates)) - solution.bound)
    return Plan(
        target=target,
        value=household.value,
        trades=trades,
        shape_before=_shape(household.before),
        shape_after=_shape(after),
        cash_after=outcome.cash,
        tax=tax,
        turnover=float(moved / household.value),
        changes_place=moved,
        gap_before=gap_to_target(household.before, target),
        gap_to_target=gap_to_target(after, target),
        trading_cost=ZERO,
        objective=cost + float(planned_tax(trades, **rates)),
        search=Search("search", 0.0, 0.0, 0.0, None),
        optimality_gap=optimality_gap,
        binding=binding_limits(household, trades, after, outcome.cash),
        warnings=plan_warnings(household, trades, tax, optimality_gap=optimality_gap, search_end=solution.end),
    )


def _shape(sleeves: Mapping[Sleeve, float]) -> Shape:
    return Shape(sleeves, {}, {}, {}, 0.0, None, None, None)


def _rates(request: PlanRequest) -> dict[str, float]:
    return {"short_term_rate": float(request.taxes.ordinary[0].rate), "long_term_rate": float(request.taxes.long_term[0].rate)}
