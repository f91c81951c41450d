"""Squarified treemap layout (Bruls, Huizing and van Wijk, "Squarified Treemaps", 2000): blocks as near to squares as may be."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Area(NamedTuple):
    """A rectangle in logical pixels."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


def squarify(shares: Sequence[float], area: Area) -> list[Area]:
    """Divide `area` so that each part is as large as its share of the sum.

    Args:
        shares: Any unit, largest first for the best shapes; nothing or less takes no room.
        area: What to divide.

    Returns:
        One area for each share, in the same order; together they cover `area` exactly.
    """
    total = sum(share for share in shares if share > 0)
    if total <= 0:
        return [Area(area.left, area.top, 0.0, 0.0) for _ in shares]
    scale = area.width * area.height / total
    sizes = [max(0.0, share) * scale for share in shares]
    parts: list[Area] = []
    rest = area
    while len(parts) < len(sizes):
        strip = _best_strip(sizes[len(parts) :], min(rest.width, rest.height))
        is_last = len(parts) + len(strip) == len(sizes)
        placed, rest = _place(strip, rest, is_last)
        parts.extend(placed)
    return parts


def _best_strip(sizes: Sequence[float], side: float) -> list[float]:
    """The leading sizes that, laid along the shorter side, come out squarest."""
    strip = [sizes[0]]
    for size in sizes[1:]:
        if _worst_ratio([*strip, size], side) > _worst_ratio(strip, side):
            return strip
        strip.append(size)
    return strip


def _worst_ratio(strip: Sequence[float], side: float) -> float:
    total = sum(strip)
    smallest, largest = min(strip), max(strip)
    if smallest <= 0 or side <= 0:
        return float("inf")
    return max(side * side * largest / (total * total), total * total / (side * side * smallest))


def _place(strip: Sequence[float], area: Area, is_last: bool) -> tuple[list[Area], Area]:
    """Lay a strip along the shorter side; return its parts and what is left of the area."""
    upright = area.width >= area.height
    side = area.height if upright else area.width
    total = sum(strip)
    depth = (area.width if upright else area.height) if is_last or side <= 0 else total / side
    edges = _edges(strip, total, side)
    if upright:
        parts = [Area(area.left, area.top + a, depth, b - a) for a, b in pairwise(edges)]
        return parts, Area(area.left + depth, area.top, max(0.0, area.width - depth), area.height)
    parts = [Area(area.left + a, area.top, b - a, depth) for a, b in pairwise(edges)]
    return parts, Area(area.left, area.top + depth, area.width, max(0.0, area.height - depth))


def _edges(strip: Sequence[float], total: float, side: float) -> list[float]:
    edges = [0.0]
    running = 0.0
    for size in strip:
        running += size
        edges.append(side * running / total if total > 0 else 0.0)
    edges[-1] = side if total > 0 else 0.0
    return edges
