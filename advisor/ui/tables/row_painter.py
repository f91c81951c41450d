"""How one row looks: its ground, its cells, the line under it and the ring of the keyboard's focus."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QFontMetricsF, QPainter, QPen, QPolygonF

from advisor.ui import fonts
from advisor.ui.metrics import BORDER, FOCUS_WIDTH, GAP, TILE_RADIUS
from advisor.ui.tables.columns import GROUP, TOTAL, Column, Outline, Row
from advisor.ui.theme import Theme, Themes

CELL_PADDING = GAP
EDGE_PADDING = 12
CHEVRON_INDENT = 30
_CHEVRON_HALF = 4


@dataclass(frozen=True)
class Cell:
    """A visible column and where it lies in this row, padding included."""

    column: int
    rect: QRect


@dataclass(frozen=True)
class RowState:
    """What the hand and the keyboard do with the row."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False
    expanded: bool = True


class RowPainter(Generic[Row]):
    """Draws rows of one table, and measures what their cells need."""

    def __init__(self, columns: Sequence[Column[Row]], outline: Outline[Row], themes: Themes) -> None:
        self.columns = tuple(columns)
        self.outline = outline
        self._themes = themes
        self._fonts = {weight: fonts.font(role) for weight, role in _FONT_ROLES.items()}

    @property
    def first_inset(self) -> int:
        """Left padding of the first column."""
        return CHEVRON_INDENT if self.outline.collapsible else EDGE_PADDING

    def row_text_height(self) -> int:
        """Pixels that the lines of a row need."""
        lines = _WRAPPED_LINES if any(column.wraps for column in self.columns) else 1
        metrics = QFontMetrics(self._fonts["strong"])
        return metrics.height() + (lines - 1) * metrics.lineSpacing()

    def content_width(self, number: int, rows: Sequence[Row]) -> int:
        """Pixels that the widest of these rows needs in a column, padding excluded."""
        column = self.columns[number]
        return self.text_width(number, sorted({column.text(row) for row in rows}, key=len, reverse=True)[:_MEASURED_TEXTS])

    def text_width(self, number: int, longest: Sequence[str]) -> int:
        """Pixels that the widest of these texts needs in a column; what its painter needs where it draws something else."""
        column = self.columns[number]
        if column.painter:
            return column.painted_width
        metrics = QFontMetricsF(self._fonts["strong" if column.numeric else column.weight])
        return ceil(max((metrics.horizontalAdvance(text) for text in longest), default=0)) + 1

    def paint(self, painter: QPainter, row_rect: QRect, cells: Sequence[Cell], row: Row, state: RowState) -> None:
        """Draw the row; `cells` are the visible columns from left to right."""
        theme = self._themes.theme
        painter.save()
        self._paint_ground(painter, row_rect, row, state, theme)
        level = self.outline.level(row)
        if level == GROUP and self.outline.collapsible:
            _paint_chevron(painter, row_rect, state.expanded, theme)
        for cell in cells:
            if level in (GROUP, TOTAL) and not self.columns[cell.column].numeric:
                continue
            self._paint_cell(painter, cell, self._right_edge(cell, cells, row), row, state, theme)
        if level in (GROUP, TOTAL):
            self._paint_lead(painter, row_rect, cells, row, theme)
        if state.focused:
            _paint_ring(painter, row_rect, theme)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, row: Row, state: RowState, theme: Theme) -> None:
        if self.outline.level(row) == TOTAL:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), BORDER), QColor(theme.control))
            return
        ground = self._ground(row, state, theme)
        if ground:
            painter.fillRect(rect, QColor(ground))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), BORDER), QColor(theme.border))

    def _ground(self, row: Row, state: RowState, theme: Theme) -> str:
        if state.selected:
            return theme.accent_soft
        if self.outline.warns(row):
            return theme.warning_soft
        return theme.surface if state.hovered or self.outline.level(row) == GROUP else ""

    def _right_edge(self, cell: Cell, cells: Sequence[Cell], row: Row) -> int:
        """Flexible text runs on over empty cells at its right, as in a spreadsheet."""
        if not self.columns[cell.column].flexible:
            return cell.rect.right()
        taken = (other.rect.left() for other in cells if other.rect.left() > cell.rect.left() and self._says(other, row))
        return max(min(taken, default=cells[-1].rect.right() + 1) - 1, cell.rect.right())

    def _says(self, cell: Cell, row: Row) -> bool:
        return bool(self.columns[cell.column].text(row))

    def _paint_cell(self, painter: QPainter, cell: Cell, right: int, row: Row, state: RowState, theme: Theme) -> None:
        column = self.columns[cell.column]
        inside = cell.rect.adjusted(self.first_inset if cell.column == 0 else CELL_PADDING, 0, 0, -BORDER)
        inside.setRight(right - CELL_PADDING)
        if column.painter:
            column.painter(painter, inside, row, theme)
            return
        heavy = self.outline.level(row) in (GROUP, TOTAL) and column.weight != "muted"
        painter.setFont(self._fonts["strong" if heavy else column.weight])
        painter.setPen(QColor(theme.tone(self._tone(column, row, state))))
        text = column.text(row)
        if column.numeric:
            painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        elif column.wraps:
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside, flags, elided_to_lines(text, painter.fontMetrics(), inside.width()))
        else:
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tone(self, column: Column[Row], row: Row, state: RowState) -> str:
        if column.verb:
            return "accent"
        tone = column.tone(row) if column.tone else "plain"
        if tone == "plain" and column.weight == "muted" and not state.selected:
            return "muted"
        return tone

    def _paint_lead(self, painter: QPainter, row_rect: QRect, cells: Sequence[Cell], row: Row, theme: Theme) -> None:
        """The words of a group head or total run over the empty cells, up to the first number."""
        strong, muted = self.outline.lead(row)
        ends = [cell.rect.left() for cell in cells if self.columns[cell.column].numeric and self._says(cell, row)]
        left = self.first_inset if self.outline.level(row) == GROUP else EDGE_PADDING
        rect = QRect(left, row_rect.top(), max(min(ends, default=row_rect.right()) - left, 0), row_rect.height() - BORDER)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._fonts["strong"])
        painter.setPen(QColor(theme.text))
        painter.drawText(rect, flags, strong)
        rect.setLeft(rect.left() + painter.fontMetrics().horizontalAdvance(strong) + GAP)
        painter.setFont(self._fonts["caption"])
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect, flags, painter.fontMetrics().elidedText(muted, Qt.TextElideMode.ElideRight, rect.width()))


