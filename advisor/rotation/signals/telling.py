"""Putting a signal together: value, threshold, state and its beginning are the last of its history."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_signals import STATES, Criterion, History, Signal, State, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.signals.markets import missing_bars

ON, NEAR, OFF, UNKNOWN = (np.int8(STATES.index(state)) for state in (State.ON, State.NEAR, State.OFF, State.UNKNOWN))


class Watched(NamedTuple):
    """What does not change about a signal; as in `Signal`."""

    id: str
    name: str
    unit: Unit
    rule: str
    definition: str


def states_of(known: NDArray[np.bool_], on: NDArray[np.bool_], near: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Places in `STATES`: on comes before near, and what is not known before both."""
    return np.select([~known, on, near], [UNKNOWN, ON, NEAR], default=OFF).astype(np.int8)


def without_lean(states: NDArray[np.int8]) -> NDArray[np.int8]:
    """The leans of a signal that speaks for neither side."""
    return np.zeros(len(states), dtype=np.int8)


def tell(
    watched: Watched,
    panel: Panel,
    symbols: tuple[str, ...],
    history: History,
    sentence: str,
    criteria: tuple[Criterion, ...] = (),
    notes: tuple[str, ...] = (),
) -> Signal:
    """The signal as its history leaves it. A history without days is for `silent`."""
    known = history.states[-1] != UNKNOWN
    return Signal(
        id=watched.id,
        name=watched.name,
        value=float(history.values[-1]) if known else None,
        unit=watched.unit,
        rule=watched.rule,
        threshold=float(history.thresholds[-1]) if known else None,
        state=STATES[int(history.states[-1])],
        as_of=date.fromordinal(int(history.days[-1])),
        since=_since(history),
        history=history,
        sentence=sentence,
        definition=watched.definition,
        criteria=criteria,
        symbols=symbols,
        missing_bars=missing_bars(panel, symbols),
        notes=notes,
    )


def silent(watched: Watched, sentence: str, symbols: tuple[str, ...] = ()) -> Signal:
    """A signal without closes to compute it from."""
    none = np.empty(0)
    nowhere = np.empty(0, dtype=np.int8)
    history = History(np.empty(0, dtype=np.int64), none, none, nowhere, nowhere)
    return Signal(
        watched.id,
        watched.name,
        None,
        watched.unit,
        watched.rule,
        None,
        State.UNKNOWN,
        None,
        None,
        history,
        sentence,
        watched.definition,
        symbols=symbols,
    )


def _since(history: History) -> date | None:
    other = np.flatnonzero(history.states != history.states[-1])
    if history.states[-1] == UNKNOWN:
        return None
    return date.fromordinal(int(history.days[int(other[-1]) + 1 if len(other) else 0]))
