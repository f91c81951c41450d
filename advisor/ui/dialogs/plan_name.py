"""Under which name a plan is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column

_WIDTH = 420
_MARGINS = (24, 20, 24, 20)

_SENTENCE = "It is kept with everything it was made from, and can be carried out, compared and printed later."


class PlanName(QDialog):
    """Asks for a name; Keep is pressed once there is one."""

    def __init__(self, suggested: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keep plan")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._field = QLineEdit(suggested)
        self._field.setFont(font("control"))
        self._field.setAccessibleName("Name of the plan")
        self._field.selectAll()
        keep = PrimaryButton("Keep")
        self._field.textChanged.connect(lambda text: keep.setEnabled(bool(text.strip())))
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label("Keep plan", "dialog_title"))
        layout.addWidget(WrappedLabel(_SENTENCE, "explanation", "muted"))
        layout.addWidget(self._field)
        layout.addSpacing(8)
        layout.addWidget(add_buttons(self, keep))
        self._field.setFocus()

    @property
    def name(self) -> str:
        return self._field.text().strip()
