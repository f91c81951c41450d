"""Whether one market has been gaining on another: their ratio against its averages of 50 and 200 days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.rolling import is_above, moving_averages
from advisor.rotation.signals import wording
from advisor.rotation.signals.telling import Watched, silent, states_of, tell

_SHORT, _LONG = 50, 200  # closes
_SLOPE = 20  # closes

TREND_RULE = (
    "On while the ratio is above its averages of 50 and 200 days and the 50-day average is higher than 20 days before; near "
    "while two of the three hold."
)

TREND_VALUE = "The value: how far the ratio of the two is above the average of its last 200 closes."


def ratio_trend(panel: Panel, line: Line, symbols: tuple[str, ...], signal_id: str, name: str, *, speaks_for: int) -> Signal:
    """The trend of a ratio line.

    Args:
        line: One market divided by another.
        symbols: What the line is made of.
        signal_id: Stable.
        name: For the investor.
        speaks_for: 1 if a rising ratio means that the market broadens, -1 if it narrows, 0 if neither; the reverse while none of
            the three conditions holds.
    """
    watched = Watched(
        signal_id,
        name,
        Unit.RATE,
        TREND_RULE,
        f"{line.definition} {TREND_VALUE}",
    )
    if len(line.days) < _LONG:
        return silent(watched, f"Needs {_LONG} closes; {line.name} has {len(line.days)}.", symbols)
    short, long, earlier = _averages(line.values)
    held = np.vstack([is_above(line.values, short), is_above(line.values, long), is_above(short, earlier)])
    known = ~np.isnan(long)
    met = held.sum(axis=0)
    leans = speaks_for * ((met == 3).astype(np.int8) - (met == 0).astype(np.int8)) * known
    history = History(
        line.days,
        line.values / long - 1.0,
        np.where(known, 0.0, np.nan),
        states_of(known, met == 3, met == 2),
        leans.astype(np.int8),
    )
    criteria = _criteria(float(line.values[-1]), float(short[-1]), float(long[-1]), float(earlier[-1]), held[:, -1])
    return tell(watched, panel, symbols, history, _sentence(line, history, int(met[-1])), criteria, line.notes)


def _averages(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    averages = moving_averages(values[np.newaxis], (_SHORT, _LONG))
    short, long = averages[_SHORT][0], averages[_LONG][0]
    earlier = np.append(np.full(_SLOPE, np.nan), short)[: len(short)]
    return short, long, earlier


def _sentence(line: Line, history: History, met: int) -> str:
    value = float(history.values[-1])
    going = {3: "is rising", 0: "is falling"}.get(met, "has no clear direction")
    where = f"{wording.distance(value)} {'above' if value > 0 else 'below'} its 200-day average"
    return f"{line.name} {going}: on {wording.day_at(line.days, -1)} it stood {where}."


def _criteria(ratio: float, short: float, long: float, earlier: float, held: NDArray[np.bool_]) -> tuple[Criterion, ...]:
    values = (ratio / short - 1.0, ratio / long - 1.0, short / earlier - 1.0)
    names = ("Ratio against its 50-day average", "Ratio against its 200-day average", "50-day average against 20 days before")
    return tuple(
        Criterion(name, wording.rate(value), "above 0%", bool(met)) for name, value, met in zip(names, values, held, strict=True)
    )
