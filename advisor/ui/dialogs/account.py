"""Correcting what an account is called, whose it is and how it is taxed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QLineEdit, QListView, QSizePolicy, QWidget

from advisor.domain.portfolio import Account, TaxType
from advisor.presentation.labels import TAX_LABELS, broker_label
from advisor.ui.choices import Select
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column, headed, row

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)


class AccountDialog(QDialog):
    """Asks for the name, the tax treatment and the owner of one account; a blank name cannot be kept."""

    def __init__(self, account: Account, owners: Sequence[str] = (), parent: QWidget | None = None) -> None:
        """
        Args:
            owners: Names to suggest: those that other accounts have.
        """
        super().__init__(parent)
        self.setWindowTitle(f"Change {account.name}")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._name = QLineEdit(account.name)
        self._name.setFont(font("body"))
        self._name.selectAll()
        self._owner = _owner_field(account.owner, owners)
        self._tax = Select()
        self._tax.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for kind in TaxType:
            self._tax.addItem(TAX_LABELS[kind], userData=kind)
        self._tax.setCurrentIndex(self._tax.findData(account.tax_type))
        self._keep = PrimaryButton("Change")
        self._name.textChanged.connect(lambda text: self._keep.setEnabled(bool(text.strip())))
        self._lay_out(f"{broker_label(account.broker)} {account.number_masked}".strip())

    def _lay_out(self, known_as: str) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("What is this account?", "dialog_title"))
        words = WrappedLabel(
            f"{known_as}. Plans reckon taxes by the treatment; later imports keep these answers.", "explanation", "muted"
        )
        layout.addWidget(words)
        fields = row(None, (0, 6, 0, 0), 14)
        fields.addLayout(headed("Name", self._name), 3)
        fields.addLayout(headed("Tax treatment", self._tax), 2)
        layout.addLayout(fields)
        layout.addLayout(headed("Whose account", self._owner))
        layout.addSpacing(12)
        layout.addWidget(add_buttons(self, self._keep))

    def choice(self) -> tuple[str, TaxType, str]:
        """What the investor said: name, tax treatment, owner (empty for none)."""
        return self._name.text().strip(), TaxType(self._tax.currentData()), self._owner.text().strip()


def _owner_field(owner: str, owners: Sequence[str]) -> QLineEdit:
    field = QLineEdit(owner)
    field.setFont(font("body"))
    field.setPlaceholderText("Optional")
    suggestions = QCompleter(list(owners), field)
    listed = QListView()
    # Qt takes it out of the window, and with that from under the window's style sheet.
    listed.setStyleSheet("QListView { border: 1px solid palette(mid); } QListView::item { padding: 4px 8px; }")
    listed.setFont(font("body"))
    suggestions.setPopup(listed)
    suggestions.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    suggestions.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(suggestions)
    return field
