"""Holdings: the books, position by position, with tax lots, transactions, what the checks found, and past imports."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent

from advisor.presentation.holdings import build_holdings
from advisor.presentation.page_tables import lots_csv, positions_csv
from advisor.presentation.views import HoldingRow, HoldingsView, ImportRow, TransactionRow
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.pages.books_questions import BooksQuestions
from advisor.ui.pages.books_tables import CHECKS, IMPORTS, LOTS, POSITIONS, TRANSACTIONS, BooksTables, symbol_of
from advisor.ui.pages.books_tools import BooksTools
from advisor.ui.pages.page import Page
from advisor.ui.tables.columns import GROUP, TOTAL
from advisor.ui.tables.long_rows import PreparedRows
from advisor.ui.tables.rows_table import RowAction
from advisor.ui.theme import Themes
from advisor.ui.widgets import Headline, RichLabel, column

if TYPE_CHECKING:
    from advisor.domain.portfolio import Account, Position
    from advisor.exposure.model import HoldingMix, MeasuredPortfolio


class HoldingsPage(Page):
    """What is owned, where, and which file says so. Its `questions` tell what the investor wants changed.

    Signals:
        explanation_requested: Id of an import: what did it leave out?
        original_requested: Id of an import and the name of its file, which is wanted back.
        transactions_requested: The history is in front and not the newest; answer with `show_transactions`.
        history_export_requested: The whole history is wanted as a file.
        work_asked: Long work, and what is to be done with its result.
    """

    key = "holdings"
    title = "Holdings"
    icon_name = "wallet"

    explanation_requested = Signal(int)
    original_requested = Signal(int, str)
    transactions_requested = Signal()
    history_export_requested = Signal()
    work_asked = Signal(object, object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._measured: MeasuredPortfolio | None = None
        self._mixes: dict[str, HoldingMix] = {}
        self._transactions_are_old = True
        self._headline = Headline("Reading your books.")
        self._explanation = RichLabel()
        self.tools = BooksTools(themes)
        self.tables = BooksTables(themes)
        self.questions = BooksQuestions(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        layout = column(self, metrics.PAGE_MARGINS, 0)
        layout.addWidget(self._headline)
        layout.addWidget(self._explanation)
        layout.addSpacing(14)
        layout.addWidget(self.tools)
        layout.addSpacing(14)
        layout.addWidget(self.tables, 1)
        self.tools.hide()
        self.tables.hide()

    def _connect(self) -> None:
        tools, tables, questions = self.tools, self.tables, self.questions
        tools.part_chosen.connect(self._show_part)
        tools.filter.textChanged.connect(tables.look_for)
        tools.grouping_changed.connect(lambda: tables.show_positions(grouped=tools.grouped))
        tools.export_asked.connect(self.export_view)
        tables.failed.connect(self.failed)
        tables.filter_dropped.connect(tools.filter.clear)
        tables.import_requested.connect(questions.import_requested)
        tables.imports.verb_chosen.connect(questions.ask_undo)
        tables.imports.row_entered.connect(lambda past: self.explanation_requested.emit(past.id))
        tables.imports.set_row_actions(self._import_actions)
        tables.positions.set_row_actions(self._row_actions)
        tables.positions.row_entered.connect(self._ask_account)
        tables.checks.verb_chosen.connect(questions.mend)
        tables.transactions.export_asked.connect(self.history_export_requested)
        tables.transactions.work_asked.connect(self.work_asked)
        questions.import_shown.connect(self._show_import)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(tools.filter.setFocus)

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        self._measured = measured
        self._mixes = dict(measured.exposure.holdings) if measured.exposure else {}
        self._transactions_are_old = True
        self.questions.about(measured)
        self.show_view(build_holdings(measured, today()))

    def show_view(self, view: HoldingsView) -> None:
        """Draw the books as these words say."""
        self._headline.setText(view.headline)
        self._explanation.show_runs(view.explanation)
        self.tables.show_view(view, grouped=self.tools.grouped)
        self.tables.show()
        self.tools.setVisible(not self.tables.is_empty)
        self.tools.offer(view)

    def show_transactions(self, prepared: PreparedRows[TransactionRow]) -> None:
        """Draw the history."""
        self.tables.show_transactions(prepared)

    def focus_subject(self, subject: str) -> None:
        """Show a part of the books (imports with the newest one chosen), or select every position of a symbol."""
        if subject == IMPORTS:
            self.tools.choose(IMPORTS)
            self.tables.choose_import()
        elif subject == CHECKS:
            self.tools.choose(CHECKS)
        elif self.tables.has_symbol(subject):
            self.tools.choose(POSITIONS)
            self.tools.filter.clear()
            self.tables.choose_symbol(subject)

    def export_view(self) -> None:
        """Every position, lot or entry, with its account; checks and imports as their table stands."""
        part, measured = self.tools.part, self._measured
        if part == TRANSACTIONS:
            self.history_export_requested.emit()
        elif part in (POSITIONS, LOTS):
            if measured is not None:
                csv = positions_csv(measured) if part == POSITIONS else lots_csv(measured, today())
                self.export_asked.emit("positions" if part == POSITIONS else "tax-lots", csv)
        else:
            self.tables.short[part].export_csv()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._request_transactions()

    def _show_part(self, part: str) -> None:
        self.tables.bring_forward(part)
        self._request_transactions()

    def _request_transactions(self) -> None:
        """They are many: they are read when they are looked at, and once for each state of the books."""
        if self._transactions_are_old and self.tools.part == TRANSACTIONS and self.isVisible():
            self._transactions_are_old = False
            self.transactions_requested.emit()

    def _show_import(self, import_id: int) -> None:
        self.tools.choose(IMPORTS)
        self.tables.choose_import(import_id)
        self.explanation_requested.emit(import_id)

    def _row_actions(self, held: HoldingRow) -> list[RowAction]:
        """An account can be changed; a cost that no file tells stated; anything that is owned classified by hand."""
        account = self._account_of(held)
        if account is not None:
            return [("Name, owner and tax treatment…", lambda: self._ask_account(held)), *self._rate_actions(account)]
        return [*self._cost_actions(held), *self._class_actions(held)]

    def _rate_actions(self, account: Account) -> list[RowAction]:
        waiting = self._measured.portfolio.unconverted if self._measured else ()
        currencies = {account.currency, *(one.value_currency for one in waiting if one.account.id == account.id)} - {"USD"}
        return [(f"What one {currency} is worth…", partial(self.questions.ask_rate, currency)) for currency in sorted(currencies)]

    def _cost_actions(self, held: HoldingRow) -> list[RowAction]:
        position = self._position_of(held)
        if position is None or not position.quantity:
            return []
        if position.cost_basis is not None and not position.cost_stated:
            return []
        return [(f"What {held.symbol} cost…", lambda: self.questions.ask_cost(position))]

    def _class_actions(self, held: HoldingRow) -> list[RowAction]:
        mix = self._mixes.get(symbol_of(held.key))
        if mix is None or held.level in (GROUP, TOTAL):
            return []
        actions: list[RowAction] = [(f"Classify {held.symbol}…", lambda: self.questions.ask_class(mix.symbol, held.name))]
        if held.classified_text:
            take_back = partial(self.questions.unclassify_requested.emit, mix.symbol)
            actions.append((f"Take back what you said of {held.symbol}", take_back))
        return actions

    def _import_actions(self, past: ImportRow) -> list[RowAction]:
        return [
            ("Show what was left out", lambda: self.explanation_requested.emit(past.id)),
            ("Save the original file…", lambda: self.original_requested.emit(past.id, past.file)),
            ("Undo the import…", lambda: self.questions.ask_undo(past)),
        ]

    def _ask_account(self, held: HoldingRow) -> None:
        account = self._account_of(held)
        if account is not None:
            self.questions.ask_account(account)

    def _account_of(self, held: HoldingRow) -> Account | None:
        accounts = self._measured.portfolio.accounts if self._measured and held.level == GROUP else ()
        return next((account for account in accounts if str(account.id) == held.key), None)

    def _position_of(self, held: HoldingRow) -> Position | None:
        positions = self._measured.portfolio.positions if self._measured else ()
        return next((one for one in positions if f"{one.account.id}:{one.symbol}" == held.key), None)
