"""Which rules keep a plan from coming closer to its target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from advisor.advice.household import Household, describe_household
from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import RulePrice
from advisor.advice.model.request import PlanRequest, TradingCost
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.objective import value_of_coming_closer
from advisor.advice.outcome import Outcome
from advisor.advice.programme import build_programme
from advisor.advice.relaxation import relaxed_minimum
from advisor.advice.why.time_left import TimeLeft
from advisor.advice.wording import SLEEVE_WORDS, dollars, exact_dollars, listed, percent, sentence, sleeve_is
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO

# Changes of less than this fraction of the portfolio are not worth a sentence.
_WORTH_SAYING = 0.002

_UNTAXED = TaxRules((RateStep(None, ZERO),), (RateStep(None, ZERO),), ZERO, carried_loss_value=ZERO)

# A fund must hold this fraction of a sleeve to count as a way to buy it.
_ENOUGH_OF_A_SLEEVE = 0.25


def binding_limits(
    household: Household, outcome: Outcome, prices: Sequence[RulePrice], least: float | None, time_left: TimeLeft
) -> tuple[str, ...]:
    """The rules in the way, in plain sentences.

    A rule counts when, with every number allowed to be fractional, the plan without it would come closer by more than a
    fifth of a percent of the portfolio.

    Args:
        prices: From `rule_prices`.
        least: As there.
    """
    after = outcome.after.sleeves
    return (
        *_rules_that_bind(household, prices),
        *_costs_in_the_way(household, outcome, least, time_left),
        *_shortages_without_a_fund(household, after),
        *_left_by_whole_shares(household, outcome),
        *_off_target_within_the_band(household, after),
    )


def _rules_that_bind(household: Household, prices: Sequence[RulePrice]) -> Iterator[str]:
    told = _told_as_binding(household.request)
    worth = value_of_coming_closer(_WORTH_SAYING * float(household.value))
    binding = {price.rule: None for price in prices if price.rule in told and price.dollars > worth}
    if household.request.max_turnover == 0:
        binding["max_turnover"] = None  # forbids every trade, whatever there was time to find out
    yield from (told[rule] for rule in binding)


def _told_as_binding(request: PlanRequest) -> dict[str, str]:
    held = {position.symbol for position in request.positions}
    told = {
        "cash": "Cash stays in its account: with cash free to move between accounts the plan could come closer.",
        "buy_only": "The plan only buys: with sales it could come closer.",
        "fixed": "The lines that you typed or locked keep the plan from coming closer.",
        "wash_policy": "Wash sales are not allowed: with them the plan could come closer.",
        "minimum_trade": f"The minimum trade of {dollars(request.minimum_trade)} keeps the plan from coming closer.",
    }
    if request.max_gain is not None:
        told["max_gain"] = f"The limit of {dollars(request.max_gain)} on realised gains is used up."
    if request.max_turnover is not None:
        told["max_turnover"] = f"The limit of {percent(request.max_turnover)} on what changes place is used up."
    if request.maximum_trade is not None:
        told["maximum_trade"] = f"The largest trade of {dollars(request.maximum_trade)} keeps the plan from coming closer."
    if kept := sorted(request.no_sell & held):
        told["no_sell"] = f"The no-sell list ({listed(kept)}) keeps the plan from coming closer."
    if kept := sorted(request.locked):
        told["locked"] = f"The lock on {listed(kept)} keeps the plan from coming closer."
    if kept := sorted(request.no_buy):
        told["no_buy"] = f"The no-buy list ({listed(kept)}) keeps the plan from coming closer."
    return told


def _costs_in_the_way(household: Household, outcome: Outcome, least: float | None, time_left: TimeLeft) -> Iterator[str]:
    """Tax, or else the trades themselves: what the plan could come closer by without, beyond what it pays already."""
    if least is None or _off_band(household, outcome.after.sleeves) <= _WORTH_SAYING:
        return
    request, paid = household.request, outcome.objective
    untaxed = replace(request, taxes=_UNTAXED)
    easier = (
        ("tax", untaxed, paid.tax),
        ("trading costs", replace(untaxed, costs=TradingCost(0.0, 0.0)), paid.tax + paid.cost),
    )
    worth = value_of_coming_closer(_WORTH_SAYING * float(household.value))
    for cost, changed, already in takewhile(lambda _: time_left.suffices(), easier):
        better = relaxed_minimum(build_programme(describe_household(changed, household)))
        # Fractions of trades cost fractions of what a trade does: without tax a whole sale and purchase must still pay.
        threshold = max(worth, 2 * changed.costs.per_trade)
        if better is not None and least - better - max(0.0, already) > threshold:
            yield sentence(f"{cost}: coming closer would cost more in {cost} than the plan is willing to pay for it")
            return


def _shortages_without_a_fund(household: Household, after: Mapping[Sleeve, float]) -> Iterator[str]:
    target = household.target
    for sleeve, weight in target.sleeves.items():
        missing = weight - after[sleeve] > max(household.half_widths[sleeve], _WORTH_SAYING)
        candidates = household.request.candidates
        offered = any(fund.sleeves.get(sleeve, 0.0) >= _ENOUGH_OF_A_SLEEVE for fund in candidates if fund.price > 0)
        if missing and not offered and sleeve is not Sleeve.CASH and sleeve not in target.kept:
            words = SLEEVE_WORDS[sleeve]
            yield f"No candidate fund holds enough {'of ' if words.startswith('the ') else ''}{words} to reach {percent(weight)}."


def _left_by_whole_shares(household: Household, outcome: Outcome) -> Iterator[str]:
    if not household.request.whole_shares:
        return
    idle = float(sum(outcome.cash.values(), ZERO)) > household.target.sleeves.get(Sleeve.CASH, 0.0) * float(household.value)
    for account in household.request.accounts:
        bought = [t for t in outcome.trades if t.action is TradeAction.BUY and t.account.id == account.id]
        left = outcome.cash[account.id] - max(household.cash_floor[account.id], ZERO)
        if idle and bought and ZERO < left < min(t.price for t in bought):
            yield f"Whole shares: {exact_dollars(left)} in {account.name} is less than one more share."


def _off_band(household: Household, after: Mapping[Sleeve, float]) -> float:
    distances = {sleeve: abs(after[sleeve] - weight) for sleeve, weight in household.target.sleeves.items()}
    return sum(max(0.0, distance - household.half_widths[sleeve]) for sleeve, distance in distances.items())


def _off_target_within_the_band(household: Household, after: Mapping[Sleeve, float]) -> Iterator[str]:
    target = household.target
    for sleeve, weight in target.sleeves.items():
        distance = abs(after[sleeve] - weight)
        if sleeve not in target.kept and _WORTH_SAYING < distance <= household.half_widths[sleeve] + 1e-4:
            yield sentence(
                f"{sleeve_is(sleeve)} {percent(after[sleeve])} against a target of {percent(weight)}: "
                "inside the band, so not worth tax or another trade"
            )
