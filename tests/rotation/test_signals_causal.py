"""No value, state or vote of a day changes when later days are added."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.rotation.model_signals import STATES, Signal
from advisor.rotation.panel import Panel
from advisor.rotation.regime import regime_of
from advisor.rotation.series import line_of
from advisor.rotation.signals.bars import Bars
from advisor.rotation.signals.compute import compute_signals
from tests.rotation.markets import FIRST, FUNDS, market, markets

_SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _same_beginning(then: Signal, now: Signal) -> None:
    length = len(then.history.days)
    assert len(now.history.days) >= length
    for part in ("days", "values", "thresholds", "states", "leans"):
        early, late = getattr(then.history, part), getattr(now.history, part)
        np.testing.assert_array_equal(early, late[:length], err_msg=f"{then.id}: {part}")


@_SLOW
@given(markets(), st.floats(0.3, 1.0))
def test_histories_only_grow(panel: Panel, part: float) -> None:
    day = date.fromordinal(int(panel.days[int(part * (len(panel.days) - 1))]))
    then = panel.until(day)
    for before, after in zip(compute_signals(then), compute_signals(panel), strict=True):
        assert before.id == after.id
        _same_beginning(before, after)


@_SLOW
@given(markets(), st.floats(0.3, 1.0))
def test_the_regime_only_grows(panel: Panel, part: float) -> None:
    then = panel.until(date.fromordinal(int(panel.days[int(part * (len(panel.days) - 1))])))
    before, after = (regime_of(each.days, compute_signals(each)).history for each in (then, panel))
    for name in ("days", "scores", "voters", "states"):
        early = getattr(before, name)
        np.testing.assert_array_equal(early, getattr(after, name)[: len(early)], err_msg=name)


@_SLOW
@given(markets(most_days=400), st.floats(0.3, 1.0), st.booleans())
def test_bars_with_volumes_are_no_exception(panel: Panel, part: float, volumes: bool) -> None:
    line = line_of(panel, "MDY")
    random = np.random.default_rng(len(line.days))
    spread = np.abs(random.normal(0, 0.01, (2, len(line.days))))
    traded = random.uniform(1e5, 1e6, len(line.days)) if volumes else None
    stop = int(part * len(line.days))

    def flag(count: int) -> Signal:
        bars = Bars(
            "MDY",
            line.days[:count],
            line.values[:count] * (1 + spread[0, :count]),
            line.values[:count] * (1 - spread[1, :count]),
            line.values[:count],
            None if traded is None else traded[:count],
        )
        return next(signal for signal in compute_signals(panel, mid_cap_bars=bars) if signal.id == "mid_cap_flag")

    _same_beginning(flag(stop), flag(len(line.days)))


def test_the_last_of_its_history_is_the_signal() -> None:
    random = np.random.default_rng(3)
    closes = {name.replace("^", "I_"): 100 * np.exp(np.cumsum(random.normal(0, 0.01, 700))) for name in FUNDS}
    panel = market(**closes)
    for signal in compute_signals(panel):
        if not len(signal.history.days):
            continue
        assert signal.state is STATES[int(signal.history.states[-1])]
        assert signal.value == pytest.approx(signal.history.values[-1])
        assert signal.as_of == date.fromordinal(int(signal.history.days[-1]))
        since = int(np.searchsorted(signal.history.days, signal.since.toordinal()))
        assert len(set(signal.history.states[since:].tolist())) == 1
        assert since == 0 or signal.history.states[since - 1] != signal.history.states[since]


def test_without_closes_every_signal_says_so() -> None:
    signals = compute_signals(market(AAPL=np.linspace(100, 120, 30)))
    assert len({signal.id for signal in signals}) == len(signals) == 21
    for signal in signals:
        assert signal.state == "not enough data"
        assert (signal.value, signal.threshold, signal.since) == (None, None, None)
        assert signal.sentence.startswith(("There are no closes of", "The seven and the other 493 cannot"))


def test_with_few_closes_every_signal_says_how_many_it_needs() -> None:
    panel = market(**{name.replace("^", "I_"): np.linspace(100, 120, 4) for name in FUNDS})
    assert panel.last_day is not None and panel.days[0] == FIRST.toordinal()
    silent = [signal for signal in compute_signals(panel) if signal.state == "not enough data"]
    assert {signal.id for signal in silent} >= {"mid_cap_week", "mid_cap_rank", "mid_cap_breakout", "mid_cap_flag"}
    reasons = ("Needs", "There is no full week", "cannot be worked out")
    assert all(any(reason in signal.sentence for reason in reasons) for signal in silent)
