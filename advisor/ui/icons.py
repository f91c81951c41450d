"""Lucide's line icons, recoloured by role and drawn sharp at every scale."""

from __future__ import annotations

from functools import cache

import lucide
from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from advisor.ui.theme import Themes

_STROKE = 1.75


class LucideEngine(QIconEngine):
    """Draws one icon in the colour that its role has in the theme of the moment."""

    def __init__(self, name: str, themes: Themes, role: str) -> None:
        super().__init__()
        self._name = name
        self._themes = themes
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, _mode: QIcon.Mode, _state: QIcon.State) -> None:
        painter.save()
        if _mode == QIcon.Mode.Disabled:
            painter.setOpacity(0.6)
        _renderer(self._name, self._themes.theme.tone(self._role)).render(painter, QRectF(rect))
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return drawn

    def clone(self) -> QIconEngine:
        return LucideEngine(self._name, self._themes, self._role)


def icon(name: str, themes: Themes, role: str = "muted") -> QIcon:
    """A Lucide icon by its name, in the colour of a theme role ("muted", "accent", "on_accent", "warning", ...).

    The colour is asked for at each drawing: after a theme change a repaint is enough.
    """
    return QIcon(LucideEngine(name, themes, role))


def pixmap(name: str, themes: Themes, role: str = "muted", size: int = 18, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture `size` logical pixels wide for a screen of the given device pixel ratio."""
    pixels = round(size * ratio)
    drawn = LucideEngine(name, themes, role).pixmap(QSize(pixels, pixels), QIcon.Mode.Normal, QIcon.State.Off)
    drawn.setDevicePixelRatio(ratio)
    return drawn


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    svg = lucide.lucide_icon(name, stroke=color, stroke_width=str(_STROKE))
    return QSvgRenderer(QByteArray(svg.encode()))
