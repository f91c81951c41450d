"""The mail address that the SEC wants to see in every request."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from advisor.domain.mail_address import is_mail_address
from advisor.ui import metrics
from advisor.ui.dialogs.buttons import add_buttons
from advisor.ui.fonts import font
from advisor.ui.widgets import Label, PrimaryButton, WrappedLabel, column

_WIDTH = 460
_MARGINS = (24, 20, 24, 20)
_TITLE = "Who asks the SEC?"
_SENTENCE = (
    "Funds report what they hold to the SEC, which gives it to everybody who names a mail address. Yours goes to the SEC with "
    "each request, and to nobody else. Without one, the SEC is not asked."
)


class SecContactDialog(QDialog):
    """Asks for an address; an empty field withdraws the one that was given."""

    def __init__(self, known: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = known
        self.setWindowTitle("Contact for the SEC")
        self.setModal(True)
        self.setFixedWidth(_WIDTH)
        self._field = QLineEdit(known)
        self._field.setFont(font("body"))
        self._field.setFixedHeight(metrics.CONTROL_HEIGHT)
        self._field.setPlaceholderText("name@place.com")
        self._field.setAccessibleName("Mail address")
        self._judgement = Label("", "caption", "muted")
        self._verb = PrimaryButton("Keep the address")
        self._lay_out()
        self._field.textChanged.connect(lambda _text: self._judge())
        self._judge()

    def address(self) -> str:
        """What was typed, without blanks around it."""
        return self._field.text().strip()

    def _lay_out(self) -> None:
        layout = column(self, _MARGINS, 10)
        layout.addWidget(Label(_TITLE, "dialog_title"))
        words = WrappedLabel(_SENTENCE, "explanation", "muted")
        layout.addWidget(words)
        heading = Label("Mail address", "caption", "muted")
        heading.setBuddy(self._field)
        layout.addSpacing(metrics.SMALL_GAP)
        for part in (heading, self._field, self._judgement):
            layout.addWidget(part)
        layout.addSpacing(metrics.GAP)
        layout.addWidget(add_buttons(self, self._verb))

    def _judge(self) -> None:
        typed = self.address()
        good = is_mail_address(typed) or (not typed and bool(self._known))
        withdraw = not typed and bool(self._known)
        self._verb.setText("Withdraw the address" if withdraw else "Keep the address")
        self._verb.setEnabled(good)
        wrong = bool(typed) and not good
        words = "Write it as name@place.com." if wrong else "The SEC is no longer asked then." if withdraw else " "
        self._judgement.setText(words)
        self._judgement.set_tone("negative" if wrong else "muted")
        self._field.setAccessibleDescription(words.strip())
