"""The trades of a plan by account: shares to be typed over, lines to be locked or dropped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent

from advisor.domain.errors import InvalidRequestError
from advisor.presentation.typed_numbers import typed_number
from advisor.presentation.views import TradeRow
from advisor.ui.dialogs.trade_in_full import TradeInFull
from advisor.ui.pages.shares_editor import SharesEditor
from advisor.ui.pages.trade_columns import LOCK, OUTLINE, SHARES, trade_columns
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes

_TALLEST = 420


class TradeTable(RowsTable[TradeRow]):
    """Sells and buys under their accounts.

    Enter or a double click opens one in full; F2, a digit or a double click on the shares lets them be typed over; Space locks
    the line, Del drops it.

    Signals:
        lock_wanted: The row whose lock is to be turned.
        drop_wanted: The row that is not to be made.
        shares_typed: A row, and its shares as a Decimal.
        stay_wanted: A symbol that is not to be traded at all.
        undo_wanted: The last edit is to be taken back.
    """

    lock_wanted = Signal(object)
    drop_wanted = Signal(object)
    shares_typed = Signal(object, object)
    stay_wanted = Signal(str)
    undo_wanted = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__(trade_columns(themes), themes, OUTLINE, name="Trades", dense=True, hugs_rows=True)
        self.cell_clicked.connect(self._on_cell_clicked_here)
        self.row_entered.connect(self._open)
        self.set_row_actions(self._actions)
        self.tree.laid_out.connect(self._show_whole)
        self.tree.installEventFilter(self)
        self.tree.viewport().installEventFilter(self)
        self._dropped: list[str] = []  # keys of lines, the last one last
        self._keys: dict[int, Callable[[TradeRow], None]] = {
            Qt.Key.Key_Space: self.lock_wanted.emit,
            Qt.Key.Key_Delete: self._drop,
            Qt.Key.Key_F2: self._edit_chosen,
        }

    def show_rows(self, rows: Sequence[TradeRow]) -> None:
        """Replace the rows; a line that is back after it was dropped is chosen again, and until then one near its place."""
        before = self._keys_of_lines()
        super().show_rows(rows)
        if not self._dropped:
            return
        now = self._keys_of_lines()
        if self._dropped[-1] in now:
            self.clear_selection()
            self.choose(self._dropped.pop())
        elif now and self._dropped[-1] in before:
            self.choose(now[min(before.index(self._dropped[-1]), len(now) - 1)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The tree would keep these keys, and a double click on the shares, for itself."""
        if isinstance(event, QKeyEvent) and watched is self.tree:
            if event.matches(QKeySequence.StandardKey.Undo):
                return self._on_undo_key(event)
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.MouseButtonDblClick and isinstance(event, QMouseEvent):
            index = self.tree.indexAt(event.position().toPoint())
            if index.isValid() and index.column() == SHARES:
                self._edit(index)
                return True
        return super().eventFilter(watched, event)

    def _on_undo_key(self, event: QKeyEvent) -> bool:
        """While the table has the keyboard, undoing means its edits, not the last import."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
        elif event.type() == QEvent.Type.KeyPress:
            self.undo_wanted.emit()
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        act = self._keys.get(event.key())
        if act is not None:
            for row in self.selected_rows()[:1]:
                if row.level:
                    act(row)
            return True
        if event.text().isdigit() and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._edit(self.tree.currentIndex(), event.text())
            return True
        return False

    def _edit_chosen(self, _row: TradeRow) -> None:
        self._edit(self.tree.currentIndex())

    def _edit(self, index: QModelIndex, begun: str = "") -> None:
        if not index.isValid() or not self._order.row_at(index).level:
            return
        row = self._order.row_at(index)
        cell = self.tree.visualRect(index.siblingAtColumn(SHARES))
        editor = SharesEditor(cell, f"Shares of {row.symbol}", row.shares_text, self.tree.viewport())
        editor.typed.connect(lambda text: self._take(row, text))
        editor.left.connect(self.tree.setFocus)
        editor.show()
        editor.setFocus()
        editor.selectAll()
        if begun:
            editor.insert(begun)
            editor.setModified(True)

    def _take(self, row: TradeRow, text: str) -> None:
        shares = typed_number(text)
        if shares is None or shares < 0:
            self.failed.emit(InvalidRequestError(f"“{text.strip()}” is no number of shares.", "Type 0 to drop the trade."))
        elif shares == 0:
            self._drop(row)
        elif shares != (typed_number(row.shares_text) or Decimal(0)):
            self.shares_typed.emit(row, shares)

    def _drop(self, row: TradeRow) -> None:
        self._dropped.append(row.key)
        self.drop_wanted.emit(row)

    def _keys_of_lines(self) -> list[str]:
        return [row.key for row in self.standing_rows() if row.level]

    def _on_cell_clicked_here(self, row: TradeRow, heading: str) -> None:
        if heading == LOCK and row.level:
            self.lock_wanted.emit(row)

    def _open(self, row: TradeRow) -> None:
        if row.detail is None:
            return
        dialog = TradeInFull(row.detail, row.symbol, self)
        dialog.accepted.connect(lambda: self.stay_wanted.emit(row.symbol))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _actions(self, row: TradeRow) -> list[tuple[str, Callable[[], None]]]:
        if not row.level:
            return []
        return [
            ("Open", lambda: self._open(row)),
            ("Type other shares", lambda: self._edit_chosen(row)),
            ("Unlock this trade" if row.locked else "Lock this trade", lambda: self.lock_wanted.emit(row)),
            ("Drop this trade", lambda: self._drop(row)),
            (f"Leave {row.symbol} as it is", lambda: self.stay_wanted.emit(row.symbol)),
        ]

    def _show_whole(self) -> None:
        """High enough for all its rows, up to a point: the page scrolls, not the table in it."""
        self.tree.setMinimumHeight(min(self.tree.content_height(), _TALLEST))
