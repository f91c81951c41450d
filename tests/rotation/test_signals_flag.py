"""The bull flag: a shape drawn by hand meets every criterion, and each spoilt one misses its own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from advisor.rotation.model_signals import Criterion, Signal, State
from advisor.rotation.panel import Panel
from advisor.rotation.signals.bars import Bars, bars_of_closes, full_weekly_bars
from advisor.rotation.signals.bull_flag import bull_flag
from advisor.rotation.signals.flag_shapes import parallel, shapes_of
from tests.rotation.lines import line, weekdays
from tests.rotation.markets import FIRST, market

_QUIET = 100 + 0.5 * np.cos(np.arange(25) * np.pi)  # 25 weeks up and down by a point
_POLE = np.array([104.0, 109.0, 115.0])
_FLAG = np.array([114.0, 113.5, 113.0, 112.5])
_SHAPE = np.concatenate([_QUIET, _POLE, _FLAG])


def _daily(weeks: np.ndarray, volumes: np.ndarray | None = None, spread: float = 0.5) -> Bars:
    """Five days a week, all alike; highs and lows half a point from the close."""
    closes = np.repeat(np.asarray(weeks, dtype=float), 5)
    traded = None if volumes is None else np.repeat(volumes, 5)
    return Bars("MDY", weekdays(len(closes), FIRST), closes + spread, closes - spread, closes, traded)


def _told(weeks: np.ndarray, volumes: np.ndarray | None = None) -> Signal:
    return bull_flag(market(SPY=np.ones(len(weeks) * 5)), _daily(weeks, volumes))


def _of(signal: Signal, name: str) -> Criterion:
    return next(criterion for criterion in signal.criteria if criterion.name == name)


def test_a_flag_drawn_by_hand_meets_every_criterion_and_waits_for_its_break() -> None:
    signal = _told(_SHAPE)
    assert (signal.state, signal.value, signal.threshold) == (State.NEAR, 8.0, 8.0)
    assert "8 of 8 criteria are met, and no break yet" in signal.sentence
    assert _of(signal, "Length of the flag").value == "4 weeks"
    assert _of(signal, "Close above the upper line").met is False
    # Highs of the flag fall by half a point a week from 114.5: 112.5 is next.
    assert _of(signal, "Close above the upper line").limit == "above 112.50 next week"
    assert _of(signal, "Volume in the flag").met is None


def test_the_measures_by_hand() -> None:
    signal = _told(_SHAPE)
    # Quiet weeks range over 1.5; from the last of them, at 100, to the top at 115.5: 15.5 / (2.5 x 1.5 x √3).
    assert _of(signal, "Height of the pole").value == "2.39 times what is needed"
    assert _of(signal, "Length of the pole").value == "3 weeks"
    assert _of(signal, "Given back of the pole").value == "23%"  # (115.5 - 112) / 15.5
    assert _of(signal, "The pole’s height added to that level").value == "128.00"
    assert _of(signal, "Slope of the flag’s highs").value == "−0.43% a week"  # 0.5 / 115.5
    assert _of(signal, "The two lines").value == "0% apart"
    assert _of(signal, "Highest of the flag against the top").value == "−0.9%"  # 114.5 / 115.5


def test_a_close_above_the_line_is_the_break_and_holds_four_weeks() -> None:
    broken = np.append(_SHAPE, [116.0])
    signal = _told(broken)
    assert signal.state is State.ON
    assert "It broke out in the week to" in signal.sentence
    assert _of(signal, "Close above the upper line") == Criterion("Close above the upper line", "116.00", "above 112.50", True)
    assert _told(np.append(broken, [116.5, 117.0, 117.5])).state is State.ON
    assert _told(np.append(broken, [116.5, 117.0, 117.5, 118.0])).state is not State.ON


def test_a_break_given_back_is_over() -> None:
    assert _told(np.append(_SHAPE, [116.0, 112.0])).state is not State.ON


def test_a_flag_that_gives_back_half_of_the_pole_is_none() -> None:
    signal = _told(np.concatenate([_QUIET, _POLE, [112.0, 110.0, 108.0, 106.0]]))
    assert signal.state is State.OFF
    assert signal.value < signal.threshold


def test_a_rising_flag_is_none() -> None:
    signal = _told(np.concatenate([_QUIET, _POLE, [112.0, 112.5, 113.0, 113.5]]))
    assert signal.state is State.OFF
    assert signal.value < signal.threshold


def test_a_gentle_rise_is_no_pole() -> None:
    signal = _told(np.concatenate([_QUIET, [100.5, 101.0, 101.3], [101.2, 101.1, 101.0, 100.9]]))
    assert signal.state is State.OFF
    assert _of(signal, "Height of the pole").met is False


def test_volume_counts_where_it_is_known() -> None:
    falling, rising = np.full(len(_SHAPE), 100.0), np.full(len(_SHAPE), 100.0)
    falling[-4:], rising[-4:] = [90, 80, 70, 60], [90, 100, 110, 120]
    assert (_told(_SHAPE, falling).state, _told(_SHAPE, falling).threshold) == (State.NEAR, 9.0)
    assert _told(_SHAPE, rising).state is State.OFF
    broken = _told(np.append(_SHAPE, [116.0]), np.append(falling, [150.0]))
    assert _of(broken, "Volume of the break") == Criterion(
        "Volume of the break", "2.00 times the flag’s average", "above 1.00", True
    )


def test_without_highs_and_lows_closes_stand_in_and_that_is_said() -> None:
    closes = np.repeat(_SHAPE, 5)
    signal = bull_flag(market(MDY=closes, SPY=np.ones(len(closes))))
    assert signal.notes == ("Highs and lows are those of daily closes: no highs, lows and volumes are on file.",)
    assert signal.state is State.NEAR


def test_weeks_are_put_together_from_days_and_a_running_week_is_left_out() -> None:
    daily = Bars(
        "MDY",
        weekdays(12, FIRST),
        np.arange(12.0) + 2,
        np.arange(12.0)[::-1],
        np.arange(12.0),
        np.full(12, 10.0),
    )
    weeks = full_weekly_bars(daily)
    assert weeks.days.tolist() == [daily.days[4], daily.days[9]]
    assert (weeks.highs.tolist(), weeks.lows.tolist(), weeks.closes.tolist()) == ([6, 11], [7, 2], [4, 9])
    assert weeks.volumes is not None and weeks.volumes.tolist() == [50, 50]
    assert len(full_weekly_bars(bars_of_closes(line(1, 2))).days) == 0


def test_lines_are_parallel_within_a_quarter_or_next_to_flat() -> None:
    highs = np.array([-0.010, -0.010, 0.0005, -0.010])
    lows = np.array([-0.0081, -0.007, -0.0005, 0.010])
    assert parallel(highs, lows).tolist() == [True, False, True, False]


def test_the_best_shape_agrees_with_looking_at_each() -> None:
    walk = 100 * np.exp(np.cumsum(np.random.default_rng(11).normal(0.002, 0.02, 90)))
    bars = full_weekly_bars(_daily(walk))
    found = shapes_of(bars)
    for week in range(40, 90):
        met, strength = _best_by_hand(bars, week)
        assert found.met[week] == met
        assert found.strength[week] == pytest.approx(strength)


def _best_by_hand(bars: Bars, week: int) -> tuple[int, float]:
    """Most criteria, then the strongest pole, by trying every pole and flag that end there."""
    best = (0, np.nan)
    for flag in range(3, 13):
        top = week - flag
        for pole in range(1, 16):
            shape = _measured(bars, top - pole, top, week)
            if shape and (shape[0] > best[0] or (shape[0] == best[0] and shape[1] > best[1])):
                best = shape
    return best


def _measured(bars: Bars, base: int, top: int, week: int) -> tuple[int, float] | None:
    if base < 19 or bars.lows[base] > bars.lows[base : top + 1].min() or bars.highs[top] < bars.highs[base : top + 1].max():
        return None
    before = np.append(bars.closes[:1], bars.closes[:-1])
    ranges = [max(bars.highs[bar], before[bar]) - min(bars.lows[bar], before[bar]) for bar in range(base - 19, base + 1)]
    height = bars.highs[top] - bars.lows[base]
    strength = height / (2.5 * np.mean(ranges) * (top - base) ** 0.5)
    highs, lows = bars.highs[top + 1 : week + 1], bars.lows[top + 1 : week + 1]
    slopes = [np.polyfit(np.arange(len(values)), values, 1)[0] / bars.highs[top] for values in (highs, lows)]
    steeper = max(abs(slope) for slope in slopes)
    alike = abs(slopes[0] - slopes[1]) <= 0.25 * steeper or steeper <= 0.001
    retraced = (bars.highs[top] - lows.min()) / height
    held = (strength >= 1, retraced < 0.5, highs.max() <= bars.highs[top], slopes[0] <= 0, slopes[1] <= 0, alike)
    return 2 + sum(held), float(strength)


def test_too_few_weeks_are_counted() -> None:
    panel: Panel = market(SPY=np.ones(5))
    assert bull_flag(panel, _daily(_QUIET[:20])).sentence == "Needs 24 full weeks; the MidCap 400 (MDY) has 20."
    assert bull_flag(panel, replace(_daily(_QUIET), symbol="IJH")).symbols == ("IJH",)
