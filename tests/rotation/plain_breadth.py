"""Breadth of one day in plain Python, exact: the yardstick of the fast one. It knows nothing of arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

Closes = Mapping[str, Sequence[float | None]]


class Told(NamedTuple):
    part: int
    counted: int


def own_closes(row: Sequence[float | None], day: int) -> list[float]:
    """The closes up to a day, if there is one on it; else none."""
    return [close for close in row[: day + 1] if close is not None] if row[day] is not None else []


def above(closes: Closes, members: Sequence[str], window: int, day: int) -> Told:
    part = counted = 0
    for symbol in members:
        own = own_closes(closes.get(symbol, [None] * (day + 1)), day)[-window:]
        if len(own) == window:
            counted += 1
            part += Fraction(own[-1]) * window > sum(map(Fraction, own))
    return Told(part, counted)


def moved(closes: Closes, members: Sequence[str], day: int) -> tuple[int, int, int]:
    """Advances, declines, and how many have both closes."""
    pairs = [own_closes(closes.get(symbol, [None] * (day + 1)), day)[-2:] for symbol in members]
    pairs = [pair for pair in pairs if len(pair) == 2]
    return sum(now > before for before, now in pairs), sum(now < before for before, now in pairs), len(pairs)


def extremes(closes: Closes, members: Sequence[str], year: int, day: int) -> tuple[int, int, int]:
    """New highs, new lows, and how many have a year of closes."""
    years = [own_closes(closes.get(symbol, [None] * (day + 1)), day)[-year:] for symbol in members]
    years = [own for own in years if len(own) == year]
    return sum(own[-1] > max(own[:-1]) for own in years), sum(own[-1] < min(own[:-1]) for own in years), len(years)
