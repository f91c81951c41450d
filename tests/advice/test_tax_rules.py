"""Rates above an income: against the return itself, worked line by line with and without the gains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.model.tax_profile import TaxProfile, YearSoFar
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.taxes.net_tax import tax_of, weighed_tax_of
from advisor.advice.taxes.pieces import tax_pieces
from advisor.advice.taxes.rules import rules_for
from advisor.domain.money import round_to_cents
from advisor.domain.tax_tables import Bracket, FilingStatus, TaxTable
from advisor.locations import resources_folder
from advisor.market.tax_tables import load_tax_tables

TABLES = load_tax_tables(resources_folder() / "tax")
NEWEST = TABLES[-1]
NOTHING = Decimal(0)


def schedule_tax(brackets: Sequence[Bracket], income: Decimal) -> Decimal:
    """Tax computation worksheet."""
    tax = NOTHING
    for number, bracket in enumerate(brackets):
        top = brackets[number + 1].above if number + 1 < len(brackets) else income
        tax += max(min(income, top) - bracket.above, NOTHING) * bracket.rate
    return tax


def return_tax(profile: TaxProfile, table: TaxTable, short: Decimal, long: Decimal) -> Decimal:
    """Form 1040 with Schedule D, its worksheet for the rates, and Form 8960; a state's rate on top."""
    filing = table.filings[profile.filing]
    other_income = profile.ordinary_income or NOTHING
    net = short + long
    allowed = net if net >= 0 else -min(-net, filing.loss_limit, other_income)
    taxable = other_income + allowed
    line_4 = min(long, net) if long > 0 and net > 0 else NOTHING
    line_5 = taxable - line_4
    at_zero = max(min(taxable, filing.long_term[1].above) - line_5, NOTHING)
    line_12 = min(taxable, line_4) - at_zero
    at_fifteen = min(line_12, max(min(taxable, filing.long_term[2].above) - line_5 - at_zero, NOTHING))
    at_twenty = line_4 - at_zero - at_fifteen
    with_rates = schedule_tax(filing.ordinary, line_5) + at_fifteen * Decimal("0.15") + at_twenty * Decimal("0.20")
    income_tax = min(with_rates, schedule_tax(filing.ordinary, taxable))
    investment = max((profile.investment_income or NOTHING) + allowed, NOTHING)
    above = max(taxable + filing.standard_deduction - filing.surtax_threshold, NOTHING)
    return income_tax + Decimal("0.038") * min(investment, above) + profile.state_rate * allowed


incomes = st.one_of(st.decimals(0, 5000, places=2), st.decimals(0, 900000, places=2), st.decimals(150000, 260000, places=2))
gains = st.one_of(st.decimals(-9000, 9000, places=2), st.decimals(-400000, 800000, places=2))


@st.composite
def profiles(draw: st.DrawFn) -> TaxProfile:
    income = draw(incomes)
    return TaxProfile(
        filing=draw(st.sampled_from(FilingStatus)),
        ordinary_income=income,
        investment_income=draw(st.none() | st.decimals(0, 1, places=2).map(lambda part: round_to_cents(part * income))),
        state_rate=draw(st.sampled_from([NOTHING, Decimal("0.0495"), Decimal("0.093")])),
        short_so_far=draw(st.just(NOTHING) | gains),
        long_so_far=draw(st.just(NOTHING) | gains),
        carried_short=draw(st.just(NOTHING) | st.decimals(0, 20000, places=2)),
        carried_long=draw(st.just(NOTHING) | st.decimals(0, 20000, places=2)),
    )


@given(profiles(), st.sampled_from(TABLES), gains, gains)
def test_the_tax_is_what_the_return_asks_more_with_the_gains_than_without(
    profile: TaxProfile, table: TaxTable, short: Decimal, long: Decimal
) -> None:
    before = (profile.short_so_far or NOTHING) - profile.carried_short, (profile.long_so_far or NOTHING) - profile.carried_long
    with_gains = return_tax(profile, table, before[0] + short, before[1] + long)
    expected = round_to_cents(with_gains - return_tax(profile, table, *before))
    assert tax_of(rules_for(profile, table), short, long) == expected


@given(profiles(), gains, gains)
def test_the_pieces_stay_below_the_tax_of_real_brackets(profile: TaxProfile, short: Decimal, long: Decimal) -> None:
    rules = rules_for(profile, NEWEST)
    pieces = tax_pieces(rules, (min(short, NOTHING), max(short, NOTHING)), (min(long, NOTHING), max(long, NOTHING)))
    assert pieces.smallest(float(short), float(short + long)) <= float(weighed_tax_of(rules, short, long)) + 0.011


