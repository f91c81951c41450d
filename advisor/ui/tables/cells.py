"""Cells that are drawn rather than written: the sleeve bar and the chip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from advisor.domain.classification import Sleeve
from advisor.ui import fonts
from advisor.ui.icons import draw_icon
from advisor.ui.metrics import SMALL_ICON, TILE_RADIUS
from advisor.ui.tables.columns import CellPainter, Column, Row, SortKey
from advisor.ui.theme import Theme

SLEEVE_BAR_WIDTH = 92
_SLEEVE_BAR_HEIGHT = 8
_CHIP_HEIGHT = 22
_CHIP_PADDING = 8
_ICON_ROOM = SMALL_ICON + 4
_LEAST_OUTLINED = 4
_SOFT_GROUNDS = {"positive": "positive_soft", "negative": "negative_soft", "warning": "warning_soft", "accent": "accent_soft"}


def sleeve_bar(inside: Callable[[Row], Sequence[tuple[str, float]]]) -> CellPainter[Row]:
    """Draws what a position is made of: (sleeve, fraction of 1) from left to right, 92 × 8.

    Short and borrowed parts (negative fractions) have no length; the others fill the bar.
    """

    def paint(painter: QPainter, rect: QRect, row: Row, theme: Theme) -> None:
        scale = painter.device().devicePixelRatio()
        top = rect.center().y() - _SLEEVE_BAR_HEIGHT // 2 + 1
        held = [(sleeve, fraction) for sleeve, fraction in inside(row) if fraction > 0]
        whole = sum(fraction for _, fraction in held)
        start = 0.0
        for sleeve, fraction in held:
            part = fraction / whole
            left, right = (round(edge * SLEEVE_BAR_WIDTH * scale) / scale for edge in (start, start + part))
            start += part
            gap = 0.0 if start > 1 - 1e-9 else 1.0
            if right - left - gap >= 1 / scale:
                _paint_piece(painter, QRectF(rect.left() + left, top, right - left - gap, _SLEEVE_BAR_HEIGHT), sleeve, theme)

    return paint


def _paint_piece(painter: QPainter, rect: QRectF, sleeve: str, theme: Theme) -> None:
    fill = theme.sleeve(sleeve)
    painter.fillRect(rect, QColor(fill.fill))
    if sleeve == Sleeve.UNCLASSIFIED:
        painter.fillRect(rect, QBrush(QColor(theme.control), Qt.BrushStyle.BDiagPattern))
    if fill.outline and rect.width() >= _LEAST_OUTLINED:
        painter.setPen(QPen(QColor(theme.control), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def chip(text: Callable[[Row], str], tone: Callable[[Row], str], sign: Callable[[Row], str] | None = None) -> CellPainter[Row]:
    """Draws a short state in a rounded field of its tone's soft colour.

    Args:
        sign: Lucide name of the icon that stands before the words; "" for none.
    """

    def paint(painter: QPainter, rect: QRect, row: Row, theme: Theme) -> None:
        words, icon = text(row), sign(row) if sign else ""
        if not words:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(fonts.font("caption_strong"))
        field = QRectF(rect.left(), rect.center().y() - _CHIP_HEIGHT / 2 + 1, chip_width(words, icon), _CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(theme, _SOFT_GROUNDS.get(tone(row), "sunken"))))
        painter.drawRoundedRect(field, TILE_RADIUS * 5, TILE_RADIUS * 5)
        color = theme.muted if tone(row) == "plain" else theme.tone(tone(row))
        if icon:
            top = field.center().y() - SMALL_ICON / 2
            draw_icon(painter, QRectF(field.left() + _CHIP_PADDING, top, SMALL_ICON, SMALL_ICON), icon, color)
            field.setLeft(field.left() + _ICON_ROOM)
        painter.setPen(QColor(color))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    return paint


class Marked(Protocol):
    """A row with a state: its word, its tone, and the Lucide name of its sign."""

    @property
    def state_text(self) -> str: ...

    @property
    def tone(self) -> str: ...

    @property
    def icon(self) -> str: ...


MarkedRow = TypeVar("MarkedRow", bound=Marked)


def state_column(
    heading: str,
    longest: str,
    sort_key: Callable[[MarkedRow], SortKey] | None = None,
    tip: Callable[[MarkedRow], str] | None = None,
) -> Column[MarkedRow]:
    """A column of chips with sign and word, as wide as the longest word needs. Call it once fonts are loaded."""
    return Column(
        heading,
        lambda row: row.state_text,
        painter=chip(lambda row: row.state_text, lambda row: row.tone, lambda row: row.icon),
        painted_width=chip_width(longest, "sign"),
        sort_key=sort_key,
        tip=tip,
    )


def chip_width(words: str, icon: str = "") -> int:
    """Pixels a chip needs for its words and the icon before them."""
    text = QFontMetrics(fonts.font("caption_strong")).horizontalAdvance(words)
    return text + 2 * _CHIP_PADDING + (_ICON_ROOM if icon else 0)
