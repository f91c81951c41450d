"""The foot of every page: how much is seen through, and how old the figures are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel

from advisor.presentation.views import Footer
from advisor.ui import metrics
from advisor.ui.icons import pixmap
from advisor.ui.theme import Theme, Themes
from advisor.ui.widgets import CoverageBar, Label, RichLabel, row


class FooterBar(QFrame):
    """Coverage at the left, dates at the right; a click leads to where the figures come from."""

    clicked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._stale = False
        self.setObjectName("footer")
        self.setFixedHeight(metrics.FOOTER_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._bar = CoverageBar(themes)
        self._bar.hide()
        self._coverage = RichLabel((), "caption")
        self._coverage.setWordWrap(False)
        self._old = QLabel()
        self._dates = Label("", "caption", "muted")
        layout = row(self, (metrics.PAGE_LEFT, 0, metrics.PAGE_RIGHT, 0), 14)
        layout.addWidget(self._bar)
        layout.addWidget(self._coverage)
        layout.addStretch(1)
        layout.addWidget(self._old)
        layout.addWidget(self._dates)
        themes.changed.connect(self._recolor)

    def show_footer(self, footer: Footer) -> None:
        self._bar.show_parts(footer.parts)
        self._bar.setVisible(bool(footer.parts))
        self._coverage.show_runs(footer.coverage_text)
        self._dates.setText(footer.dates_text)
        self._stale = footer.stale
        words = "".join(text for text, _ in footer.coverage_text)
        self.setAccessibleName(f"{words} {footer.dates_text}".strip())
        self._recolor(self._themes.theme)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _recolor(self, _theme: Theme) -> None:
        self._dates.set_tone("warning" if self._stale else "muted")
        self._old.setVisible(self._stale)
        if self._stale:
            self._old.setPixmap(pixmap("calendar-clock", self._themes, "warning", metrics.SMALL_ICON, self.devicePixelRatioF()))