@given(profiles())
def test_rates_never_fall_with_gain_nor_rise_with_loss(profile: TaxProfile) -> None:
    rules = rules_for(profile, NEWEST)
    for steps in (rules.ordinary, rules.long_term):
        rates = [step.rate for step in steps]
        assert rates == sorted(rates)
        assert [step.dollars is None for step in steps] == [False] * (len(steps) - 1) + [True]
    saved = [step.rate for step in rules.losses]
    assert saved == sorted(saved, reverse=True)
    assert sum((step.dollars or NOTHING for step in rules.losses), NOTHING) == rules.loss_limit


def test_without_an_income_the_rates_are_flat_and_that_is_said() -> None:
    rules = rules_for(TaxProfile(state_rate=Decimal("0.05")), NEWEST)
    assert rules.ordinary == (RateStep(None, Decimal("0.29")),)
    assert rules.long_term == (RateStep(None, Decimal("0.20")),)
    assert (rules.loss_rate, rules.loss_limit, rules.as_of) == (Decimal("0.29"), Decimal(3000), None)
    assert rules.assumed[0] == (
        "Your income is not known: flat rates tax short-term gain at 29% and long-term gain at 20%,"
        " without net investment income tax."
    )
    assert "In that are 5% for your state, on every gain and on every loss that counts." in rules.assumed


def test_apart_from_the_sentences_an_empty_profile_is_the_usual_rules() -> None:
    assert replace(rules_for(TaxProfile(), NEWEST), assumed=()) == TaxRules()


def test_own_rates_go_before_brackets() -> None:
    profile = TaxProfile(ordinary_income=Decimal(90000), short_rate=Decimal("0.31"), long_rate=Decimal("0.18"))
    rules = rules_for(profile, NEWEST)
    assert (rules.ordinary, rules.long_term) == ((RateStep(None, Decimal("0.31")),), (RateStep(None, Decimal("0.18")),))
    assert (rules.loss_rate, rules.as_of) == (Decimal("0.31"), None)
    assert rules.assumed[0] == ("Your own rates tax short-term gain at 31% and long-term gain at 18%, all taxes together.")


def test_one_own_rate_leaves_the_other_to_the_brackets() -> None:
    profile = TaxProfile(ordinary_income=Decimal(90000), long_rate=Decimal("0.18"))
    rules = rules_for(profile, NEWEST)
    assert rules.ordinary[:2] == (RateStep(Decimal(15700), Decimal("0.22")), RateStep(Decimal("78200.0"), Decimal("0.24")))
    assert rules.long_term == (RateStep(None, Decimal("0.18")),)
    assert "On long-term gain your own rate of 18% counts instead, all taxes together." in rules.assumed


def test_brackets_are_told_with_their_year_income_and_what_is_left_out() -> None:
    rules = rules_for(TaxProfile(year=2027, ordinary_income=Decimal(90000)), replace(NEWEST, is_own=True))
    assert rules.assumed == (
        "The federal brackets of 2026 for a single filer with $90,000 of other taxable income tax the first dollar of short-term"
        " gain at 22% and long-term gain at 15%.",
        "There are no brackets for 2027: those of 2026 are used.",
        "You changed the brackets of 2026.",
        "Net investment income tax of 3.8% is counted above $200,000 of income; that is taken to be your taxable income and the"
        " standard deduction of $16,100, with $0 of other investment income in it.",
        "No state tax is counted.",
        "No gain or loss of the year so far is counted, and none carried in.",
        "Plans are compared with a dollar of loss carried to later years worth 5% of it; no tax that is stated counts it.",
        "Left out are the lower rates on qualified dividends and the higher ones on collectibles, the alternative minimum tax,"
        " and credits, deductions and premiums that depend on income.",
    )
    assert rules.as_of is None


@pytest.mark.parametrize(
    ("income", "loss", "saved"),
    [
        ("106700", "-3000", "680.00"),  # 1,000 in the 24% bracket, 2,000 in the 22% bracket
        ("1200", "-3000", "120.00"),  # the rest finds no income and is carried
        ("0", "-3000", "0.00"),
    ],
)
def test_a_loss_saves_what_the_income_it_counts_against_would_have_cost(income: str, loss: str, saved: str) -> None:
    rules = rules_for(TaxProfile(ordinary_income=Decimal(income)), NEWEST)
    assert -tax_of(rules, Decimal(loss), NOTHING) == Decimal(saved)


def test_sales_that_the_transactions_cannot_tell_are_said() -> None:
    rules = rules_for(TaxProfile(), NEWEST, 2026, YearSoFar(Decimal(-300), Decimal(40), left_out=2))
    assert (rules.short_before, rules.long_before) == (Decimal(-300), Decimal(40))
    assert "Sales of the year so far that are left out, because their cost or date is not known: 2." in rules.assumed
    assert (
        "Counted in are $300 of short-term loss and $40 of long-term gain of the year so far, by the transactions on file, and"
        " $0 of short-term and $0 of long-term loss carried in."
    ) in rules.assumed
