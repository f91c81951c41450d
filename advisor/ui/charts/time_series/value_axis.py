"""Where the grid lines of a value axis stand, and what is written beside them: at most five."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, pairwise
from math import ceil, floor, isfinite, log10

from advisor.presentation.views import Unit
from advisor.presentation.words import MINUS
from advisor.ui.charts.time_series.scaling import BASE, Measure, Scaling, height_of, value_of

_MOST = 5
_NICE = (1.0, 2.0, 2.5, 5.0)
_LOG_STOPS = ((1.0, 2.0, 5.0), (1.0, 3.0), (1.0,))
_LOSSES = (0.5, 0.1)  # what is left of the start
_CLEAR = 0.08  # of the height: nearer to the strong line there is no other
_ENOUGH = 3  # ticks; with fewer a log axis is divided evenly


@dataclass(frozen=True, slots=True)
class Tick:
    """A grid line at a height of the chart; `strong` marks the one that all else is read against."""

    height: float
    text: str
    strong: bool = False


def value_ticks(low: float, high: float, scaling: Scaling, unit: Unit, level: float | None = None) -> tuple[Tick, ...]:
    """Grid lines between two heights, from the bottom.

    Args:
        level: A value that gets a grid line of its own, if it lies in between.
    """
    bottom, top = value_of(low, scaling), value_of(high, scaling)
    strong = [level] if level is not None and bottom <= level <= top else []
    is_log = scaling.log and scaling.measure != Measure.DRAWDOWN
    zero = BASE if scaling.measure == Measure.REBASED and scaling.percent else 0.0
    values = _log_values(bottom, top, strong, zero) if is_log else []
    if len(values) < _ENOUGH:
        values = _even_values(bottom, top, strong)
    near = _CLEAR * (high - low)
    values = [value for value in values if value in strong or all(_apart(value, own, scaling) >= near for own in strong)]
    step = min((after - before for before, after in pairwise(values)), default=abs(values[0]) if values else 1.0)
    return tuple(Tick(height_of(value, scaling), axis_text(value, step, scaling, unit), value in strong) for value in values)


def axis_text(value: float, step: float, scaling: Scaling, unit: Unit) -> str:
    """A value beside its grid line, with no more places than the step needs."""
    if scaling.measure == Measure.REBASED and scaling.percent:
        return _signed(value - BASE, _places(step), plus=True) + "%"
    if scaling.measure == Measure.DRAWDOWN or (unit == Unit.SHARE and scaling.measure == Measure.VALUES):
        return _signed(value * 100, _places(step * 100)) + "%"
    if unit == Unit.POINTS:
        return _signed(value * 100, _places(step * 100)) + " pts"
    return _signed(value, _places(step))


def _apart(one: float, other: float, scaling: Scaling) -> float:
    return abs(height_of(one, scaling) - height_of(other, scaling))


def _even_values(bottom: float, top: float, strong: list[float]) -> list[float]:
    for step in _nice_steps((top - bottom) / (_MOST + 1)):
        first, last = ceil(bottom / step - 1e-9), floor(top / step + 1e-9)
        if last - first >= _MOST:
            continue
        values = _with(strong, [round(number * step, 12) for number in range(first, last + 1)])
        if len(values) <= _MOST:
            return values
    return strong


def _log_values(bottom: float, top: float, strong: list[float], zero: float) -> list[float]:
    """Round distances from `zero`, which lies at a height of its own, such as that of no gain and no loss."""
    decades = range(floor(log10(bottom)), ceil(log10(top)) + 1)
    for stops in _LOG_STOPS:
        gains = [zero + stop * 10.0**decade for decade in decades for stop in stops if zero + stop * 10.0**decade >= 2 * zero]
        stood = [*gains, *(zero * left for left in _LOSSES if zero)]
        values = _with(strong, [value for value in stood if bottom <= value <= top])
        if len(values) <= _MOST:
            return values
    return []


def _with(strong: list[float], values: list[float]) -> list[float]:
    return sorted({*strong, *(value for value in values if all(abs(value - own) > 1e-9 * max(1.0, abs(own)) for own in strong))})


def _nice_steps(least: float) -> Iterator[float]:
    """Steps from the first not smaller than `least` on."""
    if not isfinite(least) or least <= 0:
        return
    for decade in count(floor(log10(least))):
        yield from (nice * 10.0**decade for nice in _NICE if nice * 10.0**decade >= least)


def _places(step: float) -> int:
    """Decimals that tell two ticks apart: 0 for 20, 1 for 2.5, 2 for 0.01."""
    for places in range(6):
        if abs(round(step, places) - step) < 1e-9 * max(1.0, step):
            return places
    return 6


def _signed(number: float, places: int, *, plus: bool = False) -> str:
    rounded = round(number, places)
    sign = MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"
