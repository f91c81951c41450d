"""Where a steady contribution goes when nothing is sold: one plan a month, the books carried forward."""

from __future__ import annotations

import calendar
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from advisor.advice.assemble import assemble_plan
from advisor.advice.household import describe_household
from advisor.advice.model.contributions import Contributions, MonthlyStep
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.search import SearchRun
from advisor.advice.verifying.verify import verify
from advisor.advice.why.money_in_and_out import beyond_ira_limit
from advisor.advice.why.no_plan import name_obstacle_to_buying
from advisor.advice.wording import SLEEVE_WORDS, listed, percent, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxLot

# Purchases alone make an easy programme: longer than this no month is searched.
_SECONDS_A_MONTH = 2.0

# Longer times are told in years.
_TOLD_IN_MONTHS = 36

# A band is reached when no more than this fraction of the portfolio is missing.
_REACHED = 1e-6


def spread_contributions(
    request: PlanRequest,
    amount: Decimal,
    account_id: int,
    months: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Contributions:
    """Buy-only plans for each of the next months, at today's prices.

    Args:
        request: As for a plan; its new cash and flows arrive in the first month.
        amount: Account currency, arriving every month, above 0.
        account_id: Where it arrives.
        months: 1 or more.
        progress: Told the months done, and all of them.
        cancelled: Once it answers True, the months worked out so far are returned; at least one.

    Raises:
        InvalidRequestError: The amount, the months or the account make no sense.
        NoFeasiblePlanError: A withdrawal of the first month would need sales.
        PlanNotSoundError: A figure did not stand up to its check.
    """
    _refuse_nonsense(request, amount, account_id, months)
    steps: list[MonthlyStep] = []
    books = replace(request, buy_only=True, time_limit=min(request.time_limit, _SECONDS_A_MONTH))
    for month in range(1, months + 1):
        if steps and cancelled():
            break
        flows = {**books.flows, account_id: books.flows.get(account_id, ZERO) + amount}
        plan = _buy(replace(books, flows=flows), cancelled)
        steps.append(_step(books, plan, month, account_id))
        books = carry_forward(books, plan)
        progress(month, months)
    reached = next((step.month for step in steps if not step.outside), None)
    told = (_when(request, steps, reached, amount, account_id), *_too_much_a_year(request, steps, amount, account_id))
    return Contributions(tuple(steps), _bought(steps), reached, " ".join(told))


def _too_much_a_year(request: PlanRequest, steps: list[MonthlyStep], amount: Decimal, account_id: int) -> Iterable[str]:
    account = next(each for each in request.accounts if each.id == account_id)
    months = max(Counter(step.day.year for step in steps).values())
    told = beyond_ira_limit(request, (account,), amount * months)
    return () if told is None else (told,)


def _buy(request: PlanRequest, cancelled: Callable[[], bool]) -> Plan:
    """The best purchases found; what each rule costs is not asked month by month."""
    household = describe_household(request)
    found = SearchRun(household, lambda _: None, cancelled).run()
    if found is None:
        raise name_obstacle_to_buying(household)
    plan = assemble_plan(household, found.orders, found.outcome, found.search, optimality_gap=found.gap)
    verify(request, plan)
    return plan


def carry_forward(request: PlanRequest, plan: Plan) -> PlanRequest:
    """The same household a month later, a plan of purchases carried out: what was bought is held, prices stand still."""
    bought: dict[tuple[int, str], Trade] = {(trade.account.id, trade.symbol): trade for trade in plan.trades}
    offered = {candidate.symbol: candidate for candidate in request.candidates}
    positions = [_add(each, bought.pop((each.account.id, each.symbol), None), request.trade_date) for each in request.positions]
    new = [_new_position(trade, offered[trade.symbol], request.trade_date) for trade in bought.values()]
    return replace(
        request,
        positions=(*positions, *new),
        cash=dict(plan.cash_after),
        new_cash=ZERO,
        flows={},
        fixed=(),
        trade_date=_a_month_later(request.trade_date),
    )


def _refuse_nonsense(request: PlanRequest, amount: Decimal, account_id: int, months: int) -> None:
    if amount <= 0:
        raise InvalidRequestError("A contribution is more than nothing.", "Type how much you add each month.")
    if months < 1:
        raise InvalidRequestError("There is no month to plan for.", "Ask for one month or more.")
    if account_id not in {account.id for account in request.accounts}:
        raise InvalidRequestError("The contribution goes to an account that is not in the portfolio.", "Choose another account.")


def _step(books: PlanRequest, plan: Plan, month: int, account_id: int) -> MonthlyStep:
    return MonthlyStep(
        month=month,
        day=books.trade_date,
        trades=plan.trades,
        cash_left=plan.cash_after[account_id],
        after=plan.shape_after,
        gap=plan.gap_to_target,
        outside=tuple(_outside(plan, describe_household(books).half_widths)),
    )


def _outside(plan: Plan, half_widths: Mapping[Sleeve, float]) -> Iterable[Sleeve]:
    target = plan.target
    away = {sleeve: plan.after.get(sleeve, 0.0) - weight for sleeve, weight in target.sleeves.items()}
    return (
        sleeve
        for sleeve, distance in away.items()
        if abs(distance) > half_widths[sleeve] + _REACHED and not (distance < 0 and target.may_fall(sleeve))
    )


def _add(position: PlanPosition, trade: Trade | None, day: date) -> PlanPosition:
    if trade is None:
        return position
    quantity = position.quantity + trade.quantity
    known = position.lots or (TaxLot(None, position.quantity, position.cost_basis),)
    return replace(
        position,
        quantity=quantity,
        value=round_to_cents(quantity * position.unit_value),
        cost_basis=None if position.cost_basis is None else position.cost_basis + trade.value,
        lots=(*known, TaxLot(day, trade.quantity, trade.value)),
    )


def _new_position(trade: Trade, candidate: Candidate, day: date) -> PlanPosition:
    return PlanPosition(
        account=trade.account,
        symbol=trade.symbol,
        name=trade.name,
        quantity=trade.quantity,
        unit_value=trade.price,
        value=trade.value,
        cost_basis=trade.value,
        lots=(TaxLot(day, trade.quantity, trade.value),),
        contents=candidate.contents,
        tradable=True,
        income=candidate.income,
        expense=candidate.expense,
    )


def _a_month_later(day: date) -> date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _bought(steps: Iterable[MonthlyStep]) -> tuple[tuple[str, Decimal], ...]:
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for step in steps:
        for trade in step.trades:
            sums[trade.symbol] += trade.value
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def _when(request: PlanRequest, steps: list[MonthlyStep], reached: int | None, amount: Decimal, account_id: int) -> str:
    if reached is not None:
        return f"Every sleeve lies in its band after {_months(reached)}, with nothing sold."
    flows = {**request.flows, account_id: request.flows.get(account_id, ZERO) + amount}
    household = describe_household(replace(request, buy_only=True, flows=flows))
    longest, heaviest = 0.0, None
    for sleeve in (each for each in steps[-1].outside if each is not Sleeve.CASH):
        highest = household.target.sleeves[sleeve] + household.half_widths[sleeve]
        if household.idle[sleeve] > highest * float(household.value):
            needed = household.idle[sleeve] / highest - float(household.value) if highest > 0 else math.inf
            longest, heaviest = max((longest, heaviest), (needed / float(amount), sleeve), key=lambda each: each[0])
    lasting = _months(len(steps))
    if heaviest is None:
        return f"After {lasting} the band is not yet reached for {listed([SLEEVE_WORDS[each] for each in steps[-1].outside])}."
    weight = percent(steps[-1].after.sleeves.get(heaviest, 0.0))
    opening = f"After {lasting} {sleeve_is(heaviest)} still {weight} of your money, above the band"
    if math.isinf(longest):
        return f"{opening}: purchases alone never bring a share down to nothing."
    return f"{opening}: purchases alone would take at least {_long(1 + math.ceil(longest))}, with prices as they are."


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def _long(months: int) -> str:
    return _months(months) if months <= _TOLD_IN_MONTHS else f"{months // 12} years"
