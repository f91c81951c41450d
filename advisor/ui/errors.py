"""The one place where a failure is shown: in its own words if the program foresaw it, with an apology if not."""

from __future__ import annotations

import logging
import traceback
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QMessageBox, QWidget

from advisor.domain.errors import AdvisorError
from advisor.ui import metrics
from advisor.ui.icons import icon, pixmap
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, LinkButton, WrappedLabel, column, row

log = logging.getLogger(__name__)

_APOLOGY = "Sorry, something went wrong inside the program. Your data is unchanged."


class Failure(NamedTuple):
    """A failure in words: what happened, what to do, and the technical trail (empty when it was foreseen)."""

    message: str
    hint: str
    details: str


def told(error: BaseException) -> Failure:
    """Put an exception into words; one that nobody foresaw is also logged."""
    if isinstance(error, AdvisorError):
        where = f" ({error.file}, line {error.line})" if error.file and error.line else ""
        return Failure(error.message + where, error.hint, "")
    log.error("Unexpected failure", exc_info=error)
    return Failure(_APOLOGY, "", "".join(traceback.format_exception(error)))


class FailureBanner(QFrame):
    """Stands between bar and page until it is dismissed or the next thing succeeds; it covers nothing."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._themes = themes
        self._details = ""
        self._sign = QLabel()
        self._message = WrappedLabel("", "strong")
        self._hint = WrappedLabel("", "body", "muted")
        self._more = LinkButton("Details")
        self._more.clicked.connect(self._show_details)
        dismiss = Button("", icon("x", themes), small=True)
        dismiss.setAccessibleName("Dismiss")
        dismiss.setProperty("link", True)
        dismiss.clicked.connect(self.hide)
        self._lay_out(dismiss)
        self.hide()

    def _lay_out(self, dismiss: Button) -> None:
        words = column(None, metrics.NO_MARGINS, 2)
        for label in (self._message, self._hint):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        layout = row(self, (metrics.PAGE_LEFT, 10, metrics.PAGE_RIGHT, 10), 12)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)

    def show_error(self, error: BaseException) -> None:
        """Tell a failure."""
        failure = told(error)
        self._details = failure.details
        self._sign.setPixmap(pixmap("circle-alert", self._themes, "negative", metrics.NAV_ICON, self.devicePixelRatioF()))
        self._message.setText(failure.message)
        self._hint.setText(failure.hint)
        self._hint.setVisible(bool(failure.hint))
        self._more.setVisible(bool(failure.details))
        self.setAccessibleName(" ".join(part for part in failure[:2] if part))
        self.show()

    def _show_details(self) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Details", _APOLOGY, QMessageBox.StandardButton.Close, self.window())
        box.setDetailedText(self._details)
        box.setWindowModality(Qt.WindowModality.WindowModal)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def show_error(parent: QWidget, error: BaseException) -> None:
    """Tell a failure on the banner of the window that `parent` stands in, or in a box where there is none."""
    banner = parent.window().findChild(FailureBanner)
    if banner is not None:
        banner.show_error(error)
        return
    failure = told(error)
    box = QMessageBox(QMessageBox.Icon.NoIcon, "Rotation Advisor", failure.message, QMessageBox.StandardButton.Close, parent)
    box.setInformativeText(failure.hint)
    box.setDetailedText(failure.details)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
