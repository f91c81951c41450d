"""F1: what the page in front means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QWidget

from advisor.ui.dialogs.buttons import close_button
from advisor.ui.widgets import Label, WrappedLabel, column

_WIDTH = 560
_MARGINS = (24, 20, 24, 20)
_TEXT_WIDTH = _WIDTH - _MARGINS[0] - _MARGINS[2]


class PageHelpDialog(QDialog):
    """A few paragraphs and a way out."""

    def __init__(self, title: str, paragraphs: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"What {title} means")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        layout = column(self, _MARGINS, 12)
        layout.addWidget(Label(title, "dialog_title"))
        for paragraph in paragraphs:
            words = WrappedLabel(paragraph, "explanation")
            words.setFixedWidth(_TEXT_WIDTH)  # the height of the dialog is reckoned from it
            layout.addWidget(words)
        layout.addWidget(close_button(self))
