"""The rotation map: what its points must do, whatever the prices."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.model_map import Quadrant, Step, quadrant_of
from advisor.rotation.panel import Panel
from advisor.rotation.published_strength import WINDOW, score_strength
from advisor.rotation.relative_strength import METHODS, OURS, RATES, SCORES, rotation_map
from advisor.rotation.strength import strength_of
from tests.rotation.lines import panels, weekdays

WEEKS = 260
EVERY_METHOD = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)


def by_week(**relative: np.ndarray) -> Panel:
    """Fridays on which the benchmark closes at 50 and each symbol at so many times that; NaN for no close."""
    days = np.arange(date(2021, 1, 8).toordinal(), date(2021, 1, 8).toordinal() + 7 * WEEKS, 7, dtype=np.int64)
    closes = np.array([np.full(WEEKS, 50.0), *(50.0 * row for row in relative.values())])
    return Panel(days, ("B", *relative), closes, {})


def weeks() -> np.ndarray:
    return np.arange(WEEKS, dtype=float)


def walk(seed: int = 1) -> np.ndarray:
    return np.exp(np.cumsum(np.random.default_rng(seed).normal(0, 0.02, WEEKS)))


@EVERY_METHOD
def test_the_benchmark_stands_in_the_middle_of_its_own_map(method):
    panel = by_week()
    chart = rotation_map(Panel(panel.days, ("B",), 50 * walk()[np.newaxis], {}), ["B"], "B", method=method)
    point = chart.tail("B").points[-1]
    assert (point.ratio, point.momentum, point.quadrant) == (100.0, 100.0, Quadrant.LEVEL)
    assert point.distance == 0.0
    assert chart.tail("B").heading is None


@EVERY_METHOD
@given(factor=st.floats(1e-3, 1e3))
@settings(max_examples=20, deadline=None)
def test_the_scale_of_either_price_does_not_matter(method, factor):
    panel = by_week(A=walk())
    whole = rotation_map(panel, ["A"], "B", method=method)
    for row in (0, 1):
        scaled = panel.closes.copy()
        scaled[row] *= factor
        other = rotation_map(Panel(panel.days, panel.symbols, scaled, {}), ["A"], "B", method=method)
        np.testing.assert_allclose(other.ratio, whole.ratio, rtol=1e-9)
        np.testing.assert_allclose(other.momentum, whole.momentum, rtol=1e-9)


@EVERY_METHOD
@pytest.mark.parametrize("step", Step)
@given(drawn=panels(("A", "B", "C"), most_days=420), days=st.integers(1, 420))
@settings(max_examples=20, deadline=None)
def test_later_closes_never_move_a_final_point(method, step, drawn, days):
    day = date.fromordinal(int(drawn.days[min(days, len(drawn.days)) - 1]))
    whole = rotation_map(drawn, "ABC", "B", step, method)
    then = rotation_map(drawn.until(day), "ABC", "B", step, method)
    final = len(then.days) - int(then.running)
    for symbol in then.symbols:
        row, earlier = whole.symbols.index(symbol), then.symbols.index(symbol)
        np.testing.assert_array_equal(whole.ratio[row, :final], then.ratio[earlier, :final])
        np.testing.assert_array_equal(whole.momentum[row, :final], then.momentum[earlier, :final])
        np.testing.assert_array_equal(whole.history[row, :final], then.history[earlier, :final])


def turning(method, period: float) -> float:
    """Share of steps on which a symbol that gains and loses in turn goes around clockwise."""
    told = rotation_map(by_week(A=np.exp(0.1 * np.sin(2 * np.pi * weeks() / period))), ["A"], "B", method=method)
    across, up = told.ratio[0, 156:] - 100, told.momentum[0, 156:] - 100
    return float(np.mean(across[:-1] * up[1:] - across[1:] * up[:-1] < 0))


@pytest.mark.parametrize("period", [20, 26, 40, 52, 78])
def test_a_symbol_that_gains_and_loses_in_turn_goes_around_clockwise(period):
    assert turning(OURS, period) == 1.0
    told = rotation_map(by_week(A=np.exp(0.1 * np.sin(2 * np.pi * weeks() / period))), ["A"], "B")
    stood = [point.quadrant for point in told.tail("A", points=WEEKS - 156).points]
    order = [Quadrant.IMPROVING, Quadrant.LEADING, Quadrant.WEAKENING, Quadrant.LAGGING]
    changes = [pair for pair in pairwise(stood) if pair[0] is not pair[1]]
    assert set(stood) == set(order)
    assert all(order[(order.index(before) + 1) % 4] is after for before, after in changes)


def test_the_smoothed_rate_goes_around_the_wrong_way_in_swings_of_half_a_year():
    assert turning(RATES, 26) < 0.1 < 0.9 < turning(RATES, 78)


@pytest.mark.parametrize("weekly_gain", [0.0005, 0.002, 0.01])
def test_steady_outperformance_is_strength_without_momentum(weekly_gain):
    told = rotation_map(by_week(A=(1 + weekly_gain) ** weeks(), C=(1 + weekly_gain) ** -weeks()), ["A", "C"], "B")
    assert told.ratio[0, 156:].min() > 100 > told.ratio[1, 156:].max()
    np.testing.assert_allclose(told.momentum[:, -1], 100, atol=0.01)
    assert abs(told.momentum[0, -1] - 100) < abs(told.momentum[0, 60] - 100)


def test_our_strength_is_the_ratio_of_two_weighted_means():
    relative = walk()
    told = strength_of(relative[np.newaxis])

    def mean(values, span):
        weights = (1 - 2 / (span + 1)) ** np.arange(len(values))[::-1]
        return float(weights @ values / weights.sum())

    ratios = [100 * mean(relative[: week + 1], 10) / mean(relative[: week + 1], 40) for week in range(39, WEEKS)]
    np.testing.assert_allclose(told.ratio[0, 39:], ratios, rtol=1e-12)
    momenta = [100 * ratios[week] / mean(ratios[: week + 1], 10) for week in range(10, len(ratios))]
    np.testing.assert_allclose(told.momentum[0, 49:], momenta, rtol=1e-12)
    assert np.isnan(told.ratio[0, :39]).all()
    assert np.isnan(told.momentum[0, :49]).all()


def test_standard_scores_stay_within_their_bound_and_can_reach_it():
    bound = (WINDOW - 1) / np.sqrt(WINDOW)
    assert bound == pytest.approx(3.474, abs=5e-4)
    told = score_strength(np.array([walk(2), np.append(np.ones(WEEKS - 1), 9.0)]))
    for values in told:
        assert np.nanmax(np.abs(values - 100)) <= bound + 1e-9
    assert told.ratio[1, -1] == pytest.approx(100 + bound)


def test_the_rate_of_change_since_one_step_leaves_the_scores_as_they_are():
    ratio = score_strength(walk(4)[np.newaxis]).ratio[0]
    rate = (ratio / ratio[-52] - 1) * 100
    windows = np.lib.stride_tricks.sliding_window_view(rate, WINDOW)[WINDOW - 1 :]
    scores = 100 + (windows[:, -1] - windows.mean(axis=1)) / windows.std(axis=1, ddof=1)
    np.testing.assert_allclose(score_strength(walk(4)[np.newaxis]).momentum[0, 2 * (WINDOW - 1) :], scores, atol=1e-9)


@EVERY_METHOD
def test_the_first_point_comes_when_the_rule_says(method):
    told = rotation_map(by_week(A=walk()), ["A"], "B", method=method)
    assert int(np.flatnonzero(~np.isnan(told.momentum[0]))[0]) == method.needs - 1
    assert (OURS.needs, SCORES.needs, RATES.needs) == (50, 27, 50)


def test_too_little_history_is_said_in_one_sentence():
    young = walk()
    young[:-31] = np.nan
    told = rotation_map(by_week(MAGS=young, OLD=walk()), ["MAGS", "OLD", "NEVER"], "B")
    assert told.why_missing() == {"NEVER": "There are no closes of NEVER.", "MAGS": "Needs 50 weeks; MAGS has 31."}
    assert [tail.symbol for tail in told.tails()] == ["OLD"]


def test_a_symbol_that_stopped_trading_is_not_shown_as_if_it_stood_there():
    gone = walk()
    gone[-3:] = np.nan
    told = rotation_map(by_week(GONE=gone), ["GONE"], "B")
    assert told.tail("GONE") is None
    assert told.why_missing()["GONE"].startswith("GONE has no close in the week to ")
    assert len(told.tail("GONE", end=-4).points) == 8


def test_playback_begins_with_the_first_settled_point():
    young = walk()
    young[:120] = np.nan
    told = rotation_map(by_week(OLD=walk(), YOUNG=young), ["OLD", "YOUNG"], "B")
    assert told.first_end == 155
    assert told.tail("OLD", end=155).points[-1].settled
    assert not told.tail("OLD", end=154).points[-1].settled
    assert not told.tail("YOUNG").points[-1].settled
    assert rotation_map(by_week(YOUNG=young), ["YOUNG"], "B").first_end == 120 + 49


def test_a_settled_point_has_forgotten_the_first_week():
    early, changed = walk(), walk()
    changed[0] *= 2
    told, other = (rotation_map(by_week(A=relative), ["A"], "B") for relative in (early, changed))
    moved = np.abs(other.ratio - told.ratio)[0]
    assert moved[155:].max() < 0.1 < moved[49]


def test_any_past_end_is_what_was_shown_then():
    panel = by_week(A=walk(1), C=walk(2))
    whole = rotation_map(panel, ["A", "C"], "B")
    for end in (60, 156, 200):
        then = rotation_map(panel.until(date.fromordinal(int(panel.days[end]))), ["A", "C"], "B")
        assert whole.tails(end, 5) == then.tails(-1, 5)


def test_a_running_week_is_marked_and_only_it():
    days = weekdays(400, date(2024, 1, 1))
    closes = np.array([np.ones(400), np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.01, 400)))])
    wednesday = rotation_map(Panel(days[:393], ("B", "A"), closes[:, :393], {}), ["A"], "B")
    assert date.fromordinal(int(wednesday.days[-1])).weekday() == 2
    assert [point.final for point in wednesday.tail("A", points=3).points] == [True, True, False]
    friday = rotation_map(Panel(days[:395], ("B", "A"), closes[:, :395], {}), ["A"], "B")
    assert friday.tail("A").points[-1].final
    assert friday.tail("A").points[:-1] == wednesday.tail("A").points[:-1]


def test_a_daily_map_has_a_point_a_day_and_says_days():
    days = weekdays(70)
    closes = np.array([np.ones(70), np.linspace(1, 2, 70)])
    closes[1, :40] = np.nan
    told = rotation_map(Panel(days, ("B", "A"), closes, {}), ["A"], "B", Step.DAY)
    assert told.why_missing() == {"A": "Needs 50 days; A has 30."}
    assert len(told.days) == 70
    assert not told.running


def test_a_week_ends_with_its_last_day_on_which_both_closed():
    monday = date(2026, 1, 5)
    days = np.array([(monday + timedelta(days=step)).toordinal() for step in range(5)], dtype=np.int64)
    closes = np.array([[10, 10, 10, 10, 20], [1, 2, 3, 4, np.nan]])
    told = rotation_map(Panel(days, ("B", "A"), closes, {}), ["A"], "B", method=SCORES)
    assert told.history.tolist() == [[1]]
    assert told.why_missing()["A"] == "Needs 27 weeks; A has 1."


@pytest.mark.parametrize(
    ("ratio", "momentum", "quadrant"),
    [
        (100.4, 103.2, Quadrant.LEADING),
        (101, 99, Quadrant.WEAKENING),
        (99, 99, Quadrant.LAGGING),
        (99, 101, Quadrant.IMPROVING),
        (101, 100, Quadrant.WEAKENING),
        (100, 101, Quadrant.IMPROVING),
        (100 + 1e-13, 100 - 1e-13, Quadrant.LEVEL),
    ],
)
def test_quadrants(ratio, momentum, quadrant):
    assert quadrant_of(ratio, momentum) is quadrant


@pytest.mark.parametrize(
    ("across", "up", "heading"), [(0, 1, 0), (1, 1, 45), (1, 0, 90), (0, -1, 180), (-1, 0, 270), (-1, 1, 315), (0, 0, None)]
)
def test_the_heading_is_a_compass_direction(across, up, heading):
    told = replace(
        rotation_map(by_week(A=walk()), ["A"], "B"),
        ratio=np.full((1, WEEKS), 100.0) + across * weeks(),
        momentum=np.full((1, WEEKS), 100.0) + up * weeks(),
    )
    assert told.tail("A").heading == (None if heading is None else pytest.approx(heading))
    assert told.tail("A", points=1).heading is None


def test_nothing_to_show():
    empty = Panel(np.empty(0, dtype=np.int64), ("B",), np.empty((1, 0)), {})
    told = rotation_map(empty, ["A"], "B")
    assert told.tails() == ()
    assert told.first_end is None
    assert told.why_missing() == {"A": "There are no closes of A."}
    with pytest.raises(KeyError):
        rotation_map(empty, ["A"], "NO BENCHMARK")
    with pytest.raises(KeyError):
        told.tail("A")
