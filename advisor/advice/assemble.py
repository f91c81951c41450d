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
from advisor.advice.programme import build_programme
from advisor.advice.reasons import explain_trades
from advisor.advice.relaxation import relaxed_minimum
from advisor.advice.search import Found
from advisor.advice.washing.windows import wash_windows
from advisor.advice.why.not_made import trades_not_made
from advisor.advice.why.rule_prices import SECONDS, price_of_whole_shares, rule_prices
from advisor.advice.why.time_left import LEFT_UNSAID, TimeLeft

# Saying why ends so many seconds after the time limit of the search, but has never less than these.
_AFTER_THE_LIMIT, _AT_LEAST = 0.75, 0.4

# Part of the time limit that may be spent, after the search, on what each rule costs.
_SHARE_FOR_RULES = 0.15


def explain_plan(household: Household, found: Found) -> Plan:
    """What a search found, with why it comes no closer: the rules in the way, and the trades that one would expect."""
    limit = household.request.time_limit
    time_left = TimeLeft(max(_AT_LEAST, limit + _AFTER_THE_LIMIT - found.search.seconds))
    plan = assemble_plan(household, found.orders, found.outcome, found.search, optimality_gap=found.gap)
    not_made = trades_not_made(household, found.orders, found.outcome, found.gap, time_left)
    least = relaxed_minimum(build_programme(household)) if found.relaxed is None else found.relaxed
    for_rules = time_left.at_most(min(SECONDS, _SHARE_FOR_RULES * limit))
    prices = rule_prices(household, least, for_rules)
    binding = binding_limits(household, found.outcome, prices, least, time_left)
    if time_left.suffices() and (whole := price_of_whole_shares(household, found.orders)) is not None:
        prices = (*prices, whole)
    left_out = for_rules.ran_out or time_left.ran_out
    warnings = (*plan.warnings, LEFT_UNSAID) if left_out else plan.warnings
    return replace(plan, binding=binding, rule_prices=prices, not_made=not_made, warnings=warnings)


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
