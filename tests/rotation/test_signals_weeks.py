"""The weekly breakout, ranks among what came before, and which symbol stands for a market."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rotation.model_signals import State
from advisor.rotation.panel import Panel
from advisor.rotation.signals.earlier import among_earlier
from advisor.rotation.signals.full_weeks import full_weeks
from advisor.rotation.signals.markets import LARGE_CAP, MID_CAP, missing_bars, pair_of, series_of
from advisor.rotation.signals.mid_cap_week import mid_cap_week
from tests.rotation.lines import weekdays
from tests.rotation.markets import FIRST, by_week, market

# 120 weeks in which mid caps lead or lag by half a point in turn, then one in which they lead by 4.6 points.
QUIET = [0.005, -0.005] * 60
BROKE_OUT = [*QUIET, 0.044]


def _panel(mid: list[float], large: list[float] | None = None, extra_days: int = 0) -> Panel:
    mid_closes, large_closes = by_week(mid), by_week(large or [0.0] * len(mid))
    return market(
        MDY=np.append(mid_closes, [mid_closes[-1]] * extra_days), SPY=np.append(large_closes, [large_closes[-1]] * extra_days)
    )


@given(st.lists(st.one_of(st.floats(-1, 1), st.just(np.nan), st.sampled_from([0.0, 0.5])), max_size=60), st.integers(1, 20))
def test_ranks_are_those_of_counting(values: list[float], least: int) -> None:
    among = among_earlier(np.array(values), 0.95, least)
    for place, value in enumerate(values):
        before = [each for each in values[:place] if not np.isnan(each)]
        assert among.counts[place] == len(before)
        if len(before) < least:
            assert np.isnan(among.ranks[place]) and np.isnan(among.to_beat[place])
            continue
        lower = sum(each < value for each in before)
        if not np.isnan(value):
            assert among.ranks[place] == pytest.approx(lower / len(before))
            assert (value > among.to_beat[place]) == (lower >= 0.95 * len(before) - 1e-9)


def test_a_week_far_ahead_of_all_others_is_a_breakout() -> None:
    large = [0.0] * 120 + [-0.002]
    signal = mid_cap_week(_panel(BROKE_OUT, large))
    assert signal.value == pytest.approx(0.046)
    assert signal.threshold == pytest.approx(0.005)  # 95% of 120 weeks: the 114th of them, ascending
    assert signal.state is State.ON
    assert signal.as_of == signal.since == date.fromordinal(int(weekdays(122 * 5, FIRST)[-1]))
    assert "returned +4.4%, 4.6 points more than the S&P 500 (SPY): number 1 of 121 weeks on file" in signal.sentence
    assert [criterion.met for criterion in signal.criteria] == [True, True, True]
    assert signal.criteria[2].value == "100.0% of 120"


def test_a_breakout_holds_four_weeks_and_leans_to_broadening() -> None:
    signal = mid_cap_week(_panel([*BROKE_OUT, 0.0, 0.0, 0.0, 0.0]))
    assert signal.history.leans[-5:].tolist() == [1, 1, 1, 1, 0]
    assert signal.state is State.OFF


def test_a_breakout_given_back_is_over() -> None:
    signal = mid_cap_week(_panel([*BROKE_OUT, -0.05, 0.002]))
    assert signal.history.leans[-3:].tolist() == [1, -1, -1]  # the week that gave it back is itself among the worst
    assert signal.state is State.OFF


def test_mid_caps_that_only_fall_less_do_not_break_out() -> None:
    signal = mid_cap_week(_panel([*QUIET, -0.01], [0.0] * 120 + [-0.06]))
    assert signal.value == pytest.approx(0.05)
    assert signal.state is State.NEAR
    assert [criterion.met for criterion in signal.criteria] == [False, True, True]


def test_a_week_that_is_running_does_not_count_yet() -> None:
    whole, running = mid_cap_week(_panel(BROKE_OUT)), mid_cap_week(_panel(BROKE_OUT, extra_days=3))
    assert running.value == whole.value
    assert running.as_of == whole.as_of
    assert running.notes[0].startswith("The week that is running does not count yet: so far the MidCap 400 (MDY) returned 0.0%")


def test_under_two_years_of_weeks_there_is_no_yardstick() -> None:
    signal = mid_cap_week(_panel(QUIET[:104]))
    assert signal.state is State.UNKNOWN
    assert signal.criteria[0].value == "103"
    assert mid_cap_week(_panel(QUIET[:105])).state is not State.UNKNOWN


def test_index_and_fund_are_never_set_against_each_other() -> None:
    closes = by_week(BROKE_OUT)
    flat = np.full(len(closes), 100.0)
    assert mid_cap_week(market(I_MID=closes, MDY=closes, SPY=flat)).symbols == ("MDY", "SPY")
    both = market(I_MID=closes, MDY=closes, SPY=flat, I_GSPC=flat)
    assert mid_cap_week(both).symbols == ("^MID", "^GSPC")
    assert "the MidCap 400 (^MID, the index)" in mid_cap_week(both).sentence
    assert "the MidCap 400 (MDY, a fund)" in mid_cap_week(both.only(("MDY", "SPY"))).sentence
    assert [series.symbol for series in pair_of(both, MID_CAP, LARGE_CAP) or ()] == ["MDY", "SPY"]


def test_closes_that_ended_long_ago_give_way_to_others() -> None:
    closes = np.linspace(100, 120, 60)
    stopped = np.where(np.arange(60) < 40, closes, np.nan)
    panel = market(SPY=closes, MDY=stopped, IJH=closes)
    assert (series_of(panel, MID_CAP) or ("", ""))[1] == "IJH"
    assert (series_of(panel.only(("SPY", "MDY")), MID_CAP) or ("", ""))[1] == "MDY"
    assert series_of(panel.only(("SPY",)), MID_CAP) is None


def test_both_closes_of_a_week_are_of_the_same_day() -> None:
    mid = by_week([0.01, 0.01, 0.01])
    mid[9] = np.nan  # the Friday of the second week
    large = by_week([0.02, 0.02, 0.02])
    panel = market(MDY=mid, SPY=large)
    pair = pair_of(panel, MID_CAP, LARGE_CAP)
    assert pair is not None
    weeks = full_weeks(panel, pair)
    assert weeks.above.tolist() == pytest.approx([100, 100, 102.01, 103.0301])
    assert weeks.below.tolist() == pytest.approx([100, 100, 104.04, 106.1208])
    assert missing_bars(panel, ("MDY", "SPY")) == 1


def test_a_week_without_closes_leaves_two_weeks_without_returns() -> None:
    mid = by_week([0.01] * 4)
    mid[10:15] = np.nan
    panel = market(MDY=mid, SPY=by_week([0.0] * 4))
    pair = pair_of(panel, MID_CAP, LARGE_CAP)
    assert pair is not None
    returns = full_weeks(panel, pair).returns()[0]
    assert np.isnan(returns).tolist() == [True, False, True, True, False]
