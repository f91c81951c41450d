"""Lucide's line icons, recoloured by role and drawn sharp at every scale."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from importlib.util import find_spec
from pathlib import Path

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


def draw_icon(painter: QPainter, rect: QRectF, name: str, color: str) -> None:
    """Draw a Lucide icon in a colour (hex) as part of a picture of its own."""
    _renderer(name, color).render(painter, rect)


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    svg = _drawings()[name].replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
    return QSvgRenderer(QByteArray(svg.encode()))


@cache
def _drawings() -> dict[str, str]:
    """SVG text by icon name, read from the package's own table.

    Its Python front would load an HTTP client for a search that is never used, and delay the first paint by a fifth.
    """
    package = find_spec("lucide")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("python-lucide is not installed")
    table = Path(package.submodule_search_locations[0]) / "data" / "lucide-icons.db"
    with closing(sqlite3.connect(f"{table.as_uri()}?mode=ro&immutable=1", uri=True)) as drawings:
        return dict(drawings.execute("select name, svg from icons"))
