"""The tree that lays rows out, lets them be chosen, and has the row painter draw them."""

from __future__ import annotations

from typing import Generic

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QStyleOptionViewItem, QTreeView

from advisor.ui.tables.columns import GROUP, TOTAL, Row, column_widths
from advisor.ui.tables.header import TableHeader
from advisor.ui.tables.model import RowsModel, RowsOrder
from advisor.ui.tables.row_painter import CELL_PADDING, CHEVRON_INDENT, EDGE_PADDING, Cell, RowPainter, RowState
from advisor.ui.theme import Themes

_RIGHT_ROOM = EDGE_PADDING - CELL_PADDING  # right of the last column, whichever it is


class RowsTree(QTreeView, Generic[Row]):
    """Rows of a `RowsModel`, seen through a `RowsOrder`."""

    cell_clicked = Signal(object, int)  # row, column
    row_entered = Signal(object)  # Enter, F2 or a double click on a row
    menu_wanted = Signal(QModelIndex, QPoint)  # of which row, at which point of the screen
    laid_out = Signal()  # widths or heights are others now

    def __init__(self, model: RowsModel[Row], order: RowsOrder[Row], painter: RowPainter[Row], themes: Themes) -> None:
        super().__init__()
        self._rows = model
        self._order = order
        self._painter = painter
        self._hovered = QPersistentModelIndex()
        self.setModel(order)
        self.heads = TableHeader(model.columns, themes, painter.first_inset, self)
        self.setHeader(self.heads)
        self._dress()
        order.modelReset.connect(self._on_reset)
        order.layoutChanged.connect(self.laid_out)
        self.expanded.connect(self._on_folded)
        self.collapsed.connect(self._on_folded)

    def _dress(self) -> None:
        collapsible = self._rows.outline.collapsible
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRootIsDecorated(collapsible)
        self.setItemsExpandable(collapsible)
        self.setExpandsOnDoubleClick(False)
        self.setIndentation(CHEVRON_INDENT if collapsible else 0)
        self.setUniformRowHeights(True)  # else Qt asks the model for the height of every cell
        self.setAllColumnsShowFocus(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setStyleSheet("QTreeView, QHeaderView { background: transparent; }")

    def cells(self, top: int, height: int) -> list[Cell]:
        """The visible columns from left to right, as rectangles of a row."""
        header = self.header()
        return [
            Cell(number, QRect(header.sectionViewportPosition(number), top, header.sectionSize(number), height))
            for number in range(header.count())
            if not header.isSectionHidden(number)
        ]

    def content_height(self) -> int:
        """Pixels that the heads and every unfolded row need."""
        tops = [self._order.index(number, 0) for number in range(self._order.rowCount())]
        rows = len(tops) + sum(self._order.rowCount(top) for top in tops if self.isExpanded(top))
        return self.heads.sizeHint().height() + rows * self._rows.row_height

    def fit_columns(self) -> None:
        """Give every column the width of its widest text, dropping and shrinking as the columns say."""
        columns = self._rows.columns
        natural = [self._natural_width(number) for number in range(len(columns))]
        widths = column_widths(columns, natural, self.viewport().width() - _RIGHT_ROOM, CELL_PADDING)
        for number, width in enumerate(widths):
            self.heads.setSectionHidden(number, width == 0)
            if width:
                self.heads.resizeSection(number, width)
        self.laid_out.emit()

    def _natural_width(self, number: int) -> int:
        plain = [row for row in self._rows.all_rows() if self._measured(number, row)]
        content = max(self._painter.content_width(number, plain), self.heads.needed_width(number))
        return content + (self._painter.first_inset if number == 0 else CELL_PADDING) + CELL_PADDING

    def _measured(self, number: int, row: Row) -> bool:
        """The words of group heads and totals run over several columns; only their numbers need room."""
        return self._rows.columns[number].numeric or self._rows.outline.level(row) not in (GROUP, TOTAL)

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        first = index.model().index(index.row(), 0, index.parent())
        rect = QRect(0, options.rect.top(), self.viewport().width(), options.rect.height())
        current = self.currentIndex()
        state = RowState(
            selected=self.selectionModel().isRowSelected(index.row(), index.parent()),
            hovered=self._hovered.isValid() and self._hovered == first,
            focused=self.hasFocus() and current.isValid() and current.siblingAtColumn(0) == first,
            expanded=self.isExpanded(first),
        )
        self._painter.paint(painter, rect, self.cells(rect.top(), rect.height()), self._order.row_at(index), state)

    def drawBranches(self, _painter: QPainter, _rect: QRect, _index: QModelIndex | QPersistentModelIndex) -> None:
        """The row painter has drawn the chevron."""

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
        index = self.indexAt(point)
        if self._hovered != index.siblingAtColumn(0):
            self._hovered = QPersistentModelIndex(index.siblingAtColumn(0))
            self.viewport().update()
        verb = index.isValid() and self._rows.columns[index.column()].verb and bool(index.data())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if verb else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.cell_clicked.emit(self._order.row_at(index), index.column())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._enter(self.indexAt(event.position().toPoint()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The keyboard asks for the chosen row, wherever the event says it points."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            index = self.currentIndex()
            point = self.visualRect(index).center()
        else:
            point = event.pos()
            index = self.indexAt(point)
        self.menu_wanted.emit(index, self.viewport().mapToGlobal(point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self._enter(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def _enter(self, index: QModelIndex) -> None:
        if index.isValid():
            self.row_entered.emit(self._order.row_at(index))

    def _on_reset(self) -> None:
        with QSignalBlocker(self):  # else every row tells that it opened, and everything is laid out for each
            self.expandAll()
        self.fit_columns()

    def _on_folded(self, _index: QModelIndex) -> None:
        self.laid_out.emit()
