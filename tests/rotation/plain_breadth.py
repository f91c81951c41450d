"""Breadth of one day in plain Python, exact: the yardstick of the fast one. It knows nothing of arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

Row = Sequence[float | None]  # by day; None without a close


class Told(NamedTuple):
    part: int
    counted: int


class Extremes(NamedTuple):
    highs: int
    lows: int
    counted: int


class Moves(NamedTuple):
    advances: int
    declines: int
    counted: int


def own_closes(row: Row, day: int, count: int) -> list[float]:
    """The last so many closes up to a day that has one, oldest first; fewer if there are no more, none if the day has none."""
    own: list[float] = []
    while day >= 0 and len(own) < count:
        close = row[day]
        if close is not None:
            own.insert(0, close)
        elif not own:
            return own
        day -= 1
    return own


def full(closes: Mapping[str, Row], members: Sequence[str], day: int, count: int) -> list[list[float]]:
    """Of each member that has them."""
    windows = [own_closes(closes[symbol], day, count) for symbol in members if symbol in closes]
    return [own for own in windows if len(own) == count]


def above(closes: Mapping[str, Row], members: Sequence[str], window: int, day: int) -> Told:
    windows = full(closes, members, day, window)
    return Told(sum(Fraction(own[-1]) * window > sum(map(Fraction, own)) for own in windows), len(windows))


def moves(closes: Mapping[str, Row], members: Sequence[str], day: int) -> Moves:
    pairs = full(closes, members, day, 2)
    return Moves(sum(now > before for before, now in pairs), sum(now < before for before, now in pairs), len(pairs))


def extremes(closes: Mapping[str, Row], members: Sequence[str], year: int, day: int) -> Extremes:
    years = full(closes, members, day, year)
    return Extremes(sum(own[-1] > max(own[:-1]) for own in years), sum(own[-1] < min(own[:-1]) for own in years), len(years))


def rows(panel) -> dict[str, Row]:
    """A panel without its arrays."""
    return {
        symbol: [None if close != close else close for close in closes]
        for symbol, closes in zip(panel.symbols, panel.closes.tolist(), strict=True)
    }
