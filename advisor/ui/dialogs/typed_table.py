"""A table to type positions into."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from advisor.presentation.typed_list import HEADINGS
from advisor.ui import metrics
from advisor.ui.fonts import font

_FIRST_ROWS = 4
_LOOK = (
    "QTableWidget { gridline-color: palette(mid); } QTableWidget::item { padding: 0px 5px; }"
    "QLineEdit, QLineEdit:focus { padding: 0px 4px; border-radius: 0px; }"
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TypedTable(QTableWidget):
    """Begins to write wherever a key is pressed; a blank row always follows the last one."""

    def __init__(self) -> None:
        super().__init__(_FIRST_ROWS, len(HEADINGS))
        self.setAccessibleName("Your positions")
        self.setHorizontalHeaderLabels(HEADINGS)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(_RIGHT)
        self.model().setHeaderData(0, Qt.Orientation.Horizontal, _LEFT, Qt.ItemDataRole.TextAlignmentRole)
        self.horizontalHeader().setFont(font("table_head"))
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(metrics.TABLE_ROW_HEIGHT)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers & ~QAbstractItemView.EditTrigger.CurrentChanged)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font("body"))
        self.setStyleSheet(_LOOK)
        self.setItemDelegate(_CellEditor(self))
        self.itemChanged.connect(lambda item: self._keep_a_blank_row(item.row()))
        for number in range(_FIRST_ROWS):
            self._fill_row(number)
        self.setCurrentCell(0, 0)

    def texts(self) -> list[list[str]]:
        """What stands in each row."""
        cells = range(self.columnCount())
        return [[_text(self.item(number, place)) for place in cells] for number in range(self.rowCount())]

    def show_faults(self, faults: Mapping[tuple[int, int], str]) -> None:
        """Colour the cells that cannot be read, and say why."""
        palette = QApplication.palette()
        self.blockSignals(True)
        for number, place in product(range(self.rowCount()), range(self.columnCount())):
            at, fault = self.model().index(number, place), faults.get((number, place), "")
            color = palette.color(QPalette.ColorRole.BrightText if fault else QPalette.ColorRole.Text)
            self.model().setData(at, color, Qt.ItemDataRole.ForegroundRole)
            self.model().setData(at, fault, Qt.ItemDataRole.ToolTipRole)
            self.model().setData(at, fault, Qt.ItemDataRole.AccessibleDescriptionRole)
        self.blockSignals(False)
        self.viewport().update()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes to the next row; Tab in a blank last row leaves the table."""
        hints = QAbstractItemDelegate.EndEditHint
        leaves = hint is hints.EditNextItem and self._is_at_the_end()
        entered = hint is hints.SubmitModelCache
        super().closeEditor(editor, hints.NoHint if leaves or entered else hint)
        if leaves:
            self.focusNextChild()
        elif entered:
            self.setCurrentCell(min(self.currentRow() + 1, self.rowCount() - 1), 0)
            self.edit(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Tab and self._is_at_the_end():
            event.ignore()  # out of the table, which Tab would go around in for ever
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.state() is not QAbstractItemView.State.EditingState:  # else the field closes by itself
                self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _is_at_the_end(self) -> bool:
        number = self.currentRow()
        return number == self.rowCount() - 1 and not any(self.texts()[number])

    def _keep_a_blank_row(self, changed: int) -> None:
        if changed == self.rowCount() - 1 and any(self.texts()[changed]):
            self.insertRow(changed + 1)
            self._fill_row(changed + 1)

    def _fill_row(self, number: int) -> None:
        self.blockSignals(True)
        for place in range(self.columnCount()):
            item = QTableWidgetItem("")
            if place:
                item.setTextAlignment(_RIGHT)
            self.setItem(number, place, item)
        self.blockSignals(False)


class _CellEditor(QStyledItemDelegate):
    """A field that hands on each letter, so that what is wrong is said while it is typed."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFont(font("body"))
        editor.setAlignment(_RIGHT if index.column() else _LEFT)
        editor.setAccessibleName(f"{HEADINGS[index.column()]}, row {index.row() + 1}")
        editor.textEdited.connect(lambda _text: self.commitData.emit(editor))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> None:
        editor.setGeometry(option.rect)  # the whole cell: the padding is for the text beside it


def _text(item: QTableWidgetItem | None) -> str:
    return "" if item is None else item.text().strip()
