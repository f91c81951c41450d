"""The field that leaves only rows with certain words in a table."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QToolButton

from advisor.ui.fonts import font
from advisor.ui.icons import icon
from advisor.ui.theme import Themes

_WIDTH = 230


class FilterField(QLineEdit):
    """Its text goes to a table's `look_for`."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setFont(font("body"))
        self.setPlaceholderText("Filter rows")
        self.setAccessibleName("Filter rows")
        self.setClearButtonEnabled(True)
        for clear in self.findChildren(QToolButton):  # Qt leaves its button without a name
            clear.setAccessibleName("Show all rows")
        self.setMaximumWidth(_WIDTH)
        self.addAction(icon("list-filter", themes), QLineEdit.ActionPosition.LeadingPosition)
