"""Ratio lines, weeks and rebasing: on common days, without a look ahead."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from advisor.rotation.series import line_of, ratio, ratio_of, rebased, weekly, weekly_panel, weeks_of
from tests.rotation.lines import line, panel, panels, weekdays


def test_a_ratio_stands_on_common_days_and_says_what_is_missing():
    both = panel(A=[None, 2, None, 6, 8], B=[1, 1, 1, 2, None])
    relative = ratio_of(both, "A", "B")
    assert relative.values.tolist() == [2, 3]
    assert relative.days.tolist() == both.days[[1, 3]].tolist()
    assert relative.name == "A / B"
    assert "A has no close on 1 day between its first and its last; the line leaves them out." in relative.notes
    assert "The closes of B end on Jan 8, 2026." in relative.notes
    assert "The line begins on Jan 6, 2026, with A." in relative.notes


def test_a_line_against_itself_is_one():
    itself = ratio(line(3, 4, 5), line(3, 4, 5))
    assert itself.values.tolist() == [1, 1, 1]
    assert itself.notes == ()


def test_a_symbol_without_closes_is_told():
    assert line_of(panel(A=[None, None]), "A").notes == ("There are no closes of A.",)
    with pytest.raises(KeyError):
        ratio_of(panel(A=[1]), "A", "B")


@given(panels())
@settings(max_examples=50, deadline=None)
def test_a_ratio_does_not_change_when_days_are_added(whole):
    full = ratio_of(whole, "A", "B")
    cut = whole.until(date.fromordinal(int(whole.days[len(whole.days) // 2])))
    early = ratio_of(cut, "A", "B")
    np.testing.assert_array_equal(early.values, full.values[: len(early.values)])
    np.testing.assert_array_equal(early.days, full.days[: len(early.days)])


def test_rebasing_takes_the_last_value_on_or_before_the_day():
    week = line(50, 60, 75, 90, 30, 45)
    on = rebased(week, date(2026, 1, 7))
    assert on.values.tolist() == pytest.approx([100, 120, 40, 60])
    weekend = rebased(week, date(2026, 1, 11))
    assert weekend.first_day == date(2026, 1, 9)
    assert weekend.values.tolist() == pytest.approx([100, 150])
    assert weekend.definition.endswith("Jan 9, 2026 = 100.")
    before = rebased(week, date(2020, 1, 1), 1.0)
    assert before.values[0] == 1.0
    assert len(before.values) == 6


def test_a_week_ends_with_its_last_trading_day():
    days = weekdays(12)  # Monday to the Tuesday of the third week
    weeks = weeks_of(days)
    assert weeks.ends.tolist() == [4, 9, 11]
    assert weeks.running
    assert not weeks_of(days[:10]).running
    assert weeks_of(days[:9]).running, "Thursday: Friday may still come"
    assert weeks_of(np.delete(days[:11], 4)).ends.tolist() == [3, 8, 9], "a week that a holiday ends on Thursday"
    assert weeks_of(days[:0]).ends.tolist() == []


def test_weeks_follow_iso_over_the_new_year():
    days = np.arange(date(2025, 12, 22).toordinal(), date(2026, 1, 12).toordinal())
    ends = [date.fromordinal(day) for day in days[weeks_of(days).ends].tolist()]
    iso = {}
    for day in days.tolist():
        iso[date.fromordinal(day).isocalendar()[:2]] = date.fromordinal(day)
    assert ends == list(iso.values())


def test_weekly_closes_mark_the_running_week():
    closes = weekly(line(1, 2, 3, 4, 5, 6, 7))
    assert closes.values.tolist() == [5, 7]
    assert closes.notes == ("The last week is not over: it ends with Jan 13, 2026 so far.",)
    assert weekly(line(1, 2, 3, 4, 5)).notes == ()


def test_a_panel_by_weeks_takes_each_symbols_last_close():
    by_week, running = weekly_panel(panel(A=[1, 2, 3, 4, None, 6], B=[None, None, None, None, None, 9]))
    assert running
    assert by_week.of("A").tolist() == [4, 6]
    assert np.isnan(by_week.of("B")[0])
    assert by_week.of("B")[1] == 9
    assert by_week.days.tolist() == weekdays(6)[[4, 5]].tolist()
    assert weekly_panel(panel(A=[1]).until(date(2020, 1, 1)))[1] is False


@given(panels())
@settings(max_examples=50, deadline=None)
def test_whole_weeks_do_not_change_when_days_are_added(whole):
    full, _ = weekly_panel(whole)
    early, running = weekly_panel(whole.until(date.fromordinal(int(whole.days[len(whole.days) // 2]))))
    over = early.closes.shape[1] - running
    np.testing.assert_array_equal(early.closes[:, :over], full.closes[:, :over])
