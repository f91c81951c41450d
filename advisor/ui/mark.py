"""The program's mark: two crescents turning round each other on a rounded square."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from advisor.domain.classification import Sleeve
from advisor.ui.theme import LIGHT, WHITE, Theme, Themes

_SIDE = 22
_ICON_SIDES = (16, 32, 48, 128, 256)
_SIXTEENTH = 16  # Qt's arcs count sixteenths of a degree


def paint_mark(painter: QPainter, square: QRectF, theme: Theme) -> None:
    """Draw the mark into a square of any size."""
    side = square.width()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.sleeve(Sleeve.SP493).fill))
    painter.drawRoundedRect(square, side * 0.22, side * 0.22)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = QRectF(square.x() + side * 0.24, square.y() + side * 0.28, side * 0.52, side * 0.44)
    for color, start in ((theme.sleeve(Sleeve.MEGA_CAP_TECH).fill, 235), (WHITE, 55)):
        painter.setPen(QPen(QColor(color), side * 0.12, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(ring, start * _SIXTEENTH, 140 * _SIXTEENTH)


def window_icon() -> QIcon:
    """The mark for the task bar, the same in both themes."""
    icon = QIcon()
    for side in _ICON_SIDES:
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_mark(painter, QRectF(0, 0, side, side), LIGHT)
        painter.end()
        icon.addPixmap(picture)
    return icon


class Mark(QWidget):
    """The mark as it stands at the head of the rail."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self.setFixedSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._themes.theme)
        painter.end()
