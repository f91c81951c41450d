"""Which rules leave no plan at all, and what would make room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from advisor.advice.household import Household, describe_household
from advisor.advice.model.request import PlanRequest, TradingCost
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.model.washing import WashPolicy
from advisor.advice.programme import build_programme
from advisor.advice.relaxation import relaxed_minimum
from advisor.advice.wording import dollars, exact_dollars, percent
from advisor.domain.errors import NoFeasiblePlanError
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account


def name_obstacle(household: Household) -> NoFeasiblePlanError:
    """Why no set of trades keeps every rule.

    One rule after the other is taken away; the first without which there is a plan is named. Where no single one is enough, it
    is the withdrawal itself that asks for more than there is.
    """
    request = household.request
    if _has_plan(request):
        return NoFeasiblePlanError(
            f"No plan was found within {request.time_limit:g} seconds: the time limit is in the way.",
            "Allow more time.",
            rule="time_limit",
        )
    if request.max_gain is not None and _has_plan(replace(request, max_gain=None)):
        return NoFeasiblePlanError(
            f"No plan keeps the net realised gain within {dollars(request.max_gain)}.",
            _hint_for_gain(request),
            rule="max_gain",
        )
    short = next(_accounts_short_of_cash(household), None)
    for name, relaxed, rule, hint in _without_each_rule(request):
        if _has_plan(relaxed):
            way_out = _hint_for_list(request, name) or hint
            return _rule_in_the_way(household, short, name, f"{rule} stands in the way.", way_out)
    if short is None:
        return NoFeasiblePlanError(
            "Your rules leave no plan: no single one of them alone is in the way.", "Take away lines, locks or limits."
        )
    return _more_than_there_is(household, short)


def _has_plan(request: PlanRequest) -> bool:
    return _least(request) is not None


def _least(request: PlanRequest) -> float | None:
    return relaxed_minimum(build_programme(describe_household(request)))


def _least_gain(request: PlanRequest) -> Decimal | None:
    """The least net realised gain with which the other rules can be kept, fractions of shares allowed."""
    dollar_for_dollar = (RateStep(None, Decimal(1)),)
    only_gains = replace(
        request,
        max_gain=None,
        target=replace(request.target, sleeves={}, sectors={}, themes={}, instruments={}, company_max=None, kept=frozenset()),
        taxes=TaxRules(dollar_for_dollar, dollar_for_dollar, Decimal(1), Decimal(10) ** 12),
        costs=TradingCost(0.0, 0.0),
        risk=None,
        location_price=0.0,
    )
    least = relaxed_minimum(build_programme(describe_household(only_gains)))
    return None if least is None else Decimal(least)


def _accounts_short_of_cash(household: Household) -> Iterator[Account]:
    for account in household.request.accounts:
        if household.cash[account.id] < household.cash_floor[account.id]:
            yield account


def _without_each_rule(request: PlanRequest) -> Iterator[tuple[str, PlanRequest, str, str]]:
    most = request.maximum_trade
    rules = (
        ("fixed", replace(request, fixed=()), "a line that you typed or locked", "Take that line back."),
        ("no_sell", replace(request, no_sell=frozenset()), "the no-sell list", "Take a symbol off the no-sell list."),
        ("locked", replace(request, locked=frozenset()), "the list of locked positions", "Unlock a position."),
        ("buy_only", replace(request, buy_only=False), "the wish to buy only", "Allow sales."),
        (
            "minimum_trade",
            replace(request, minimum_trade=ZERO),
            f"the minimum trade of {dollars(request.minimum_trade)}",
            "Lower it.",
        ),
        ("maximum_trade", replace(request, maximum_trade=None), f"the largest trade of {dollars(most or ZERO)}", "Raise it."),
        (
            "max_turnover",
            replace(request, max_turnover=None),
            f"the limit of {percent(request.max_turnover or 0.0)} on turnover",
            "Raise it.",
        ),
        (
            "wash_policy",
            replace(request, wash_policy=WashPolicy.PRICE),
            "the wish for no wash sale",
            "Allow wash sales where they pay.",
        ),
    )
    yield from (each for each in rules if each[1] != request)


def _hint_for_gain(request: PlanRequest) -> str:
    least = _least_gain(request)
    return "Allow a larger gain." if least is None else f"It takes a gain of {dollars(least)} or a little more."


def _hint_for_list(request: PlanRequest, name: str) -> str | None:
    """Names the symbol whose leaving a list costs least, of those alone enough; None where that is no list, or none is enough."""
    if name not in ("no_sell", "locked"):
        return None
    symbols: frozenset[str] = getattr(request, name)
    costs = {each: _least(replace(request, **{name: symbols - {each}})) for each in sorted(symbols)}  # type: ignore[arg-type]
    enough = {each: cost for each, cost in costs.items() if cost is not None}
    if not enough:
        return None
    symbol = min(enough, key=lambda each: enough[each])
    return f"Unlock {symbol}." if name == "locked" else f"Take {symbol} off the no-sell list."


def _rule_in_the_way(household: Household, short: Account | None, name: str, stands: str, hint: str) -> NoFeasiblePlanError:
    if short is None:
        return NoFeasiblePlanError(f"No plan keeps all your rules: {stands}", hint, rule=name)
    withdrawal = _withdrawal_from(household, short)
    return NoFeasiblePlanError(
        f"The withdrawal of {exact_dollars(withdrawal)} from {short.name} cannot be raised: {stands}",
        f"{hint} Or withdraw less.",
        rule=name,
    )


def _more_than_there_is(household: Household, account: Account) -> NoFeasiblePlanError:
    cash = household.request.cash.get(account.id, ZERO)
    sellable = sum((p.quantity * p.unit_value for p in household.sellable if p.account.id == account.id), ZERO)
    return NoFeasiblePlanError(
        f"The withdrawal of {exact_dollars(_withdrawal_from(household, account))} is more than {account.name} can raise: "
        f"it has {exact_dollars(cash)} in cash and {exact_dollars(sellable)} that may be sold.",
        "Withdraw less, or take part of it from another account." if len(household.request.accounts) > 1 else "Withdraw less.",
        rule="withdrawal",
    )


def _withdrawal_from(household: Household, account: Account) -> Decimal:
    return household.request.cash.get(account.id, ZERO) - household.cash[account.id]
