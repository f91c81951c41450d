"""The relative-strength breakout: one market against another above everything of the year before."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.rolling import highest, lowest
from advisor.rotation.series import ratio_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import LARGE_CAP, Market, Series, not_on_file, pair_of
from advisor.rotation.signals.telling import Watched, silent, states_of, tell

_YEAR = 252  # closes
_CONFIRMED = 2  # closes
_CLOSE_TO_IT = 0.01


def ratio_breakout(panel: Panel, market: Market, signal_id: str, name: str) -> Signal:
    """A market against the S&P 500; leans to broadening while on, to narrowing while below the year's lowest as long.

    Args:
        signal_id: Stable.
        name: For the investor.
    """
    watched = _watched(signal_id, name)
    pair = pair_of(panel, market, LARGE_CAP)
    if pair is None:
        return silent(watched, not_on_file(market, LARGE_CAP))
    symbols = (pair[0].symbol, pair[1].symbol)
    line = ratio_of(panel, *symbols)
    history = _history(line)
    if len(line.days) < _YEAR + _CONFIRMED:
        return silent(watched, f"Needs {_YEAR + _CONFIRMED} closes; {line.name} has {len(line.days)}.", symbols)
    return tell(watched, panel, symbols, history, _sentence(history, line, pair), _criteria(line, history), line.notes)


def _watched(signal_id: str, name: str) -> Watched:
    return Watched(
        id=signal_id,
        name=name,
        unit=Unit.RATE,
        rule=(
            "On while the last two closes of the ratio are both above the highest of the 252 closes before them; near within 1% "
            "below that high, or above it with one close only."
        ),
        definition=(
            "Ratio of two funds on closes adjusted for splits and distributions (or of two indices without dividends): how far "
            "its last close is above the highest of the 252 closes before the last two."
        ),
    )


def _history(line: Line) -> History:
    close = line.values
    before = np.append(np.nan, close)[: len(close)]
    high = _before_the_last_two(highest(close[np.newaxis], _YEAR)[0])
    low = _before_the_last_two(lowest(close[np.newaxis], _YEAR)[0])
    on = np.minimum(close, before) > high
    down = np.maximum(close, before) < low
    near = close >= (1.0 - _CLOSE_TO_IT) * high
    known = ~np.isnan(high)
    values = close / high - 1.0
    thresholds = np.where(known, 0.0, np.nan)
    return History(line.days, values, thresholds, states_of(known, on, near), on.astype(np.int8) - down.astype(np.int8))


def _before_the_last_two(extreme: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(np.full(_CONFIRMED, np.nan), extreme)[: len(extreme)]


def _sentence(history: History, line: Line, pair: tuple[Series, Series]) -> str:
    value = float(history.values[-1])
    level = "at" if not value else f"{wording.distance(value)} {'above' if value > 0 else 'below'}"
    last = wording.day_at(line.days, -1)
    return f"On {last}, {pair[0].said} against {pair[1].short} stood {level} the highest close of the year before."


def _criteria(line: Line, history: History) -> tuple[Criterion, ...]:
    high = line.values[-1] / (1.0 + history.values[-1])
    return tuple(
        Criterion(f"{name} against the high", wording.rate(float(close / high - 1.0), 2), "above 0%", bool(close > high))
        for name, close in (("Close before", line.values[-2]), ("Last close", line.values[-1]))
    )
