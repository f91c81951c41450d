"""What is 100, what is a fall, where grid lines stand and what is written beside them."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.presentation.views import ChartLine, Unit
from advisor.ui.charts.time_series.date_axis import date_ticks
from advisor.ui.charts.time_series.end_labels import room_for, spread
from advisor.ui.charts.time_series.fit import fit_heights
from advisor.ui.charts.time_series.flags import Flag, place_flags
from advisor.ui.charts.time_series.line_table import line_table
from advisor.ui.charts.time_series.scaling import Measure, Scaling, height_of, levels_of, refusal, value_of
from advisor.ui.charts.time_series.value_axis import value_ticks
from advisor.ui.charts.time_series.value_words import change_text, value_text

FIRST = date(2026, 1, 5).toordinal()
REBASED = Scaling(Measure.REBASED)


def _line(key: str, values: list[float], every: int = 1, start: int = 0) -> ChartLine:
    days = FIRST + start + every * np.arange(len(values))
    return ChartLine(key, key, "plain", days, np.array(values, dtype=float))


def test_lines_of_other_calendars_are_joined_between_their_own_days_only():
    table = line_table(
        [_line("daily", [1, 2, 3, 4, 5, 6, 7]), _line("weekly", [10, 40], every=3), _line("late", [5, np.nan, 7], start=2)]
    )
    assert table.days.tolist() == list(range(FIRST, FIRST + 7))
    assert table.values[1].tolist()[:4] == pytest.approx([10, np.nan, np.nan, 40], nan_ok=True)
    assert table.drawn[1].tolist() == pytest.approx([10, 20, 30, 40, np.nan, np.nan, np.nan], nan_ok=True)
    assert table.drawn[2].tolist() == pytest.approx([np.nan, np.nan, 5, np.nan, 7, np.nan, np.nan], nan_ok=True)


@given(
    st.lists(st.lists(st.floats(0.5, 500), min_size=8, max_size=8), min_size=1, max_size=4),
    st.integers(0, 7),
    st.booleans(),
)
def test_every_line_is_100_at_the_base(rows, base, log):
    table = line_table([_line(str(number), row) for number, row in enumerate(rows)])
    levels = levels_of(table, Scaling(Measure.REBASED, log=log))
    rebasing = levels.rebasing(FIRST + base)
    for row, factor, shift in zip(levels.heights, rebasing.factors, rebasing.shifts, strict=True):
        assert value_of(row[base] * factor + shift, levels.scaling) == pytest.approx(100)
        assert value_of(row[-1] * factor + shift, levels.scaling) == pytest.approx(
            100 * value_of(row[-1], levels.scaling) / value_of(row[base], levels.scaling)
        )


def test_a_chosen_day_stays_the_base_wherever_the_left_edge_is():
    levels = levels_of(line_table([_line("a", [10, 20, 40, 80])]), Scaling(Measure.REBASED, base_day=FIRST + 2))
    for left in (FIRST, FIRST + 1, FIRST + 3):
        assert levels.rebasing(left).factors[0] * 40 == 100


def test_a_fall_is_measured_from_the_highest_value_so_far():
    levels = levels_of(line_table([_line("a", [10, 20, 15, np.nan, 30, 27])]), Scaling(Measure.DRAWDOWN))
    assert levels.heights[0] == pytest.approx([0, 0, -0.25, np.nan, 0, -0.1], nan_ok=True)


@pytest.mark.parametrize(
    ("scaling", "unit", "said"),
    [
        (Scaling(log=True), Unit.INDEX, "A log scale needs values above zero; Net highs has zero or less."),
        (REBASED, Unit.PRICE, "A common start at 100 needs values above zero; Net highs has zero or less."),
        (Scaling(Measure.DRAWDOWN), Unit.PRICE, "A fall from the high needs values above zero; Net highs has zero or less."),
        (REBASED, Unit.SHARE, "These are no prices: they neither start at 100 nor fall from a high."),
        (Scaling(), Unit.INDEX, ""),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(scaling, unit, said):
    assert refusal([_line("Net highs", [3, -2, 5]), _line("Index", [3, 4, 5])], unit, scaling) == said


def test_gaps_alone_refuse_nothing():
    assert refusal([_line("a", [np.nan, np.nan])], Unit.PRICE, Scaling(log=True)) == ""


@given(
    st.floats(-1e4, 1e6),
    st.floats(1e-3, 1e6),
    st.sampled_from([Scaling(), REBASED, Scaling(Measure.REBASED, percent=True), Scaling(Measure.DRAWDOWN)]),
    st.sampled_from(list(Unit)),
)
def test_at_most_five_grid_lines_in_order_and_told_apart(low, span, scaling, unit):
    ticks = value_ticks(low, low + span, scaling, unit, low + span / 3)
    assert 1 <= len(ticks) <= 5
    assert all(low - 1e-8 * span <= tick.height <= low + span * (1 + 1e-8) for tick in ticks)
    assert all(one.height < other.height for one, other in pairwise(ticks))
    assert sum(tick.strong for tick in ticks) == 1


@given(st.floats(1e-2, 1e4), st.floats(1.02, 1e5))
def test_a_log_axis_has_ticks_too(low, ratio):
    scaling = Scaling(Measure.REBASED, log=True)
    ticks = value_ticks(height_of(low, scaling), height_of(low * ratio, scaling), scaling, Unit.PRICE, 100.0)
    assert 1 <= len(ticks) <= 5
    assert all(one.height < other.height for one, other in pairwise(ticks))
    assert any(tick.strong for tick in ticks) == (low <= 100 <= low * ratio)


def test_ticks_are_round():
    assert [tick.text for tick in value_ticks(76, 107, REBASED, Unit.PRICE, 100)] == ["80", "90", "100"]
    assert [tick.text for tick in value_ticks(0, 1, Scaling(), Unit.SHARE)] == ["0%", "25%", "50%", "75%", "100%"]
    percent = Scaling(Measure.REBASED, percent=True)
    assert [tick.text for tick in value_ticks(88, 113, percent, Unit.PRICE, 100)] == ["−10%", "−5%", "0%", "+5%", "+10%"]
    log = Scaling(log=True)
    assert [tick.text for tick in value_ticks(0.9, 4.2, log, Unit.PRICE)] == ["10", "100", "1,000", "10,000"]


@given(st.integers(date(1990, 1, 1).toordinal(), date(2026, 1, 1).toordinal()), st.floats(5, 12000), st.integers(160, 1600))
def test_dates_never_run_into_one_another_and_name_their_year(left, span, width):
    ticks = date_ticks(left, left + span, width, lambda text: 6.5 * len(text))
    ends = [
        ((tick.day - left) * width / span - 3.25 * len(tick.text), (tick.day - left) * width / span + 3.25 * len(tick.text))
        for tick in ticks
    ]
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert all(left <= tick.day <= left + span for tick in ticks)
    assert not ticks or any(str(date.fromordinal(tick.day).year) in tick.text for tick in ticks)


def test_ticks_keep_their_days_while_the_chart_moves():
    spots = [
        {tick.day for tick in date_ticks(FIRST + shift, FIRST + shift + 200, 800, lambda text: 7.0 * len(text))}
        for shift in (0, 9)
    ]
    shared = {day for day in spots[0] if FIRST + 9 <= day <= FIRST + 200}
    assert shared <= spots[1]


def test_no_tick_crowds_the_strong_one():
    assert [tick.text for tick in value_ticks(-20, 8600, REBASED, Unit.PRICE, 100)] == ["100", "2,500", "5,000", "7,500"]
    gains = Scaling(Measure.REBASED, log=True, percent=True)
    texts = [tick.text for tick in value_ticks(height_of(80, gains), height_of(26_000, gains), gains, Unit.PRICE, 100)]
    assert texts == ["0%", "+100%", "+1,000%", "+10,000%"]


@given(st.lists(st.floats(-200, 900), min_size=1, max_size=14), st.floats(8, 34))
def test_names_never_overlap_and_stay_in_the_plot(wanted, height):
    wanted = wanted[: room_for(height, 0, 600)]
    placed = spread(wanted, height, 0, 600)
    assert all(height / 2 - 1e-6 <= middle <= 600 - height / 2 + 1e-6 for middle in placed)
    in_order = sorted(placed)
    assert all(other - one >= height - 1e-6 for one, other in pairwise(in_order))
    assert [placed[place] for place in np.argsort(wanted, kind="stable")] == in_order


def test_names_with_room_stay_where_they_are():
    assert spread([50, 90, 300], 16, 0, 600) == [50, 90, 300]
    assert spread([100, 102], 20, 0, 600) == [91, 111]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(10, 120)), max_size=6))
def test_words_of_marks_never_lie_on_each_other(marks):
    placed = place_flags([Flag(x, "word", width) for x, width in marks], 0, 400, 2)
    shown = [(flag.row, flag.left, flag.left + flag.flag.width) for flag in placed if flag.row is not None]
    for one, other in pairwise(sorted(shown)):
        assert one[0] != other[0] or one[2] < other[1]
    assert all(left >= 0 and right <= 400 for _, left, right in shown)


def test_the_three_days_are_told_apart_on_a_year():
    flags = [Flag(630, "Jan 2", 32), Flag(668, "Feb 6", 35), Flag(672, "Feb 10", 42)]
    assert [(flag.row, flag.left) for flag in place_flags(flags, 0, 1000, 2)] == [(0, 593), (1, 628), (0, 677)]


def test_a_fit_has_the_base_in_sight_and_room_for_lines_that_never_move():
    levels = levels_of(line_table([_line("a", [100, 130, 140])]), REBASED)
    fit = fit_heights(levels, FIRST, FIRST + 2)
    assert fit.low < 100 < 140 < fit.high
    flat = fit_heights(levels_of(line_table([_line("a", [5, 5])]), Scaling()), FIRST, FIRST + 1)
    assert flat.low < 5 < flat.high
    assert fit_heights(levels, FIRST + 50, FIRST + 60) is None


def test_values_in_words():
    assert value_text(105.14, Unit.PRICE, REBASED) == "105.1"
    assert value_text(105.14, Unit.PRICE, Scaling(Measure.REBASED, percent=True)) == "+5.1%"
    assert value_text(-0.1234, Unit.PRICE, Scaling(Measure.DRAWDOWN)) == "−12.3%"
    assert value_text(341.2, Unit.PRICE, Scaling()) == "341.20"
    assert value_text(0.682, Unit.SHARE, Scaling()) == "68.2%"
    assert value_text(0.28741, Unit.RATIO, Scaling()) == "0.2874"
    assert value_text(float("nan"), Unit.PRICE, Scaling()) == "–"
    assert change_text(80, 84, Unit.PRICE) == "+5.0%"
    assert change_text(0.5, 0.468, Unit.SHARE) == "−3.2 pts"
    assert change_text(12, 9, Unit.COUNT) == "−3"
