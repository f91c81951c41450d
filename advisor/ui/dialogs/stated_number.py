"""The small dialogs that ask for one number: what is right and wrong is said while it is typed."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from advisor.presentation.typed_numbers import typed_number
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.widgets import PrimaryButton, WrappedLabel, column, headed, row

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)


class StatedNumberDialog(QDialog):
    """A question, a sentence, one field for a number, what it means, and the verb; only a number that makes sense is taken."""

    def __init__(self, title: str, sentence: str, heading: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self.field = QLineEdit()
        self.field.setFont(font("body"))
        self.field.setFixedHeight(metrics.CONTROL_HEIGHT)
        self._meaning = WrappedLabel("", "caption", "muted")
        self.verb = PrimaryButton(verb)
        self._fields = row(None, (0, 6, 0, 0), 14)
        self._lines = column(None, metrics.NO_MARGINS, 10)
        self.add_field(heading, self.field)
        self._lay_out(title, sentence)
        self._shown = ""  # what stood in the field before anybody typed
        self.field.textChanged.connect(lambda _text: self._judge())
        self._judge()

    def _lay_out(self, title: str, sentence: str) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(WrappedLabel(title, "dialog_title"))
        layout.addWidget(WrappedLabel(sentence, "explanation", "muted"))
        layout.addLayout(self._fields)
        layout.addLayout(self._lines)
        layout.addWidget(self._meaning)
        layout.addSpacing(metrics.GAP)
        layout.addStretch(1)
        layout.addWidget(add_buttons(self, self.verb))

    def add_field(self, heading: str, field: QWidget) -> None:
        """Another field beside the number's."""
        self._fields.addLayout(headed(heading, field), 1)

    def add_line(self, heading: str, field: QWidget) -> None:
        """Another field below the number's, as wide as the dialog."""
        self._lines.addLayout(headed(heading, field))

    def begin_with(self, number: str) -> None:
        """Show a number to begin with; what is missing beside it is no mistake yet."""
        self._shown = number
        self.field.setText(number)

    def number(self) -> Decimal:
        """What was typed; call it once the dialog was accepted."""
        return typed_number(self.field.text()) or Decimal(0)

    def meaning_of(self, number: Decimal | None) -> tuple[str, bool]:
        """What the number would mean, and whether it can be taken; None is nothing, or no number.

        Raises:
            NotImplementedError: The dialog forgot to say.
        """
        raise NotImplementedError

    def _judge(self) -> None:
        typed = self.field.text().strip()
        words, good = self.meaning_of(typed_number(typed))
        self._meaning.setText(words)
        self._meaning.set_tone("muted" if good or typed == self._shown else "negative")
        self.field.setAccessibleDescription(words)
        self.verb.setEnabled(good)
