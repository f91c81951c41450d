"""Which rules leave no plan at all, and what would make room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule that can be taken away.

    Attributes:
        changes: What a request has in its place.
        told, hint: In plain words: what it is, and the way out.
    """

    name: str
    changes: Mapping[str, object]
    told: str
    hint: str


def name_obstacle(household: Household) -> NoFeasiblePlanError:
    """Why no set of trades keeps every rule.

    One rule after the other is taken away; the first without which there is a plan is named. Where no single one is enough,
    those are named that have to go together; where all of them are not, the withdrawal asks for more than there is.
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
            " ".join((_hint_for_gain(request), *_less_taken_out(request))),
            rule="max_gain",
        )
    short = next(_accounts_short_of_cash(household), None)
    for rule in _rules(request):
        if _has_plan(_without(request, (rule,))):
            way_out = _hint_for_list(request, rule.name) or rule.hint
            return _rule_in_the_way(household, short, rule.name, f"{rule.told} stands in the way.", way_out)
    if clashing := _clashing(request):
        return _clash(household, clashing)
    if short is None:
        return NoFeasiblePlanError(
            "No set of trades can be carried out as asked, even without your rules.", "Look at the cash of each account."
        )
    return _more_than_there_is(household, short)


def name_obstacle_to_buying(household: Household) -> NoFeasiblePlanError:
    """As `name_obstacle`, where it was not the investor who wished to buy only: a withdrawal is what stands in the way."""
    request = household.request
    if not _withdrawn(request) or not _has_plan(_without_withdrawals(request)):
        return name_obstacle(household)
    return NoFeasiblePlanError(
        f"The withdrawal of {exact_dollars(_withdrawn(request))} cannot be raised: here nothing is sold.",
        "Clear New cash: an amount below 0 is a withdrawal." if request.new_cash < 0 else "Withdraw nothing.",
        rule="withdrawal",
    )


def _has_plan(request: PlanRequest) -> bool:
    return _least(request) is not None


def _least(request: PlanRequest) -> float | None:
    return relaxed_minimum(build_programme(describe_household(request)))


def _least_gain(request: PlanRequest) -> Decimal | None:
    """The least net realised gain with which the other rules can be kept, fractions of shares allowed."""
    dollar_for_dollar = (RateStep(None, Decimal(1)),)
    taxes = TaxRules(dollar_for_dollar, dollar_for_dollar, Decimal(1), Decimal(10) ** 12)
    least = _least(replace(_aimless(request), max_gain=None, taxes=taxes))
    return None if least is None else Decimal(least)


def _aimless(request: PlanRequest) -> PlanRequest:
    """The rules alone: no target, and nothing costs anything."""
    nothing = (RateStep(None, ZERO),)
    none: dict[str, object] = {
        "sleeves": {},
        "sectors": {},
        "themes": {},
        "instruments": {},
        "company_max": None,
        "scope": frozenset(),
        "kept": frozenset(),
    }
    return replace(
        request,
        target=replace(request.target, **none),  # type: ignore[arg-type]
        taxes=replace(request.taxes, ordinary=nothing, long_term=nothing, loss_rate=ZERO, loss_steps=(), carried_loss_value=ZERO),
        costs=TradingCost(0.0, 0.0),
        risk=None,
        location_price=0.0,
    )


def _accounts_short_of_cash(household: Household) -> Iterator[Account]:
    for account in household.request.accounts:
        if household.cash[account.id] < household.cash_floor[account.id]:
            yield account


def _rules(request: PlanRequest) -> tuple[_Rule, ...]:
    """The rules of a request that can be taken away."""
    most, gain = request.maximum_trade, request.max_gain
    rules = (
        _Rule("fixed", {"fixed": ()}, "a line that you typed or locked", "Take that line back."),
        _Rule("no_sell", {"no_sell": frozenset()}, "the no-sell list", "Take a symbol off the no-sell list."),
        _Rule("locked", {"locked": frozenset()}, "the list of locked positions", "Unlock a position."),
        _Rule("buy_only", {"buy_only": False}, "the wish to buy only", "Allow sales."),
        _Rule(
            "minimum_trade",
            {"minimum_trade": ZERO},
            f"the minimum trade of {dollars(request.minimum_trade)}",
            "Lower the minimum trade.",
        ),
        _Rule(
            "maximum_trade", {"maximum_trade": None}, f"the largest trade of {dollars(most or ZERO)}", "Raise the largest trade."
        ),
        _Rule(
            "max_turnover",
            {"max_turnover": None},
            f"the limit of {percent(request.max_turnover or 0.0)} on turnover",
            "Raise the limit on turnover.",
        ),
        _Rule("wash_policy", {"wash_policy": WashPolicy.PRICE}, "the wish for no wash sale", "Allow wash sales where they pay."),
        _Rule("max_gain", {"max_gain": None}, f"the largest gain of {dollars(gain or ZERO)}", "Allow a larger gain."),
    )
    return tuple(rule for rule in rules if _without(request, (rule,)) != request)


def _without(request: PlanRequest, rules: Sequence[_Rule]) -> PlanRequest:
    changes = {name: value for rule in rules for name, value in rule.changes.items()}
    return replace(request, **changes)  # type: ignore[arg-type]


def _clashing(request: PlanRequest) -> tuple[_Rule, ...]:
    """Rules without all of which there is a plan, and none of which could stay; empty where even without any there is none."""
    clashing = _rules(request)
    if not _has_plan(_without(request, clashing)):
        return ()
    for rule in clashing:
        others = tuple(each for each in clashing if each is not rule)
        if _has_plan(_without(request, others)):
            clashing = others
    return clashing


def _clash(household: Household, rules: Sequence[_Rule]) -> NoFeasiblePlanError:
    """Several rules that stand in the way together, each with its way out."""
    request = household.request
    hints = []
    for rule in rules:
        others = _without(request, [each for each in rules if each is not rule])
        hints.append(_hint_for_gain(others) if rule.name == "max_gain" else _hint_for_list(others, rule.name) or rule.hint)
    told = " and ".join(rule.told for rule in rules)
    return NoFeasiblePlanError(
        f"No plan keeps all your rules: {told} stand in the way together.",
        " ".join(("It takes all of this:", *hints, *_less_taken_out(request))),
        rule=rules[0].name,
    )


def _less_taken_out(request: PlanRequest) -> Iterator[str]:
    """How much less would have to be withdrawn for every rule to be kept; nothing where that is no way out."""
    withdrawn = _withdrawn(request)
    least = relaxed_minimum(build_programme(describe_household(_aimless(request)), lent=1.0))
    if withdrawn <= 0 or least is None or least <= 0:
        return
    less = Decimal(math.ceil(least))
    yield f"Or withdraw {dollars(less)} less." if less < withdrawn else "Or withdraw nothing."


def _withdrawn(request: PlanRequest) -> Decimal:
    return -sum((min(ZERO, amount) for amount in (request.new_cash, *request.flows.values())), ZERO)


def _without_withdrawals(request: PlanRequest) -> PlanRequest:
    flows = {account: max(ZERO, amount) for account, amount in request.flows.items()}
    return replace(request, new_cash=max(ZERO, request.new_cash), flows=flows)


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
        " ".join((hint, *_less_taken_out(household.request))),
        rule=name,
    )


def _more_than_there_is(household: Household, account: Account) -> NoFeasiblePlanError:
    cash = household.request.cash.get(account.id, ZERO)
    whole = household.request.whole_shares
    here = (each for each in household.sellable if each.account.id == account.id)
    sellable = sum((each.most_to_sell(whole) * each.unit_value for each in here), ZERO)
    return NoFeasiblePlanError(
        f"The withdrawal of {exact_dollars(_withdrawal_from(household, account))} is more than {account.name} can raise: "
        f"it has {exact_dollars(cash)} in cash and {exact_dollars(sellable)} that may be sold.",
        "Withdraw less, or take part of it from another account." if len(household.request.accounts) > 1 else "Withdraw less.",
        rule="withdrawal",
    )


def _withdrawal_from(household: Household, account: Account) -> Decimal:
    return household.request.cash.get(account.id, ZERO) - household.cash[account.id]
