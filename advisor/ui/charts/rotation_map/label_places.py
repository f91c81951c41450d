"""Where names stand beside dots, so that no name lies on another, on a dot, or on the words in the corners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_GAP = 4.0
_MOVED = 3.0  # the cost of another place than last time, so that names do not hop about; a piece of a tail below a name costs 1
_AWAY = 0.25  # of each further place
_RINGS = (0.0, 14.0, 28.0)  # how far names stand off
# To the right and down; best first.
_SIDES = np.array([(1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)], dtype=np.float64)

Boxes = NDArray[np.float64]  # left, top, right, bottom; shape (boxes, 4)


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
class PlacedName:
    """Left and top of a name, and which of the possible places that is."""

    left: float
    top: float
    side: int

    @property
    def is_away(self) -> bool:
        """Whether it stands off its dot."""
        return self.side >= len(_SIDES)


def place_names(
    dots: Sequence[Dot],
    bounds: tuple[float, float, float, float],
    taken: Boxes,
    tails: NDArray[np.float64],
    before: Mapping[str, int],
) -> dict[str, PlacedName]:
    """Names by key, as many as have room; earlier dots choose first.

    Args:
        bounds: Left, top, right and bottom of what no name may leave.
        taken: Where dots and other words are; these and `bounds` in logical pixels.
        tails: Spots along the tails, which names rather avoid; shape (spots, 2).
        before: The places of the last time, by key.
    """
    placed: dict[str, PlacedName] = {}
    for dot in dots:
        boxes = _possible_boxes(dot)
        free = _within(boxes, bounds) & ~_overlapping(boxes, taken)
        if not free.any():
            continue
        costs = _crossed(boxes, tails) + _AWAY * np.arange(len(boxes))
        if dot.key in before:
            costs[np.arange(len(boxes)) != before[dot.key]] += _MOVED
        side = int(np.where(free, costs, np.inf).argmin())
        placed[dot.key] = PlacedName(float(boxes[side, 0]), float(boxes[side, 1]), side)
        taken = np.vstack([taken, boxes[side]])
    return placed


def _possible_boxes(dot: Dot) -> Boxes:
    """All places of a name, ring by ring."""
    is_corner = np.abs(_SIDES).sum(axis=1) > 1
    beside = np.where(is_corner, dot.radius * 0.7 + _GAP / 2, dot.radius + _GAP)
    half = np.array([dot.width, dot.height]) / 2
    reach = beside[None, :, None] + np.array(_RINGS)[:, None, None] + half
    middles = (np.array([dot.x, dot.y]) + _SIDES * reach).reshape(-1, 2)
    return np.hstack([middles - half, middles + half])


def _within(boxes: Boxes, bounds: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    left, top, right, bottom = bounds
    return (boxes[:, 0] >= left) & (boxes[:, 1] >= top) & (boxes[:, 2] <= right) & (boxes[:, 3] <= bottom)


def _overlapping(boxes: Boxes, others: Boxes) -> NDArray[np.bool_]:
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    meet = (left < others[:, 2]) & (others[:, 0] < right) & (top < others[:, 3]) & (others[:, 1] < bottom)
    return np.asarray(meet.any(axis=1))


def _crossed(boxes: Boxes, spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many spots lie in each box."""
    left, top, right, bottom = (edge[:, None] for edge in boxes.T)
    x, y = spots[:, 0], spots[:, 1]
    inside = (x > left) & (x < right) & (y > top) & (y < bottom)
    return np.asarray(np.count_nonzero(inside, axis=1), dtype=np.float64)
