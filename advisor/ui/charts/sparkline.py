"""A line in small: its name, what it says, its change, and where it went."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from advisor.presentation.views.rotation import RatioView
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_LINE_HEIGHT = 18.0
_PICTURE_HEIGHT = 30.0
_EDGE = 4.0  # room for the ring and for the dot at the end
_DOT = 3.0
_PEN = 1.5


class Sparkline(Chart):
    """One ratio. A click or Enter activates it: `activated` carries "RSP|SPY"."""

    click_activates = True

    def __init__(self, themes: Themes) -> None:
        super().__init__(themes)
        self._view: RatioView | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(190, round(2 * _LINE_HEIGHT + _PICTURE_HEIGHT + 2 * _EDGE))

    def minimumSizeHint(self) -> QSize:
        return QSize(150, self.sizeHint().height())

    @property
    def view(self) -> RatioView | None:
        return self._view

    def show_view(self, view: RatioView) -> None:
        """Draw another ratio, or the same over other days."""
        self._view = view
        figures = Figures(("Ratio", "What it says", "Change"), ((view.name, view.meaning, view.change_text),))
        self.show_figures(view.spoken, figures)

    def place_marks(self) -> Iterator[Mark]:
        if self._view is not None:
            key = f"{self._view.above}|{self._view.below}"
            yield Mark(key, QRectF(self.rect()), self._view.name, (self._view.spoken,))

    def draw(self, painter: QPainter) -> None:
        view = self._view
        if view is None:
            return
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        head = QRectF(room.left(), room.top(), room.width(), _LINE_HEIGHT)
        tone = self.theme.tone(view.tone)
        drawing.text(painter, head, view.change_text, "strong", tone, drawing.RIGHT)
        width = room.width() - drawing.width_of(view.change_text, "strong") - _EDGE
        drawing.text(painter, head, drawing.elided(view.name, "strong", width), "strong", self.theme.text)
        meaning = drawing.elided(view.nothing or view.meaning, "caption", room.width())
        drawing.text(painter, head.translated(0, _LINE_HEIGHT), meaning, "caption", self.theme.muted)
        if len(view.values) > 1:
            self._draw_line(painter, room.adjusted(0, 2 * _LINE_HEIGHT + _EDGE, -_DOT, 0), view)

    def _draw_line(self, painter: QPainter, room: QRectF, view: RatioView) -> None:
        spots = _spots(view.values, room)
        drawing.rule(painter, room.left(), room.right(), spots[0].y() - 0.5, self.theme.grid)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self.theme.text), _PEN))
        painter.drawPolyline(QPolygonF(spots))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.text))
        painter.drawEllipse(spots[-1], _DOT, _DOT)
        painter.restore()


def _spots(values: np.ndarray, room: QRectF) -> list[QPointF]:
    """The line within its room, no more spots than it has pixels."""
    places = np.unique(np.linspace(0, len(values) - 1, min(len(values), round(room.width()))).round().astype(int))
    seen = values[places]
    low, high = float(seen.min()), float(seen.max())
    up = np.full(len(seen), 0.5) if high <= low else (seen - low) / (high - low)
    across = room.left() + places / (len(values) - 1) * room.width()
    down = room.bottom() - _DOT - up * (room.height() - 2 * _DOT)
    return [QPointF(x, y) for x, y in zip(across.tolist(), down.tolist(), strict=True)]
