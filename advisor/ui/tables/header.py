"""The heads of a table: flat, muted, aligned as their column, with an arrow at the one that orders the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from advisor.ui import fonts
from advisor.ui.metrics import BORDER, TABLE_HEAD_HEIGHT
from advisor.ui.tables.columns import Column
from advisor.ui.tables.row_painter import CELL_PADDING
from advisor.ui.theme import Themes

_ARROWS = {Qt.SortOrder.AscendingOrder: "↑", Qt.SortOrder.DescendingOrder: "↓"}


class TableHeader(QHeaderView):
    """Paints the column heads itself, so that numbers and their heads end on one line."""

    def __init__(self, columns: Sequence[Column[Any]], themes: Themes, first_inset: int, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = tuple(columns)
        self._themes = themes
        self._first_inset = first_inset
        self.ordered: tuple[int, Qt.SortOrder] | None = None
        self.setSectionsClickable(True)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(1)
        self.viewport().setAutoFillBackground(False)

    def needed_width(self, number: int) -> int:
        """Pixels that a head needs with its arrow, padding excluded."""
        heading = self._columns[number].heading
        return QFontMetrics(fonts.font("table_head")).horizontalAdvance(f"{heading} ↓" if heading else "")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), TABLE_HEAD_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        line = QRect(0, self.viewport().height() - BORDER, self.viewport().width(), BORDER)
        painter.fillRect(line, QColor(self._themes.theme.border))
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        column, theme = self._columns[logical_index], self._themes.theme
        ordering = self.ordered is not None and self.ordered[0] == logical_index
        painter.save()
        painter.setFont(fonts.font("table_head"))
        painter.setPen(QColor(theme.text if ordering else theme.muted))
        arrow = f" {_ARROWS[self.ordered[1]]}" if ordering and self.ordered else ""
        side = Qt.AlignmentFlag.AlignRight if column.numeric else Qt.AlignmentFlag.AlignLeft
        inside = rect.adjusted(self._first_inset if logical_index == 0 else CELL_PADDING, 0, -CELL_PADDING, 0)
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, column.heading + arrow)
        painter.restore()
