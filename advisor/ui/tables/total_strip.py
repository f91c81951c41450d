"""The total at the foot of a table."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from advisor.ui.tables.columns import Row, spoken
from advisor.ui.tables.row_painter import RowPainter, RowState
from advisor.ui.tables.tree import RowsTree

_TOTAL_HEIGHT = 36


class TotalStrip(QWidget, Generic[Row]):
    """The total, below the rows and in line with their columns, whatever is scrolled."""

    def __init__(self, tree: RowsTree[Row], painter: RowPainter[Row]) -> None:
        super().__init__()
        self._tree = tree
        self._painter = painter
        self._row: Row | None = None
        self.setFixedHeight(_TOTAL_HEIGHT)
        self.hide()
        tree.header().sectionResized.connect(lambda *_: self.update())
        tree.horizontalScrollBar().valueChanged.connect(lambda *_: self.update())

    def show_row(self, row: Row | None) -> None:
        self._row = row
        self.setVisible(row is not None)
        if row is not None:
            self.setAccessibleName(spoken(self._painter.columns, self._painter.outline, row))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, _TOTAL_HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        rect = QRect(0, 0, self._tree.viewport().width(), self.height())
        self._painter.paint(painter, rect, self._tree.cells(0, self.height()), self._row, RowState())
        painter.end()
