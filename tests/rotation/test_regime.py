"""The regime is a count of votes; made-up votes have a known outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from advisor.rotation.model_regime import Regime, RegimeState
from advisor.rotation.model_signals import STATES, History, Signal, State, Unit
from advisor.rotation.regime import regime_of
from tests.rotation.lines import weekdays

WEEKS = 3
DAYS = weekdays(WEEKS * 5)
TRENDS = ("mid_cap_trend", "equal_weight_trend", "small_cap_trend", "nasdaq_trend")


def _signal(signal_id: str, *leans: int, known: bool = True) -> Signal:
    """One lean a week, told on the week's last day."""
    days = DAYS[4::5][: len(leans)]
    none = np.zeros(len(leans))
    states = np.full(len(leans), STATES.index(State.OFF if known else State.UNKNOWN), dtype=np.int8)
    history = History(days, none, none, states, np.array(leans, dtype=np.int8))
    as_of = date.fromordinal(int(days[-1]))
    return Signal(signal_id, signal_id, 0.0, Unit.RATE, "", 0.0, State.OFF, as_of, as_of, history, "", "")


def _trends(*leans: int) -> list[Signal]:
    return [_signal(signal_id, *[lean] * WEEKS) for signal_id, lean in zip(TRENDS, leans, strict=False)]


def _now(*signals: Signal) -> Regime:
    return regime_of(DAYS, signals)


@pytest.mark.parametrize(
    ("leans", "state", "score"),
    [
        ((1, 1, 1, 1), RegimeState.BROADENING, 1.0),
        ((1, 1, 0, 0), RegimeState.BROADENING, 0.5),
        ((1, 1, 1, -1), RegimeState.BROADENING, 0.5),
        ((1, 1, 0, -1), RegimeState.MIXED, 0.25),
        ((0, 0, 0, 0), RegimeState.MIXED, 0.0),
        ((-1, -1, 0, 0), RegimeState.NARROWING, -0.5),
    ],
)
def test_the_mean_of_the_votes_decides(leans: tuple[int, ...], state: RegimeState, score: float) -> None:
    regime = _now(*_trends(*leans))
    assert (regime.state, regime.score) == (state, score)
    assert [vote.lean for vote in regime.votes] == list(leans)


def test_an_event_votes_only_while_it_lasts() -> None:
    trends = _trends(1, 1, 0, -1)
    silent = _now(*trends, _signal("mid_cap_week", 1, 1, 0))
    assert (silent.score, silent.history.voters.tolist()) == (0.25, [5, 5, 4])
    assert silent.votes[-1].lean is None
    lasting = _now(*trends, _signal("mid_cap_week", 0, 1, 1), _signal("mid_cap_breakout", 0, 0, 1))
    assert lasting.history.scores.tolist() == [0.25, 0.4, 0.5]
    assert lasting.state is RegimeState.BROADENING
    assert lasting.since == lasting.as_of == date.fromordinal(int(DAYS[-1]))
    assert "4 of 6 votes for broadening, 1 for narrowing" in lasting.sentence


def test_two_trends_are_not_the_market() -> None:
    assert _now(*_trends(1, 1)).state is RegimeState.UNKNOWN
    third = _signal(TRENDS[2], 1, 1, 1, known=False)
    assert _now(*_trends(1, 1), third).state is RegimeState.UNKNOWN
    assert _now(*_trends(1, 1), _signal("mid_cap_week", 1, 1, 1)).state is RegimeState.UNKNOWN
    assert _now().sentence == "There are not enough closes on file to say whether leadership broadens or narrows."


def test_signals_that_do_not_vote_are_passed_over() -> None:
    assert _now(*_trends(1, 1, 0, 0), _signal("rest_trend", -1, -1, -1)).score == 0.5


def test_an_old_word_is_no_vote() -> None:
    stopped = [_signal(signal_id, 1) for signal_id in TRENDS]
    regime = _now(*stopped)
    assert regime.history.voters.tolist() == [4, 4, 0]  # a week later it still stands; after two it does not
    assert regime.state is RegimeState.UNKNOWN
    assert "too few signals could vote" in regime.sentence


def test_a_week_that_is_running_has_no_vote_yet() -> None:
    running = regime_of(weekdays(WEEKS * 5 + 2), _trends(1, 1, 1, 1))
    assert running.as_of == date.fromordinal(int(DAYS[-1]))
    assert len(running.history.days) == WEEKS


def test_the_rule_stands_in_view_and_names_who_votes() -> None:
    regime = _now(*_trends(1, 1, 0, 0), replace(_signal("mid_cap_breakout", 0, 0, 1), name="Breakout"))
    for words in ("mid caps", "equal weight", "small caps", "Nasdaq-100", "at least +0.5", "at most −0.5", "At least three"):
        assert words in regime.rule
    assert [vote.name for vote in regime.votes] == [*TRENDS, "Breakout"]
    assert all(vote.why for vote in regime.votes)
