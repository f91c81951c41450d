"""The values of a chart as text, in its unit and as it is scaled."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from advisor.presentation import words
from advisor.presentation.views import Unit
from advisor.ui.charts.time_series.scaling import BASE, Measure, Scaling


def value_text(value: float, unit: Unit, scaling: Scaling) -> str:
    """A value of the chart as it is scaled: "105.1", "+5.1%", "−12.3%", "68.2%", "341.20"; an en dash for none."""
    if not isfinite(value):
        return words.NONE
    if scaling.measure == Measure.DRAWDOWN:
        return words.share_or_zero(value)
    if scaling.measure == Measure.REBASED:
        return words.share_change(value / BASE - 1) if scaling.percent else _grouped(value, 1)
    return plain_text(value, unit)


def plain_text(value: float, unit: Unit) -> str:
    """A value in its own unit."""
    match unit:
        case Unit.SHARE:
            return words.share_or_zero(value)
        case Unit.PRICE:
            return words.price(Decimal(repr(value)))
        case Unit.RATIO:
            return _grouped(value, 4 if abs(value) < 1 else 3)
        case Unit.POINTS:
            return words.points_change(value)
        case Unit.COUNT:
            return _grouped(value, 0)
        case Unit.INDEX:
            return _grouped(value, 1)


def change_text(start: float, end: float, unit: Unit) -> str:
    """From one value to a later one: "+5.1%", or "+3.2 pts" where values are shares; an en dash where either is not known."""
    if not (isfinite(start) and isfinite(end)):
        return words.NONE
    if unit in (Unit.SHARE, Unit.POINTS):
        return words.points_change(end - start)
    if unit == Unit.COUNT:
        return _grouped(end - start, 0, plus=True)
    return words.share_change(end / start - 1) if start > 0 else words.NONE


def _grouped(value: float, places: int, *, plus: bool = False) -> str:
    rounded = round(value, places)
    sign = words.MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{places}f}"
