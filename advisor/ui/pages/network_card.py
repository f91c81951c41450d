"""The card that asks sources, says what they answered, and holds the switches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar

from advisor.presentation.answers import progress_words
from advisor.presentation.views import NetworkView
from advisor.ui import metrics
from advisor.ui.icons import icon
from advisor.ui.switch import Switch
from advisor.ui.theme import Themes
from advisor.ui.widgets import Button, Card, LinkButton, WrappedLabel, row

_MEMBERS_TIP = (
    "Every member of the S&P 500, MidCap 400 and SmallCap 600: what breadth of the market needs, weights that move with "
    "prices, and P/Es worked out company by company. The first time takes many minutes."
)
_OFFLINE_TIP = "No connection is opened, whatever is asked. What is known stays, with its date."
_START_TIP = "Asks for what is due whenever the program starts, unless it works offline. Otherwise only “Refresh” asks."
_CONTACT_TIP = (
    "The SEC wants to see a mail address in every request. Yours is sent to the SEC and to nobody else; without one, the SEC is "
    "not asked for what a fund holds."
)
_FILE_TIP = (
    "What a fund holds, as its issuer lists it or reports it to the SEC, or a table of closes. Dropping it here does the same."
)
_RUNNING = "A refresh is running."
_ASK_CONTACT = "Contact for the SEC…"
_LINES = 3


class NetworkCard(Card):
    """Refresh, cancel, log; the last answers in words; what the program may do.

    Signals:
        refresh_asked: Everything that is due.
        cancel_asked: The running refresh is to end.
        log_asked, file_asked, contact_asked: The log, a file about the market, or the SEC's address is wanted.
        offline_switched, start_switched, members_switched: The switch's new state.
    """

    refresh_asked = Signal()
    cancel_asked = Signal()
    log_asked = Signal()
    file_asked = Signal()
    contact_asked = Signal()
    offline_switched = Signal(bool)
    start_switched = Signal(bool)
    members_switched = Signal(bool)

    def __init__(self, themes: Themes) -> None:
        super().__init__("Network")
        self._themes = themes
        self._view: NetworkView | None = None
        self._words = WrappedLabel("", "body", "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Room for the longest of its sentences, so that nothing below it moves when others come.
        self._words.setMinimumHeight(_LINES * self._words.fontMetrics().lineSpacing())
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(2)
        self._bar.setAccessibleName("Progress of the refresh")
        self._bar.hide()
        self.offline = _switch("Work offline", _OFFLINE_TIP, themes)
        self.at_start = _switch("Refresh at start", _START_TIP, themes)
        self.members = _switch("S&P 1500 members too", _MEMBERS_TIP, themes)
        self._contact = LinkButton(_ASK_CONTACT)
        self._refresh = Button("Refresh all", icon("refresh-cw", themes, "text"), small=True)
        self._cancel = Button("Cancel", icon("x", themes, "text"), small=True)
        self._cancel.hide()
        self._log = Button("Log…", icon("list-filter", themes, "text"), small=True)
        self._file = Button("Add a file…", icon("file-down", themes, "text"), small=True)
        self._file.setToolTip(_FILE_TIP)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        switches = QGridLayout()
        switches.setContentsMargins(*metrics.NO_MARGINS)
        switches.setHorizontalSpacing(metrics.CARD_GAP)
        switches.setVerticalSpacing(metrics.SMALL_GAP)
        left = Qt.AlignmentFlag.AlignLeft
        for place, widget in enumerate((self.offline, self.members, self.at_start, self._contact)):
            switches.addWidget(widget, place // 2, place % 2, left)
        for side in (0, 1):
            switches.setColumnStretch(side, 1)
        self.body.addLayout(switches)
        self.body.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        buttons = row(None, metrics.NO_MARGINS, metrics.GAP)
        for button in (self._refresh, self._cancel, self._log, self._file):
            buttons.addWidget(button)
        buttons.addStretch(1)
        return buttons

    def _connect(self) -> None:
        self._refresh.clicked.connect(self.refresh_asked)
        self._cancel.clicked.connect(self.cancel_asked)
        self._log.clicked.connect(self.log_asked)
        self._file.clicked.connect(self.file_asked)
        self._contact.clicked.connect(self.contact_asked)
        self.offline.clicked.connect(self.offline_switched)
        self.at_start.clicked.connect(self.start_switched)
        self.members.clicked.connect(self.members_switched)

    def show_view(self, view: NetworkView) -> None:
        """Draw the state of the network; while a refresh runs, its words stay."""
        self._view = view
        self.offline.setChecked(view.offline)
        self.at_start.setChecked(view.refresh_at_start)
        self._show_contact()
        self._log.setEnabled(view.has_log)
        self._log.setToolTip("" if view.has_log else "Nothing was asked yet.")
        if self._cancel.isHidden():
            self._rest()

    def show_progress(self, done: int, total: int, label: str) -> None:
        """A refresh runs: how far it is; `total` 0 where that is not known yet."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._say(progress_words(label, done, total), "plain")
        if self._cancel.isHidden():
            had_keyboard = self._refresh.hasFocus()
            self._bar.show()
            self._cancel.show()
            self._refresh.hide()
            self.offline.setEnabled(False)
            self.offline.setToolTip(_RUNNING)
            if had_keyboard:
                self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_progress(self) -> None:
        """No refresh runs any more."""
        had_keyboard = self._cancel.hasFocus()
        self._bar.hide()
        self._refresh.show()
        self._cancel.hide()
        self.offline.setEnabled(True)
        self.offline.setToolTip(_OFFLINE_TIP)
        if had_keyboard:
            self._refresh.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rest()

    def _rest(self) -> None:
        if self._view is not None:
            self._say(self._view.words, self._view.tone)
            self._refresh.setEnabled(not self._view.why_no_refresh)
            self._refresh.setToolTip(self._view.why_no_refresh or "Asks for what is due (F5)")

    def _show_contact(self) -> None:
        """The address given, as much of it as there is room for."""
        address = self._view.sec_contact if self._view else ""
        words = f"SEC contact: {address}" if address else _ASK_CONTACT
        room = self.contentsRect().width() // 2 - metrics.CARD_MARGINS[0] - 2 * metrics.GAP
        self._contact.setText(self._contact.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._contact.setAccessibleName(words)
        self._contact.setToolTip(f"{address}\n{_CONTACT_TIP}" if address else _CONTACT_TIP)

    def _say(self, words: str, tone: str) -> None:
        self._words.setText(words)
        self._words.set_tone(tone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bar.setGeometry(metrics.CARD_RADIUS, metrics.BORDER, self.width() - 2 * metrics.CARD_RADIUS, 2)
        self._show_contact()


def _switch(words: str, tip: str, themes: Themes) -> Switch:
    made = Switch(words, themes)
    made.setToolTip(tip)
    made.setAccessibleDescription(tip)
    return made
