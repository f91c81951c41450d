"""Painting the rotation map."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from advisor.ui import fonts
from advisor.ui.charts import drawing
from advisor.ui.charts.rotation_map.map_scene import (
    CORNERS,
    MIDDLE,
    NAME_HEIGHT,
    MapScene,
    Mover,
    tick_text,
    ticks,
    word_area,
)
from advisor.ui.theme import Theme

_TAIL = 1.6
_TAIL_POINTED = 2.4
_OLDEST, _NEWEST = 1.0, 2.0  # radii of the small dots along a tail
_FAINT = 0.3
_GAP = 8.0
_BOTTOM_TEXT = 22.0
_HALO = 3.0


def paint_map(painter: QPainter, scene: MapScene, theme: Theme, pointed: str) -> None:
    """Paint the map; where a point is pointed at, the others step back."""
    _paint_ground(painter, scene, theme)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # Large dots lie below small ones, what is pointed at above all.
    for mover in sorted(scene.movers, key=lambda mover: (mover.point.key == pointed, -mover.radius)):
        is_pointed = mover.point.key == pointed
        _paint_mover(painter, mover, theme, is_pointed=is_pointed, is_faint=bool(pointed) and not is_pointed)
    painter.restore()
    _paint_names(painter, scene, theme, pointed)


def _paint_ground(painter: QPainter, scene: MapScene, theme: Theme) -> None:
    frame, plot = scene.frame, scene.frame.plot
    for quadrant in CORNERS:
        color = theme.quadrants[quadrant]
        painter.fillRect(frame.corner(quadrant), QColor(drawing.mix(color, theme.raised, theme.quadrant_tint)))
        drawing.text(painter, word_area(frame, quadrant), quadrant.value.capitalize(), "caption_strong", color)
    for value in ticks(frame.up):
        y = frame.spot(MIDDLE, value).y()
        if value == MIDDLE:
            drawing.rule(painter, plot.left(), plot.right(), y - 0.5, theme.control)
        room = QRectF(0, y - NAME_HEIGHT / 2, plot.left() - _GAP, NAME_HEIGHT)
        drawing.text(painter, room, tick_text(value), "caption", theme.muted, drawing.RIGHT)
    for value in ticks(frame.across):
        x = frame.spot(value, MIDDLE).x()
        if value == MIDDLE:
            line = QRectF(x - 0.5, plot.top(), 1, plot.height())
            painter.fillRect(drawing.snapped(line, painter.device().devicePixelRatioF()), QColor(theme.control))
        half = drawing.width_of(tick_text(value), "caption") / 2 + 1
        room = QRectF(x - half, plot.bottom(), 2 * half, _BOTTOM_TEXT)
        drawing.text(painter, room, tick_text(value), "caption", theme.muted, drawing.CENTER)


def _paint_mover(painter: QPainter, mover: Mover, theme: Theme, *, is_pointed: bool, is_faint: bool) -> None:
    color = QColor(drawing.line_of(theme, mover.point.color_key))
    if is_faint:
        color = QColor(drawing.mix(color.name(), theme.raised, _FAINT))
    pen = QPen(color, _TAIL_POINTED if is_pointed else _TAIL)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline(mover.tail)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    steps = max(len(mover.tail) - 1, 1)
    for number, spot in enumerate(mover.tail[:-1]):
        radius = _OLDEST + (_NEWEST - _OLDEST) * number / steps
        painter.drawEllipse(spot, radius, radius)
    _paint_dot(painter, mover, color, theme)


def _paint_dot(painter: QPainter, mover: Mover, color: QColor, theme: Theme) -> None:
    """A filled circle for what is owned, a hollow square for a reference."""
    if mover.point.share is None:
        painter.setPen(QPen(color, _TAIL))
        painter.setBrush(QColor(theme.raised))
        side = 2 * mover.radius - _TAIL
        painter.drawRect(QRectF(mover.spot.x() - side / 2, mover.spot.y() - side / 2, side, side))
        return
    painter.setPen(QPen(QColor(theme.raised), 1.2))
    painter.setBrush(color)
    painter.drawEllipse(mover.spot, mover.radius, mover.radius)


def _paint_names(painter: QPainter, scene: MapScene, theme: Theme, pointed: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for mover in scene.movers:
        placed = scene.names.get(mover.point.key)
        if placed is None:
            continue
        is_faint = bool(pointed) and mover.point.key != pointed
        color = theme.muted if mover.point.share is None or is_faint else theme.text
        box = QRectF(placed.left, placed.top, drawing.width_of(mover.point.label, "caption_strong") + 1, NAME_HEIGHT)
        if placed.is_away:
            _paint_leader(painter, mover, box, theme)
        _paint_halo(painter, mover.point.label, box, theme)
        drawing.text(painter, box, mover.point.label, "caption_strong", color)
    painter.restore()


def _paint_leader(painter: QPainter, mover: Mover, box: QRectF, theme: Theme) -> None:
    """From the dot to the nearest edge of its name."""
    spot = mover.spot
    near = QPointF(min(max(spot.x(), box.left()), box.right()), min(max(spot.y(), box.top() + 3), box.bottom() - 3))
    painter.setPen(QPen(QColor(theme.control), 1))
    painter.drawLine(spot + (near - spot) * min(1.0, (mover.radius + 1) / max(QLineF(spot, near).length(), 1.0)), near)


def _paint_halo(painter: QPainter, words: str, box: QRectF, theme: Theme) -> None:
    """A rim in the card's colour, so that a name can be read across a tail."""
    font = fonts.font("caption_strong")
    metrics = QFontMetricsF(font)
    shape = QPainterPath()
    shape.addText(QPointF(box.left(), box.center().y() + (metrics.ascent() - metrics.descent()) / 2), font, words)
    painter.strokePath(shape, QPen(QColor(theme.raised), _HALO, j=Qt.PenJoinStyle.RoundJoin))
