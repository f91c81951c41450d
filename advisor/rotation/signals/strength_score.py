"""A year's relative strength in one number, the last quarter counted twice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.returns import session_returns
from advisor.rotation.series import line_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import LARGE_CAP, MID_CAP, not_on_file, pair_of, shared_closes
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

SCORE_WEIGHTS = ((63, 0.4), (126, 0.2), (189, 0.2), (252, 0.2))  # trading days, weight
_NEAR = 0.01

WATCHED = Watched(
    id="mid_cap_score",
    name="Strength score of mid caps",
    unit=Unit.POINTS,
    rule="On while mid caps score higher than the S&P 500, near while they score at most one point lower.",
    definition=(
        "40% of the return over 63 trading days and 20% each of those over 126, 189 and 252, for mid caps less the same for the "
        "S&P 500; two funds on closes adjusted for splits and distributions, or two indices without dividends. Made like the "
        "score behind a well-known relative-strength rating, whose exact formula is not published."
    ),
)


def strength_score(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted returns over 63, 126, 189 and 252 trading days, as a fraction; NaN for the first 252 days.

    Args:
        closes: Shape (..., days).
    """
    score = np.zeros(closes.shape)
    for sessions, weight in SCORE_WEIGHTS:
        score += weight * session_returns(closes, sessions)
    return score


def mid_cap_score(panel: Panel) -> Signal:
    """Speaks for neither side: the trend of the same ratio does."""
    pair = pair_of(panel, MID_CAP, LARGE_CAP)
    if pair is None:
        return silent(WATCHED, not_on_file(MID_CAP, LARGE_CAP))
    symbols = (pair[0].symbol, pair[1].symbol)
    shared = shared_closes(panel, symbols)
    mid, large = (line_of(shared, symbol) for symbol in symbols)
    longest = max(sessions for sessions, _ in SCORE_WEIGHTS)
    if len(mid.days) <= longest:
        return silent(WATCHED, f"Needs {longest + 1} closes; {pair[0].short} and {pair[1].short} share {len(mid.days)}.", symbols)
    scores = strength_score(mid.values), strength_score(large.values)
    ahead = scores[0] - scores[1]
    known = ~np.isnan(ahead)
    states = states_of(known, ahead > 0, ahead >= -_NEAR)
    history = History(mid.days, ahead, np.where(known, 0.0, np.nan), states, without_lean(states))
    sentence = (
        f"On {wording.day_at(mid.days, -1)}, {pair[0].said} scores {wording.signed_points(float(scores[0][-1]))}, "
        f"{wording.more_or_less(float(ahead[-1]))} {pair[1].short}."
    )
    return tell(WATCHED, panel, symbols, history, sentence, _criteria(mid.values, large.values), mid.notes)


def _criteria(mid: NDArray[np.float64], large: NDArray[np.float64]) -> tuple[Criterion, ...]:
    rows = []
    for sessions, _ in SCORE_WEIGHTS:
        ahead = float(mid[-1] / mid[-1 - sessions] - large[-1] / large[-1 - sessions])
        rows.append(Criterion(f"Ahead over {sessions} trading days", wording.signed_points(ahead), "above 0 points", ahead > 0))
    return tuple(rows)
