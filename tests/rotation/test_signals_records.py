"""Records, streaks, the Dow's level, and the Nasdaq-100 against the broader market."""

from __future__ import annotations

import numpy as np
import pytest

from advisor.rotation.model_signals import State
from advisor.rotation.signals.divergence import divergence_table, nasdaq_divergence
from advisor.rotation.signals.losing_streak import nasdaq_streak
from advisor.rotation.signals.markets import MID_CAP
from advisor.rotation.signals.record_closes import record_closes
from advisor.rotation.signals.round_level import dow_level
from tests.rotation.markets import market


def _records(*last: float):
    return record_closes(market(I_MID=np.append(np.linspace(90, 100, 252), last)), MID_CAP, "mid_cap_record", "Records")


def test_records_in_a_row() -> None:
    signal = _records(99.0, 101.0, 102.0, 103.0)
    assert (signal.state, signal.value) == (State.ON, 0.0)
    assert "had closed at a record 3 times in a row" in signal.sentence
    assert [(criterion.value, criterion.met) for criterion in signal.criteria[:2]] == [("0.0%", True), ("3", True)]
    assert signal.criteria[2].value == "9"  # six of the rise before, and three
    assert "(^MID, the index)" in signal.sentence


def test_just_under_a_record_and_far_under_it() -> None:
    near, far = _records(99.2), _records(95.0)
    assert (near.state, near.value) == (State.NEAR, pytest.approx(-0.008))
    assert (far.state, far.value) == (State.OFF, pytest.approx(-0.05))
    assert "stood 5.0% below its record of" in far.sentence


def test_the_high_reached_again_is_no_record() -> None:
    assert _records(100.0).state is State.NEAR


def test_the_highest_of_a_few_closes_is_no_record() -> None:
    signal = record_closes(market(I_MID=np.linspace(90, 100, 251)), MID_CAP, "mid_cap_record", "Records")
    assert signal.state is State.UNKNOWN
    assert signal.sentence == "Needs 252 closes; the MidCap 400 (^MID) has 251."


def _streak(*closes: float):
    return nasdaq_streak(market(QQQ=np.array(closes)))


def test_five_lower_closes_are_a_losing_streak() -> None:
    assert _streak(100, 101, 100, 99, 98, 97).state is State.NEAR
    signal = _streak(100, 101, 100, 99, 98, 97, 96)
    assert (signal.state, signal.value, signal.threshold) == (State.ON, 5.0, 5.0)
    assert "had closed lower 5 times in a row, −5.0% in all." in signal.sentence


def test_a_streak_that_hangs_by_a_thread_is_told_with_its_other_count() -> None:
    signal = _streak(100, 101, 101 * (1 - 0.00006), 100, 99, 98, 97)
    assert signal.value == 5.0
    assert signal.sentence.endswith("the smallest fall was 0.006%, and with changes so small taken as flat it is 4.")
    assert [(criterion.value, criterion.met) for criterion in signal.criteria] == [("5", True), ("4", False)]


def test_a_rise_ends_a_streak() -> None:
    assert _streak(100, 99, 98, 97, 96, 95, 96).value == 0.0
    assert "rose: no losing streak" in _streak(100, 99, 100).sentence
    assert "was unchanged: no losing streak" in _streak(100, 99, 99).sentence


def test_the_dow_above_its_round_number() -> None:
    signal = dow_level(market(I_DJI=np.array([48_000.0, 49_500.0, 50_115.67])))
    assert (signal.state, signal.value) == (State.ON, pytest.approx(0.0023134))
    assert "its first close above 50,000 was 50,115.67 on" in signal.sentence
    below = dow_level(market(I_DJI=np.array([48_000.0, 49_500.0])))
    assert (below.state, below.value) == (State.NEAR, pytest.approx(-0.01))
    assert "1.0% below 50,000, which it has not closed above since" in below.sentence


def test_a_fund_of_the_dow_is_not_the_dow() -> None:
    assert dow_level(market(DIA=np.array([480.0, 501.0]))).state is State.UNKNOWN


def _over(days: int, change: float) -> np.ndarray:
    return np.append(np.full(60, 100.0), np.linspace(100, 100 * (1 + change), days + 1))


def test_the_nasdaq_stands_still_while_others_rise() -> None:
    panel = market(QQQ=_over(20, -0.02), MDY=_over(20, 0.03), IWM=_over(20, 0.04), IYT=_over(20, 0.05))
    signal = nasdaq_divergence(panel)
    assert signal.state is State.ON
    assert signal.value == pytest.approx(0.06)
    assert [criterion.met for criterion in signal.criteria] == [True] * 4


def test_one_that_falls_or_a_nasdaq_that_moves_is_no_such_divergence() -> None:
    falls = market(QQQ=_over(20, -0.02), MDY=_over(20, 0.03), IWM=_over(20, -0.01), IYT=_over(20, 0.05))
    moves = market(QQQ=_over(20, 0.04), MDY=_over(20, 0.05), IWM=_over(20, 0.06), IYT=_over(20, 0.05))
    behind = market(QQQ=_over(20, -0.02), MDY=_over(20, 0.03), IWM=_over(20, -0.03), IYT=_over(20, 0.05))
    assert [nasdaq_divergence(each).state for each in (falls, moves, behind)] == [State.NEAR, State.NEAR, State.OFF]


def test_a_market_without_closes_is_left_out_and_said() -> None:
    signal = nasdaq_divergence(market(QQQ=_over(20, 0.0), MDY=_over(20, 0.03), IWM=_over(20, 0.04)))
    assert signal.state is State.ON
    assert signal.notes[-1] == "There are no closes of the transports (^DJT or IYT) on file."
    assert signal.notes[0].endswith(": 0.0%, 0.0%, 0.0% over 5, 20 and 60 trading days.")
    assert len(signal.notes) == 4


def test_the_table_sets_each_market_beside_the_nasdaq() -> None:
    rows = divergence_table(market(MDY=_over(20, 0.03), QQQ=_over(20, -0.02), SPY=_over(20, 0.01)))
    assert [row.symbol for row in rows] == ["QQQ", "MDY", "SPY"]
    assert rows[1].returns[1:] == pytest.approx((0.03, 0.03))
    assert rows[1].ahead[1:] == pytest.approx((0.05, 0.05))
    assert rows[0].ahead == (0.0, 0.0, 0.0)
    assert divergence_table(market(MDY=_over(20, 0.03))) == ()
    short = divergence_table(market(QQQ=np.linspace(100, 110, 30)))
    assert short[0].returns[2] is None
