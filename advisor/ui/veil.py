"""The last figures at 60% while newer ones are worked out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_FADED = 0.6


class Veil(QWidget):
    """Lies over a widget, hidden at first, and lets every click through.

    Qt's own effect of opacity draws the whole widget again, on a picture of its own, for each line of it that changes.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(1 - _FADED)
        painter.fillRect(event.rect(), self.palette().window())

    def _cover(self) -> None:
        self.setGeometry(self._over.rect())
        self.raise_()
