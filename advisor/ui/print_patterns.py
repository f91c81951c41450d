"""Fills on paper: each sleeve's colour with its own pattern, as vectors, so that a gray print still reads."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from advisor.ui.theme import LIGHT, Fill

# Twentieths of a point, the unit of a printed page here.
_LINE_WIDTH = 13.0
_OUTLINE_WIDTH = 12.0
_DIAGONAL_STEP = 68.0
_WIDE_STEP = 96.0
_STRAIGHT_STEP = 62.0
_DOTS = {
    Qt.BrushStyle.Dense5Pattern: (44.0, 7.0),  # step, radius
    Qt.BrushStyle.Dense7Pattern: (72.0, 9.0),
    Qt.BrushStyle.Dense6Pattern: (72.0, 15.0),
}


def paint_patterned(painter: QPainter, area: QRectF, fill: Fill) -> None:
    """Fill an area with a sleeve's colour, pattern and outline."""
    unseen = fill.pattern == Qt.BrushStyle.DiagCrossPattern
    painter.save()
    painter.fillRect(area, QColor(LIGHT.raised if unseen else fill.fill))
    painter.setClipRect(area)
    painter.setPen(QPen(QColor(LIGHT.muted if unseen else fill.on_fill), _LINE_WIDTH))
    painter.drawLines(_lines(area, fill.pattern))
    _paint_dots(painter, area, fill)
    painter.restore()
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(LIGHT.text), _OUTLINE_WIDTH, j=Qt.PenJoinStyle.MiterJoin))
    inset = _OUTLINE_WIDTH / 2
    painter.drawRect(area.adjusted(inset, inset, -inset, -inset))
    painter.restore()


def _lines(area: QRectF, pattern: Qt.BrushStyle) -> list[QLineF]:
    match pattern:
        case Qt.BrushStyle.FDiagPattern:
            return _diagonals(area, _DIAGONAL_STEP, falling=True)
        case Qt.BrushStyle.BDiagPattern:
            return _diagonals(area, _DIAGONAL_STEP, falling=False)
        case Qt.BrushStyle.DiagCrossPattern:
            return _diagonals(area, _WIDE_STEP, falling=False)
        case Qt.BrushStyle.HorPattern:
            rows = _steps(area.top(), area.bottom(), _STRAIGHT_STEP)
            return [QLineF(area.left(), y, area.right(), y) for y in rows]
        case Qt.BrushStyle.VerPattern:
            columns = _steps(area.left(), area.right(), _STRAIGHT_STEP)
            return [QLineF(x, area.top(), x, area.bottom()) for x in columns]
    return []


def _diagonals(area: QRectF, step: float, *, falling: bool) -> list[QLineF]:
    height = area.height()
    starts = [area.left() - height + step * index for index in range(math.ceil((area.width() + height) / step) + 1)]
    top, bottom = (area.top(), area.bottom()) if falling else (area.bottom(), area.top())
    return [QLineF(start, top, start + height, bottom) for start in starts]


def _paint_dots(painter: QPainter, area: QRectF, fill: Fill) -> None:
    if fill.pattern not in _DOTS:
        return
    step, radius = _DOTS[fill.pattern]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill.on_fill))
    for y in _steps(area.top(), area.bottom(), step):
        for x in _steps(area.left(), area.right(), step):
            painter.drawEllipse(QPointF(x, y), radius, radius)


def _steps(first: float, last: float, step: float) -> list[float]:
    """Places between two edges, half a step in from the first."""
    return [first + step * (index + 0.5) for index in range(math.ceil((last - first) / step - 0.5))]
