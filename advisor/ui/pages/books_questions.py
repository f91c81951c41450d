"""What the books ask the investor before something is changed, and which question mends what a check found."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from advisor.presentation.own_classes import places_now
from advisor.presentation.views import ImportRow, QualityRow
from advisor.presentation.words import NONE
from advisor.ui.asking import ask_for_market_file
from advisor.ui.dialogs.account import AccountDialog
from advisor.ui.dialogs.classify import ClassifyDialog
from advisor.ui.dialogs.confirm import ConfirmDialog
from advisor.ui.dialogs.cost_basis import CostBasisDialog
from advisor.ui.dialogs.exchange_rate import ExchangeRateDialog
from advisor.ui.dialogs.opening import open_dialog

if TYPE_CHECKING:
    from advisor.domain.classification import Sector, Sleeve
    from advisor.domain.portfolio import Account, Portfolio, Position
    from advisor.exposure.model import MeasuredPortfolio

_IMPORTS_A_FILE = {"import_lots", "import_history", "import_positions", "import_newer"}


class BooksQuestions(QObject):
    """Opens the dialogs of the Holdings page and says what was answered.

    Signals:
        undo_requested: Id of the import to take back.
        classify_requested: Symbol, `Sleeve`, `Sector`.
        unclassify_requested: Symbol that is to be the program's to classify again.
        account_change_requested: Id of the account, its name, its `TaxType`, its owner.
        rate_stated: Currency, dollars (Decimal) for one unit, day.
        cost_stated: Id of the account, symbol, cost basis (Decimal, account currency).
        import_requested: A file is to be chosen.
        import_shown: Id of the import to look at.
        refresh_requested: Symbol that the market is to be asked about again; empty for all that is due.
        fund_file_chosen: Path of an issuer's list of what a fund holds, and the fund that was meant.
    """

    undo_requested = Signal(int)
    classify_requested = Signal(str, object, object)
    unclassify_requested = Signal(str)
    account_change_requested = Signal(int, str, object, str)
    rate_stated = Signal(str, object, object)
    cost_stated = Signal(int, str, object)
    import_requested = Signal()
    import_shown = Signal(int)
    refresh_requested = Signal(str)
    fund_file_chosen = Signal(str, str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._portfolio: Portfolio | None = None
        self._places: Mapping[str, tuple[Sleeve, Sector]] = {}

    def about(self, measured: MeasuredPortfolio) -> None:
        """Ask about this portfolio from now on."""
        self._portfolio = measured.portfolio
        self._places = places_now(measured)

    def mend(self, found: QualityRow) -> None:
        """Do, or ask for, what mends an issue."""
        if found.fix in _IMPORTS_A_FILE:
            self.import_requested.emit()
        elif found.fix == "show_import" and found.import_id is not None:
            self.import_shown.emit(found.import_id)
        elif found.fix == "refresh":
            self.refresh_requested.emit(found.symbol)
        elif found.fix == "add_fund_list":
            ask_for_market_file(self._page, lambda path: self.fund_file_chosen.emit(str(path), found.symbol))
        elif found.fix == "state_rate":
            self.ask_rate(found.symbol)
        elif found.fix == "classify":
            self.ask_class(found.symbol, self._name_of(found.symbol))
        elif found.fix == "state_cost_basis":
            position = self._position(found.account_id, found.symbol)
            if position is not None:
                self.ask_cost(position)

    def ask_undo(self, past: ImportRow) -> None:
        worth = "" if past.total_text == NONE else f" worth {past.total_text}"
        dialog = ConfirmDialog(
            f"Take back {past.file}?",
            f"{past.rows_text.capitalize()}{worth} leave the books, and the kept copy of the file with them. "
            "To have them again, import the file again.",
            "Undo the import",
            self._page,
        )
        dialog.accepted.connect(lambda: self.undo_requested.emit(past.id))
        open_dialog(dialog)

    def ask_account(self, account: Account) -> None:
        owners = {other.owner for other in self._portfolio.accounts if other.owner} if self._portfolio else set()
        dialog = AccountDialog(account, sorted(owners), self._page)
        dialog.accepted.connect(lambda: self.account_change_requested.emit(account.id, *dialog.choice()))
        open_dialog(dialog)

    def ask_class(self, symbol: str, name: str) -> None:
        dialog = ClassifyDialog(symbol, name, self._page, now=self._places.get(symbol))
        dialog.accepted.connect(lambda: self.classify_requested.emit(symbol, *dialog.choice()))
        open_dialog(dialog)

    def ask_rate(self, currency: str) -> None:
        waiting = self._portfolio.unconverted if self._portfolio else ()
        amount = sum((position.value for position in waiting if position.value_currency == currency), Decimal(0))
        dialog = ExchangeRateDialog(currency, amount, self._page)
        dialog.accepted.connect(lambda: self.rate_stated.emit(currency, dialog.number(), dialog.day()))
        open_dialog(dialog)

    def ask_cost(self, position: Position) -> None:
        dialog = CostBasisDialog(position, self._page)
        dialog.accepted.connect(lambda: self.cost_stated.emit(position.account.id, position.symbol, dialog.number()))
        open_dialog(dialog)

    def _position(self, account_id: int | None, symbol: str) -> Position | None:
        held = self._portfolio.positions if self._portfolio else ()
        return next((one for one in held if (one.account.id, one.symbol) == (account_id, symbol)), None)

    def _name_of(self, symbol: str) -> str:
        held = self._portfolio.positions if self._portfolio else ()
        return next((position.name for position in held if position.symbol == symbol), "")
