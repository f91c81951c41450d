"""The table of every page: rows that can be chosen, ordered, filtered, copied and exported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Generic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QMenu

from advisor.ui import metrics
from advisor.ui.tables.as_text import tab_separated, write_csv
from advisor.ui.tables.columns import Column, Outline, Row
from advisor.ui.tables.model import RowsModel, RowsOrder
from advisor.ui.tables.row_painter import RowPainter
from advisor.ui.tables.total_strip import TotalStrip
from advisor.ui.tables.tree import RowsTree
from advisor.ui.theme import Themes
from advisor.ui.widgets import EmptyState, column

TEXT_ROOM = 10  # least space above and below a row's text together
RowAction = tuple[str, Callable[[], None]]


class RowsTable(QFrame, Generic[Row]):
    """A card with heads, rows and a total that stays at its foot.

    Signals:
        selection_changed: The chosen rows, as a list.
        verb_chosen: The row whose verb was clicked, or that was entered, in a table with a verb column.
        row_entered: Enter, F2 or a double click on a row.
        cell_clicked: Row and heading of its column.
        filter_dropped: Every row is wanted again, asked for where the filter left none.
        failed: The exception, when an export could not be written.

    With `hugs_rows` the card ends below the last row instead of filling its place. Without `verb_on_enter` only a click on the
    verb chooses it.
    """

    selection_changed = Signal(list)
    verb_chosen = Signal(object)
    row_entered = Signal(object)
    cell_clicked = Signal(object, str)
    filter_dropped = Signal()
    failed = Signal(object)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        themes: Themes,
        outline: Outline[Row],
        *,
        name: str = "",
        dense: bool = False,
        hugs_rows: bool = False,
        verb_on_enter: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._columns = tuple(columns)
        self._outline = outline
        self._hugs_rows = hugs_rows
        self._verb_on_enter = verb_on_enter
        self._row_actions: Callable[[Row], Sequence[RowAction]] | None = None
        self._model = RowsModel(columns, outline, self)
        self._order = RowsOrder(self._model, self)
        self._painter = RowPainter(columns, outline, themes)
        self.tree = RowsTree(self._model, self._order, self._painter, themes)
        self._total = TotalStrip(self.tree, self._painter)
        self._nothing = EmptyState("No row holds these words.", "Show all rows")
        self._name(name)
        self._lay_out()
        self._connect(themes)
        self.set_dense(dense)

    def _name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.tree.setAccessibleName(name)

    def _lay_out(self) -> None:
        # Room above and below, so that no row's ground reaches into the card's round corners.
        layout = column(self, (metrics.BORDER, metrics.SMALL_GAP, metrics.BORDER, metrics.SMALL_GAP), 0)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._total)
        layout.addWidget(self._nothing, 1)
        layout.addStretch(0)
        self._nothing.hide()
        # A short table leaves its card half empty: a click there means the table too.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # before the proxy, which would be given it too
        self.setFocusProxy(self.tree)

    def _connect(self, themes: Themes) -> None:
        copy = QAction("Copy", self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy_selection)
        self.addAction(copy)
        self.tree.menu_wanted.connect(self._open_menu)
        self.tree.heads.sectionClicked.connect(self._on_head_clicked)
        self.tree.laid_out.connect(self._on_laid_out)
        self.tree.row_entered.connect(self._on_entered)
        self.tree.cell_clicked.connect(self._on_cell_clicked)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit(self.selected_rows()))
        self._nothing.clicked.connect(self._drop_filter)
        themes.changed.connect(self._repaint)

    def set_dense(self, dense: bool) -> None:
        """Rows of 26 instead of 30 pixels; never less than their text needs."""
        needed = self._painter.row_text_height() + TEXT_ROOM
        self._model.row_height = max(metrics.DENSE_ROW_HEIGHT if dense else metrics.TABLE_ROW_HEIGHT, needed)
        self._order.layoutChanged.emit()

    def set_row_actions(self, actions: Callable[[Row], Sequence[RowAction]]) -> None:
        """Ask for (words, what to do) of a row whenever its menu opens."""
        self._row_actions = actions

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows; what was chosen stays chosen where it is still there."""
        kept = [self._outline.key(row) for row in self.selected_rows()]
        self._model.show_rows(rows)
        self._total.show_row(self._model.total)
        self._tell_nothing()
        for key in kept:
            self.choose(key)

    def look_for(self, text: str) -> None:
        """Show only the rows that hold every one of these words."""
        self._order.look_for(text)
        self.tree.expandAll()
        self._tell_nothing()

    def _drop_filter(self) -> None:
        self.look_for("")
        self.filter_dropped.emit()

    def _tell_nothing(self) -> None:
        """A sentence in place of the rows, where the filter leaves none of them."""
        nothing = self._order.rowCount() == 0 and self._model.rowCount() > 0
        self.tree.setHidden(nothing)
        self._nothing.setVisible(nothing)
        self._on_laid_out()

    def order_by(self, heading: str, *, descending: bool = False) -> None:
        """Order the rows of each group by a column.

        Raises:
            StopIteration: No column has this heading.
        """
        number = next(number for number, column in enumerate(self._columns) if column.heading == heading)
        self._order_by(number, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def choose(self, key: str) -> bool:
        """Select the row with this key beside those already selected, and scroll to it."""
        index = self._order.mapFromSource(self._model.index_of(key))
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        self.tree.selectionModel().setCurrentIndex(index, flags)
        self.tree.scrollTo(index)
        return True

    def clear_selection(self) -> None:
        self.tree.clearSelection()

    def selected_rows(self) -> list[Row]:
        """The selected rows in the order they stand."""
        return [row for row, index in self._standing() if self._is_selected(index)]

    def standing_rows(self) -> list[Row]:
        """Every row that the filter lets through, in the order they stand, the total last."""
        rows = [row for row, _index in self._standing()]
        return rows if self._model.total is None else [*rows, self._model.total]

    def verb_of(self, row: Row) -> str:
        """What can be done with a row by Enter or a click; empty for nothing."""
        return next((words for column in self._columns if column.verb and (words := column.text(row))), "")

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard with their heads, tab separated; all rows where none is selected."""
        rows = self.selected_rows() or self.standing_rows()
        QGuiApplication.clipboard().setText(tab_separated(self._columns, self._outline, rows))

    def export_csv(self) -> None:
        """Ask for a file and write the standing rows to it."""
        suggested = f"{self.accessibleName().casefold().replace(' ', '-') or 'table'}.csv"
        chosen, _filter = QFileDialog.getSaveFileName(self, "Export CSV", suggested, "CSV files (*.csv)")
        if not chosen:
            return
        try:
            write_csv(Path(chosen), self._columns, self._outline, self.standing_rows())
        except OSError as error:
            self.failed.emit(error)

    def _standing(self) -> list[tuple[Row, QModelIndex]]:
        found = []
        for number in range(self._order.rowCount()):
            top = self._order.index(number, 0)
            below = [self._order.index(place, 0, top) for place in range(self._order.rowCount(top))]
            found += [(self._order.row_at(index), index) for index in (top, *below)]
        return found

    def _is_selected(self, index: QModelIndex) -> bool:
        return self.tree.selectionModel().isRowSelected(index.row(), index.parent())

    def _order_by(self, number: int, order: Qt.SortOrder) -> None:
        self.tree.heads.ordered = (number, order)
        self._order.sort(number, order)
        self.tree.heads.viewport().update()

    def _on_head_clicked(self, number: int) -> None:
        if not self._columns[number].heading:
            return
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        first, second = (down, up) if self._columns[number].numeric else (up, down)
        self._order_by(number, second if self.tree.heads.ordered == (number, first) else first)

    def _on_entered(self, row: Row) -> None:
        self.row_entered.emit(row)
        if self._verb_on_enter and self.verb_of(row):
            self.verb_chosen.emit(row)

    def _on_cell_clicked(self, row: Row, number: int) -> None:
        clicked = self._columns[number]
        self.cell_clicked.emit(row, clicked.heading)
        if clicked.verb and clicked.text(row):
            self.verb_chosen.emit(row)

    def _on_laid_out(self) -> None:
        height = max(self.tree.content_height(), 1)
        self.tree.setMaximumHeight(height)
        self._total.setVisible(self._model.total is not None and not self.tree.isHidden())
        if self._hugs_rows:
            around = 2 * (metrics.SMALL_GAP + metrics.BORDER)
            needed = height + around + (self._total.height() if self._model.total is not None else 0)
            self.setMaximumHeight(max(needed, self.minimumHeight()))
        self._total.update()

    def _repaint(self) -> None:
        self.tree.viewport().update()
        self.tree.heads.viewport().update()

    def _open_menu(self, index: QModelIndex, point: QPoint) -> None:
        menu = QMenu(self)
        if index.isValid() and self._row_actions is not None:
            for words, act in self._row_actions(self._order.row_at(index)):
                menu.addAction(words, act)
            if menu.actions():
                menu.addSeparator()
        menu.addAction("Copy", self.copy_selection)
        menu.addAction("Export CSV…", self.export_csv)
        self._add_orders(menu.addMenu("Sort by"))
        menu.exec(point)
        menu.deleteLater()

    def _add_orders(self, menu: QMenu) -> None:
        for number, described in enumerate(self._columns):
            if described.heading:
                menu.addAction(described.heading, partial(self._on_head_clicked, number))
