"""A line of the investor's own for a plan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QFormLayout, QLineEdit, QWidget

from advisor.advice.model.action import TradeAction
from advisor.domain.portfolio import Account
from advisor.presentation import labels
from advisor.presentation.typed_numbers import typed_number
from advisor.services.plan_draft import LineKey
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, PrimaryButton, column

_WIDTH = 420
_MARGINS = (24, 20, 24, 20)


class AddTrade(QDialog):
    """Asks for account, buy or sell, symbol and shares; Add is pressed once all of them are there."""

    def __init__(self, accounts: Sequence[Account], held: Sequence[str], parent: QWidget | None = None) -> None:
        """
        Args:
            held: Symbols that are offered while one is typed; others may be typed too.
        """
        super().__init__(parent)
        self.setWindowTitle("Add a trade")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._account, self._action = Select(), Select()
        self._symbol, self._shares = QLineEdit(), QLineEdit()
        for account in accounts:
            self._account.addItem(labels.account_label(account.name, account.number_masked), account.id)
        for words, action in (("Buy", TradeAction.BUY), ("Sell", TradeAction.SELL)):
            self._action.addItem(words, action)
        completer = QCompleter(list(held), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._symbol.setCompleter(completer)
        self._add = PrimaryButton("Add")
        self._lay_out()
        for field in (self._symbol, self._shares):
            field.textChanged.connect(self._judge)
        self._judge()
        self._symbol.setFocus()

    @property
    def line(self) -> tuple[LineKey, Decimal]:
        """Account, action and symbol, and how many shares; 0 shares where none can be read."""
        key = (int(self._account.currentData()), TradeAction(self._action.currentData()), self._symbol.text().strip().upper())
        return key, typed_number(self._shares.text()) or Decimal(0)

    def _judge(self) -> None:
        key, shares = self.line
        self._add.setEnabled(bool(key[2]) and shares > 0)

    def _lay_out(self) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("Add a trade", "dialog_title"))
        form = QFormLayout()
        form.setContentsMargins(*metrics.NO_MARGINS)
        form.setSpacing(metrics.GAP)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._symbol.setPlaceholderText("VXUS")
        fields = (("Account", self._account), ("Trade", self._action), ("Symbol", self._symbol), ("Shares", self._shares))
        for words, field in fields:
            field.setAccessibleName(words)
            field.setFont(font("control"))
            label = Label(words, "body", "muted")
            label.setMinimumHeight(metrics.CONTROL_HEIGHT)
            form.addRow(label, field)
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addWidget(add_buttons(self, self._add))
