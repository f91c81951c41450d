"""A slider in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QWidget

from advisor.ui import metrics
from advisor.ui.theme import Themes

_TRACK = 4.0
_HANDLE = 7.0


class Slider(QSlider):
    """Horizontal: a flat track and a round handle, which goes where one clicks. Keys are Qt's own."""

    def __init__(self, themes: Themes, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._themes = themes
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        return QSize(160, metrics.SMALL_CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, metrics.SMALL_CONTROL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, middle = self._themes.theme, self.height() / 2
        handle = QPointF(self._handle_x(), middle)
        track = QRectF(_HANDLE, middle - _TRACK / 2, self.width() - 2 * _HANDLE, _TRACK)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.border))
        painter.drawRoundedRect(track, _TRACK / 2, _TRACK / 2)
        painter.setBrush(QColor(theme.control if self.isEnabled() else theme.border))
        painter.drawRoundedRect(QRectF(track.topLeft(), QPointF(handle.x(), track.bottom())), _TRACK / 2, _TRACK / 2)
        ring = (theme.focus, metrics.FOCUS_WIDTH) if self.hasFocus() else (theme.control, metrics.BORDER)
        painter.setPen(QPen(QColor(ring[0]), ring[1]))
        painter.setBrush(QColor(theme.raised))
        painter.drawEllipse(handle, _HANDLE - 1, _HANDLE - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._go_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def _handle_x(self) -> float:
        span = self.width() - 2 * _HANDLE
        return _HANDLE + QStyle.sliderPositionFromValue(self.minimum(), self.maximum(), self.value(), round(span))

    def _go_to(self, x: float) -> None:
        span = round(self.width() - 2 * _HANDLE)
        self.setValue(QStyle.sliderValueFromPosition(self.minimum(), self.maximum(), round(x - _HANDLE), span))

    def _dress(self) -> None:
        self.update()
