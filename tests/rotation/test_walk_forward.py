"""What followed: spans by hand, cases that do not overlap, and few cases said to be few."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from advisor.rotation.model_regime import REGIME_STATES, Followed, RegimeHistory, RegimeState, WalkForward
from advisor.rotation.model_series import Line
from advisor.rotation.walk_forward import what_followed
from tests.rotation.lines import weekdays

FIRST = date(2024, 1, 1)  # a Monday
BROADENING, MIXED, NARROWING, UNKNOWN = (REGIME_STATES.index(state) for state in RegimeState)


def _line(name: str, values: np.ndarray) -> Line:
    return Line(name, weekdays(len(values), FIRST), values, "")


def _weeks(*states: int) -> RegimeHistory:
    days = weekdays(len(states) * 5, FIRST)[4::5]
    none = np.zeros(len(states))
    return RegimeHistory(days, none, none.astype(np.int64), np.array(states, dtype=np.int8))


def _row(table: WalkForward, state: RegimeState | None, months: int) -> Followed:
    return next(row for row in table.rows if (row.state, row.months) == (state, months))


def test_a_span_begins_with_the_close_after_the_week_and_ends_by_the_calendar() -> None:
    above = np.full(60, 100.0)
    above[5] = 110.0  # Monday, Jan 8: the close after the first week
    above[28:] = 121.0  # from Thursday, Feb 8, on: one month later
    table = what_followed(_weeks(BROADENING), _line("A", above), _line("B", np.full(60, 50.0)))
    row = _row(table, RegimeState.BROADENING, 1)
    assert row.median == pytest.approx(121 / 110 - 1)
    assert (row.weeks, row.separate, row.pending, row.positive) == (1, 1, 0, 1.0)
    assert table.first_week == table.last_week == date(2024, 1, 5)


def test_what_the_other_returned_is_taken_off() -> None:
    above, below = np.full(60, 100.0), np.full(60, 100.0)
    above[20:], below[20:] = 103.0, 105.0
    row = _row(what_followed(_weeks(MIXED), _line("A", above), _line("B", below)), RegimeState.MIXED, 1)
    assert row.median == row.lowest == row.highest == pytest.approx(-0.02)
    assert row.positive == 0.0


def test_a_span_that_is_not_over_is_pending() -> None:
    flat = np.full(28, 100.0)  # ends on Wednesday, Feb 7, a day before the span of the first week does
    table = what_followed(_weeks(BROADENING, BROADENING), _line("A", flat), _line("B", flat))
    row = _row(table, RegimeState.BROADENING, 1)
    assert (row.weeks, row.pending, row.median, row.positive) == (0, 2, None, None)
    assert row.sentence == "The month after weeks of a broadening market: no case yet."


def test_spans_that_overlap_are_one_case() -> None:
    flat = np.full(400, 100.0)
    table = what_followed(_weeks(*[NARROWING] * 52), _line("A", flat), _line("B", flat))
    rows = {months: _row(table, RegimeState.NARROWING, months) for months in (1, 3, 6, 12)}
    assert [rows[months].weeks for months in rows] == [52, 52, 52, 27]  # the lines end on Jul 11, 2025
    assert [rows[months].separate for months in rows] == [11, 4, 2, 1]
    assert [rows[months].enough for months in rows] == [True, False, False, False]
    assert rows[3].sentence == "The 3 months after weeks of a narrowing market: 4 separate cases, too few to say."
    assert rows[12].sentence.endswith("1 separate case, too few to say.")


def test_cases_of_another_state_in_between_do_not_count() -> None:
    flat = np.full(200, 100.0)
    table = what_followed(_weeks(*[BROADENING, NARROWING] * 10), _line("A", flat), _line("B", flat))
    broad, narrow, every = (_row(table, state, 1) for state in (RegimeState.BROADENING, RegimeState.NARROWING, None))
    assert (broad.weeks, narrow.weeks, every.weeks) == (10, 10, 20)
    assert (broad.separate, narrow.separate) == (4, 4)


def test_weeks_of_an_unknown_state_or_before_the_lines_begin_are_left_out() -> None:
    late = Line("A", weekdays(60, date(2024, 1, 15)), np.full(60, 100.0), "")
    table = what_followed(_weeks(UNKNOWN, MIXED, MIXED, UNKNOWN), late, _line("B", np.full(80, 100.0)))
    every = _row(table, None, 1)
    assert every.weeks + every.pending == 1
    assert table.first_week == date(2024, 1, 19)


def test_the_table_agrees_with_a_loop() -> None:
    random = np.random.default_rng(2)
    above, below = (_line(name, 100 * np.exp(np.cumsum(random.normal(0, 0.01, 700)))) for name in "AB")
    history = _weeks(*random.integers(0, 3, 130).tolist())
    row = _row(what_followed(history, above, below), RegimeState.MIXED, 3)
    outcomes = []
    for week, state in zip(history.days, history.states, strict=True):
        start = int(np.argmax(above.days > week))
        begun = date.fromordinal(int(above.days[start]))
        month = (begun.month + 2) % 12 + 1
        end = date(begun.year + (begun.month > 9), month, min(begun.day, 28)).toordinal()
        if begun.day > 28:
            end = (np.datetime64(f"{begun:%Y-%m}") + 4).astype("datetime64[D]").astype(object).toordinal() - 1
            last = (np.datetime64(f"{begun:%Y-%m}") + 3).astype("datetime64[D]").astype(object).toordinal() + begun.day - 1
            end = min(end, last)
        if state == MIXED and end <= above.days[-1]:
            stop = int(np.searchsorted(above.days, end, side="right")) - 1
            outcomes.append(above.values[stop] / above.values[start] - below.values[stop] / below.values[start])
    assert row.weeks == len(outcomes) > 10
    assert row.median == pytest.approx(np.median(outcomes))
    assert (row.lowest, row.highest) == (pytest.approx(min(outcomes)), pytest.approx(max(outcomes)))
    assert row.positive == pytest.approx(np.mean(np.array(outcomes) > 0))


def test_no_later_close_changes_an_outcome() -> None:
    random = np.random.default_rng(4)
    above, below = (_line(name, 100 * np.exp(np.cumsum(random.normal(0, 0.01, 500)))) for name in "AB")
    history = _weeks(*[BROADENING] * 40)
    whole = _row(what_followed(history, above, below), None, 1)
    changed = above.values.copy()
    changed[240:] *= 3  # the span of the 40th week ends before
    again = _row(what_followed(history, Line("A", above.days, changed, ""), below), None, 1)
    assert (again.median, again.lowest, again.highest) == (whole.median, whole.lowest, whole.highest)


def test_the_verdict_promises_nothing() -> None:
    flat = np.full(1400, 100.0)
    alike = what_followed(_weeks(*[BROADENING] * 200), _line("A", flat), _line("B", flat))
    assert alike.sentence.endswith("too small a difference for 15 separate cases to mean anything.")
    few = what_followed(_weeks(*[BROADENING] * 20), _line("A", flat), _line("B", flat))
    assert few.sentence == "2 separate cases of a broadening market on file: too few to say what follows."
    assert "need not follow again" in few.caution
    picked = what_followed(_weeks(MIXED), _line("A", flat), _line("B", flat), picked_in_hindsight=True)
    assert "picked after they had grown largest" in picked.caution


def test_lines_without_a_common_day_give_an_empty_table() -> None:
    nothing = Line("A", np.empty(0, dtype=np.int64), np.empty(0), "")
    table = what_followed(_weeks(MIXED, MIXED), nothing, _line("B", np.full(30, 100.0)))
    assert table.first_week is None
    assert all(row.weeks == row.pending == 0 for row in table.rows)
