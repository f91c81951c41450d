"""A sheet of paper to write on: text by role, rules and paragraphs, in twentieths of a point from its top left corner."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from advisor.presentation.views import Rich
from advisor.ui.fonts import FAMILIES
from advisor.ui.theme import LIGHT

POINT = 20.0  # units
UNITS_PER_INCH = 72 * POINT
_LINE_SPACING = 1.08


class Type(Enum):
    """Size in points and weight of a role on paper."""

    HEADLINE = (20.0, QFont.Weight.DemiBold)
    EXPLANATION = (10.5, QFont.Weight.Normal)
    TITLE = (9.5, QFont.Weight.DemiBold)
    BODY = (8.5, QFont.Weight.Normal)
    STRONG = (8.5, QFont.Weight.DemiBold)
    HEAD = (8.0, QFont.Weight.Medium)
    SMALL = (8.0, QFont.Weight.Normal)


def print_font(role: Type) -> QFont:
    """The font of a role: figures of equal width, and no shapes that depend on the neighbouring letter.

    Contextual shapes have no code point of their own, and would be lost to a search in the PDF.
    """
    points, weight = role.value
    font = QFont(list(FAMILIES))
    font.setPixelSize(round(points * POINT))
    font.setWeight(weight)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setFeature(QFont.Tag("calt"), 0)
    font.setFeature(QFont.Tag("liga"), 0)
    if role is Type.HEADLINE:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.8)
    return font


class Sheet:
    """Draws on a painter whose device knows its resolution; always in the light palette.

    Args:
        size: Of the paper, in points.
    """

    def __init__(self, painter: QPainter, size: QSizeF) -> None:
        self.painter = painter
        self.width = size.width() * POINT
        self.height = size.height() * POINT
        scale = painter.device().logicalDpiX() / UNITS_PER_INCH
        painter.scale(scale, scale)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)

    def width_of(self, text: str, role: Type) -> float:
        return QFontMetricsF(print_font(role)).horizontalAdvance(text)

    def text(self, x: float, baseline: float, text: str, role: Type, *, width: float, color: str = LIGHT.text) -> float:
        """Write from the left, cut with an ellipsis at `width`; returns where the text ends."""
        font = print_font(role)
        metrics = QFontMetricsF(font)
        shown = text if metrics.horizontalAdvance(text) <= width else metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        self._write(x, baseline, shown, font, color)
        return x + metrics.horizontalAdvance(shown)

    def figure(self, right: float, baseline: float, text: str, role: Type, *, color: str = LIGHT.text) -> None:
        """Write a figure that ends at `right`; never cut."""
        font = print_font(role)
        self._write(right - QFontMetricsF(font).horizontalAdvance(text), baseline, text, font, color)

    def paragraph(self, x: float, top: float, text: Rich, role: Type, *, width: float) -> float:
        """Write wrapped muted text whose strong runs stand out; returns the bottom of its last line."""
        layout, height = _wrapped(text, role, width)
        layout.draw(self.painter, QPointF(x, top))
        return top + height

    def paragraph_above(self, x: float, bottom: float, text: Rich, role: Type, *, width: float) -> float:
        """As `paragraph`, but ending at `bottom`; returns the top of its first line."""
        layout, height = _wrapped(text, role, width)
        layout.draw(self.painter, QPointF(x, bottom - height))
        return bottom - height

    def rule(self, left: float, right: float, y: float, *, points: float = 0.75, color: str = LIGHT.text) -> None:
        """A horizontal line."""
        self.painter.setPen(QPen(QColor(color), points * POINT))
        self.painter.drawLine(QLineF(left, y, right, y))

    def _write(self, x: float, baseline: float, text: str, font: QFont, color: str) -> None:
        self.painter.setFont(font)
        self.painter.setPen(QColor(color))
        self.painter.drawText(QPointF(x, baseline), text)


def _wrapped(text: Rich, role: Type, width: float) -> tuple[QTextLayout, float]:
    layout = QTextLayout("".join(run for run, _ in text), print_font(role))
    layout.setFormats(_strong_ranges(text))
    layout.beginLayout()
    height = 0.0
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height() * _LINE_SPACING
        line = layout.createLine()
    layout.endLayout()
    return layout, height


def _strong_ranges(text: Rich) -> list[QTextLayout.FormatRange]:
    ranges, start = [], 0
    for run, strong in text:
        shape = QTextCharFormat()
        shape.setForeground(QColor(LIGHT.text if strong else LIGHT.muted))
        if strong:
            shape.setFontWeight(QFont.Weight.DemiBold)
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, len(run), shape
        ranges.append(part)
        start += len(run)
    return ranges
