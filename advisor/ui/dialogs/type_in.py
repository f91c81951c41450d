"""Typing positions in, for those who have no file and no table to copy."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from advisor.domain.typed_list import OWN_LIST, TypedPosition
from advisor.presentation.typed_list import judge_typed_list
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.dialogs.typed_table import TypedTable
from advisor.ui.fonts import font
from advisor.ui.widgets import Card, Label, PrimaryButton, WrappedLabel, column, row

_SIZE = (680, 520)
_MARGINS = (24, 18, 24, 16)
_ACCOUNT_WIDTH = 260
_TITLE = "Type your positions"
_WORDS = "One row for each position, with its value or with quantity and price. Money goes by the symbol CASH."


class TypeInDialog(QDialog):
    """A small table to type into. Accepted means: preview `positions()` as the list of `account()`.

    Args:
        account: The list that was typed before, to be replaced; empty for the first one.
        reason: Why this is asked, where the investor wanted something else.
    """

    def __init__(self, account: str = "", reason: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_TITLE)
        self.setModal(True)
        self.resize(*_SIZE)
        self.account_field = QLineEdit(account or OWN_LIST)
        self.account_field.setFont(font("body"))
        self.account_field.setFixedSize(_ACCOUNT_WIDTH, metrics.CONTROL_HEIGHT)
        self.account_field.setAccessibleName("Account")
        self.account_field.setAccessibleDescription("A list with the name of an earlier one replaces it.")
        self.table = TypedTable()
        self.status = WrappedLabel("", "body", "muted")
        self.continue_button = PrimaryButton("Continue")
        self._positions: tuple[TypedPosition, ...] = ()
        self._lay_out(reason)
        self.table.itemChanged.connect(lambda _item: self._judge())
        self.account_field.textChanged.connect(lambda _text: self._judge())
        self._judge()
        self.table.setFocus()

    def account(self) -> str:
        """What the list is called."""
        return self.account_field.text().strip()

    def positions(self) -> tuple[TypedPosition, ...]:
        """What was typed; empty while something is missing or wrong."""
        return self._positions

    def _judge(self) -> None:
        view = judge_typed_list(self.table.texts())
        self._positions = view.positions
        self.table.show_faults(view.faults)
        nameless = bool(view.positions) and not self.account()
        self.status.setText("Give the list a name." if nameless else view.text)
        self.status.set_tone("negative" if nameless else view.tone)
        self.table.setAccessibleDescription(self.status.text())
        self.continue_button.setEnabled(bool(view.positions) and not nameless)

    def _lay_out(self, reason: str) -> None:
        layout = column(self, _MARGINS, 12)
        layout.addWidget(Label(_TITLE, "dialog_title"))
        opening = WrappedLabel(f"{reason} {_WORDS}".strip(), "explanation", "muted")
        layout.addWidget(opening)
        caption = Label("Account", "caption", "muted")
        caption.setBuddy(self.account_field)
        named = row(None, metrics.NO_MARGINS, metrics.GAP)
        for widget in (caption, self.account_field, Label("The same name again replaces the list.", "caption", "muted")):
            named.addWidget(widget)
        named.addStretch(1)
        layout.addLayout(named)
        card = Card()
        card.body.addWidget(self.table)
        layout.addWidget(card, 1)
        layout.addWidget(self.status)
        layout.addWidget(add_buttons(self, self.continue_button))
