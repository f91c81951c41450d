"""Streaks and records."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.runs import record_days, records, streak, streak_lengths
from tests.rotation.lines import line

STEPS = st.lists(st.sampled_from([0.97, 0.9999, 1.0, 1.0001, 1.02]), min_size=0, max_size=40)


def walk(steps):
    return np.cumprod(np.array([100.0, *steps]))


def test_five_falls_in_a_row():
    run = streak(line(10, 11, 10.9, 10.8, 10.7, 10.6, 10.5))
    assert (run.closes, run.direction) == (5, -1)
    assert run.since == date(2026, 1, 6)
    assert run.change == pytest.approx(10.5 / 11 - 1)
    assert run.smallest_step == pytest.approx(0.1 / 11)


def test_a_flat_day_ends_a_run():
    assert streak(line(10, 9, 8, 8)).closes == 0
    assert streak(line(10, 9, 8, 8, 7)).closes == 1
    assert streak(line(10)).closes == 0


def test_a_run_that_begins_with_a_hair_depends_on_the_tolerance():
    """A first fall of 0.006 % counts or does not: both answers are told apart by the smallest step."""
    values = (100, 100 * (1 - 0.00006), 99, 98, 97, 96)
    strict, lenient = streak(line(*values)), streak(line(*values), tolerance=0.0001)
    assert (strict.closes, lenient.closes) == (5, 4)
    assert strict.smallest_step == pytest.approx(0.00006)
    assert lenient.tolerance == 0.0001


@given(STEPS, st.sampled_from([0.0, 0.0005]))
def test_streaks_agree_with_counting(steps, tolerance):
    values = walk(steps)
    expected, run = [0], 0
    for before, after in pairwise(values):
        change = after / before - 1
        sign = 0 if abs(change) <= tolerance else (1 if change > 0 else -1)
        run = sign if sign == 0 or run * sign <= 0 else run + sign
        expected.append(run)
    assert streak_lengths(values, tolerance).tolist() == expected


@given(STEPS, st.integers(0, 40))
def test_runs_and_records_do_not_change_when_days_are_added(steps, cut):
    values = walk(steps)
    early = values[: cut + 1]
    assert streak_lengths(early).tolist() == streak_lengths(values)[: len(early)].tolist()
    assert record_days(early).tolist() == record_days(values)[: len(early)].tolist()


def test_records_are_counted_since_a_day_and_in_a_row():
    highs = records(line(10, 11, 12, 11, 12, 13, 14), counted_from=date(2026, 1, 8))
    assert highs.count == 2
    assert highs.consecutive == 2
    assert (highs.high, highs.high_day, highs.distance) == (14, date(2026, 1, 13), 0)
    assert highs.on_file_since == date(2026, 1, 5)
    assert records(line(10, 11, 12, 11, 12, 13, 14)).count == 4


def test_an_equal_close_is_no_record_and_the_first_neither():
    assert record_days(np.array([5.0, 5.0, 6.0, 6.0])).tolist() == [False, False, True, False]
    below = records(line(10, 20, 15))
    assert below.consecutive == 0
    assert below.distance == pytest.approx(-0.25)
    assert below.high_day == date(2026, 1, 6)
    assert records(line()) is None


@given(STEPS)
@settings(max_examples=50)
def test_records_agree_with_counting(steps):
    values = walk(steps)
    expected = [False] + [values[place] > max(values[:place]) for place in range(1, len(values))]
    assert record_days(values).tolist() == expected
    in_a_row = 0
    for record in reversed(expected):
        if not record:
            break
        in_a_row += 1
    assert records(line(*values)).consecutive == in_a_row
