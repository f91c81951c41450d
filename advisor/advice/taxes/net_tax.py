"""The tax on a plan's gains, to the cent: netted within each term, then across, at the rates of the household.

Every figure is the difference to realising nothing. Where both terms gain, long-term gain is stacked upon short-term gain, as
on the worksheet for qualified dividends and capital gains, and as there it never costs more than ordinary income would.
"""

from __future__ import annotations

from decimal import Decimal

from advisor.advice.model.taxes import TaxRules
from advisor.advice.taxes.steps import tax_in_steps
from advisor.domain.money import ZERO, round_to_cents


def tax_of(rules: TaxRules, short: Decimal, long: Decimal) -> Decimal:
    """Extra tax of this year, to the cent; below 0 where a loss saves tax.

    Args:
        short, long: The plan's net gain by term (loss below 0), without what wash sales disallow.
    """
    return round_to_cents(_tax_beside(rules, short, long))


def weighed_tax_of(rules: TaxRules, short: Decimal, long: Decimal) -> Decimal:
    """`tax_of` less what the plan's losses carried to later years are counted as worth: what plans are compared by."""
    carried = carried_after(rules, short, long) - carried_after(rules, ZERO, ZERO)
    return round_to_cents(_tax_beside(rules, short, long) - rules.carried_loss_value * carried)


def carried_after(rules: TaxRules, short: Decimal, long: Decimal) -> Decimal:
    """Net loss that is left for later years after a plan with these gains, what was carried in included; 0 or more."""
    total = short + long + rules.short_before + rules.long_before
    return max(-total - rules.loss_limit, ZERO)


def year_tax(rules: TaxRules, short: Decimal, total: Decimal) -> Decimal:
    """Tax on a whole year's gains against none at all; not rounded.

    Args:
        short: Net short-term gain of the year, losses carried in included.
        total: The same of both terms together.
    """
    if total <= 0:
        return -tax_in_steps(rules.losses, min(-total, rules.loss_limit))
    all_ordinary = tax_in_steps(rules.ordinary, total)
    stacked = tax_in_steps(rules.long_term, total) + dearer_than_long(rules, min(max(short, ZERO), total))
    return min(all_ordinary, stacked)


def dearer_than_long(rules: TaxRules, short: Decimal) -> Decimal:
    """What the first dollars of gain cost more as short-term than as long-term gain; not rounded."""
    return tax_in_steps(rules.ordinary, short) - tax_in_steps(rules.long_term, short)


def _tax_beside(rules: TaxRules, short: Decimal, long: Decimal) -> Decimal:
    before = rules.short_before + rules.long_before
    nothing = year_tax(rules, rules.short_before, before)
    return year_tax(rules, rules.short_before + short, before + short + long) - nothing
