"""Where names stand beside dots, so that no name lies on another, on a dot, or on the words in the corners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GAP = 4.0
_ON_A_TAIL = 1.0  # the cost of a piece of somebody's tail below a name
_MOVED = 3.0  # of another side than last time, so that names do not hop about while the map plays
_AWAY = 2.0  # of a name that stands off its dot
_RINGS = (0.0, 14.0, 28.0)  # how far names stand off
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))  # right and down; best first


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot with a name of this size beside it; logical pixels."""

    key: str
    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, other: Box) -> bool:
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class PlacedName:
    """Where a name stands, and which of the possible places that is; `is_away` if it stands off its dot."""

    box: Box
    side: int

    @property
    def is_away(self) -> bool:
        return self.side >= len(_SIDES)


def place_names(
    dots: Sequence[Dot], bounds: Box, taken: Sequence[Box], tails: NDArray[np.float64], before: Mapping[str, int]
) -> dict[str, PlacedName]:
    """Names by key, as many as have room; earlier dots choose first.

    Args:
        bounds: What no name may leave.
        taken: Where other words stand.
        tails: Spots along the tails, which names rather avoid; shape (spots, 2).
        before: The sides of the last time, by key.
    """
    around_dots = [(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in dots]
    blocked = np.array([*map(_edges, taken), *around_dots], dtype=np.float64).reshape(-1, 4)
    placed: dict[str, PlacedName] = {}
    for dot in dots:
        free = [
            (_cost(box, side, tails, before.get(dot.key)), side, box)
            for side, box in enumerate(_boxes(dot))
            if box.within(bounds) and not _overlaps(box, blocked)
        ]
        if free:
            _, side, box = min(free, key=lambda choice: choice[:2])
            placed[dot.key] = PlacedName(box, side)
            blocked = np.vstack([blocked, _edges(box)])
    return placed


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def _overlaps(box: Box, others: NDArray[np.float64]) -> bool:
    left, top, right, bottom = others.T
    return bool(((box.left < right) & (left < box.right) & (box.top < bottom) & (top < box.bottom)).any())


def _boxes(dot: Dot) -> Iterator[Box]:
    """All places of a name, ring by ring."""
    for ring in _RINGS:
        for right, down in _SIDES:
            reach = dot.radius + _GAP if 0 in (right, down) else dot.radius * 0.7 + _GAP / 2
            x = dot.x + right * (reach + ring + dot.width / 2)
            y = dot.y + down * (reach + ring + dot.height / 2)
            yield Box(x - dot.width / 2, y - dot.height / 2, x + dot.width / 2, y + dot.height / 2)


def _cost(box: Box, side: int, tails: NDArray[np.float64], before: int | None) -> float:
    x, y = tails[:, 0], tails[:, 1]
    crossed = np.count_nonzero((x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom))
    return _ON_A_TAIL * float(crossed) + (_MOVED if before is not None and side != before else 0.0) + _AWAY * side / len(_SIDES)
