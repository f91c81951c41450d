"""The trades of a plan by account, each with its reason and a lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from advisor.presentation.views import TradeRow
from advisor.ui import icons, metrics
from advisor.ui.dialogs.trade_in_full import TradeInFull
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Theme, Themes

_LOCK = "Lock"
_TALLEST = 420


class TradeTable(RowsTable[TradeRow]):
    """Sells and buys under their accounts; Enter or a double click opens one in full.

    Signals:
        lock_wanted: Symbol whose lock was clicked, or that stood chosen when Space was pressed.
    """

    lock_wanted = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__(_columns(themes), themes, _OUTLINE, name="Trades", dense=True, hugs_rows=True)
        self.cell_clicked.connect(self._on_cell_clicked_here)
        self.row_entered.connect(self._open)
        self.set_row_actions(self._actions)
        self.tree.laid_out.connect(self._show_whole)
        self.tree.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space locks; the tree would keep it for its own selection."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
            self._lock_chosen()
            return True
        return super().eventFilter(watched, event)

    def _on_cell_clicked_here(self, row: TradeRow, heading: str) -> None:
        if heading == _LOCK and row.level:
            self.lock_wanted.emit(row.symbol)

    def _open(self, row: TradeRow) -> None:
        if row.detail is None:
            return
        dialog = TradeInFull(row.detail, row.symbol, self)
        dialog.accepted.connect(lambda: self.lock_wanted.emit(row.symbol))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _lock_chosen(self) -> None:
        for row in self.selected_rows()[:1]:
            if row.level:
                self.lock_wanted.emit(row.symbol)

    def _actions(self, row: TradeRow) -> list[tuple[str, Callable[[], None]]]:
        if not row.level:
            return []
        return [
            ("Open", lambda: self._open(row)),
            (f"Leave {row.symbol} as it is", lambda: self.lock_wanted.emit(row.symbol)),
        ]

    def _show_whole(self) -> None:
        """High enough for all its rows, up to a point: the page scrolls, not the table in it."""
        self.tree.setMinimumHeight(min(self.tree.content_height(), _TALLEST))


def _columns(themes: Themes) -> tuple[Column[TradeRow], ...]:
    def paint_lock(painter: QPainter, rect: QRect, row: TradeRow, _theme: Theme) -> None:
        if row.level:
            side = metrics.SMALL_ICON
            place = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
            icons.icon("lock-open", themes, "muted").paint(painter, place)

    return (
        Column("Trade", lambda row: row.action, weight="strong", tone=lambda row: row.tone),
        Column("Symbol", lambda row: row.symbol if row.level else "", weight="strong"),
        Column("Shares", lambda row: row.shares_text, numeric=True),
        Column("Price", lambda row: row.price_text, numeric=True, weight="muted", drop_rank=1),
        Column("Value", lambda row: row.value_text, numeric=True, weight="strong"),
        Column("Gain", lambda row: row.gain_text, numeric=True),
        Column("Why", lambda row: row.why, weight="muted", flexible=True, least_width=200),
        Column(
            _LOCK,
            lambda row: "not locked" if row.level else "",
            painter=paint_lock,
            painted_width=metrics.SMALL_ICON,
        ),
    )


_OUTLINE: Outline[TradeRow] = Outline(
    key=lambda row: row.key,
    level=lambda row: row.level,
    lead=lambda row: (row.symbol, row.name) if row.level == 0 else ("", ""),
)
