"""What every chart paints with: edges on device pixels, a sleeve's fill, text that fits whole or is left out."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from advisor.ui import fonts
from advisor.ui.theme import Fill, Theme

_HATCH_STEP = 6.0
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter


def fill_of(theme: Theme, color_key: str) -> Fill:
    """The paint of a sleeve id or a sector's full name."""
    return theme.sleeve(color_key) if color_key in theme.sleeves else theme.sector(color_key)


def line_of(theme: Theme, color_key: str) -> str:
    """The colour of a line or dot: of a sleeve id, a sector's full name, or a tone such as "muted"."""
    known = color_key in theme.sleeves or color_key in theme.sectors
    return fill_of(theme, color_key).line if known else theme.tone(color_key)


def mix(over: str, under: str, share: float) -> str:
    """`over` at opacity `share` on `under`, as an opaque hex colour."""
    upper, lower = QColor(over), QColor(under)
    channels = zip((upper.red(), upper.green(), upper.blue()), (lower.red(), lower.green(), lower.blue()), strict=True)
    return QColor(*(round(above * share + below * (1 - share)) for above, below in channels)).name()


def snapped(rect: QRectF, ratio: float) -> QRectF:
    """The rectangle with its edges on device pixels; neighbours that share an edge still share it."""
    left, top = round(rect.left() * ratio), round(rect.top() * ratio)
    right, bottom = round(rect.right() * ratio), round(rect.bottom() * ratio)
    return QRectF(left / ratio, top / ratio, (right - left) / ratio, (bottom - top) / ratio)


def paint_area(painter: QPainter, theme: Theme, rect: QRectF, fill: Fill, *, hatched: bool = False) -> QRectF:
    """Fill a rectangle sharply; hatch what is unseen, outline what is too near the card's colour. Returns what was covered."""
    edges = snapped(rect, painter.device().devicePixelRatioF())
    painter.fillRect(edges, QColor(fill.fill))
    if hatched:
        hatch(painter, edges, mix(theme.control, fill.fill, 0.7))
    if fill.outline or hatched:
        outline(painter, edges, theme.control)
    return edges


def hatch(painter: QPainter, rect: QRectF, color: str) -> None:
    """Diagonal lines at one pitch on every screen; Qt's own patterns shrink on a fine one."""
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), 1))
    first = int((rect.left() + rect.top()) // _HATCH_STEP)
    last = int((rect.right() + rect.bottom()) // _HATCH_STEP) + 1
    for step in range(first, last):
        along = step * _HATCH_STEP
        painter.drawLine(QPointF(along - rect.bottom(), rect.bottom()), QPointF(along - rect.top(), rect.top()))
    painter.restore()


def outline(painter: QPainter, rect: QRectF, color: str, width: float = 1.0) -> None:
    """A frame that lies wholly inside the rectangle, in filled strips, so that it is sharp on every screen."""
    thick = min(width, rect.width(), rect.height())
    ink = QColor(color)
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), thick), ink)
    painter.fillRect(QRectF(rect.left(), rect.bottom() - thick, rect.width(), thick), ink)
    painter.fillRect(QRectF(rect.left(), rect.top(), thick, rect.height()), ink)
    painter.fillRect(QRectF(rect.right() - thick, rect.top(), thick, rect.height()), ink)


def bar(painter: QPainter, rect: QRectF, color: str, radius: float = 2.0) -> None:
    """A bar with softly rounded corners and edges on device pixels."""
    edges = snapped(rect, painter.device().devicePixelRatioF())
    if edges.width() <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    corner = min(radius, edges.width() / 2, edges.height() / 2)
    painter.drawRoundedRect(edges, corner, corner)
    painter.restore()


def rule(painter: QPainter, left: float, right: float, y: float, color: str) -> None:
    """A horizontal line one device-aligned pixel high."""
    ratio = painter.device().devicePixelRatioF()
    painter.fillRect(snapped(QRectF(left, y, right - left, 1), ratio), QColor(color))


def width_of(text: str, role: str) -> float:
    return QFontMetricsF(fonts.font(role)).horizontalAdvance(text)


def text(painter: QPainter, rect: QRectF, words: str, role: str, color: str, align: Qt.AlignmentFlag = _LEFT) -> None:
    """Write one line; the caller has seen to its room."""
    painter.setFont(fonts.font(role))
    painter.setPen(QColor(color))
    painter.drawText(rect, align | Qt.TextFlag.TextSingleLine, words)


def elided(words: str, role: str, width: float) -> str:
    """A name cut to its room with an ellipsis; never for numbers."""
    return QFontMetricsF(fonts.font(role)).elidedText(words, Qt.TextElideMode.ElideRight, width)


def frame(painter: QPainter, rect: QRectF, color: str, radius: float = 2.0) -> None:
    """A rounded outline of one logical pixel inside a bar or swatch."""
    edges = snapped(rect, painter.device().devicePixelRatioF()).adjusted(0.5, 0.5, -0.5, -0.5)
    if edges.width() <= 0:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(edges, radius, radius)
    painter.restore()


def tick(painter: QPainter, x: float, middle: float, size: tuple[float, float], color: str, halo: str = "") -> None:
    """An upright mark centred on a value, such as the benchmark's; a halo keeps it readable on a dark bar."""
    width, height = size
    area = snapped(QRectF(x - width / 2, middle - height / 2, width, height), painter.device().devicePixelRatioF())
    if halo:
        painter.fillRect(area.adjusted(-1, 0, 1, 0), QColor(halo))
    painter.fillRect(area, QColor(color))
