"""Lines of several symbols together."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.composites import evened_out_yearly, held_all_along, known_closes, value_weighted
from advisor.rotation.panel import Panel
from tests.rotation.lines import panel, panels


def test_a_close_stands_for_five_missing_ones():
    row = np.array([[np.nan, 1.0, *[np.nan] * 7, 2.0]])
    np.testing.assert_array_equal(known_closes(row), [[np.nan, *[1.0] * 6, np.nan, np.nan, 2.0]])


def test_returns_are_weighted_by_the_evening_before():
    closes = np.array([[10.0, 20.0, 20.0], [10.0, 10.0, 20.0]])
    together = value_weighted(closes, closes)
    np.testing.assert_allclose(together.returns, [np.nan, 0.5, 10 / 30])
    assert together.members.tolist() == [0, 2, 2]
    alone = value_weighted(closes, closes, np.array([[True, True, True], [True, True, False]]))
    assert alone.returns[2] == 0
    assert alone.members.tolist() == [0, 2, 1]


def test_what_is_held_today_is_followed_back():
    """Half in each today: A doubled, B stood still, so a third was in A at the start."""
    held = held_all_along(panel(A=[10, 15, 20], B=[5, 5, 5]), {"A": 0.5, "B": 0.5}, date(2026, 1, 7), "your money")
    assert held.values.tolist() == pytest.approx([100, 350 / 3, 400 / 3])
    assert held.notes == ()


def test_the_line_begins_where_nine_tenths_have_closes():
    late = panel(A=[10, 11, 12, 13], B=[None, None, 5, 5], C=[None, 1, 1, 1])
    held = held_all_along(late, {"A": 0.55, "B": 0.4, "C": 0.05}, date(2026, 1, 8), "your money")
    assert held.first_day == date(2026, 1, 7)
    assert held.notes == ("The line of your money begins on Jan 7, 2026: earlier, too many have no closes.",)
    unseen = held_all_along(late, {"A": 0.55, "B": 0.3, "GONE": 0.15}, date(2026, 1, 8), "your money")
    assert len(unseen.days) == 0
    assert unseen.notes == ("Too little of your money has closes to draw a line.",)
    some = held_all_along(late, {"A": 0.95, "B": 0.05}, date(2026, 1, 8), "your money")
    assert some.notes == ("Before its first close, each part of your money is left out, and the others stand for it.",)


@given(panels(gaps=False), st.integers(0, 89))
@settings(max_examples=40, deadline=None)
def test_holding_shares_is_the_sum_of_their_values(whole, place):
    place = min(place, len(whole.days) - 1)
    weights = {"A": 0.2, "B": 0.3, "C": 0.5}
    held = held_all_along(whole, weights, date.fromordinal(int(whole.days[place])), "your money")
    units = np.array(list(weights.values())) / whole.closes[:, place]
    worth = units @ whole.closes
    np.testing.assert_allclose(held.values, 100 * worth / worth[0])


@given(panels(), st.integers(0, 89), st.integers(0, 89))
@settings(max_examples=40, deadline=None)
def test_the_line_does_not_change_when_days_are_added(whole, place, cut):
    place, cut = (min(each, len(whole.days) - 1) for each in (place, cut))
    day = date.fromordinal(int(whole.days[place]))
    until = date.fromordinal(int(whole.days[max(place, cut)]))
    full, early = (held_all_along(each, {"A": 0.3, "B": 0.7}, day, "your money") for each in (whole, whole.until(until)))
    np.testing.assert_array_equal(early.values, full.values[: len(early.values)])
    assert early.notes == full.notes


def test_holdings_of_a_day_before_all_closes_have_no_line():
    assert len(held_all_along(panel(A=[1, 2]), {"A": 1.0}, date(2020, 1, 1), "your money").days) == 0


def test_debt_is_followed_back_until_a_broker_would_have_sold():
    """Twice the money in A on credit: at a price of 12 two thirds of it, at 13 less than a quarter is one's own."""
    risen = panel(A=[12, 13, 16, 20], CASH=[1, 1, 1, 1])
    held = held_all_along(risen, {"A": 2.0, "CASH": -1.0}, date(2026, 1, 8), "your holdings")
    assert held.first_day == date(2026, 1, 7)
    assert held.values.tolist() == pytest.approx([100, 100 * 10 / 6])
    assert held.notes == ("The line of your holdings begins on Jan 7, 2026: earlier, too much of them would have been borrowed.",)
    borrowed = held_all_along(risen, {"A": 7.0, "CASH": -6.0}, date(2026, 1, 8), "your holdings")
    assert len(borrowed.days) == 0
    assert borrowed.notes == ("Most of your holdings is borrowed: there is no line.",)


def test_what_was_sold_short_counts_by_its_size():
    whole = panel(A=[10, 11], B=[10, 12])
    held = held_all_along(whole, {"A": 1.5, "B": -0.5}, date(2026, 1, 6), "your holdings")
    units = 1.5 / 11, -0.5 / 12
    assert held.values[1] == pytest.approx(100 * 1.0 / (10 * units[0] + 10 * units[1]))
    assert not len(held_all_along(panel(A=[10, 11]), {"A": 1.5, "B": -0.5}, date(2026, 1, 6), "your holdings").days)


def test_parts_are_evened_out_at_the_last_close_of_a_year():
    days = np.array([date(2025, 12, 30).toordinal(), date(2025, 12, 31).toordinal(), date(2026, 1, 2).toordinal()])
    whole = Panel(days, ("A", "B"), np.array([[10.0, 20.0, 40.0], [10.0, 10.0, 10.0]]), {})
    line = evened_out_yearly(whole, {"A": 1.0, "B": 1.0, "C": 0.0}, "Both")
    assert line.values.tolist() == pytest.approx([100, 150, 225])


def test_a_line_of_fixed_parts_needs_nine_tenths_of_them():
    late = panel(A=[10, 10, 20], B=[None, 5, 5])
    line = evened_out_yearly(late, {"A": 0.5, "B": 0.5}, "Both")
    assert line.first_day == date(2026, 1, 6)
    assert line.values.tolist() == pytest.approx([100, 150])
    assert not len(evened_out_yearly(late, {"A": 0.5, "GONE": 0.5}, "Both").days)
    assert not len(evened_out_yearly(late, {"A": 0.0}, "Nothing").days)
    assert not len(evened_out_yearly(late, {}, "Nothing").days)


@given(panels(), st.integers(0, 89))
@settings(max_examples=40, deadline=None)
def test_later_days_change_nothing_of_fixed_parts(whole, cut):
    until = date.fromordinal(int(whole.days[min(cut, len(whole.days) - 1)]))
    full, early = (evened_out_yearly(each, {"A": 0.5, "B": 0.3, "C": 0.2}, "All") for each in (whole, whole.until(until)))
    np.testing.assert_array_equal(full.values[: len(early.values)], early.values)
