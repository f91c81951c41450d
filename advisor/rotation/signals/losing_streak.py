"""The Nasdaq-100 falling close after close."""

from __future__ import annotations

import numpy as np

from advisor.rotation.model_series import Line, Streak
from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.runs import streak, streak_lengths
from advisor.rotation.series import line_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import NASDAQ, Series, not_on_file, series_of
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

_LOSING, _CLOSE_TO_IT = 5, 4
_FLAT = 0.0001  # 0.01%: two series of the same market differ by about that much in a day

WATCHED = Watched(
    id="nasdaq_streak",
    name="Nasdaq-100 losing streak",
    unit=Unit.CLOSES,
    rule="On from five lower closes in a row, near at four.",
    definition=(
        "Number of closes in a row that are lower than the one before; 0 after a rise. Every fall counts, however small; "
        "beside it stands the count with changes up to 0.01% taken as flat, which end a streak."
    ),
)


def nasdaq_streak(panel: Panel) -> Signal:
    """Speaks for neither side: a week's fall of one market says nothing of the others."""
    series = series_of(panel, NASDAQ, index_first=True)
    if series is None:
        return silent(WATCHED, not_on_file(NASDAQ))
    line = line_of(panel, series.symbol)
    if len(line.days) < 2:
        return silent(WATCHED, f"There is only one close of {series.short} on file.", (series.symbol,))
    falling = np.maximum(-streak_lengths(line.values), 0)
    known = np.arange(len(line.days)) > 0
    states = states_of(known, falling >= _LOSING, falling >= _CLOSE_TO_IT)
    history = History(line.days, falling.astype(np.float64), np.full(len(falling), float(_LOSING)), states, without_lean(states))
    run, tolerant = streak(line), streak(line, _FLAT)
    return tell(
        WATCHED, panel, (series.symbol,), history, _sentence(line, series, run, tolerant), _criteria(run, tolerant), line.notes
    )


def _sentence(line: Line, series: Series, run: Streak, tolerant: Streak) -> str:
    last = wording.day_at(line.days, -1)
    if run.direction >= 0:
        held = "rose" if run.direction else "was unchanged"
        return f"On {last}, {series.said} {held}: no losing streak."
    if run.closes == 1:
        return f"On {last}, {series.said} fell: one lower close."
    fell = f"On {last}, {series.said} had closed lower {run.closes} times in a row, {wording.rate(run.change)} in all"
    if tolerant.closes == run.closes and tolerant.direction == run.direction:
        return f"{fell}."
    smallest = wording.share(run.smallest_step, 3)
    return f"{fell}; the smallest fall was {smallest}, and with changes so small taken as flat it is {_closes(tolerant)}."


def _criteria(run: Streak, tolerant: Streak) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(name, str(_closes(each)), f"at least {_LOSING}", _closes(each) >= _LOSING)
        for name, each in (("Lower closes in a row", run), ("With changes up to 0.01% taken as flat", tolerant))
    )


def _closes(run: Streak) -> int:
    return run.closes if run.direction < 0 else 0
