"""Where the money stood: contributions that sum to the whole, shares followed back, what is not measured said."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.classification import Sleeve
from advisor.rotation.diversification import sleeves_diversification
from advisor.rotation.model_series import Window
from advisor.rotation.panel import Panel
from advisor.rotation.standing import REPRESENTATIVES, standings
from tests.rotation.lines import weekdays

SYMBOLS = ("MAG7", "SP493", "MDY", "IJR", "VXUS", "AGG", "SGOV")
MARKETS = (
    Sleeve.MEGA_CAP_TECH,
    Sleeve.SP493,
    Sleeve.MID_CAP,
    Sleeve.SMALL_CAP,
    Sleeve.INTERNATIONAL,
    Sleeve.FIXED_INCOME,
    Sleeve.CASH,
)


def two_weeks(**growth):
    """Closes that stand still for a week and then end at these multiples."""
    table = np.ones((len(growth), 10))
    table[:, -1] = list(growth.values())
    return Panel(weekdays(10), tuple(growth), table, {})


def test_shares_are_followed_back_and_contributions_sum():
    """Half and half today; the seven doubled and mid-caps stood still: they were a third, and brought a third."""
    week = standings(two_weeks(MAG7=2.0, MDY=1.0), {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.MID_CAP: 0.5})[Window.WEEK]
    seven, mid = week.sleeves
    assert (seven.weight_now, seven.weight_before) == pytest.approx((0.5, 1 / 3))
    assert (seven.contribution, mid.contribution) == pytest.approx((1 / 3, 0))
    assert week.rate == pytest.approx(1 / 3)
    assert (week.from_day, week.to_day) == (date(2026, 1, 9), date(2026, 1, 16))
    assert week.benchmark_rate is None
    assert seven.allocation is None


def test_the_leader_need_not_be_held():
    week = standings(two_weeks(MAG7=0.9, SP493=1.05, IJR=1.2, AGG=1.0), {Sleeve.MEGA_CAP_TECH: 1.0})[Window.WEEK]
    first, last = week.markets[0], week.markets[-1]
    assert (first.sleeve, first.weight_now) == (Sleeve.SMALL_CAP, 0)
    assert (last.sleeve, last.weight_now) == (Sleeve.MEGA_CAP_TECH, 1)
    assert [market.rate for market in week.markets] == pytest.approx([0.2, 0.05, 0, -0.1])


def test_what_nothing_stands_for_is_told_apart():
    held = {Sleeve.MID_CAP: 0.6, Sleeve.ALTERNATIVES: 0.3, Sleeve.UNCLASSIFIED: 0.1}
    week = standings(two_weeks(MDY=1.1), held)[Window.WEEK]
    assert week.covered == pytest.approx(0.6)
    assert week.uncovered == (Sleeve.ALTERNATIVES, Sleeve.UNCLASSIFIED)
    assert week.rate == pytest.approx(0.1)


def test_the_first_symbol_with_closes_stands_for_a_sleeve():
    closes = two_weeks(MDY=1.1, IJH=1.3)
    closes.closes[0, :8] = np.nan
    week = standings(closes, {Sleeve.MID_CAP: 1.0})[Window.WEEK]
    assert week.sleeves[0].symbol == "IJH"


def test_cash_without_bills_on_file_earns_nothing():
    week = standings(two_weeks(MDY=1.1), {Sleeve.MID_CAP: 0.5, Sleeve.CASH: 0.5})[Window.WEEK]
    cash = next(each for each in week.sleeves if each.sleeve is Sleeve.CASH)
    assert (cash.symbol, cash.rate, cash.contribution) == ("", 0, 0)
    assert week.from_day == date(2026, 1, 9)


def test_nothing_held_or_nothing_measured_is_no_return():
    for held in ({}, {Sleeve.ALTERNATIVES: 1.0}, {Sleeve.MID_CAP: 10.0, Sleeve.CASH: -9.0}):
        week = standings(two_weeks(MDY=1.2), held)[Window.WEEK]
        assert (week.sleeves, week.rate) == ((), 0)
    too_short = standings(two_weeks(MDY=1.2), {Sleeve.MID_CAP: 1.0})[Window.YEAR]
    assert (too_short.covered, too_short.uncovered, too_short.markets) == (0, (Sleeve.MID_CAP,), ())


def test_every_sleeve_that_can_be_measured_has_symbols():
    assert set(REPRESENTATIVES) == set(MARKETS)


weights = st.lists(st.floats(0, 1), min_size=len(MARKETS), max_size=len(MARKETS)).filter(lambda each: sum(each) > 0.01)


@given(weights, weights, st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_parts_sum_to_the_whole_and_to_the_difference(mine, theirs, seed):
    growth = np.random.default_rng(seed).uniform(0.3, 3, len(SYMBOLS))
    panel = two_weeks(**dict(zip(SYMBOLS, growth, strict=True)))
    own, benchmark = (dict(zip(MARKETS, each, strict=True)) for each in (mine, theirs))
    week = standings(panel, own, benchmark)[Window.WEEK]
    now, then = np.array(mine), np.array(mine) / growth
    assert week.rate == pytest.approx(now.sum() / then.sum() - 1)
    assert sum(each.contribution for each in week.sleeves) == pytest.approx(week.rate)
    assert sum(each.weight_before for each in week.sleeves) == pytest.approx(1)
    assert sum(each.allocation for each in week.sleeves) == pytest.approx(week.rate - week.benchmark_rate, abs=1e-9)
    for each in week.sleeves:
        assert each.weight_before * (1 + each.rate) / (1 + week.rate) == pytest.approx(each.weight_now)


def swinging(weeks=60, **returns):
    """Fridays whose log returns go round in the given patterns."""
    days = np.arange(weeks) * 7 + date(2025, 1, 3).toordinal()
    closes = [np.exp(np.cumsum(np.resize(pattern, weeks))) for pattern in returns.values()]
    return Panel(days, tuple(returns), np.array(closes), {})


def test_sleeves_that_have_nothing_to_do_with_one_another_swing_root_two_times_as_much_alone():
    panel = swinging(MAG7=[0.01, -0.01, 0.01, -0.01], MDY=[0.01, 0.01, -0.01, -0.01])
    half = {Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.MID_CAP: 0.3, Sleeve.CASH: 0.2, Sleeve.ALTERNATIVES: 0.2}
    assert sleeves_diversification(panel, half) == pytest.approx(2**0.5)
    as_one = swinging(MAG7=[0.01, -0.01], MDY=[0.02, -0.02])
    assert sleeves_diversification(as_one, half) == pytest.approx(1)


def test_no_diversification_of_one_sleeve_of_shorts_or_of_half_a_year():
    panel = swinging(MAG7=[0.01, -0.01], MDY=[0.02, -0.01])
    assert sleeves_diversification(panel, {Sleeve.MID_CAP: 1.0}) is None
    assert sleeves_diversification(panel, {Sleeve.MID_CAP: 1.2, Sleeve.MEGA_CAP_TECH: -0.2}) is None
    both = {Sleeve.MID_CAP: 0.5, Sleeve.MEGA_CAP_TECH: 0.5}
    assert sleeves_diversification(swinging(30, MAG7=[0.01, -0.01], MDY=[0.02, -0.01]), both) is None
    assert sleeves_diversification(swinging(MDY=[0.02, -0.01]), both) is None


def test_a_week_that_is_still_running_is_no_week_of_returns():
    panel = swinging(MAG7=[0.01, -0.01, 0.01, -0.01], MDY=[0.01, 0.01, -0.01, -0.01])
    both = {Sleeve.MID_CAP: 0.5, Sleeve.MEGA_CAP_TECH: 0.5}
    monday = Panel(np.append(panel.days, panel.days[-1] + 3), panel.symbols, panel.closes[:, [*range(60), -1]], {})
    monday.closes[:, -1] *= [1.2, 0.8]
    assert sleeves_diversification(monday, both) == sleeves_diversification(panel, both)


def test_what_stands_for_a_sleeve_has_closes_of_the_whole_year():
    both = {Sleeve.MID_CAP: 0.5, Sleeve.MEGA_CAP_TECH: 0.5}
    swings = {"MAG7": [0.01, -0.01, 0.01, -0.01], "MDY": [0.01, 0.01, -0.01, -0.01], "IJH": [0.02, -0.02, 0.02, -0.02]}
    panel = swinging(**swings)
    panel.closes[1, 30:32] = np.nan
    assert sleeves_diversification(panel, both) == pytest.approx(1)
    assert sleeves_diversification(panel.only(("MAG7", "MDY")), both) is None
