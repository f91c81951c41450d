"""Steps of a tax, curves beneath it, and what a household and its brackets have to satisfy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.advice.model.tax_profile import TaxProfile
from advisor.advice.model.taxes import RateStep
from advisor.advice.taxes.checks import check_profile, check_table
from advisor.advice.taxes.pieces import ConvexCurve
from advisor.advice.taxes.rules import rules_for
from advisor.advice.taxes.steps import add_steps, first_dollars
from advisor.domain.errors import InvalidRequestError
from advisor.locations import resources_folder
from advisor.market.tax_tables import load_tax_tables

NEWEST = load_tax_tables(resources_folder() / "tax")[-1]
NOTHING = Decimal(0)


def test_a_step_of_no_dollars_is_none():
    surtax = (RateStep(NOTHING, NOTHING), RateStep(None, Decimal("0.038")))
    flat = (RateStep(None, Decimal("0.24")),)
    assert add_steps(flat, surtax) == (RateStep(None, Decimal("0.278")),)
    assert first_dollars((RateStep(NOTHING, Decimal("0.3")), *flat), Decimal(3000)) == (RateStep(Decimal(3000), Decimal("0.24")),)


def test_a_step_of_a_dollar_is_one():
    steps = (RateStep(Decimal(1), Decimal("0.1")), RateStep(None, Decimal("0.2")))
    assert add_steps(steps) == steps
    assert first_dollars(steps, Decimal(1)) == steps[:1]
    assert first_dollars(steps, NOTHING) == (RateStep(NOTHING, NOTHING),)


@pytest.mark.parametrize(
    ("corners", "is_exact"),
    [
        (((-5.0, -5.0), (5.0, 5.0)), True),
        (((-5.0, -5.0), (5.0, 5.02)), False),
        (((-5.0, -4.98), (5.0, 5.0)), False),
    ],
)
def test_a_curve_is_exact_where_every_corner_of_the_other_lies_on_it(corners, is_exact):
    assert ConvexCurve(((1.0, 0.0),), corners).is_exact is is_exact


@pytest.mark.parametrize("year", [2000, 2100])
def test_years_that_taxes_are_told_for(year):
    check_profile(TaxProfile(year=year))


@pytest.mark.parametrize(
    "profile",
    [
        TaxProfile(year=1999),
        TaxProfile(year=2101),
        TaxProfile(state_rate=Decimal("1.01")),
        TaxProfile(short_rate=Decimal("-0.01")),
        TaxProfile(ordinary_income=Decimal("-0.01")),
        TaxProfile(carried_long=Decimal(-1)),
    ],
)
def test_what_no_household_can_have_is_refused(profile):
    with pytest.raises(InvalidRequestError):
        check_profile(profile)


def test_a_rate_of_all_or_nothing_can_be():
    check_profile(TaxProfile(short_rate=Decimal(1), long_rate=NOTHING, ordinary_income=NOTHING))
    check_table(replace(NEWEST, surtax_rate=Decimal(1)))


def test_brackets_of_no_year_in_particular_lack_none():
    assumed = rules_for(TaxProfile(ordinary_income=Decimal(90000)), NEWEST).assumed
    assert not [each for each in assumed if "no brackets" in each]
    of_another = rules_for(TaxProfile(ordinary_income=Decimal(90000), year=NEWEST.year + 1), NEWEST).assumed
    assert [each for each in of_another if each.startswith(f"There are no brackets for {NEWEST.year + 1}")]