_FONT_ROLES = {"plain": "body", "muted": "body", "strong": "strong", "caption": "caption"}
_WRAPPED_LINES = 2
_MEASURED_TEXTS = 24  # the widest text is among the longest; measuring thousands would be felt


def elided_to_lines(text: str, metrics: QFontMetrics, width: int) -> str:
    """The text if two wrapped lines of this width (pixels) hold it, else its beginning with an ellipsis."""
    tall = _WRAPPED_LINES * metrics.lineSpacing()

    def fits(shown: str) -> bool:
        return metrics.boundingRect(QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap.value, shown).height() <= tall

    words = text.split(" ")
    kept = bisect(range(1, len(words)), False, key=lambda count: not fits(" ".join(words[:count]) + "…"))
    return text if fits(text) else " ".join(words[: max(kept, 1)]) + "…"


def _paint_chevron(painter: QPainter, row_rect: QRect, expanded: bool, theme: Theme) -> None:
    center = QPointF(EDGE_PADDING + _CHEVRON_HALF + 1, row_rect.top() + row_rect.height() / 2)
    wide, deep = _CHEVRON_HALF, _CHEVRON_HALF / 2
    if expanded:
        points = [center + QPointF(-wide, -deep), center + QPointF(0, deep), center + QPointF(wide, -deep)]
    else:
        points = [center + QPointF(-deep, -wide), center + QPointF(deep, 0), center + QPointF(-deep, wide)]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.muted), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF(points))
    painter.restore()


def _paint_ring(painter: QPainter, row_rect: QRect, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.focus), FOCUS_WIDTH))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FOCUS_WIDTH / 2
    painter.drawRoundedRect(QRectF(row_rect).adjusted(half, half, -half, -half - BORDER), TILE_RADIUS, TILE_RADIUS)
