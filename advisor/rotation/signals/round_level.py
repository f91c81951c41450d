"""The Dow and 50,000."""

from __future__ import annotations

import numpy as np

from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.series import line_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import DOW
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

_LEVEL = 50_000
_NEAR = 0.02

WATCHED = Watched(
    id="dow_level",
    name="Dow at 50,000",
    unit=Unit.RATE,
    rule="On while the Dow closes above 50,000; near within 2% below.",
    definition=(
        "The index itself (^DJI), which leaves out dividends, divided by 50,000, less one. A fund’s closes would not do: they "
        "are on another scale."
    ),
)


def dow_level(panel: Panel) -> Signal:
    """Speaks for neither side: a level is no comparison."""
    if DOW.index not in panel.symbols or np.isnan(panel.of(DOW.index)).all():
        return silent(
            WATCHED, f"There are no closes of the Dow itself ({DOW.index}) on file; funds that follow it are on another scale."
        )
    line = line_of(panel, DOW.index)
    above = line.values / _LEVEL - 1.0
    states = states_of(np.ones(len(above), dtype=np.bool_), above > 0, above >= -_NEAR)
    history = History(line.days, above, np.zeros(len(above)), states, without_lean(states))
    return tell(WATCHED, panel, (DOW.index,), history, _sentence(line), notes=line.notes)


def _sentence(line: Line) -> str:
    close = float(line.values[-1])
    said = f"On {wording.day_at(line.days, -1)}, the Dow closed at {close:,.2f}"
    first = np.flatnonzero(line.values > _LEVEL)
    if len(first):
        place = int(first[0])
        since = f"its first close above {_LEVEL:,} was {line.values[place]:,.2f} on {wording.day_at(line.days, place)}"
        return f"{said}; {since}."
    below = f"{wording.distance(close / _LEVEL - 1.0)} below {_LEVEL:,}"
    return f"{said}, {below}, which it has not closed above since {wording.day_at(line.days, 0)}."
