"""What a plan costs, and how near it comes to the best there is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal

from advisor.advice.model.plan import Plan
from advisor.presentation import words

COST_MEANINGS: Mapping[str, str] = {
    "Changes place": "What is sold, or what is bought where that is more.",
    "Spread and fees": "An estimate: what trading itself costs.",
    "Washed losses": "Losses that do not count, because the same was bought within 30 days of the sale.",
    "Of these lost for good": "Washed by a purchase in a retirement account: no later sale brings this loss back.",
    "Loss carried on": "More loss than counts this year: it goes on to later years.",
    "Gap to target": "How much of your money lies elsewhere than the target says, before and after.",
    "Tracking error": "How far your money may run ahead of the target or fall behind it in a usual year, before and after.",
}
"""What a line of `costs_of` means, where its words do not say it."""


def tax_text(plan: Plan) -> str:
    """ "$461", "$720 saved"; "at least $461" or "at most $720 saved" where the cost of something sold is not known."""
    tax, complete = plan.tax.estimated_tax, plan.tax.complete
    if tax < 0:
        return f"{'' if complete else 'at most '}{words.dollars(-tax)} saved"
    return f"{'' if complete else 'at least '}{words.dollars(tax)}"


def costs_of(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Words and figures, in the order of a reader's questions; what is nothing is left out."""
    return (*_money_moved(plan), *_taxes(plan), *_shape(plan))


def costs_note(plan: Plan) -> str:
    """How near the best plan it is."""
    if plan.search.found_by == "worksheet":
        return "Worked out line by line without a search: how near this is to the best plan is not known."
    if not math.isfinite(plan.optimality_gap):
        return "How near this is to the best plan is not known."
    if plan.optimality_gap < 1:
        return "No plan is better by a dollar or more."
    return f"Within ${math.ceil(plan.optimality_gap):,} of the best plan there is."


def _money_moved(plan: Plan) -> Iterator[tuple[str, str]]:
    yield "Changes place", words.dollars(plan.changes_place)
    if plan.trading_cost:
        yield "Spread and fees", words.dollars_and_cents(plan.trading_cost)
    yield "Cash afterwards", words.dollars(sum(plan.cash_after.values(), Decimal(0)))


def _taxes(plan: Plan) -> Iterator[tuple[str, str]]:
    tax = plan.tax
    if tax.short_term_gain:
        yield "Short-term gain", words.dollar_change(tax.short_term_gain)
    if tax.long_term_gain:
        yield "Long-term gain", words.dollar_change(tax.long_term_gain)
    yield "Estimated tax", tax_text(plan)
    if not tax.complete and tax.high > tax.low:
        yield "Range of the tax", f"{words.dollars(tax.low)} to {words.dollars(tax.high)}"
    if tax.disallowed:
        yield "Washed losses", words.dollars(tax.disallowed)
    if tax.lost_for_ever:
        yield "Of these lost for good", words.dollars(tax.lost_for_ever)
    if tax.carried:
        yield "Loss carried on", words.dollars(tax.carried)


def _shape(plan: Plan) -> Iterator[tuple[str, str]]:
    before, after = plan.shape_before, plan.shape_after
    yield "Gap to target", f"{words.share_or_zero(plan.gap_before)} → {words.share_or_zero(plan.gap_to_target)}"
    if before.tracking_error is not None and after.tracking_error is not None:
        yield "Tracking error", f"{words.share_or_zero(before.tracking_error)} → {words.share_or_zero(after.tracking_error)}"
    if before.income is not None and after.income is not None:
        yield "Income a year", f"{words.dollars(before.income)} → {words.dollars(after.income)}"
    if before.fund_cost is not None and after.fund_cost is not None:
        yield "Fund costs a year", f"{words.dollars(before.fund_cost)} → {words.dollars(after.fund_cost)}"
