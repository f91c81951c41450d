"""How unusual the last five days of mid caps against the S&P 500 are, among all five-day stretches before."""

from __future__ import annotations

import numpy as np

from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.returns import session_returns
from advisor.rotation.series import line_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.earlier import among_earlier
from advisor.rotation.signals.markets import LARGE_CAP, MID_CAP, Series, not_on_file, pair_of, shared_closes
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

_SPAN = 5
_ON, _NEAR = 0.95, 0.90
_LEAST = 252

WATCHED = Watched(
    id="mid_cap_rank",
    name="Relative strength of mid caps, ranked",
    unit=Unit.RANK,
    rule="On from 95%, near from 90%; needs 252 earlier stretches.",
    definition=(
        "Return of mid caps less the S&P 500’s over the last five trading days, ranked among all earlier five-day stretches on "
        "file: the share of them that were worse. The stretches overlap, so that one good week counts in five of them."
    ),
)


def five_day_rank(panel: Panel) -> Signal:
    """Says how rare the last days are; speaks for neither side, as the weekly breakout already does."""
    pair = pair_of(panel, MID_CAP, LARGE_CAP, index_first=True)
    if pair is None:
        return silent(WATCHED, not_on_file(MID_CAP, LARGE_CAP))
    symbols = (pair[0].symbol, pair[1].symbol)
    shared = shared_closes(panel, symbols)
    mid, large = (line_of(shared, symbol) for symbol in symbols)
    if len(mid.days) <= _SPAN + _LEAST:
        return silent(
            WATCHED, f"Needs {_SPAN + _LEAST + 1} closes; {pair[0].short} and {pair[1].short} share {len(mid.days)}.", symbols
        )
    ahead = session_returns(mid.values, _SPAN) - session_returns(large.values, _SPAN)
    among = among_earlier(ahead, _ON, _LEAST)
    known = ~np.isnan(among.ranks)
    states = states_of(known, among.ranks >= _ON, among.ranks >= _NEAR)
    history = History(mid.days, among.ranks, np.where(known, _ON, np.nan), states, without_lean(states))
    return tell(WATCHED, panel, symbols, history, _sentence(mid, pair, float(ahead[-1]), float(among.ranks[-1])), notes=mid.notes)


def _sentence(mid: Line, pair: tuple[Series, Series], ahead: float, rank: float) -> str:
    return (
        f"Over the five trading days to {wording.day_at(mid.days, -1)}, {pair[0].said} returned {wording.more_or_less(ahead)} "
        f"{pair[1].short}: better than {wording.share(rank, 1)} of all five-day stretches since {wording.day_at(mid.days, 0)}."
    )
