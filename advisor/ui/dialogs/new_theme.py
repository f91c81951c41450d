"""Making a theme of one's own."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from advisor.domain.themes import OwnTheme, own_theme_id
from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, PrimaryButton, column

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)


class NewThemeDialog(QDialog):
    """Asks for a name, and what binds the companies of the theme."""

    def __init__(self, taken: Collection[str], parent: QWidget | None = None) -> None:
        """
        Args:
            taken: Ids of the themes that there are.
        """
        super().__init__(parent)
        self._taken = taken
        self.setWindowTitle("New theme")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self.name, self.about = QLineEdit(), QLineEdit()
        self.verb = PrimaryButton("Make the theme")
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("New theme", "dialog_title"))
        for heading, field in (("Name", self.name), ("What binds its companies", self.about)):
            field.setFont(font("body"))
            field.setFixedHeight(metrics.CONTROL_HEIGHT)
            field.setAccessibleName(heading)
            label = Label(heading, "caption", "muted")
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
        layout.addSpacing(metrics.GAP)
        layout.addWidget(add_buttons(self, self.verb))
        self.name.textChanged.connect(self._judge)
        self._judge("")

    def theme(self) -> OwnTheme:
        """The theme, without companies yet; call it once the dialog was accepted."""
        name = self.name.text().strip()
        return OwnTheme(own_theme_id(name, self._taken), name, self.about.text().strip(), today())

    def _judge(self, name: str) -> None:
        self.verb.setEnabled(bool(name.strip()))
