"""Which mark an arrow key leads to: the nearest one in that direction, by place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

_SIDEWAYS_COST = 3.0  # a mark straight ahead is preferred to a nearer one that lies off to the side


def nearest(here: QRectF, areas: Sequence[QRectF], right: int, down: int) -> int | None:
    """Index of the area to step to from `here`, or None at the edge.

    Args:
        here: Where the walk stands.
        areas: All that can be stepped to, `here` included.
        right, down: -1, 0 or 1; one of them is 0.
    """
    ahead = [
        (_cost(here, area, right, down), index)
        for index, area in enumerate(areas)
        if area != here and _advance(here.center(), area.center(), right, down) > 0
    ]
    return min(ahead)[1] if ahead else None


def _advance(start: QPointF, end: QPointF, right: int, down: int) -> float:
    return (end.x() - start.x()) * right + (end.y() - start.y()) * down


def _cost(here: QRectF, there: QRectF, right: int, down: int) -> float:
    start = here.center()
    ahead = _advance(start, there.center(), right, down)
    if right:
        aside = max(there.top() - start.y(), start.y() - there.bottom(), 0.0)
    else:
        aside = max(there.left() - start.x(), start.x() - there.right(), 0.0)
    return ahead + _SIDEWAYS_COST * aside
