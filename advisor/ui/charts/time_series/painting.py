"""Painting a laid-out chart of lines: all but the lines themselves."""

from __future__ import annotations

from math import isfinite

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from advisor.presentation.views import Between
from advisor.ui.charts import drawing
from advisor.ui.charts.time_series.end_names import DOT, GAP, LINE_HEIGHT, EndName
from advisor.ui.charts.time_series.scene import AXIS_HEIGHT, FLAG_HEIGHT, FLAG_TOP, Scene
from advisor.ui.theme import Theme

_SHADE = 0.13
_DASH = [3.0, 3.0]
_LEADER_FROM = 4.0  # pixels that a name stands off its line's end
_LEADER = 0.6
_DOTTED = [1.0, 4.0]
_HAIR = 1.0
_EDGE = 4.0  # clear of the ring of the focus


def paint_ground(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Shading, grid and axis texts: what lies below the lines."""
    if scene.stage.view.between is not None:
        _shade(painter, scene, theme, scene.stage.view.between)
    plot = scene.plot
    for tick in scene.ticks:
        y = scene.y_of(tick.height)
        drawing.rule(painter, plot.left(), plot.right(), y - 0.5, theme.control if tick.strong else theme.grid)
        room = QRectF(0, y - LINE_HEIGHT / 2, plot.left() - GAP, LINE_HEIGHT)
        drawing.text(painter, room, tick.text, "caption", theme.muted, drawing.RIGHT)
    _paint_dates(painter, scene, theme)


def paint_signs(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Marks, ends and names: what lies above the lines."""
    for placed in scene.flags:
        if placed.flag.has_line:
            top = FLAG_HEIGHT * placed.row + FLAG_TOP + 2 if placed.row is not None else scene.plot.top()
            _upright(painter, placed.flag.x, top, scene.plot.bottom(), theme.control)
    for placed in scene.flags:
        if placed.row is not None:
            room = QRectF(placed.left, placed.row * FLAG_HEIGHT + FLAG_TOP, placed.flag.width + 2, FLAG_HEIGHT)
            painter.fillRect(room, QColor(theme.raised))  # a line behind the word stops there
            drawing.text(painter, room, placed.flag.text, "caption", theme.muted)
    for name in scene.names:
        _paint_name(painter, scene, theme, name)


def paint_pointer(painter: QPainter, scene: Scene, theme: Theme, place: int, rows: list[int]) -> None:
    """The hair on a day, and a dot on each of these lines."""
    x = scene.x_of(float(scene.reader.table.days[place]))
    if not scene.plot.left() - 1 <= x <= scene.plot.right() + 1:
        return
    ratio = painter.device().devicePixelRatioF()
    hair = QRectF(x - _HAIR / 2, scene.plot.top(), _HAIR, scene.plot.height())
    painter.fillRect(drawing.snapped(hair, ratio), QColor(theme.control))
    for row in rows:
        spot = scene.spot(row, place)
        if isfinite(spot.y()):
            _dot(painter, spot, drawing.line_of(theme, scene.reader.lines[row].color_key), theme.raised)


def _paint_dates(painter: QPainter, scene: Scene, theme: Theme) -> None:
    for tick in scene.dates:
        half = drawing.width_of(tick.text, "caption") / 2
        x = min(max(scene.x_of(tick.day), half + _EDGE), scene.stage.size.width() - half - _EDGE)
        room = QRectF(x - half - 1, scene.plot.bottom(), 2 * half + 2, AXIS_HEIGHT)
        drawing.text(painter, room, tick.text, "caption", theme.muted, drawing.CENTER)


def _paint_name(painter: QPainter, scene: Scene, theme: Theme, name: EndName) -> None:
    line = scene.reader.lines[name.row]
    color = drawing.line_of(theme, line.color_key)
    left = scene.plot.right() + DOT + GAP / 2
    ends_early = name.end.x() < scene.plot.right() - _LEADER_FROM
    if ends_early or abs(name.middle - name.end.y()) > _LEADER_FROM:
        pen = QPen(QColor(drawing.mix(color, theme.raised, _LEADER)), 1)
        if ends_early:
            pen.setDashPattern(_DOTTED)
        _leader(painter, name.end, QPointF(left - 2, name.middle), pen)
    _dot(painter, name.end, color, theme.raised)
    below = scene.stage.figures_below
    width = scene.stage.size.width() - left
    figure = drawing.width_of(name.figure, "caption")
    label = drawing.elided(line.label, "caption_strong", width if below else width - figure - GAP / 2)
    top = name.middle - (LINE_HEIGHT if below else LINE_HEIGHT / 2)
    room = QRectF(left, top, width, LINE_HEIGHT)
    drawing.text(painter, room, label, "caption_strong", theme.text)
    beside = drawing.width_of(label, "caption_strong") + GAP / 2
    rest = room.translated(0, LINE_HEIGHT - 1) if below else room.adjusted(beside, 0, 0, 0)
    drawing.text(painter, rest, name.figure, "caption", theme.muted)


def _leader(painter: QPainter, start: QPointF, end: QPointF, pen: QPen) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawLine(start, end)
    painter.restore()


def _dot(painter: QPainter, middle: QPointF, color: str, ring: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ring), 1))
    painter.setBrush(QColor(color))
    painter.drawEllipse(middle, DOT, DOT)
    painter.restore()


def _upright(painter: QPainter, x: float, top: float, bottom: float, color: str) -> None:
    ratio = painter.device().devicePixelRatioF()
    across = (round(x * ratio) + 0.5) / ratio
    pen = QPen(QColor(color), 1, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern(_DASH)
    painter.setPen(pen)
    painter.drawLine(QPointF(across, top), QPointF(across, bottom))


def _shade(painter: QPainter, scene: Scene, theme: Theme, between: Between) -> None:
    rows = {line.key: row for row, line in enumerate(scene.reader.lines)}
    first, second = rows.get(between.first), rows.get(between.second)
    if first is None or second is None:
        return
    places = scene.reader.table.places(max(between.since.toordinal(), scene.stage.left), scene.stage.right)
    if places.start >= places.stop:
        return
    one, other = (_spots(scene, row, places) for row in (first, second))
    color = drawing.line_of(theme, scene.reader.lines[first].color_key)
    painter.save()
    painter.setClipRect(scene.plot)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(drawing.mix(color, theme.raised, _SHADE)))
    painter.drawPolygon(QPolygonF([*one, *reversed(other)]))
    painter.restore()


def _spots(scene: Scene, row: int, places: slice) -> list[QPointF]:
    """A line's spots on these days, at most some two a pixel."""
    step = max(1, round((places.stop - places.start) / (2 * scene.plot.width())))
    fit, levels = scene.reader.fit, scene.reader.levels
    chosen = np.unique(np.append(np.arange(places.start, places.stop, step), places.stop - 1))
    heights = levels.heights[row, chosen] * fit.rebasing.factors[row] + fit.rebasing.shifts[row]
    known = np.isfinite(heights)
    days = levels.days[chosen][known]
    return [
        QPointF(scene.x_of(day), scene.y_of(height)) for day, height in zip(days.tolist(), heights[known].tolist(), strict=True)
    ]
