"""What the Holdings page asks for: answers that only the investor has, the long history, and files out of the books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from advisor.presentation.notices import account_words, exported_words
from advisor.presentation.stated import cost_words, rate_words
from advisor.services.clock import today
from advisor.ui import late
from advisor.ui.asking import ask_where
from advisor.ui.main_window import MainWindow
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from advisor.domain.portfolio import TaxType
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.change_account import AccountOutcome
    from advisor.services.export_portfolio import ExportOutcome
    from advisor.services.save_original import OriginalOutcome
    from advisor.services.state_cost_basis import CostOutcome
    from advisor.services.state_exchange_rate import RateOutcome

_ANY_FILE = "All files (*)"
_PORTABLE = "Portable portfolio (*.json)"


class Bookkeeping(QObject):
    """Runs what was asked for and says what came of it.

    Signals:
        transactions_read: The history as `PreparedRows`.
        history_written: The history as CSV text.
    """

    transactions_read = Signal(object)
    history_written = Signal(str)

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        window.commands.export_everything.triggered.connect(self.choose_export)
        window.commands.export_everything.setEnabled(False)
        workspace.measured.connect(self._offer_export)

    def change_account(self, account_id: int, name: str, tax_type: TaxType, owner: str) -> None:
        """Remember what an account is called, how it is taxed and whose it is."""
        job = self._workspace.run(late.change_account, account_id, name, tax_type, owner)
        job.succeeded.connect(self._on_account_changed)

    def state_rate(self, currency: str, dollars: Decimal, day: date) -> None:
        """Count a currency at this rate from now on."""
        self._workspace.run(late.state_rate, currency, dollars, day).succeeded.connect(self._on_rate_stated)

    def state_cost(self, account_id: int, symbol: str, cost_basis: Decimal) -> None:
        """Remember what a position cost."""
        self._workspace.run(late.state_cost, account_id, symbol, cost_basis).succeeded.connect(self._on_cost_stated)

    def read_transactions(self) -> None:
        """Read the history of what is shown: one account, or all of them."""
        job = self._workspace.run(late.transactions, self._workspace.account_id)
        job.succeeded.connect(self.transactions_read)

    def write_history(self) -> None:
        """Write the history of what is shown as CSV."""
        job = self._workspace.run(late.history_csv, self._workspace.account_id)
        job.succeeded.connect(self.history_written)

    def run_aside(self, work: Callable[[], object], use: Callable[[Any], None]) -> None:
        """Run work that the window must not wait for, then use its result."""
        self._workspace.run_without_database(work).succeeded.connect(use)

    def choose_original(self, import_id: int, file: str) -> None:
        """Ask where, then give the original file of an import back."""
        ask_where(self._window, "Save the original file", file, _ANY_FILE, partial(self._save_original, import_id))

    def choose_export(self) -> None:
        """Ask where, then write everything in the books."""
        name = f"rotation-advisor-{today().isoformat()}.json"
        ask_where(self._window, "Export everything", name, _PORTABLE, self.export_everything)

    def export_everything(self, path: Path) -> None:
        """Write everything in the books to a portable file."""
        self._workspace.run(late.export_everything, path).succeeded.connect(self._on_exported)

    def _save_original(self, import_id: int, path: Path) -> None:
        self._workspace.run(late.save_original, import_id, path).succeeded.connect(self._on_original_saved)

    def _offer_export(self, measured: MeasuredPortfolio) -> None:
        self._window.commands.export_everything.setEnabled(bool(measured.portfolio.accounts))

    def _on_account_changed(self, outcome: AccountOutcome) -> None:
        self._window.undo_bar.offer(account_words(outcome.account), None)

    def _on_rate_stated(self, outcome: RateOutcome) -> None:
        self._window.undo_bar.offer(rate_words(outcome.rate.currency, outcome.rate.dollars), None)

    def _on_cost_stated(self, outcome: CostOutcome) -> None:
        position, cost = outcome.position, outcome.cost_basis
        if cost is not None:
            words = cost_words(position.symbol, cost, position.value_currency)
            self._window.undo_bar.offer(words, lambda: self._forget_cost(position.account.id, position.symbol))

    def _forget_cost(self, account_id: int, symbol: str) -> None:
        self._workspace.run(late.state_cost, account_id, symbol, None)

    def _on_exported(self, outcome: ExportOutcome) -> None:
        words = exported_words(outcome.file.name, outcome.accounts, outcome.positions, outcome.transactions)
        self._window.undo_bar.offer(words, None)

    def _on_original_saved(self, outcome: OriginalOutcome) -> None:
        self._window.undo_bar.offer(f"Saved {outcome.file.name} as it was imported.", None)
