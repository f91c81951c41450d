"""Exponential averages against plain sums of weights."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.exponential import RunningAverage, exponential_average
from tests.rotation.lines import panels


def weighted(row: np.ndarray, span: int) -> list[float]:
    """By day, the weighted mean of the symbol's own closes so far, each weight spelt out."""
    decay, own, answer = 1 - 2 / (span + 1), [], []
    for close in row.tolist():
        if np.isnan(close):
            answer.append(np.nan)
            continue
        own.append(close)
        weights = [decay**ago for ago in reversed(range(len(own)))]
        answer.append(sum(weight * value for weight, value in zip(weights, own, strict=True)) / sum(weights))
    return answer


@given(panels(), st.sampled_from([1, 2, 10, 40]))
@settings(max_examples=40, deadline=None)
def test_the_average_is_the_weighted_mean_of_all_closes_so_far(drawn, span):
    plain = [weighted(row, span) for row in drawn.closes]
    np.testing.assert_allclose(exponential_average(drawn.closes, span), plain, rtol=1e-13)


@given(panels(), st.integers(1, 90))
@settings(max_examples=40, deadline=None)
def test_later_days_change_no_bit_of_earlier_ones(drawn, days):
    whole, known = exponential_average(drawn.closes, 10), exponential_average(drawn.closes[:, :days], 10)
    np.testing.assert_array_equal(whole[:, :days], known)


@given(panels(), st.integers(0, 90))
@settings(max_examples=40, deadline=None)
def test_a_day_at_a_time_is_the_same_to_the_last_bit(drawn, days):
    """Only rows without gaps can be told by columns; the days after may have any."""
    days = min(days, len(drawn.days))
    history = np.where(np.isnan(drawn.closes[:, :days]).any(axis=1, keepdims=True), np.nan, drawn.closes[:, :days])
    closes = np.concatenate([history, drawn.closes[:, days:]], axis=1)
    running = RunningAverage(10, len(closes))
    running.follow(np.ascontiguousarray(history.T), np.empty(history.T.shape))
    steps = [running.step(day) for day in closes[:, days:].T]
    if steps:
        np.testing.assert_array_equal(np.array(steps).T, exponential_average(closes, 10)[:, days:])


def test_what_never_changes_is_its_own_average_exactly():
    closes = np.full((1, 2_600), 0.1)
    np.testing.assert_array_equal(exponential_average(closes, 40), closes)


def test_long_after_its_beginning_it_is_the_common_recursion():
    random = np.random.default_rng(2)
    closes = 50 * np.exp(np.cumsum(random.normal(0, 0.02, 2_000)))
    common = [closes[0]]
    for close in closes[1:]:
        common.append(common[-1] + 2 / 41 * (close - common[-1]))
    ours = exponential_average(closes[np.newaxis], 40)[0]
    assert abs(ours[49] / common[49] - 1) > 1e-4, "the first close still weighs"
    np.testing.assert_allclose(ours[1_000:], common[1_000:], rtol=1e-12)
