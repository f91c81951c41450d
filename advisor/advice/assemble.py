"""From orders and what they do to the plan that is shown."""

from __future__ import annotations

from dataclasses import replace

from advisor.advice.caveats import plan_warnings
from advisor.advice.gains import planned_moves
from advisor.advice.household import Household
from advisor.advice.limits import binding_limits
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import Plan, Search
from advisor.advice.objective import gap_to_target
from advisor.advice.outcome import Outcome
from advisor.advice.reasons import explain_trades
from advisor.advice.search import Found
from advisor.advice.washing.windows import wash_windows
from advisor.advice.why.not_made import trades_not_made
from advisor.advice.why.rule_prices import SECONDS, price_of_whole_shares, rule_prices

# Part of the time limit that may be spent, after the search, on what each rule costs.
_SHARE_FOR_RULES = 0.15


def explain_plan(household: Household, found: Found) -> Plan:
    """What a search found, with why it comes no closer: the rules in the way, and the trades that one would expect."""
    prices = rule_prices(household, min(SECONDS, _SHARE_FOR_RULES * household.request.time_limit))
    if (whole := price_of_whole_shares(household, found.orders)) is not None:
        prices = (*prices, whole)
    return replace(
        assemble_plan(household, found.orders, found.outcome, found.search, optimality_gap=found.gap),
        binding=binding_limits(household, found.outcome, prices),
        rule_prices=prices,
        not_made=trades_not_made(household, found.orders, found.outcome, found.gap),
    )


def assemble_plan(
    household: Household,
    orders: Orders,
    outcome: Outcome,
    search: Search,
    *,
    optimality_gap: float,
) -> Plan:
    """A plan with its reasons and its caveats; what binds is not asked.

    Args:
        outcome: Of `orders`, by `work_out`.
        optimality_gap: As `Plan.optimality_gap`; infinite where nothing was proven.
    """
    request, target = household.request, household.target
    trades = explain_trades(household, orders, outcome)
    moves = [move for _, move in planned_moves(request, trades)]
    return Plan(
        target=target,
        value=household.value,
        trades=trades,
        shape_before=outcome.before,
        shape_after=outcome.after,
        cash_after=dict(outcome.cash),
        tax=outcome.tax,
        trading_cost=outcome.trading_cost,
        turnover=outcome.turnover,
        changes_place=outcome.changes_place,
        gap_before=gap_to_target(outcome.before.sleeves, target),
        gap_to_target=gap_to_target(outcome.after.sleeves, target),
        objective=outcome.objective.total,
        optimality_gap=optimality_gap,
        search=search,
        binding=(),
        warnings=plan_warnings(household, outcome, optimality_gap=optimality_gap, stopped=search.stopped),
        washed=outcome.washed,
        windows=wash_windows(request.history, moves, request.trade_date),
        half_widths=household.half_widths,
    )
