"""The table for rows by the hundred thousand: flat, without a total; else it is used like every other one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Generic

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu

from advisor.ui import metrics
from advisor.ui.tables.as_text import tab_separated
from advisor.ui.tables.columns import Column, Outline, Row
from advisor.ui.tables.long_rows import LongModel, PreparedRows
from advisor.ui.tables.long_view import LongView
from advisor.ui.tables.row_painter import RowPainter
from advisor.ui.tables.rows_table import TEXT_ROOM
from advisor.ui.theme import Themes
from advisor.ui.widgets import EmptyState, column

_COPIED_AT_ONCE = 2_000


class LongTable(QFrame, Generic[Row]):
    """A card with heads and rows. Its rows come prepared (`prepare_rows`), so that showing them is quick.

    Signals:
        filter_dropped: Every row is wanted again, asked for where the filter left none.
        export_asked: The rows are wanted as a file.
        work_asked: Work without arguments that takes long, and what is to be done with its result.
    """

    filter_dropped = Signal()
    export_asked = Signal()
    work_asked = Signal(object, object)

    def __init__(self, columns: Sequence[Column[Row]], themes: Themes, outline: Outline[Row], *, name: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._columns = tuple(columns)
        self._outline = outline
        self._model = LongModel(columns, self)
        self._painter = RowPainter(columns, outline, themes)
        self.view = LongView(self._model, self._painter, themes)
        self.view.set_row_height(max(metrics.TABLE_ROW_HEIGHT, self._painter.row_text_height() + TEXT_ROOM))
        self._nothing = EmptyState("No row holds these words.", "Show all rows")
        for part in (self, self.view):
            part.setAccessibleName(name)
        self._lay_out()
        self._connect(themes)

    def _lay_out(self) -> None:
        layout = column(self, (metrics.BORDER, metrics.SMALL_GAP, metrics.BORDER, metrics.SMALL_GAP), 0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._nothing, 1)
        layout.addStretch(0)
        self._nothing.hide()

    def _connect(self, themes: Themes) -> None:
        copy = QAction("Copy", self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        copy.triggered.connect(self.copy_selection)
        self.addAction(copy)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.heads.sectionClicked.connect(self._on_head_clicked)
        self.view.laid_out.connect(self._on_laid_out)
        self._nothing.clicked.connect(self._drop_filter)
        themes.changed.connect(self._repaint)

    def show_rows(self, prepared: PreparedRows[Row]) -> None:
        """Replace the rows; filter and order stay in force."""
        self._model.show(prepared)
        self.view.fit_columns()

    def look_for(self, text: str) -> None:
        """Show only the rows that hold every one of these words."""
        self._model.look_for(text)

    def order_by(self, heading: str, *, descending: bool = False) -> None:
        """Order the rows by a column.

        Raises:
            StopIteration: No column has this heading.
        """
        number = next(number for number, column in enumerate(self._columns) if column.heading == heading)
        self._order_by(number, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)

    def standing_rows(self) -> list[Row]:
        """Every row that the filter lets through, in the order they stand."""
        return self._model.rows_at(range(self._model.rowCount()))

    def selected_rows(self) -> list[Row]:
        """The selected rows in the order they stand."""
        return self._model.rows_at(self.view.selected_places())

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard with their heads, tab separated; all rows where none is selected."""
        rows = self.selected_rows() or self.standing_rows()
        write = partial(tab_separated, self._columns, self._outline, rows)
        if len(rows) <= _COPIED_AT_ONCE:
            _put_on_clipboard(write())
        else:
            self.work_asked.emit(write, _put_on_clipboard)

    def _order_by(self, number: int, order: Qt.SortOrder) -> None:
        self.view.heads.ordered = (number, order)
        self._model.order_by(number, descending=order == Qt.SortOrder.DescendingOrder)
        self.view.heads.viewport().update()

    def _on_head_clicked(self, number: int) -> None:
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        first, second = (down, up) if self._columns[number].numeric else (up, down)
        self._order_by(number, second if self.view.heads.ordered == (number, first) else first)

    def _drop_filter(self) -> None:
        self.look_for("")
        self.filter_dropped.emit()

    def _on_laid_out(self) -> None:
        nothing = self._model.rowCount() == 0 and bool(self._model.prepared.rows)
        self.view.setHidden(nothing)
        self._nothing.setVisible(nothing)
        self.view.setMaximumHeight(max(self.view.content_height(), 1))

    def _repaint(self) -> None:
        self.view.viewport().update()
        self.view.heads.viewport().update()

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction("Copy", self.copy_selection)
        menu.addAction("Export CSV…", self.export_asked.emit)
        orders = menu.addMenu("Sort by")
        for number, described in enumerate(self._columns):
            orders.addAction(described.heading, partial(self._on_head_clicked, number))
        menu.exec(self.view.viewport().mapToGlobal(point))
        menu.deleteLater()


def _put_on_clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
