"""Ratios: breakouts above a year's high, trends, five-day ranks, the strength score; against loops and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import STATES, State
from advisor.rotation.series import ratio_of
from advisor.rotation.signals.concentration import index_concentration
from advisor.rotation.signals.five_day_rank import five_day_rank
from advisor.rotation.signals.markets import MID_CAP
from advisor.rotation.signals.ratio_breakout import ratio_breakout
from advisor.rotation.signals.ratio_trends import ratio_trend
from advisor.rotation.signals.strength_score import mid_cap_score, strength_score
from tests.rotation.lines import weekdays
from tests.rotation.markets import market


def _against_flat(values: list[float] | np.ndarray, symbol: str = "MDY"):
    return market(**{symbol: np.asarray(values), "SPY": np.full(len(values), 1.0)})


def _breakout(values: list[float]):
    return ratio_breakout(_against_flat(values), MID_CAP, "mid_cap_breakout", "Breakout")


def test_a_breakout_takes_two_closes_above_the_year_before() -> None:
    year = [1.0] * 252
    assert _breakout([*year, 1.0, 1.02]).state is State.NEAR
    confirmed = _breakout([*year, 1.01, 1.02])
    assert confirmed.state is State.ON
    assert confirmed.value == pytest.approx(0.02)
    assert confirmed.history.leans[-1] == 1
    assert _breakout([*year, 1.01, 1.02, 1.005]).state is State.NEAR  # its high now holds the 1.01
    assert _breakout([*year, 1.01, 1.02, 0.95]).state is State.OFF
    assert "stood 2.0% above the highest close of the year before" in confirmed.sentence


def test_a_close_that_equals_the_high_is_no_breakout() -> None:
    assert _breakout([1.0] * 260).state is State.NEAR


def test_a_low_of_a_year_leans_to_narrowing() -> None:
    assert _breakout([*[1.0] * 252, 0.9, 0.9]).history.leans[-1] == -1


def test_too_few_closes_are_counted() -> None:
    assert _breakout([1.0] * 253).sentence == "Needs 254 closes; MDY / SPY has 253."


def test_breakouts_agree_with_a_loop() -> None:
    walk = np.exp(np.cumsum(np.random.default_rng(7).normal(0, 0.01, 700)))
    history = _breakout(list(walk)).history
    ratio = walk / 1.0
    for day in range(254, 700):
        high, low = ratio[day - 253 : day - 1].max(), ratio[day - 253 : day - 1].min()
        assert history.values[day] == pytest.approx(ratio[day] / high - 1)
        assert (STATES[history.states[day]] is State.ON) == (ratio[day] > high and ratio[day - 1] > high)
        assert history.leans[day] == int(ratio[day] > high < ratio[day - 1]) - int(ratio[day] < low > ratio[day - 1])


def _trend(values: np.ndarray, speaks_for: int = 1):
    panel = _against_flat(values)
    return ratio_trend(panel, ratio_of(panel, "MDY", "SPY"), ("MDY", "SPY"), "t", "Trend", speaks_for=speaks_for)


def test_a_ratio_that_grows_evenly_is_a_trend() -> None:
    grown = 1.001 ** np.arange(300)
    signal = _trend(grown)
    assert (signal.state, signal.history.leans[-1]) == (State.ON, 1)
    assert signal.value == pytest.approx(grown[-1] / grown[-200:].mean() - 1)
    assert [criterion.met for criterion in signal.criteria] == [True, True, True]
    assert signal.criteria[2].value == "+2.0%"  # 1.001 ** 20
    assert (_trend(grown, -1).state, _trend(grown, -1).history.leans[-1]) == (State.ON, -1)
    assert _trend(grown, 0).history.leans.any() == np.False_


def test_a_ratio_that_shrinks_evenly_speaks_for_the_other_side() -> None:
    signal = _trend(0.999 ** np.arange(300))
    assert (signal.state, signal.history.leans[-1]) == (State.OFF, -1)
    assert "is falling" in signal.sentence


def test_a_flat_ratio_is_above_none_of_its_averages() -> None:
    signal = _trend(np.full(300, 0.7))
    assert (signal.state, signal.value) == (State.OFF, pytest.approx(0))


def test_a_trend_needs_200_closes() -> None:
    assert _trend(np.full(199, 1.0)).sentence == "Needs 200 closes; MDY / SPY has 199."
    assert _trend(1.001 ** np.arange(200)).state is State.ON


def test_five_days_are_ranked_among_all_five_days_before() -> None:
    random = np.random.default_rng(5)
    mid, large = (100 * np.exp(np.cumsum(random.normal(0, 0.01, 400))) for _ in range(2))
    signal = five_day_rank(market(MDY=mid, SPY=large))
    ahead = [mid[day] / mid[day - 5] - large[day] / large[day - 5] for day in range(5, 400)]
    assert signal.value == pytest.approx(np.mean([each < ahead[-1] for each in ahead[:-1]]))
    assert (signal.state is State.ON) == (signal.value >= 0.95)
    assert np.isnan(signal.history.values[:257]).all() and not np.isnan(signal.history.values[257:]).any()


def test_the_score_by_hand() -> None:
    closes = np.full(253, 100.0)
    closes[[0, 63, 126, 189, 252]] = [80.0, 100.0, 125.0, 160.0, 200.0]
    # 0.4 x 25% + 0.2 x 60% + 0.2 x 100% + 0.2 x 150%
    assert strength_score(closes)[-1] == pytest.approx(0.4 * 0.25 + 0.2 * 0.6 + 0.2 * 1.0 + 0.2 * 1.5)
    assert np.isnan(strength_score(closes)[:-1]).all()
    signal = mid_cap_score(_against_flat(closes))
    assert signal.value == pytest.approx(0.72)
    assert signal.state is State.ON
    assert [criterion.value for criterion in signal.criteria] == [
        "+25.0 points",
        "+60.0 points",
        "+100.0 points",
        "+150.0 points",
    ]


def _weight(*values: float) -> Line:
    return Line("Share of the seven", weekdays(len(values)), np.array(values), "")


def test_the_index_leans_less_on_the_seven() -> None:
    empty = market(SPY=np.ones(3))
    falling = index_concentration(empty, _weight(*np.linspace(0.37, 0.34, 64)))
    assert falling.state is State.ON
    assert falling.value == pytest.approx(-0.03)
    assert falling.history.leans[-1] == 1
    assert "the seven were 34.0% of the S&P 500, 3.0 points less than 63 trading days before" in falling.sentence
    rising = index_concentration(empty, _weight(*np.linspace(0.34, 0.37, 64)))
    assert (rising.state, rising.history.leans[-1]) == (State.OFF, -1)
    assert index_concentration(empty, _weight(*np.linspace(0.34, 0.333, 64))).state is State.NEAR


def test_equal_weight_stands_in_for_the_weight_of_the_seven_under_its_own_name() -> None:
    signal = index_concentration(_against_flat(np.linspace(1.0, 1.02, 64), "RSP"), None)
    assert signal.name == "Concentration of the S&P 500, by equal against value weight"
    assert signal.state is State.ON
    assert signal.value == pytest.approx(0.02)
    assert not signal.history.leans.any()
