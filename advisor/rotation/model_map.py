"""The rotation map, as it travels to the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import atan2, degrees, hypot

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date

_LEVEL = 1e-9  # so near to 100 is rounding


class Step(StrEnum):
    """What lies between two points."""

    WEEK = "week"
    DAY = "day"


class Quadrant(StrEnum):
    """Where a point stands to the benchmark; exactly on a line counts as not above it."""

    LEADING = "leading"
    WEAKENING = "weakening"
    LAGGING = "lagging"
    IMPROVING = "improving"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Method:
    """A way to compute the two axes.

    Attributes:
        id: Stable.
        name: For the investor.
        formula: As one would write it down.
        definition: What it measures, in plain sentences.
        compared: What this way would say differently from the others, and why.
        needs: Steps with closes before the first point.
    """

    id: str
    name: str
    formula: str
    definition: str
    compared: str
    needs: int


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One symbol at one step.

    Attributes:
        day: Last trading day of the step.
        ratio: Relative strength; 100 keeps up with the benchmark.
        momentum: Of that strength; 100 neither gains nor loses.
        quadrant: Of the two.
        final: False while the week is still running: the point moves until the week is over, and never after.
        settled: Whether there was enough history before it for the long average to have forgotten its beginning.
    """

    day: date
    ratio: float
    momentum: float
    quadrant: Quadrant
    final: bool
    settled: bool

    @property
    def distance(self) -> float:
        """From the benchmark, which stands at 100 and 100."""
        return hypot(self.ratio - 100.0, self.momentum - 100.0)


@dataclass(frozen=True, slots=True)
class Tail:
    """A symbol's way to where it is.

    Attributes:
        symbol: Whose.
        points: Oldest first; the last is where it is at the end of the tail.
        heading: Direction of the last step, in degrees clockwise from straight up (gaining momentum): 90 gains strength. None for
            a single point or one that did not move.
    """

    symbol: str
    points: tuple[MapPoint, ...]
    heading: float | None


@dataclass(frozen=True, slots=True)
class RotationMap:
    """Every point of a universe: any past end and any length of tail is read from it without computing again.

    Attributes:
        benchmark: Symbol that strength is measured against.
        step: Between two points.
        method: How the axes are computed.
        days: Last trading day of each step, ordinals ascending; shape (steps,).
        symbols: Rows of the arrays.
        ratio: Relative strength; shape (symbols, steps); NaN where it is not known.
        momentum: Of the same shape.
        history: How many steps with closes a symbol had by then; same shape.
        running: Whether the last step is a week that is not over.
        settles_after: Steps of history from which on a point is settled.
        absent: Symbols that were asked for and have no closes at all.
    """

    benchmark: str
    step: Step
    method: Method
    days: NDArray[np.int64]
    symbols: tuple[str, ...]
    ratio: NDArray[np.float64]
    momentum: NDArray[np.float64]
    history: NDArray[np.int64]
    running: bool
    settles_after: int
    absent: tuple[str, ...]

    @property
    def first_end(self) -> int | None:
        """The first step that playback should show: where the first settled point is, or without one the first point at all."""
        there = ~np.isnan(self.momentum)
        settled = there & (self.history >= self.settles_after)
        for shown in (settled, there):
            places = np.flatnonzero(shown.any(axis=0))
            if len(places):
                return int(places[0])
        return None

    def tails(self, end: int = -1, points: int = 8) -> tuple[Tail, ...]:
        """The tails that end at a step, of every symbol that has a point there.

        Args:
            end: Place of the step; -1 is the last.
            points: How many at most, the end included.
        """
        every = (self.tail(symbol, end, points) for symbol in self.symbols)
        return tuple(tail for tail in every if tail is not None)

    def tail(self, symbol: str, end: int = -1, points: int = 8) -> Tail | None:
        """One symbol's tail; None if it has no point at that step.

        Raises:
            KeyError: The symbol was not asked for, or has no closes.
        """
        row, last = self._row(symbol), self._place(end)
        if last is None or np.isnan(self.momentum[row, last]):
            return None
        there = np.flatnonzero(~np.isnan(self.momentum[row, : last + 1]))[-points:]
        told = tuple(self._point(row, int(place)) for place in there)
        return Tail(symbol, told, _heading(told))

    def why_missing(self, end: int = -1) -> Mapping[str, str]:
        """A sentence for each symbol without a point at a step, by symbol."""
        reasons = {symbol: f"There are no closes of {symbol}." for symbol in self.absent}
        last = self._place(end)
        if last is None:
            return reasons
        for row, symbol in enumerate(self.symbols):
            if np.isnan(self.momentum[row, last]):
                reasons[symbol] = self._reason(symbol, int(self.history[row, last]), last)
        return reasons

    def _reason(self, symbol: str, had: int, last: int) -> str:
        if had < self.method.needs:
            return f"Needs {self.method.needs} {self.step.value}s; {symbol} has {had}."
        day = long_date(date.fromordinal(int(self.days[last])))
        return (
            f"{symbol} has no close in the {self.step.value} to {day}."
            if self.step is Step.WEEK
            else f"{symbol} has no close on {day}."
        )

    def _row(self, symbol: str) -> int:
        if symbol not in self.symbols:
            raise KeyError(symbol)
        return self.symbols.index(symbol)

    def _place(self, end: int) -> int | None:
        return range(len(self.days))[end] if len(self.days) else None

    def _point(self, row: int, place: int) -> MapPoint:
        ratio, momentum = float(self.ratio[row, place]), float(self.momentum[row, place])
        return MapPoint(
            day=date.fromordinal(int(self.days[place])),
            ratio=ratio,
            momentum=momentum,
            quadrant=quadrant_of(ratio, momentum),
            final=not (self.running and place == len(self.days) - 1),
            settled=bool(self.history[row, place] >= self.settles_after),
        )


def quadrant_of(ratio: float, momentum: float) -> Quadrant:
    """The quadrant of a point; what differs from 100 by rounding alone is on the line."""
    stronger, gaining = ratio > 100.0 + _LEVEL, momentum > 100.0 + _LEVEL
    if abs(ratio - 100.0) <= _LEVEL and abs(momentum - 100.0) <= _LEVEL:
        return Quadrant.LEVEL
    if stronger:
        return Quadrant.LEADING if gaining else Quadrant.WEAKENING
    return Quadrant.IMPROVING if gaining else Quadrant.LAGGING


def _heading(points: tuple[MapPoint, ...]) -> float | None:
    if len(points) < 2:
        return None
    across, up = points[-1].ratio - points[-2].ratio, points[-1].momentum - points[-2].momentum
    if hypot(across, up) <= _LEVEL:
        return None
    return degrees(atan2(across, up)) % 360.0
