"""The tables of the books, one in front of the others."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget

from advisor.presentation.views import HoldingsView, TransactionRow
from advisor.ui.tables.columns import GROUP
from advisor.ui.tables.holding_columns import (
    CHECK_COLUMNS,
    CHECK_OUTLINE,
    DATE,
    IMPORT_COLUMNS,
    IMPORT_OUTLINE,
    IMPORTED,
    LOT_COLUMNS,
    LOT_OUTLINE,
    POSITION_COLUMNS,
    POSITION_OUTLINE,
    SYMBOL,
    TRANSACTION_COLUMNS,
    TRANSACTION_OUTLINE,
    VALUE,
)
from advisor.ui.tables.long_rows import PreparedRows
from advisor.ui.tables.long_table import LongTable
from advisor.ui.tables.rows_table import RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import EmptyState, Label

POSITIONS, LOTS, TRANSACTIONS, CHECKS, IMPORTS = "positions", "lots", "transactions", "checks", "imports"


class BooksTables(QStackedWidget):
    """Positions, tax lots, transactions, checks and imports, or the one sentence of an empty book.

    Signals:
        failed: An exception that the frame should tell.
        filter_dropped: Every row is wanted again.
        import_requested: The investor wants to choose a file.
    """

    failed = Signal(object)
    filter_dropped = Signal()
    import_requested = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._view: HoldingsView | None = None
        self._has_transactions = False
        self.positions = RowsTable(POSITION_COLUMNS, themes, POSITION_OUTLINE, name="Positions")
        self.lots = RowsTable(LOT_COLUMNS, themes, LOT_OUTLINE, name="Tax lots")
        self.transactions = LongTable(TRANSACTION_COLUMNS, themes, TRANSACTION_OUTLINE, name="Transactions")
        self.checks = RowsTable(CHECK_COLUMNS, themes, CHECK_OUTLINE, name="Checks")
        self.imports = RowsTable(IMPORT_COLUMNS, themes, IMPORT_OUTLINE, name="Imports", verb_on_enter=False)
        self._reading = Label("Reading your transactions.", "explanation", "muted")
        self._reading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty = EmptyState("No positions yet. Import the positions file that your broker hands out.", "Import a file")
        self.short: dict[str, RowsTable[Any]] = {
            POSITIONS: self.positions,
            LOTS: self.lots,
            CHECKS: self.checks,
            IMPORTS: self.imports,
        }
        for shown in (*self.short.values(), self.transactions, self._reading, self._empty):
            self.addWidget(shown)
        self._connect()
        self.positions.order_by(VALUE, descending=True)
        self.lots.order_by(SYMBOL)
        self.transactions.order_by(DATE, descending=True)
        self.imports.order_by(IMPORTED, descending=True)

    def _connect(self) -> None:
        for table in self.short.values():
            table.failed.connect(self.failed)
            table.filter_dropped.connect(self.filter_dropped)
        self.transactions.filter_dropped.connect(self.filter_dropped)
        self._empty.clicked.connect(self.import_requested)

    @property
    def is_empty(self) -> bool:
        """Nothing is owned, and nothing was ever imported."""
        return self._view is None or not (self._view.rows or self._view.imports)

    def show_view(self, view: HoldingsView, *, grouped: bool) -> None:
        """Every part but the transactions, which are read apart."""
        self._view = view
        self.show_positions(grouped=grouped)
        self.lots.show_rows(view.lots)
        self.checks.show_rows(view.checks)
        self.imports.show_rows(view.imports)

    def show_positions(self, *, grouped: bool) -> None:
        """Below their accounts, or side by side."""
        if self._view is not None:
            self.positions.show_rows([held for held in self._view.rows if grouped or held.level != GROUP])

    def show_transactions(self, prepared: PreparedRows[TransactionRow]) -> None:
        self._has_transactions = True
        self.transactions.show_rows(prepared)
        if self.currentWidget() is self._reading:
            self.setCurrentWidget(self.transactions)

    def bring_forward(self, part: str) -> None:
        """Show a part; while transactions are read for the first time, a sentence stands for them."""
        if self.is_empty:
            self.setCurrentWidget(self._empty)
        elif part == TRANSACTIONS:
            self.setCurrentWidget(self.transactions if self._has_transactions else self._reading)
        else:
            self.setCurrentWidget(self.short[part])

    def look_for(self, text: str) -> None:
        """Filter every part."""
        for table in self.short.values():
            table.look_for(text)
        self.transactions.look_for(text)

    def has_symbol(self, symbol: str) -> bool:
        """Whether some account holds it."""
        return bool(self._keys_of(symbol))

    def choose_symbol(self, symbol: str) -> None:
        """Select every position of a symbol, in whatever account."""
        self.positions.clear_selection()
        for key in reversed(self._keys_of(symbol)):
            self.positions.choose(key)

    def _keys_of(self, symbol: str) -> list[str]:
        return [held.key for held in self._view.rows if symbol_of(held.key) == symbol] if self._view else []

    def choose_import(self, import_id: int | None = None) -> None:
        """Select an import, or the newest one."""
        if self._view and self._view.imports:
            chosen = self._view.imports[0].id if import_id is None else import_id
            self.imports.clear_selection()
            self.imports.choose(str(chosen))
            self.imports.tree.setFocus()


def symbol_of(key: str) -> str:
    """The symbol inside a position's key ("3:VTI", "3:VTI#2"); its text may be a friendlier word."""
    return key.partition(":")[2].partition("#")[0]
