"""Which rules keep a plan from coming closer to its target, and which one leaves no plan at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.advice.household import Household, account_for_new_cash, describe_household
from advisor.advice.model.plan import Trade
from advisor.advice.model.request import PlanRequest, TradeAction, TradingCost
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.objective import value_of_coming_closer
from advisor.advice.programme import build_programme
from advisor.advice.relaxation import relaxed_minimum
from advisor.advice.wording import SLEEVE_WORDS, dollars, exact_dollars, listed, percent, sentence, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.errors import NoFeasiblePlanError
from advisor.domain.money import ZERO

# Changes of less than this fraction of the portfolio are not worth a sentence.
_WORTH_SAYING = 0.002

_UNTAXED = TaxRules((RateStep(None, ZERO),), (RateStep(None, ZERO),), ZERO, carried_loss_value=ZERO)

# A fund must hold this fraction of a sleeve to count as a way to buy it.
_ENOUGH_OF_A_SLEEVE = 0.25


def binding_limits(
    household: Household, trades: Sequence[Trade], after: Mapping[Sleeve, float], cash_after: Mapping[int, Decimal]
) -> tuple[str, ...]:
    """The rules in the way, in plain sentences.

    A rule counts when, with every number allowed to be fractional, the plan without it would come closer by more than a
    fifth of a percent of the portfolio.
    """
    return (
        *_rules_that_bind(household, after),
        *_shortages_without_a_fund(household, after),
        *_left_by_whole_shares(household, trades, cash_after),
        *_off_target_within_the_band(household, after),
    )


def name_obstacle(household: Household) -> NoFeasiblePlanError:
    """Why no set of trades keeps every rule."""
    request = household.request
    raising = request.max_gain is not None and _has_plan(replace(request, max_gain=None))
    if raising and request.max_gain is not None:
        return NoFeasiblePlanError(
            f"No plan keeps the net realised gain within {dollars(request.max_gain)}.", "Allow a larger gain."
        )
    account = account_for_new_cash(request.accounts)
    if request.new_cash >= 0 or household.cash[account.id] >= household.cash_floor[account.id]:
        return NoFeasiblePlanError(
            f"No plan was found within {request.time_limit:g} seconds: the time limit is in the way.", "Allow more time."
        )
    return _withdrawal_in_the_way(household)


def _withdrawal_in_the_way(household: Household) -> NoFeasiblePlanError:
    request = household.request
    account = account_for_new_cash(request.accounts)
    cash = household.cash[account.id] - request.new_cash
    for relaxed, rule, hint in (
        (replace(request, no_sell=frozenset()), "the no-sell list", "Take a symbol off the no-sell list."),
        (replace(request, locked=frozenset()), "the list of locked positions", "Unlock a position."),
        (replace(request, minimum_trade=ZERO), f"the minimum trade of {dollars(request.minimum_trade)}", "Lower it."),
    ):
        if relaxed != request and _has_plan(relaxed):
            return NoFeasiblePlanError(
                f"The withdrawal of {exact_dollars(-request.new_cash)} from {account.name} cannot be raised: "
                f"{rule} stands in the way.",
                f"{hint} Or withdraw less.",
            )
    sellable = sum((p.quantity * p.unit_value for p in household.sellable if p.account.id == account.id), ZERO)
    return NoFeasiblePlanError(
        f"The withdrawal of {exact_dollars(-request.new_cash)} is more than {account.name} can raise: "
        f"it has {exact_dollars(cash)} in cash and {exact_dollars(sellable)} that may be sold.",
        "Withdraw less.",
    )


def _has_plan(request: PlanRequest) -> bool:
    return relaxed_minimum(build_programme(describe_household(request))) is not None


def _rules_that_bind(household: Household, after: Mapping[Sleeve, float]) -> Iterator[str]:
    request = household.request
    base = relaxed_minimum(build_programme(household))
    if base is None:
        return
    threshold = value_of_coming_closer(_WORTH_SAYING * float(household.value))
    for relaxed, rule in _without_each_rule(request):
        better = relaxed_minimum(build_programme(describe_household(relaxed)))
        if better is not None and base - better > threshold:
            yield rule
    pooled = relaxed_minimum(build_programme(household, pooled_cash=True))
    if pooled is not None and base - pooled > threshold:
        yield "Cash stays in its account: with cash free to move between accounts the plan could come closer."
    untaxed = replace(request, taxes=_UNTAXED, costs=TradingCost(0.0, 0.0))
    if _off_band(household, after) > _WORTH_SAYING:
        better = relaxed_minimum(build_programme(describe_household(untaxed)))
        if better is not None and base - better > threshold:
            yield "Tax: coming closer would cost more in tax than the plan is willing to pay for it."


def _without_each_rule(request: PlanRequest) -> Iterator[tuple[PlanRequest, str]]:
    if request.max_gain is not None:
        yield replace(request, max_gain=None), f"The limit of {dollars(request.max_gain)} on realised gains is used up."
    held = {position.symbol for position in request.positions}
    if kept := sorted(request.no_sell & held):
        yield (
            replace(request, no_sell=frozenset()),
            f"The no-sell list ({listed(kept)}) keeps the plan from coming closer.",
        )
    if kept := sorted(request.locked & held):
        yield replace(request, locked=frozenset()), f"The lock on {listed(kept)} keeps the plan from coming closer."


def _shortages_without_a_fund(household: Household, after: Mapping[Sleeve, float]) -> Iterator[str]:
    target = household.target
    for sleeve, weight in target.sleeves.items():
        missing = weight - after[sleeve] > max(target.half_width(sleeve), _WORTH_SAYING)
        offered = any(fund.sleeves.get(sleeve, 0.0) >= _ENOUGH_OF_A_SLEEVE for fund in household.buyable)
        if missing and not offered and sleeve is not Sleeve.CASH and sleeve not in target.kept:
            yield f"No candidate fund holds enough {SLEEVE_WORDS[sleeve]} to reach {percent(weight)}."


def _left_by_whole_shares(household: Household, trades: Sequence[Trade], cash_after: Mapping[int, Decimal]) -> Iterator[str]:
    if not household.request.whole_shares:
        return
    for account in household.request.accounts:
        bought = [t for t in trades if t.action is TradeAction.BUY and t.account.id == account.id]
        left = cash_after[account.id] - max(household.cash_floor[account.id], ZERO)
        wanted = household.target.sleeves.get(Sleeve.CASH, 0.0) * float(household.value)
        if bought and ZERO < left < min(t.price for t in bought) and float(sum(cash_after.values(), ZERO)) > wanted:
            yield f"Whole shares: {exact_dollars(left)} in {account.name} is less than one more share."


def _off_band(household: Household, after: Mapping[Sleeve, float]) -> float:
    target = household.target
    return sum(max(0.0, abs(after[sleeve] - weight) - target.half_width(sleeve)) for sleeve, weight in target.sleeves.items())


def _off_target_within_the_band(household: Household, after: Mapping[Sleeve, float]) -> Iterator[str]:
    target = household.target
    for sleeve, weight in target.sleeves.items():
        distance = abs(after[sleeve] - weight)
        if sleeve not in target.kept and _WORTH_SAYING < distance <= target.half_width(sleeve) + 1e-4:
            yield sentence(
                f"{sleeve_is(sleeve)} {percent(after[sleeve])} against a target of {percent(weight)}: "
                "inside the band, so not worth tax or another trade"
            )
