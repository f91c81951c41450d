"""The welcome: what stands in the Overview's place while nothing is owned yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from advisor.presentation import network
from advisor.presentation.holdings import holdings_headline
from advisor.presentation.quality import why_nothing_counts
from advisor.ui import metrics
from advisor.ui.main_window import WELCOME
from advisor.ui.pages.page import Page
from advisor.ui.sign import Sign
from advisor.ui.theme import Themes
from advisor.ui.widgets import Headline, Label, LinkButton, PrimaryButton, WrappedLabel, column, restyle, row, rule

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio

_DROP_ZONE_HEIGHT = 226
_OFFER_HEIGHT = 108
_HEADLINE = "See which companies your money rides on."
_EXPLANATION = "Give it the positions file from your broker. It looks inside every fund and shows what you really own."
_PRIVACY = "Everything stays in one file on this computer, without account or sign-in."


_NAMED_BROKERS = 8


class DropZone(QFrame):
    """A broad target for a file, and the button for those who would rather choose one."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.setObjectName("dropZone")
        self.setAccessibleName("Drop a broker file here")
        self.setFixedHeight(_DROP_ZONE_HEIGHT)
        self.choose = PrimaryButton("Choose a file")
        layout = column(self, metrics.CARD_MARGINS, 0)
        layout.addStretch(1)
        title = Label("Drop a broker file here", "dialog_title")
        words = Label(
            "Positions, lots or transactions, as your broker hands them out. A preview shows what would be stored.",
            "body",
            "muted",
        )
        for widget, gap in ((Sign("file-down", themes, "accent", 34), 14), (title, 6), (words, 18), (self.choose, 0)):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            layout.addSpacing(gap)
        layout.addStretch(1)

    def light_up(self, lit: bool) -> None:
        """A file hovers over the window."""
        self.setProperty("hovered", lit)
        restyle(self)


class Offer(QPushButton):
    """Another way to begin: a whole card that is one button."""

    def __init__(self, icon_name: str, title: str, words: str, themes: Themes) -> None:
        super().__init__()
        self.setObjectName("offer")
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(_OFFER_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = column(self, metrics.CARD_MARGINS, metrics.GAP)
        head = row(None, metrics.NO_MARGINS, 10)
        head.addWidget(Sign(icon_name, themes, "accent", 20))
        head.addWidget(Label(title, "strong"))
        head.addStretch(1)
        layout.addLayout(head)
        text = WrappedLabel(words, "caption", "muted")
        layout.addWidget(text)
        layout.addStretch(1)


class FirstRunPage(Page):
    """Ways to begin, and what happens to the figures."""

    key = WELCOME
    title = "Welcome"
    icon_name = "file-down"

    choose_asked = Signal()
    sample_asked = Signal()
    paste_asked = Signal()
    restore_asked = Signal()
    offline_asked = Signal(bool)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._offline = False
        self.drop_zone = DropZone(themes)
        self.drop_zone.choose.clicked.connect(self.choose_asked)
        middle = QWidget()
        middle.setMaximumWidth(metrics.TEXT_WIDTH)
        layout = column(middle, metrics.NO_MARGINS, 0)
        self._headline = Headline(_HEADLINE)
        self._explanation = WrappedLabel(_EXPLANATION, "explanation", "muted")
        self.readable = WrappedLabel(" ", "caption", "muted")
        self.readable.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget, gap in ((self._headline, 0), (self._explanation, 24), (self.drop_zone, 12), (self.readable, 26)):
            layout.addWidget(widget)
            layout.addSpacing(gap)
        layout.addLayout(self._offers())
        layout.addSpacing(28)
        layout.addWidget(rule())
        layout.addSpacing(18)
        layout.addLayout(self._privacy())
        outer = row(self, (24, 50, 24, 24), 0)
        outer.addStretch(1)
        outer.addWidget(middle, 100, Qt.AlignmentFlag.AlignTop)
        outer.addStretch(1)

    def _offers(self) -> QHBoxLayout:
        sample = Offer(
            "flask-conical", "Try the sample", "An invented portfolio, in a file that is thrown away afterwards.", self._themes
        )
        sample.clicked.connect(self.sample_asked)
        paste = Offer(
            "clipboard-paste",
            "Paste a table",
            "Select your positions on your broker's page, copy them, and paste them here.",
            self._themes,
        )
        paste.clicked.connect(self.paste_asked)
        restore = Offer("archive-restore", "Restore a backup", "Bring back a file saved by this program.", self._themes)
        restore.clicked.connect(self.restore_asked)
        offers = row(None, metrics.NO_MARGINS, metrics.CARD_GAP)
        for offer in (sample, paste, restore):
            offers.addWidget(offer, 1)
        return offers

    def _privacy(self) -> QHBoxLayout:
        self._private = WrappedLabel("", "body", "muted")
        self._switch = LinkButton("")
        self._switch.clicked.connect(lambda: self.offline_asked.emit(not self._offline))
        self._show_switch(offline=False)
        words = column(None, metrics.NO_MARGINS, metrics.SMALL_GAP)
        words.addWidget(self._private)
        words.addWidget(self._switch, 0, Qt.AlignmentFlag.AlignLeft)
        line = row(None, metrics.NO_MARGINS, 12)
        line.addWidget(Sign("lock", self._themes, "muted", metrics.NAV_ICON), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        return line

    def _show_switch(self, *, offline: bool) -> None:
        """What leaves this computer as the switch stands, and the other way."""
        self._offline = offline
        self._private.setText(f"{_PRIVACY} {network.OFFLINE_PROMISE if offline else network.PRIVACY}")
        self._switch.setText("Allow it to refresh" if offline else "Work fully offline")
        self._switch.setAccessibleName(self._switch.text())

    def show_brokers(self, names: Sequence[str]) -> None:
        """Say whose files can be read: the first ones by name."""
        more = len(names) - _NAMED_BROKERS
        named = " · ".join((*names[:_NAMED_BROKERS], *((f"and {more} more",) if more > 0 else ())))
        self.readable.setText(f"{named}\nAny other table can be read once you say what its columns mean.")

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Say why nothing counts yet, where something was imported; and what may leave this computer."""
        if measured.market is not None:
            self._show_switch(offline=measured.market.offline)
        begun = bool(measured.portfolio.imports) and measured.exposure is None
        self._headline.setText(holdings_headline(measured.portfolio) if begun else _HEADLINE)
        self._explanation.setText(why_nothing_counts(measured.issues) if begun else _EXPLANATION)
