"""How much is added each month, where, and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor.presentation.monthly import typed_amount
from advisor.ui import metrics
from advisor.ui.choices import Select
from advisor.ui.fonts import font
from advisor.ui.widgets import Button, Label, column, headed, row

_MONTHS = (3, 6, 12, 24, 36)
_USUAL_MONTHS = 12
_FIELD_GAP = 12
_AMOUNT_WIDTH = 120


class MonthlyForm(QWidget):
    """Amount, account, months; `submitted` says that they are to be worked out."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.amount = QLineEdit()
        self.amount.setFont(font("control"))
        self.amount.setPlaceholderText("$1,000")
        self.amount.setFixedWidth(_AMOUNT_WIDTH)
        self.account, self.months = Select(), Select()
        for months in _MONTHS:
            self.months.addItem(f"{months} months", months)
        self.months.setCurrentIndex(self.months.findData(_USUAL_MONTHS))
        self.work_out = Button("Work it out")
        self._said = Label("", "caption", "negative")
        self._lay_out()
        self.amount.returnPressed.connect(self.submitted)
        self.amount.textChanged.connect(lambda _text: self._judge())
        self.work_out.clicked.connect(self.submitted)
        for choice in (self.account, self.months):
            choice.activated.connect(lambda _place: self.submitted.emit())
        self._judge()

    def show_accounts(self, accounts: Iterable[tuple[int, str]]) -> None:
        """Offer these accounts, by id; the one that was chosen stays chosen."""
        chosen = self.account.currentData()
        self.account.clear()
        for account_id, name in accounts:
            self.account.addItem(name, account_id)
        self.account.setCurrentIndex(max(0, self.account.findData(chosen)))

    def typed(self) -> tuple[Decimal, int, int] | None:
        """Amount, account and months; None while no amount can be read."""
        amount, _fault = typed_amount(self.amount.text())
        account_id = self.account.currentData()
        return None if amount is None or account_id is None else (amount, int(account_id), int(self.months.currentData()))

    def _judge(self) -> None:
        amount, fault = typed_amount(self.amount.text())
        self._said.setText(fault)
        self._said.setVisible(bool(fault))
        self.amount.setAccessibleDescription(fault)
        self.work_out.setEnabled(amount is not None)

    def _lay_out(self) -> None:
        layout = column(self, metrics.NO_MARGINS, metrics.SMALL_GAP)
        line = row(None, metrics.NO_MARGINS, _FIELD_GAP)
        for heading, field in (("Each month", self.amount), ("Into", self.account), ("For", self.months)):
            line.addLayout(headed(heading, field))
        verb = column(None, metrics.NO_MARGINS, 0)
        verb.addStretch(1)
        verb.addWidget(self.work_out)
        line.addLayout(verb)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._said)
