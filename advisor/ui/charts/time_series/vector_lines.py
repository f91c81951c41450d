"""The lines of a chart as shapes, for files that are drawn at any size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from advisor.ui.charts import drawing
from advisor.ui.charts.time_series.columns import column_spans
from advisor.ui.charts.time_series.layers import CROWD_LINE, CROWD_STRENGTH, LINE
from advisor.ui.charts.time_series.scene import Scene
from advisor.ui.theme import Theme

_POINTS_PER_PIXEL = 3


def paint_vectors(painter: QPainter, scene: Scene, theme: Theme) -> None:
    """Draw every line as polylines, broken at its gaps, with no more points than can be told apart."""
    painter.save()
    painter.setClipRect(scene.plot, Qt.ClipOperation.IntersectClip)
    for row, line in enumerate(scene.reader.lines):
        color = QColor(drawing.line_of(theme, line.color_key))
        color.setAlphaF(1.0 if line.prominent else CROWD_STRENGTH)
        pen = QPen(color, LINE if line.prominent else CROWD_LINE)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for part in _parts(scene, *_points(scene, row)):
            painter.drawPolyline(part)
    painter.restore()


def _points(scene: Scene, row: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Days and heights of a line, from the last day left of the plot to the first right of it."""
    stage, levels, rebasing = scene.stage, scene.reader.levels, scene.reader.fit.rebasing
    places = scene.reader.table.places(stage.left, stage.right)
    width = round(scene.plot.width())
    if places.stop - places.start > _POINTS_PER_PIXEL * width:
        step = stage.span / width
        spans = column_spans(levels.days, levels.heights[row : row + 1], stage.left, step, width)
        days = np.repeat(stage.left + (np.arange(width) + 0.5) * step, 2)
        heights = np.column_stack([spans.low[0], spans.high[0]]).ravel()
    else:
        seen = slice(max(places.start - 1, 0), places.stop + 1)
        days, heights = levels.days[seen].astype(np.float64), levels.heights[row, seen]
    return days, heights * rebasing.factors[row] + rebasing.shifts[row]


def _parts(scene: Scene, days: NDArray[np.float64], heights: NDArray[np.float64]) -> Iterator[QPolygonF]:
    known = np.isfinite(heights)
    breaks = np.flatnonzero(np.diff(known.astype(np.int8))) + 1
    for part_days, part_heights, part_known in zip(
        np.split(days, breaks), np.split(heights, breaks), np.split(known, breaks), strict=True
    ):
        if len(part_known) and part_known[0]:
            spots = zip(part_days.tolist(), part_heights.tolist(), strict=True)
            yield QPolygonF([QPointF(scene.x_of(day), scene.y_of(height)) for day, height in spots])
