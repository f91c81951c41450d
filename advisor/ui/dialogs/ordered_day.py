"""The day on which the orders of a plan were given."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QDialog, QWidget

from advisor.services.clock import today
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.dialogs.day_field import DayField
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column

_WIDTH = 420
_MARGINS = (24, 20, 24, 20)
_SENTENCE = "Files that are imported later are compared with this plan, trade by trade."


class OrderedDayDialog(QDialog):
    """Asks for a day."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Orders given")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._day = DayField(today(), "Orders were given on")
        layout = column(self, _MARGINS, 10)
        layout.addWidget(WrappedLabel(f"Orders of “{name}”", "dialog_title"))
        layout.addWidget(WrappedLabel(_SENTENCE, "explanation", "muted"))
        heading = Label("They were given on", "caption", "muted")
        heading.setBuddy(self._day)
        layout.addWidget(heading)
        layout.addWidget(self._day)
        layout.addSpacing(metrics.GAP)
        layout.addWidget(add_buttons(self, PrimaryButton("Mark as ordered")))

    def day(self) -> date:
        """What was chosen; call it once the dialog was accepted."""
        return self._day.day()
