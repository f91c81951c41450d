"""From what the investor says, and the brackets of a year, to the rates on a plan's gains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.advice.model.defaults import DEFAULT_LONG_RATE, DEFAULT_LOSS_LIMIT, DEFAULT_SHORT_RATE
from advisor.advice.model.tax_profile import TaxProfile, YearSoFar
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.taxes.assumptions import Household, assumptions
from advisor.advice.taxes.steps import add_steps, first_dollars
from advisor.domain.money import ZERO
from advisor.domain.tax_tables import Bracket, FilingRates, TaxTable


def rules_for(said: TaxProfile, table: TaxTable | None, year: int | None = None, realised: YearSoFar | None = None) -> TaxRules:
    """What this household's gains cost in a year; in that of the profile when None.

    With an income and a table these are the federal brackets above that income, the net investment income tax and the state's
    rate; otherwise flat rates. The investor's own rates go before either. Gains of the year so far and losses carried in count
    in the year they were told for only. `TaxRules.assumed` says all this, and what is left out.

    Args:
        said: What the investor said.
        table: Of that year, or the nearest there is.
        realised: Gains of the year so far, for a profile that does not say them.
    """
    profile = _in_year(said, year, realised)
    filing = None if table is None else table.filings[profile.filing]
    if profile.ordinary_income is None or table is None or filing is None:
        ordinary, long_term, losses = _flat(profile, filing)
    else:
        ordinary, long_term, losses = _by_brackets(profile, profile.ordinary_income, filing, table.surtax_rate)
    if profile.short_rate is not None:
        ordinary = (RateStep(None, profile.short_rate),)
        losses = (RateStep(_loss_limit(profile, filing), profile.short_rate),)
    if profile.long_rate is not None:
        long_term = (RateStep(None, profile.long_rate),)
    bracketed = table is not None and profile.ordinary_income is not None and None in (profile.short_rate, profile.long_rate)
    return TaxRules(
        ordinary=ordinary,
        long_term=long_term,
        loss_rate=losses[0].rate,
        loss_limit=sum((step.dollars or ZERO for step in losses), ZERO),
        loss_steps=losses if len(losses) > 1 else (),
        carried_loss_value=profile.carried_loss_value,
        short_before=(profile.short_so_far or ZERO) - profile.carried_short,
        long_before=(profile.long_so_far or ZERO) - profile.carried_long,
        assumed=assumptions(Household(profile, said, realised), table, (ordinary[0].rate, long_term[0].rate)),
        as_of=table.as_of if table is not None and bracketed and not table.is_own else None,
        ira_limit=table.ira_limit if table is not None and table.year == profile.year else None,
        ira_catch_up=table.ira_catch_up if table is not None and table.year == profile.year else None,
    )


def nearest_table(tables: Sequence[TaxTable], year: int) -> TaxTable | None:
    """The table of a year, or of the year nearest to it; None where there is none at all."""
    return min(tables, key=lambda table: abs(table.year - year), default=None)


_Steps = tuple[RateStep, ...]


def _in_year(said: TaxProfile, year: int | None, realised: YearSoFar | None) -> TaxProfile:
    profile = said
    if year is not None and said.year not in (None, year):
        profile = replace(said, short_so_far=None, long_so_far=None, carried_short=ZERO, carried_long=ZERO)
    return replace(
        profile,
        year=year or said.year,
        short_so_far=realised.short if realised and profile.short_so_far is None else profile.short_so_far,
        long_so_far=realised.long if realised and profile.long_so_far is None else profile.long_so_far,
    )


def _flat(profile: TaxProfile, filing: FilingRates | None) -> tuple[_Steps, _Steps, _Steps]:
    short, long = DEFAULT_SHORT_RATE + profile.state_rate, DEFAULT_LONG_RATE + profile.state_rate
    return (RateStep(None, short),), (RateStep(None, long),), (RateStep(_loss_limit(profile, filing), short),)


def _by_brackets(
    profile: TaxProfile, income: Decimal, filing: FilingRates, surtax_rate: Decimal
) -> tuple[_Steps, _Steps, _Steps]:
    state = (RateStep(None, profile.state_rate),)
    # Below this gain (a loss, where it is negative) no net investment income tax is due.
    untaxed = -min(profile.investment_income or ZERO, income + filing.standard_deduction - filing.surtax_threshold)
    surtax = (RateStep(max(untaxed, ZERO), ZERO), RateStep(None, surtax_rate))
    surtax_saved = (RateStep(max(-untaxed, ZERO), surtax_rate),)
    ordinary = add_steps(_above(filing.ordinary, income), state, surtax)
    long_term = add_steps(_above(filing.long_term, income), state, surtax)
    losses = add_steps(_below(filing.ordinary, income), state, surtax_saved)
    return ordinary, long_term, first_dollars(losses, _loss_limit(profile, filing))


def _loss_limit(profile: TaxProfile, filing: FilingRates | None) -> Decimal:
    limit = DEFAULT_LOSS_LIMIT if filing is None else filing.loss_limit
    # A loss that finds no income to count against is carried instead.
    return limit if profile.ordinary_income is None else min(limit, profile.ordinary_income)


def _above(brackets: Sequence[Bracket], income: Decimal) -> _Steps:
    """Rates on the dollars above an income, upwards."""
    ends = [*(bracket.above for bracket in brackets[1:]), None]
    return tuple(
        RateStep(None if end is None else end - max(bracket.above, income), bracket.rate)
        for bracket, end in zip(brackets, ends, strict=True)
        if end is None or end > income
    )


def _below(brackets: Sequence[Bracket], income: Decimal) -> _Steps:
    """Rates on the dollars below an income, downwards to 0."""
    steps, top = [], income
    for bracket in reversed(brackets):
        if bracket.above < top:
            steps.append(RateStep(top - bracket.above, bracket.rate))
            top = bracket.above
    return tuple(steps)
