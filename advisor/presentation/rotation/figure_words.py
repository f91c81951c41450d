"""Published figures as text, and as numbers that an investor types."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from advisor.domain.figures import Measure
from advisor.presentation import words

_BILLION = Decimal(1_000_000_000)
_HUNDRED = Decimal(100)


def figure_text(value: Decimal | float | None, unit: Measure | None) -> str:
    """ "3.75%", "11 pts", "22.1x", "$660 billion", "50,115.67"; an en dash for none."""
    if value is None or unit is None:
        return words.NONE
    exact = value if isinstance(value, Decimal) else Decimal(repr(value))
    match unit:
        case Measure.FRACTION:
            return f"{_short(exact * _HUNDRED)}%"
        case Measure.POINTS:
            return f"{_short(exact * _HUNDRED)} pts"
        case Measure.MULTIPLE:
            return f"{_short(exact)}x"
        case Measure.DOLLARS:
            return _dollars(exact)
        case Measure.LEVEL | Measure.COUNT:
            return _short(exact)


def unit_question(unit: Measure) -> str:
    """What a typed number counts: "in percent", "in billions of dollars"."""
    return {
        Measure.FRACTION: "in percent",
        Measure.POINTS: "in points",
        Measure.MULTIPLE: "times earnings",
        Measure.DOLLARS: "in billions of dollars",
        Measure.LEVEL: "as a level",
        Measure.COUNT: "as a count",
    }[unit]


def typed_figure(number: Decimal, unit: Measure) -> Decimal:
    """The value that a typed number stands for (see `unit_question`): 3.75 in percent is 0.0375."""
    return number * _scale(unit)


def as_typed(value: Decimal, unit: Measure) -> str:
    """A value as one would type it: "3.75" for 0.0375 in percent."""
    return f"{(value / _scale(unit)).normalize():f}"


def _scale(unit: Measure) -> Decimal:
    if unit in (Measure.FRACTION, Measure.POINTS):
        return 1 / _HUNDRED
    return _BILLION if unit is Measure.DOLLARS else Decimal(1)


def _dollars(amount: Decimal) -> str:
    if abs(amount) < _BILLION:
        return words.dollars_and_cents(amount)
    return f"{words.MINUS if amount < 0 else ''}${_short(abs(amount) / _BILLION)} billion"


def _short(number: Decimal) -> str:
    """Two places at most, trailing zeros cut."""
    rounded = number.quantize(Decimal("0.01"), ROUND_HALF_UP)
    text = f"{abs(rounded):,.2f}".rstrip("0").removesuffix(".")
    return f"{words.MINUS if rounded < 0 else ''}{text}"
