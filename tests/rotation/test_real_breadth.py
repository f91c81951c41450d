"""Breadth on real closes of the S&P 500, 400 and 600, against plain Python and against what was published."""

from datetime import date

import numpy as np
import pytest

from advisor.rotation.breadth import beating, breadth, equal_against_cap
from advisor.rotation.indicators import AVERAGES, YEAR
from advisor.rotation.model_breadth import MemberList
from advisor.rotation.rolling import moving_averages
from tests.rotation import plain_breadth, real_closes

PUBLISHED_DAY, PUBLISHED = date(2026, 7, 23), 0.6465  # above the 200-day average, on closes adjusted for splits only
LISTED = date(2026, 8, 22)


@pytest.fixture(scope="module")
def large_caps(data):
    return real_closes.large_caps_and_funds(data).until(PUBLISHED_DAY)


@pytest.fixture(scope="module")
def members(data):
    return MemberList("S&P 500", tuple(real_closes.joined(data)), date(2026, 8, 8))


def index_members(data, name: str) -> MemberList:
    """Placeholders of delisted lines have no exchange before a colon."""
    lines = (data / "constituents" / "major_index-etfs" / f"{name}.txt").read_text(encoding="utf-8").split()
    return MemberList(name, tuple(line.split(":")[1] for line in lines if ":" in line), LISTED)


def assert_agree(panel, members, days):
    told, closes, names = breadth(panel, [members]), plain_breadth.rows(panel), members.symbols
    for day in days:
        for window in AVERAGES:
            share = told.above[window].at(day)
            assert (share.part, share.counted) == plain_breadth.above(closes, names, window, day), (window, share.day)
        moved, highs, lows = told.advance_decline, told.new_highs, told.new_lows
        assert (moved.advances[day], moved.declines[day], moved.counted[day]) == plain_breadth.moves(closes, names, day)
        assert (highs.parts[day], lows.parts[day], highs.counted[day]) == plain_breadth.extremes(closes, names, YEAR, day)


def test_the_large_caps_agree_with_plain_python(large_caps, members):
    assert_agree(large_caps, members, [150, 1_070, 1_900, len(large_caps.days) - 1])


@pytest.mark.parametrize("name", ["sp400", "sp600"])
def test_mid_and_small_caps_agree_with_plain_python(data, name):
    panel = real_closes.members_and_funds(data)
    assert_agree(panel, index_members(data, name), [700, len(panel.days) - 1])


def test_the_distance_to_the_published_share_is_the_dividends(large_caps, members):
    """Dividends paid since lower the older closes, so more members stand above their average on our closes.

    The index pays some 1.2% a year and the closes in a 200-day average are 100 days old on average: it lies about half a
    percent lower than on closes adjusted for splits only. Raised by that much, it puts the published share within our reach.
    """
    share = breadth(large_caps, [members]).above[200].latest
    assert (share.day, share.counted, share.left_out) == (PUBLISHED_DAY, 500, 3)
    assert 0.005 < share.share - PUBLISHED < 0.034
    closes = large_caps.only(members.symbols).closes
    average = moving_averages(closes, (200,))[200][:, -1]
    raised = np.count_nonzero(closes[:, -1] > average * 1.005) / share.counted
    assert raised < PUBLISHED < share.share


def test_who_beats_the_index_over_a_year(large_caps, members):
    told = beating(large_caps, [members], "SPY", YEAR).latest
    closes = plain_breadth.rows(large_caps)
    index = closes["SPY"][-1] / closes["SPY"][-1 - YEAR]
    pairs = [(closes[symbol][-1], closes[symbol][-1 - YEAR]) for symbol in members.symbols]
    grown = [now / then for now, then in pairs if now is not None and then is not None]
    assert (told.part, told.counted) == (sum(each > index for each in grown), len(grown))
    assert told.share < 0.5


def test_equal_weight_led_early_in_2026_and_the_printed_figures_fit_a_neighbouring_session(data):
    """Printed: +5.5% against +0.1% after 32 sessions."""
    panel = real_closes.large_caps_and_funds(data)

    def off(day: date) -> float:
        told = equal_against_cap(panel.until(day), "RSP", "SPY", date(2025, 12, 31))
        return abs(told.equal_rate - 0.055) + abs(told.cap_rate - 0.001)

    thirty_second = equal_against_cap(panel.until(date(2026, 2, 18)), "RSP", "SPY", date(2025, 12, 31))
    assert thirty_second.sessions == 32
    assert 0.05 < thirty_second.spread < 0.06
    assert off(date(2026, 2, 17)) < 0.005 < off(date(2026, 2, 18))
