"""Whether leadership broadens or narrows: a vote of the signals at the end of each full week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.rotation.model_regime import REGIME_STATES, Regime, RegimeHistory, RegimeState, Vote
from advisor.rotation.model_signals import STATES, History, Signal, State
from advisor.rotation.series import weeks_of

_CARRIES = 0.5  # mean of the votes
_QUORUM = 3  # trends; with fewer it is not the market that votes
_REACH = 10  # days: an older word of a signal is no vote
_BROADENING, _MIXED, _NARROWING, _UNKNOWN = (np.int8(place) for place in range(len(REGIME_STATES)))


class _Voter(NamedTuple):
    """Who votes.

    Attributes:
        signal: Id.
        always: Whether it votes every week; if not, only in weeks in which it leans to a side.
        why: For the investor.
    """

    signal: str
    always: bool
    why: str


_BY_TESTS = "{up} while {who} by all three tests of a trend, {down} while by none."
_VOTERS = (
    _Voter("mid_cap_trend", True, _BY_TESTS.format(up="Broadening", who="mid caps gain on the S&P 500", down="narrowing")),
    _Voter("equal_weight_trend", True, _BY_TESTS.format(up="Broadening", who="equal parts gain on value", down="narrowing")),
    _Voter("small_cap_trend", True, _BY_TESTS.format(up="Broadening", who="small caps gain on the S&P 500", down="narrowing")),
    _Voter("nasdaq_trend", True, _BY_TESTS.format(up="Narrowing", who="the Nasdaq-100 gains on the S&P 500", down="broadening")),
    _Voter(
        "mid_cap_week",
        False,
        "Broadening while a weekly breakout holds, narrowing while a week among the worst 5% is not won back; else no vote.",
    ),
    _Voter(
        "mid_cap_breakout",
        False,
        "Broadening while mid caps are at a year’s high against the S&P 500, narrowing while at a year’s low; else no vote.",
    ),
)

RULE = (
    "At the end of each full week four trends vote: mid caps, equal weight, small caps and the Nasdaq-100, each against the S&P "
    "500, for broadening (+1), narrowing (−1) or neither (0). A weekly mid-cap breakout and a relative-strength breakout of mid "
    "caps vote with them while they last. Broadening: the mean of the votes is at least +0.5; narrowing: at most −0.5; else "
    "mixed. At least three trends must be on file. Signals that rest on today’s list of the index’s members have no vote, "
    "because in past weeks that list was not known. The voters overlap: four votes are not four independent opinions."
)


def regime_of(days: NDArray[np.int64], signals: Sequence[Signal]) -> Regime:
    """Count the votes of every full week.

    Args:
        days: The calendar, ordinals, ascending.
        signals: Those of `compute_signals`; ids that do not vote are passed over.
    """
    weeks = weeks_of(days)
    ends = days[weeks.ends[: len(weeks.ends) - int(weeks.running)]]
    by_id = {signal.id: signal for signal in signals}
    leans = {voter.signal: _leans(by_id[voter.signal].history, ends) for voter in _VOTERS if voter.signal in by_id}
    history = _history(ends, leans)
    first = np.flatnonzero(history.states != _UNKNOWN)
    votes = tuple(_vote(voter, by_id[voter.signal], leans) for voter in _VOTERS if voter.signal in by_id)
    if not len(first):
        sentence = "There are not enough closes on file to say whether leadership broadens or narrows."
        return Regime(RegimeState.UNKNOWN, None, None, None, RULE, sentence, votes, history)
    state = REGIME_STATES[int(history.states[-1])]
    since, as_of = _since(history), date.fromordinal(int(ends[-1]))
    score = None if np.isnan(history.scores[-1]) else float(history.scores[-1])
    return Regime(state, as_of, since, score, RULE, _sentence(state, as_of, since, votes), votes, history)


def _leans(history: History, ends: NDArray[np.int64]) -> NDArray[np.float64]:
    """The signal's lean at the end of each week; NaN where it has too little data or its last word is too old."""
    if not len(history.days):
        return np.full(len(ends), np.nan)
    place = np.searchsorted(history.days, ends, side="right") - 1
    fresh = (place >= 0) & (ends - history.days[place] <= _REACH)
    known = fresh & (history.states[place] != STATES.index(State.UNKNOWN))
    return np.where(known, history.leans[place].astype(np.float64), np.nan)


def _history(ends: NDArray[np.int64], leans: Mapping[str, NDArray[np.float64]]) -> RegimeHistory:
    trends, cast, total = (np.zeros(len(ends)) for _ in range(3))
    for voter in _VOTERS:
        lean = leans.get(voter.signal, np.full(len(ends), np.nan))
        votes = ~np.isnan(lean) if voter.always else ~np.isnan(lean) & (lean != 0)
        trends += votes & voter.always
        cast += votes
        total += np.where(votes, lean, 0.0)
    quorum = trends >= _QUORUM
    scores = np.divide(total, cast, out=np.full(len(ends), np.nan), where=quorum)
    states = np.select([~quorum, scores >= _CARRIES, scores <= -_CARRIES], [_UNKNOWN, _BROADENING, _NARROWING], default=_MIXED)
    return RegimeHistory(ends, scores, cast.astype(np.int64), states.astype(np.int8))


def _vote(voter: _Voter, signal: Signal, leans: Mapping[str, NDArray[np.float64]]) -> Vote:
    lean = leans[voter.signal]
    votes = len(lean) and not np.isnan(lean[-1]) and (voter.always or lean[-1] != 0)
    return Vote(voter.signal, signal.name, int(lean[-1]) if votes else None, voter.why)


def _since(history: RegimeHistory) -> date:
    other = np.flatnonzero(history.states != history.states[-1])
    return date.fromordinal(int(history.days[int(other[-1]) + 1 if len(other) else 0]))


def _sentence(state: RegimeState, as_of: date, since: date, votes: tuple[Vote, ...]) -> str:
    cast = [vote.lean for vote in votes if vote.lean is not None]
    counted = f"{cast.count(1)} of {len(cast)} votes for broadening, {cast.count(-1)} for narrowing"
    if state is RegimeState.UNKNOWN:
        return f"In the week to {long_date(as_of)} too few signals could vote."
    going = {
        RegimeState.BROADENING: "Leadership is broadening",
        RegimeState.NARROWING: "Leadership is narrowing",
        RegimeState.MIXED: "Leadership neither broadens nor narrows clearly",
    }[state]
    return f"{going}: {counted} in the week to {long_date(as_of)}; so since {long_date(since)}."
