"""Holdings: the books, position by position, with tax lots and past imports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QToolButton

from advisor.presentation.holdings import build_holdings
from advisor.presentation.page_tables import positions_csv
from advisor.presentation.views import HoldingRow, HoldingsView, ImportRow
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.dialogs.account import AccountDialog
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.fonts import font
from advisor.ui.icons import icon
from advisor.ui.pages.page import Page
from advisor.ui.tables.columns import GROUP, TOTAL
from advisor.ui.tables.holding_columns import (
    IMPORT_COLUMNS,
    IMPORT_OUTLINE,
    IMPORTED,
    LOT_COLUMNS,
    LOT_OUTLINE,
    POSITION_COLUMNS,
    POSITION_OUTLINE,
    VALUE,
)
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, EmptyState, Headline, Label, RichLabel, SegmentedControl, Select, column, row

if TYPE_CHECKING:
    from advisor.domain.portfolio import Account
    from advisor.exposure.model import HoldingMix, MeasuredPortfolio

_POSITIONS, _LOTS, _IMPORTS = "positions", "lots", "imports"
_FILTER_WIDTH = 230


class HoldingsPage(Page):
    """What is owned, where, and which file says so.

    Signals:
        undo_requested: Id of the import to take back; already confirmed.
        classify_requested: Symbol, `Sleeve`, `Sector`.
        explanation_requested: Id of an import: what did it leave out?
        account_change_requested: Id of the account, its name, its `TaxType`.
        import_requested: The investor wants to choose a file.
    """

    key = "holdings"
    title = "Holdings"
    icon_name = "wallet"

    undo_requested = Signal(int)
    explanation_requested = Signal(int)
    classify_requested = Signal(str, object, object)
    account_change_requested = Signal(int, str, object)
    import_requested = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._view: HoldingsView | None = None
        self._measured: MeasuredPortfolio | None = None
        self._mixes: dict[str, HoldingMix] = {}
        self._accounts: dict[str, Account] = {}
        self._headline = Headline("Reading your books.")
        self._explanation = RichLabel()
        self.positions = RowsTable(POSITION_COLUMNS, themes, POSITION_OUTLINE, name="Positions")
        self.lots = RowsTable(LOT_COLUMNS, themes, LOT_OUTLINE, name="Tax lots")
        self.imports = RowsTable(IMPORT_COLUMNS, themes, IMPORT_OUTLINE, name="Imports", verb_on_enter=False)
        self._empty = EmptyState("No positions yet. Import the positions file that your broker hands out.", "Import a file")
        self._parts = SegmentedControl(
            ((_POSITIONS, "Positions"), (_LOTS, "Tax lots"), (_IMPORTS, "Imports")), "Part of the books"
        )
        self._build_tools(themes)
        self._lay_out()
        self._connect()
        self.positions.order_by(VALUE, descending=True)
        self.imports.order_by(IMPORTED, descending=True)
        self._show_part(_POSITIONS)

    def _build_tools(self, themes: Themes) -> None:
        self.filter = QLineEdit()
        self.filter.setFont(font("body"))
        self.filter.setPlaceholderText("Filter by symbol or name")
        self.filter.setAccessibleName("Filter rows")
        self.filter.setClearButtonEnabled(True)
        for clear in self.filter.findChildren(QToolButton):  # Qt leaves its button without a name
            clear.setAccessibleName("Show all rows")
        self.filter.setMaximumWidth(_FILTER_WIDTH)
        self.filter.addAction(icon("list-filter", themes), QLineEdit.ActionPosition.LeadingPosition)
        self.group = Select(small=True)
        self.group.setAccessibleName("Group by")
        self.group.addItem("Account", userData=True)
        self.group.addItem("Nothing", userData=False)
        self._group_label = Label("Group by", "caption", "muted")
        self._export = Button("Export", icon("share", themes, "text"), small=True)

    def _lay_out(self) -> None:
        layout = column(self, metrics.PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        layout.addWidget(self._explanation)
        layout.addSpacing(14)
        tools = row(None, metrics.NO_MARGINS, 12)
        tools.addWidget(self._parts)
        tools.addWidget(self.filter, 1)
        tools.addStretch(1)
        for tool in (self._group_label, self.group, self._export):
            tools.addWidget(tool)
        layout.addLayout(tools)
        layout.addSpacing(14)
        self._stack = QStackedWidget()
        self._tables: dict[str, RowsTable[Any]] = {_POSITIONS: self.positions, _LOTS: self.lots, _IMPORTS: self.imports}
        for shown in (*self._tables.values(), self._empty):
            self._stack.addWidget(shown)
        layout.addWidget(self._stack, 1)
        self._stack.hide()

    def _connect(self) -> None:
        self._parts.changed.connect(self._show_part)
        self.filter.textChanged.connect(self._filter_rows)
        self.group.currentIndexChanged.connect(lambda _index: self._show_positions())
        self._export.clicked.connect(self.export_view)
        self._empty.clicked.connect(self.import_requested)
        self.imports.verb_chosen.connect(self._ask_undo)
        self.imports.row_entered.connect(lambda past: self.explanation_requested.emit(past.id))
        self.imports.set_row_actions(self._import_actions)
        self.positions.set_row_actions(self._row_actions)
        self.positions.row_entered.connect(self._ask_account)
        for table in self._tables.values():
            table.failed.connect(self.failed)
            table.filter_dropped.connect(self.filter.clear)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filter.setFocus)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        self._measured = measured
        self._mixes = dict(measured.exposure.holdings) if measured.exposure else {}
        self._accounts = {str(account.id): account for account in measured.portfolio.accounts}
        self.show_view(build_holdings(measured, today()))

    def show_view(self, view: HoldingsView) -> None:
        """Draw the books as these words say."""
        self._view = view
        self._headline.setText(view.headline)
        self._explanation.show_runs(view.explanation)
        self._show_positions()
        self.lots.show_rows(view.lots)
        self.imports.show_rows(view.imports)
        self._parts.set_offered(_LOTS, bool(view.lots))
        self._stack.show()
        self._show_part(self._parts.chosen)

    def focus_subject(self, subject: str) -> None:
        """Show the imports ("imports") with the newest one chosen, or select every position of a symbol, in whatever account."""
        if subject == _IMPORTS:
            self._parts.choose(_IMPORTS)
            self._show_part(_IMPORTS)
            self._choose_newest_import()
            return
        keys = [held.key for held in self._view.rows if _symbol_of(held) == subject] if self._view else []
        if not keys:
            return
        self._parts.choose(_POSITIONS)
        self.filter.clear()
        self._show_part(_POSITIONS)
        self.positions.clear_selection()
        for key in reversed(keys):
            self.positions.choose(key)

    def _choose_newest_import(self) -> None:
        if self._view and self._view.imports:
            self.imports.clear_selection()
            self.imports.choose(str(self._view.imports[0].id))
            self.imports.tree.setFocus()

    def export_view(self) -> None:
        """Every position with its account; lots and imports as their table stands."""
        if self._parts.chosen == _POSITIONS:
            if self._measured is not None:
                self.export_asked.emit("positions", positions_csv(self._measured))
            return
        self._tables[self._parts.chosen].export_csv()

    def _show_positions(self) -> None:
        if self._view is None:
            return
        grouped = bool(self.group.currentData())
        self.positions.show_rows([held for held in self._view.rows if grouped or held.level != GROUP])

    def _show_part(self, part: str) -> None:
        empty = self._view is None or not (self._view.rows or self._view.imports)
        self._stack.setCurrentWidget(self._empty if empty else self._tables[part])
        for tool in (self._parts, self.filter, self._export):
            tool.setVisible(not empty)
        for grouping in (self._group_label, self.group):
            grouping.setVisible(not empty and part == _POSITIONS)

    def _filter_rows(self, text: str) -> None:
        for table in self._tables.values():
            table.look_for(text)

    def _row_actions(self, held: HoldingRow) -> list[RowAction]:
        """An account can be changed; a stock, or something nothing is known about, classified by hand."""
        if self._account_of(held) is not None:
            return [("Name and tax treatment…", lambda: self._ask_account(held))]
        mix = self._mixes.get(_symbol_of(held))
        if mix is None or mix.is_fund or held.level in (GROUP, TOTAL):
            return []
        return [(f"Classify {held.symbol}…", lambda: self._ask_class(mix.symbol, held.name))]

    def _import_actions(self, past: ImportRow) -> list[RowAction]:
        return [
            ("Show what was left out", lambda: self.explanation_requested.emit(past.id)),
            ("Undo the import…", lambda: self._ask_undo(past)),
        ]

    def _account_of(self, held: HoldingRow) -> Account | None:
        return self._accounts.get(held.key) if held.level == GROUP else None

    def _ask_account(self, held: HoldingRow) -> None:
        account = self._account_of(held)
        if account is None:
            return
        dialog = AccountDialog(account, self)
        dialog.accepted.connect(lambda: self.account_change_requested.emit(account.id, *dialog.choice()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_class(self, symbol: str, name: str) -> None:
        dialog = ClassifyDialog(symbol, name, self)
        dialog.accepted.connect(lambda: self.classify_requested.emit(symbol, *dialog.choice()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_undo(self, past: ImportRow) -> None:
        dialog = ConfirmDialog(
            f"Take back {past.file}?",
            f"{past.rows_text.capitalize()} worth {past.total_text} leave the books, and the kept copy of the file with them. "
            "To have them again, import the file again.",
            "Undo the import",
            self,
        )
        dialog.accepted.connect(lambda: self.undo_requested.emit(past.id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _symbol_of(held: HoldingRow) -> str:
    """The symbol inside a position's key ("3:VTI", "3:VTI#2"); its text may be a friendlier word."""
    return held.key.partition(":")[2].partition("#")[0]
