"""A switch: something that is on or off, and takes effect at once."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from advisor.ui import metrics
from advisor.ui.fonts import font
from advisor.ui.theme import Theme, Themes

_TRACK = QSize(30, 16)
_KNOB_INSET = 2.5


class Switch(QCheckBox):
    """A check box drawn as a track with a knob; its words stand at the right.

    `clicked` says that the investor moved it; `setChecked` shows a state without asking for anything.
    """

    def __init__(self, words: str, themes: Themes) -> None:
        super().__init__(words.replace("&", "&&"))  # an ampersand, not a key to press
        self._words = words
        self._themes = themes
        self.setAccessibleName(words)
        self.setFont(font("body"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        themes.changed.connect(self._redraw)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().size(Qt.TextFlag.TextSingleLine.value, self._words)
        height = max(words.height(), _TRACK.height()) + 2 * metrics.FOCUS_WIDTH
        return QSize(_TRACK.width() + metrics.GAP + words.width() + 3 * metrics.FOCUS_WIDTH, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, point: QPoint) -> bool:
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._themes.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.6)
        track = QRectF(metrics.FOCUS_WIDTH, (self.height() - _TRACK.height()) / 2, _TRACK.width(), _TRACK.height())
        self._paint_track(painter, track, theme)
        words = self.rect().adjusted(round(track.right()) + metrics.GAP, 0, 0, 0)
        painter.setPen(QColor(theme.text))
        painter.setFont(self.font())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, self._words)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), metrics.FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = metrics.FOCUS_WIDTH / 2
            around = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(around, metrics.CONTROL_RADIUS, metrics.CONTROL_RADIUS)
        painter.end()

    def _paint_track(self, painter: QPainter, track: QRectF, theme: Theme) -> None:
        on = self.isChecked()
        painter.setPen(QPen(QColor(theme.accent if on else theme.control), 1))
        painter.setBrush(QColor(theme.accent if on else theme.raised))
        half = track.height() / 2
        painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), half, half)
        radius = half - _KNOB_INSET - 0.5
        middle = track.right() - half if on else track.left() + half
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.on_accent if on else theme.control))
        painter.drawEllipse(QPointF(middle, track.center().y()), radius, radius)

    def _redraw(self, _theme: Theme) -> None:
        self.update()
