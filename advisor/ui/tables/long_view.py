"""The view of a long table: it lays nothing out row by row, and draws only what is in sight."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QEvent, QPoint, QRect, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from advisor.ui.tables.columns import Row, column_widths
from advisor.ui.tables.header import TableHeader
from advisor.ui.tables.long_rows import LongModel
from advisor.ui.tables.row_painter import CELL_PADDING, EDGE_PADDING, Cell, RowPainter, RowState
from advisor.ui.theme import Themes

_TALLEST = 16_777_215  # Qt's own limit


class LongView(QTableView, Generic[Row]):
    """Rows of a `LongModel`, drawn like those of every other table."""

    laid_out = Signal()  # there are more or fewer rows now

    def __init__(self, model: LongModel[Row], painter: RowPainter[Row], themes: Themes) -> None:
        super().__init__()
        self._rows = model
        self._painter = painter
        self._hovered = -1
        self.setModel(model)
        self.heads = TableHeader(model.columns, themes, painter.first_inset, self)
        self.setHorizontalHeader(self.heads)
        self._dress()
        model.modelReset.connect(self._on_reset)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QTableView, QHeaderView { background: transparent; }")

    def set_row_height(self, pixels: int) -> None:
        self.verticalHeader().setMinimumSectionSize(pixels)
        self.verticalHeader().setDefaultSectionSize(pixels)

    def content_height(self) -> int:
        """Pixels that the heads and every row need, as far as Qt can count them."""
        rows = self._rows.rowCount() * self.verticalHeader().defaultSectionSize()
        return min(self.heads.sizeHint().height() + rows, _TALLEST)

    def selected_places(self) -> list[int]:
        """The places of the selected rows, from the top."""
        parts = self.selectionModel().selection()
        ranges = [parts.at(number) for number in range(parts.count())]
        return sorted({place for part in ranges for place in range(part.top(), part.bottom() + 1)})

    def fit_columns(self) -> None:
        """Give every column the width of its widest text, dropping and shrinking as the columns say."""
        natural = [self._natural_width(number) for number in range(len(self._rows.columns))]
        widths = column_widths(self._rows.columns, natural, self.viewport().width() - EDGE_PADDING + CELL_PADDING, CELL_PADDING)
        for number, width in enumerate(widths):
            self.heads.setSectionHidden(number, width == 0)
            if width:
                self.heads.resizeSection(number, width)

    def _natural_width(self, number: int) -> int:
        longest = self._rows.prepared.longest
        content = self._painter.text_width(number, longest[number] if longest else ())
        inset = self._painter.first_inset if number == 0 else CELL_PADDING
        return max(content, self.heads.needed_width(number)) + inset + CELL_PADDING

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        first, last = self.rowAt(event.rect().top()), self.rowAt(event.rect().bottom())
        if first >= 0:
            for place in range(first, (last if last >= 0 else self._rows.rowCount() - 1) + 1):
                self._paint_row(painter, place)
        painter.end()

    def _paint_row(self, painter: QPainter, place: int) -> None:
        rect = QRect(0, self.rowViewportPosition(place), self.viewport().width(), self.rowHeight(place))
        cells = [
            Cell(number, QRect(self.columnViewportPosition(number), rect.top(), self.columnWidth(number), rect.height()))
            for number in range(len(self._rows.columns))
            if not self.isColumnHidden(number)
        ]
        state = RowState(
            selected=self.selectionModel().isRowSelected(place, self.rootIndex()),
            hovered=self._hovered == place,
            focused=self.hasFocus() and self.currentIndex().row() == place,
        )
        self._painter.paint(painter, rect, cells, self._rows.row_at(place), state)

    def selectionChanged(self, *changes: object) -> None:
        super().selectionChanged(*changes)  # type: ignore[arg-type]  # Qt's two selections
        self.viewport().update()

    def currentChanged(self, *changes: object) -> None:
        super().currentChanged(*changes)  # type: ignore[arg-type]  # Qt's two indexes
        self.viewport().update()  # the ring runs round the whole row, not one cell

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(QPoint(-1, -1))

    def _hover(self, point: QPoint) -> None:
        place = self.rowAt(point.y())
        if place != self._hovered:
            self._hovered = place
            self.viewport().update()

    def _on_reset(self) -> None:
        self._hovered = -1
        self.laid_out.emit()
