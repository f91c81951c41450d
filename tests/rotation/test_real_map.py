"""The rotation map of real sectors and funds."""

from datetime import date

import numpy as np
import pytest

from advisor.rotation.model_map import Quadrant
from advisor.rotation.relative_strength import METHODS, rotation_map
from tests.rotation import real_closes

SECTORS = ("XLB", "XLC", "XLE", "XLF", "XLI", "XLK", "XLP", "XLRE", "XLU", "XLV", "XLY")
UNIVERSE = (*SECTORS, "SPY", "RSP", "MAGS")


@pytest.fixture(scope="module")
def panel(data):
    return real_closes.large_caps_and_funds(data)


@pytest.fixture(scope="module")
def chart(panel):
    return rotation_map(panel, UNIVERSE, "SPY")


def test_every_sector_has_a_tail_and_the_index_stays_in_the_middle(chart):
    tails = {tail.symbol: tail for tail in chart.tails(points=8)}
    assert set(tails) == set(UNIVERSE)
    assert not chart.why_missing()
    assert all(len(tail.points) == 8 and tail.points[-1].settled for tail in tails.values())
    assert tails["SPY"].points[-1].quadrant is Quadrant.LEVEL
    assert all(85 < point.ratio < 115 and 90 < point.momentum < 110 for tail in tails.values() for point in tail.points)


def test_playback_begins_three_years_after_the_closes(chart):
    first = date.fromordinal(int(chart.days[chart.first_end]))
    assert 3 * 365 - 14 < (first - date.fromordinal(int(chart.days[0]))).days < 3 * 365 + 14
    assert all(tail.points[-1].settled for tail in chart.tails(chart.first_end) if tail.symbol != "XLC")


def test_a_young_fund_says_how_many_weeks_it_has(panel):
    """MAGS began on April 11, 2023, a Tuesday."""
    told = rotation_map(panel.until(date(2023, 11, 10)), UNIVERSE, "SPY")
    assert told.why_missing() == {"MAGS": "Needs 50 weeks; MAGS has 31."}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
@pytest.mark.parametrize("day", [date(2020, 3, 18), date(2024, 12, 31), date(2026, 2, 6)])
def test_what_was_shown_on_a_day_still_stands(panel, method, day):
    then = rotation_map(panel.until(day), UNIVERSE, "SPY", method=method)
    now = rotation_map(panel, UNIVERSE, "SPY", method=method)
    final = len(then.days) - int(then.running)
    assert then.running == (day.weekday() < 4)
    rows = [now.symbols.index(symbol) for symbol in then.symbols]
    np.testing.assert_array_equal(now.ratio[rows, :final], then.ratio[:, :final])
    np.testing.assert_array_equal(now.momentum[rows, :final], then.momentum[:, :final])


def test_sectors_go_around_clockwise_more_often_than_not(chart):
    rows = [chart.symbols.index(symbol) for symbol in SECTORS]
    across, up = chart.ratio[rows] - 100, chart.momentum[rows] - 100
    turned = across[:, :-1] * up[:, 1:] - across[:, 1:] * up[:, :-1]
    assert np.mean(turned[~np.isnan(turned)] < 0) > 0.6
