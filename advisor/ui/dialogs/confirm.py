"""A question before something that cannot be undone."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from advisor.ui.dialogs.buttons import add_buttons, focus_default
from advisor.ui.widgets import PrimaryButton, WrappedLabel, column

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)


class ConfirmDialog(QDialog):
    """Says what would happen, what stays, and asks for the verb; the safe answer is the default."""

    def __init__(self, title: str, sentence: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        layout = column(self, _MARGINS, 10)
        layout.addWidget(WrappedLabel(title, "dialog_title"))
        layout.addWidget(WrappedLabel(sentence, "explanation", "muted"))
        layout.addSpacing(12)
        layout.addWidget(add_buttons(self, PrimaryButton(verb), prefer_dismiss=True))
        focus_default(self)
