"""All indicators at once, and one more day of them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rotation.indicators import AVERAGES, YEAR, Indicators, measure_indicators
from advisor.rotation.returns import session_returns
from advisor.rotation.rolling import highest, is_above, lowest, moving_averages
from advisor.rotation.running_indicators import RunningIndicators
from advisor.rotation.strength import strength_of
from tests.rotation.lines import panels


def tables(indicators: Indicators) -> dict[str, np.ndarray]:
    return {
        **{f"average {window}": table for window, table in indicators.averages.items()},
        **{f"above {window}": table for window, table in indicators.above.items()},
        "highs": indicators.highs,
        "lows": indicators.lows,
        "returns": indicators.returns,
        "ratio": indicators.strength.ratio,
        "momentum": indicators.strength.momentum,
    }


def assert_same(one: Indicators, other: Indicators) -> None:
    for (name, table), there in zip(tables(one).items(), tables(other).values(), strict=True):
        np.testing.assert_array_equal(table, there, err_msg=name)


@pytest.fixture(scope="module")
def walks():
    """Two and a half years of 40 symbols: whole ones, late ones, one that ends, one with gaps, one without closes."""
    random = np.random.default_rng(11)
    closes = 30 * np.exp(np.cumsum(random.normal(0, 0.02, (40, 630)), axis=1))
    closes[1, :100] = closes[2, :629] = closes[3, 500:] = closes[4] = np.nan
    closes[5, random.random(630) < 0.1] = np.nan
    closes[6, [300, 627]] = np.nan
    return closes, 400 * np.exp(np.cumsum(random.normal(0, 0.01, 630)))


def test_they_are_what_each_is_alone(walks):
    closes, benchmark = walks
    every = measure_indicators(closes, benchmark)
    averages = moving_averages(closes, AVERAGES)
    for window in AVERAGES:
        np.testing.assert_array_equal(every.averages[window], averages[window])
        np.testing.assert_array_equal(every.above[window], is_above(closes, averages[window]))
    np.testing.assert_array_equal(every.highs, highest(closes, YEAR))
    np.testing.assert_array_equal(every.lows, lowest(closes, YEAR))
    np.testing.assert_array_equal(every.returns, session_returns(closes, 1))
    for table, alone in zip(every.strength, strength_of(closes / benchmark), strict=True):
        np.testing.assert_array_equal(table, alone)


@pytest.mark.parametrize("known", [0, 1, 49, 251, 545, 620, 629])
def test_added_day_by_day_they_are_the_same_to_the_last_bit(walks, known):
    closes, benchmark = walks
    running = RunningIndicators(closes[:, :known], benchmark[:known])
    for day in range(known, closes.shape[1]):
        running.append(closes[:, day], benchmark[day])
    assert_same(running.indicators, measure_indicators(closes, benchmark))


@given(panels(most_days=80), st.integers(0, 80))
@settings(max_examples=30, deadline=None)
def test_later_days_change_no_bit_of_earlier_ones(drawn, days):
    days = min(days, len(drawn.days))
    benchmark = drawn.closes[0]
    then = measure_indicators(drawn.closes[:, :days], benchmark[:days])
    assert_same(measure_indicators(drawn.closes, benchmark).first(days), then)


def test_what_was_handed_out_stays_when_a_day_is_added(walks):
    closes, benchmark = walks
    running = RunningIndicators(closes[:, :600], benchmark[:600])
    before = running.indicators
    copied = {name: table.copy() for name, table in tables(before).items()}
    running.append(closes[:, 600], benchmark[600])
    assert running.indicators.highs.shape[1] == 601
    for name, table in tables(before).items():
        np.testing.assert_array_equal(table, copied[name], err_msg=name)
