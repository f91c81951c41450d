"""Windows over a symbol's own closes, against plain Python."""

from fractions import Fraction
from statistics import mean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.rolling import highest, is_above, lowest, moving_averages, parts_of
from tests.rotation.lines import panel, panels

WINDOWS = (1, 2, 3, 7, 20, 50)


def own_windows(row: np.ndarray, window: int):
    """By day, the last n closes of the symbol's own, or None."""
    own: list[float] = []
    for close in row.tolist():
        if np.isnan(close):
            yield None
            continue
        own.append(close)
        yield own[-window:] if len(own) >= window else None


def expected(closes: np.ndarray, window: int, measure) -> np.ndarray:
    return np.array([[np.nan if each is None else measure(each) for each in own_windows(row, window)] for row in closes])


@given(panels())
@settings(max_examples=40, deadline=None)
def test_averages_and_extremes_agree_with_plain_python(drawn):
    averages = moving_averages(drawn.closes, WINDOWS)
    for window in WINDOWS:
        plain = expected(drawn.closes, window, lambda own: float(mean(map(Fraction, own))))
        np.testing.assert_allclose(averages[window], plain, rtol=1e-14)
        np.testing.assert_array_equal(highest(drawn.closes, window), expected(drawn.closes, window, max))
        np.testing.assert_array_equal(lowest(drawn.closes, window), expected(drawn.closes, window, min))


@given(panels(), st.integers(0, 90))
@settings(max_examples=40, deadline=None)
def test_later_days_change_no_bit_of_earlier_ones(drawn, day):
    day = min(day, len(drawn.days) - 1)
    then = drawn.closes[:, : day + 1]
    for window in WINDOWS:
        whole, known = moving_averages(drawn.closes, WINDOWS)[window], moving_averages(then, WINDOWS)[window]
        np.testing.assert_array_equal(whole[:, : day + 1], known)
        np.testing.assert_array_equal(highest(drawn.closes, window)[:, : day + 1], highest(then, window))
        np.testing.assert_array_equal(lowest(drawn.closes, window)[:, : day + 1], lowest(then, window))


def test_ten_years_leave_no_drift_behind():
    """A running total that once held closes of 9,000 dollars would still be off when they are cents."""
    random = np.random.default_rng(5)
    closes = np.concatenate([random.uniform(8_000, 9_000, 1_260), random.uniform(0.010, 0.011, 1_260)])[np.newaxis]
    for window, average in moving_averages(closes, (20, 50, 100, 150, 200)).items():
        exact = expected(closes, window, lambda own: float(mean(map(Fraction, own))))
        off = np.abs(average / exact - 1)[:, window - 1 :]
        assert off.max() < 1e-15 * 3, window
        total = np.cumsum(closes)
        drifted = np.abs((total[window:] - total[:-window]) / window / exact[0, window:] - 1)
        assert drifted.max() > 1e-9, "or plain running totals would do"


def test_an_average_does_not_depend_on_what_else_is_asked():
    closes = np.random.default_rng(3).uniform(10, 20, (40, 400))
    every = moving_averages(closes, (20, 50, 100, 150, 200, 50))
    for window, average in every.items():
        np.testing.assert_array_equal(moving_averages(closes, (window,))[window], average)


def test_a_gap_neither_breaks_a_window_nor_counts_in_it():
    closes = panel(A=[1, 2, None, 3, 4], B=[None, 5, 6, 7, None]).closes
    average = moving_averages(closes, (3,))[3]
    np.testing.assert_array_equal(average, [[np.nan, np.nan, np.nan, 2, 3], [np.nan, np.nan, np.nan, 6, np.nan]])


@pytest.mark.parametrize("window", [2, 3, 20, 199, 200, 251])
def test_the_parts_make_up_the_window(window):
    later, earlier = parts_of(window)
    assert later + earlier == window
    assert later >= earlier >= 1


def test_fewer_days_than_the_window_have_no_value():
    closes = np.ones((2, 5))
    assert np.isnan(moving_averages(closes, (200,))[200]).all()
    assert np.isnan(highest(closes, 252)).all()
    assert moving_averages(np.empty((0, 5)), (3,))[3].shape == (0, 5)
    assert highest(np.empty((3, 0)), 3).shape == (3, 0)


@given(st.floats(1e-4, 1e6), st.sampled_from([20, 50, 100, 150, 200]))
@settings(deadline=None)
def test_a_close_that_never_moves_is_not_above_its_average(close, window):
    closes = np.full((1, 260), close)
    assert not is_above(closes, moving_averages(closes, (window,))[window]).any()


def test_a_cent_above_counts():
    closes = np.append(np.full(199, 9_000.0), 9_000.01)[np.newaxis]
    assert is_above(closes, moving_averages(closes, (200,))[200]).tolist() == [[False] * 199 + [True]]
