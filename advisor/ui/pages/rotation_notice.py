"""What stands in for the rotation, or over it: it is being worked out, or it could not be."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from advisor.ui import metrics
from advisor.ui.errors import Failure
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, Label, WrappedLabel, column, row

_BAR_HEIGHT = 2


class WorkingBar(QProgressBar):
    """Two pixels that move while something is worked out; its room stays when it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setFixedHeight(_BAR_HEIGHT)
        self.setAccessibleName("Working the rotation out")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()


class FailureCard(Card):
    """Why the rotation could not be worked out, and Try again. `retry_asked` says that it was pressed."""

    retry_asked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._message = WrappedLabel("", "strong")
        self._hint = WrappedLabel("", "body", "muted")
        words = column(None, metrics.NO_MARGINS, 2)
        for label in (self._message, self._hint):
            words.addWidget(label)
        again = Button("Try again", small=True)
        again.clicked.connect(self.retry_asked)
        line = row(None, metrics.NO_MARGINS, 12)
        line.addWidget(Sign("circle-alert", themes, "negative", metrics.NAV_ICON))
        line.addLayout(words, 1)
        line.addWidget(again)
        self.body.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_failure(self, failure: Failure) -> None:
        """Say what happened and what to do."""
        self._message.setText(failure.message)
        self._hint.setText(failure.hint)
        self._hint.setVisible(bool(failure.hint))
        self.setAccessibleName(" ".join(part for part in failure[:2] if part))
        self.show()


def reading() -> QWidget:
    """What stands there before the first figures."""
    card = Card()
    label = Label("Reading the closes and working the rotation out.", "explanation", "muted")
    card.body.addStretch(1)
    line = row(None, metrics.NO_MARGINS, 0)
    line.addStretch(1)
    line.addWidget(label)
    line.addStretch(1)
    card.body.addLayout(line)
    card.body.addStretch(1)
    return card
