"""That the stated gains, and the tax on them, follow from the lots sold and the losses washed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import RateStep, SoldLot, TaxRules, Term
from advisor.advice.verifying.demands import demand, demand_equal
from advisor.advice.verifying.sold_lots import cents, term_of
from advisor.domain.portfolio import TaxType

_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class NetGains:
    """Of a plan in taxable accounts, wash sales taken off; what is of unknown date counts as long-term."""

    short: Decimal
    long: Decimal

    def plus(self, short: Decimal, long: Decimal) -> NetGains:
        return NetGains(self.short + short, self.long + long)


def known_gains(plan: Plan) -> NetGains:
    """What is of unknown basis left out."""
    gains = {Term.SHORT: _NOTHING, Term.LONG: _NOTHING, Term.UNKNOWN: _NOTHING}
    for _, lot in taxed_lots(plan):
        gains[lot.term] += lot.gain or _NOTHING
    for each in plan.washed:
        gains[term_of(each.sale.acquired, each.sale.day)] += each.disallowed
    return NetGains(gains[Term.SHORT], gains[Term.LONG] + gains[Term.UNKNOWN])


def worst_gains(plan: Plan) -> NetGains:
    """What is of unknown basis gains its whole price."""
    short = sum((worth for worth, lot in _baseless(plan) if lot.term is Term.SHORT), _NOTHING)
    long = sum((worth for worth, lot in _baseless(plan) if lot.term is not Term.SHORT), _NOTHING)
    return known_gains(plan).plus(short, long)


def taxed_lots(plan: Plan) -> Iterator[tuple[Trade, SoldLot]]:
    """The lots sold in taxable accounts, each with its trade."""
    for trade in plan.trades:
        if trade.action is TradeAction.SELL and trade.account.tax_type is TaxType.TAXABLE:
            for lot in trade.lots:
                yield trade, lot


def weighed_tax(rules: TaxRules, gains: NetGains) -> Decimal:
    """The tax less what the losses carried on are counted as worth, to the cent."""
    more = _carried(rules, gains) - _carried(rules, NetGains(_NOTHING, _NOTHING))
    return cents(_extra_tax(rules, gains) - rules.carried_loss_value * more)


def check_tax(request: PlanRequest, plan: Plan) -> None:
    """Gains by term, tax, its range, what is carried on and what is disallowed are as stated, to the cent.

    Raises:
        PlanNotSoundError: One is not.
    """
    stated, rules, gains = plan.tax, request.taxes, known_gains(plan)
    demand_equal(stated.short_term_gain, gains.short, "its short-term gain")
    demand_equal(stated.long_term_gain, gains.long, "its long-term gain")
    demand_equal(stated.estimated_tax, cents(_extra_tax(rules, gains)), "its tax")
    demand_equal(stated.carried, _carried(rules, gains), "the loss carried to later years")
    disallowed = sum((each.disallowed for each in plan.washed), _NOTHING)
    demand_equal(stated.disallowed, disallowed, "the losses that do not count")
    lost = disallowed - sum((each.basis_carried for each in plan.washed), _NOTHING)
    demand_equal(stated.lost_for_ever, lost, "the losses that no basis carries on")
    complete = all(lot.gain is not None and lot.acquired is not None for _, lot in taxed_lots(plan))
    demand(stated.complete == complete, "The plan is wrong about whether every basis and date is known.")
    possible = [cents(_extra_tax(rules, each)) for each in _possible_gains(plan, gains)]
    demand_equal(stated.low, min(possible), "the least tax")
    demand_equal(stated.high, max(possible), "the most tax")
    for trade in plan.trades:
        alone = known_gains(replace(plan, trades=(trade,), washed=()))
        demand_equal(trade.tax_alone, cents(_extra_tax(rules, alone)), f"the tax on {trade.symbol} alone")


def _possible_gains(plan: Plan, known: NetGains) -> Iterator[NetGains]:
    """Every missing date at either term, every missing basis at nothing and at the whole price."""
    undated = [lot.gain + lot.disallowed for _, lot in taxed_lots(plan) if lot.term is Term.UNKNOWN and lot.gain is not None]
    baseless = {term: sum((worth for worth, lot in _baseless(plan) if lot.term is term), _NOTHING) for term in Term}
    for up, down, gained, late in product((False, True), repeat=4):
        moved = sum((gain for gain in undated if (up if gain > 0 else down)), _NOTHING)
        gains = known.plus(moved, -moved)
        if gained:
            unknown = baseless[Term.UNKNOWN]
            gains = gains.plus(baseless[Term.SHORT], baseless[Term.LONG])
            gains = gains.plus(_NOTHING, unknown) if late else gains.plus(unknown, _NOTHING)
        yield gains


def _baseless(plan: Plan) -> list[tuple[Decimal, SoldLot]]:
    return [(lot.quantity * trade.price, lot) for trade, lot in taxed_lots(plan) if lot.gain is None]


def _extra_tax(rules: TaxRules, gains: NetGains) -> Decimal:
    with_plan = _year(rules, rules.short_before + gains.short, rules.long_before + gains.long)
    return with_plan - _year(rules, rules.short_before, rules.long_before)


def _carried(rules: TaxRules, gains: NetGains) -> Decimal:
    """Net loss of the year beyond what counts against other income."""
    return max(_NOTHING, -(rules.short_before + gains.short + rules.long_before + gains.long) - rules.loss_limit)


def _year(rules: TaxRules, short: Decimal, long: Decimal) -> Decimal:
    """Tax of a whole year: each term's net, then across; long-term gain is stacked upon short-term gain."""
    total = short + long
    if total <= 0:
        steps = rules.loss_steps or (RateStep(rules.loss_limit, rules.loss_rate),)
        return -_between(steps, _NOTHING, min(-total, rules.loss_limit))
    # A long-term loss eats short-term gain, a short-term loss long-term gain.
    ordinary = min(max(short, _NOTHING), total)
    stacked = _between(rules.ordinary, _NOTHING, ordinary) + _between(rules.long_term, ordinary, total)
    return min(stacked, _between(rules.ordinary, _NOTHING, total))


def _between(steps: Sequence[RateStep], start: Decimal, end: Decimal) -> Decimal:
    """Each step's rate on the dollars from `start` to `end` that fall into it."""
    tax, begins = _NOTHING, _NOTHING
    for step in steps:
        ends = max(end, begins) if step.dollars is None else begins + step.dollars
        tax += step.rate * max(_NOTHING, min(end, ends) - max(start, begins))
        begins = ends
    return tax
