"""Whether the index itself leans less on the seven than a quarter of a year ago."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line
from advisor.rotation.model_signals import History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.series import ratio_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import EQUAL_WEIGHT, LARGE_CAP, not_on_file, pair_of
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

_SPAN = 63  # trading days
_POINT = 0.01
_NEAR = 0.5  # of what turns the signal on

WEIGHT = Watched(
    id="index_concentration",
    name="Weight of the seven in the S&P 500",
    unit=Unit.POINTS,
    rule=(
        "On when the weight of the seven is at least one point lower than 63 trading days before; near from half a point. It "
        "speaks for a narrowing market when it is at least one point higher."
    ),
    definition="Weight of the seven in the S&P 500 now less that of 63 trading days before, in points of the index.",
)
PROXY = Watched(
    id=WEIGHT.id,
    name="Concentration of the S&P 500, by equal against value weight",
    unit=Unit.RATE,
    rule="On when the ratio is at least 1% higher than 63 trading days before; near from half a percent.",
    definition=(
        "The weights of the seven are not on file; in their place, how far the S&P 500 in equal parts has gained on the S&P 500 "
        "by value over 63 trading days. It rises when the largest companies lag."
    ),
)


def index_concentration(panel: Panel, seven_weight: Line | None) -> Signal:
    """Leans to broadening while on, to narrowing while the seven weigh a point more than a quarter before.

    Args:
        panel: For the proxy, where there are no weights.
        seven_weight: Weight of the seven in the index by day, as a fraction.
    """
    if seven_weight is None or len(seven_weight.days) <= _SPAN:
        return _by_proxy(panel)
    weight = seven_weight.values
    change = _over_span(weight, np.subtract)
    known = ~np.isnan(change)
    states = states_of(known, change <= -_POINT, change <= -_POINT * _NEAR)
    leans = (change <= -_POINT).astype(np.int8) - (change >= _POINT).astype(np.int8)
    history = History(seven_weight.days, change, np.where(known, -_POINT, np.nan), states, leans)
    sentence = (
        f"On {wording.day_at(seven_weight.days, -1)}, the seven were {wording.share(float(weight[-1]), 1)} of the S&P 500, "
        f"{wording.more_or_less(float(change[-1]))} 63 trading days before."
    )
    return tell(WEIGHT, panel, (), history, sentence, notes=seven_weight.notes)


def _by_proxy(panel: Panel) -> Signal:
    pair = pair_of(panel, EQUAL_WEIGHT, LARGE_CAP)
    if pair is None:
        return silent(PROXY, not_on_file(EQUAL_WEIGHT, LARGE_CAP))
    symbols = (pair[0].symbol, pair[1].symbol)
    line = ratio_of(panel, *symbols)
    if len(line.days) <= _SPAN:
        return silent(PROXY, f"Needs {_SPAN + 1} closes; {line.name} has {len(line.days)}.", symbols)
    change = _over_span(line.values, lambda now, before: now / before - 1.0)
    known = ~np.isnan(change)
    states = states_of(known, change >= _POINT, change >= _POINT * _NEAR)
    history = History(line.days, change, np.where(known, _POINT, np.nan), states, without_lean(states))
    sentence = (
        f"Over the 63 trading days to {wording.day_at(line.days, -1)}, {line.name} moved {wording.rate(float(change[-1]))}."
    )
    return tell(PROXY, panel, symbols, history, sentence, notes=line.notes)


def _over_span(values: NDArray[np.float64], change: Callable[..., NDArray[np.float64]]) -> NDArray[np.float64]:
    return np.append(np.full(_SPAN, np.nan), change(values[_SPAN:], values[:-_SPAN]))
