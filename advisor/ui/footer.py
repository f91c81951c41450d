"""The foot of every page: how much is seen through, and how old the figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from advisor.ui import metrics
from advisor.ui.icons import pixmap
from advisor.ui.theme import Theme, Themes
from advisor.ui.widgets import Label, RichLabel, row

if TYPE_CHECKING:
    from advisor.presentation.views import Footer, Rich

_COVERAGE_ROLES = {"holdings": "text", "index": "muted", "profile": "control", "unseen": "border"}
_GAP = 14
_BETWEEN = 110  # margins, gaps and the sign of age
_PARTS_BEFORE_SHORT = 3  # runs that stay when the foot is narrow: the words, the first figure, what it is


class CoverageBar(QWidget):
    """How much of the value each kind of source explains, as one thin bar."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._parts: tuple[tuple[str, float, str], ...] = ()
        self.setFixedSize(*metrics.COVERAGE_BAR_SIZE)
        themes.changed.connect(self._repaint)

    def show_parts(self, parts: tuple[tuple[str, float, str], ...]) -> None:
        """Parts are (role, fraction, words) with role "holdings", "index", "profile" or "unseen"."""
        self._parts = parts
        self.setAccessibleName(", ".join(words for _, _, words in parts))
        self.setToolTip("\n".join(words for _, _, words in parts))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0.0
        for role, share, _words in self._parts:
            width = max(share, 0.0) * self.width()
            painter.fillRect(QRectF(left, 0, max(width - 1, 1.0), self.height()), QColor(self._color(role)))
            left += width
        painter.end()

    def _color(self, role: str) -> str:
        return str(getattr(self._themes.theme, _COVERAGE_ROLES.get(role, "border")))

    def _repaint(self, _theme: Theme) -> None:
        self.update()


class FooterBar(QFrame):
    """Coverage at the left, dates at the right; a click leads to where the figures come from."""

    clicked = Signal()

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._stale = False
        self._words: Rich = ()
        self.setObjectName("footer")
        self.setFixedHeight(metrics.FOOTER_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleDescription("Enter shows where each figure comes from")
        self._bar = CoverageBar(themes)
        self._bar.hide()
        self._coverage = RichLabel((), "caption")
        self._coverage.setWordWrap(False)
        self._old = QLabel()
        self._moved = Label("", "caption", "muted")
        self._moved.hide()
        self._dates = Label("", "caption", "muted")
        layout = row(self, (metrics.PAGE_LEFT, 0, metrics.PAGE_RIGHT, 0), _GAP)
        layout.addWidget(self._bar)
        layout.addWidget(self._coverage)
        layout.addStretch(1)
        layout.addWidget(self._moved)
        layout.addWidget(self._old)
        layout.addWidget(self._dates)
        themes.changed.connect(self._recolor)

    def show_footer(self, footer: Footer) -> None:
        self._bar.show_parts(footer.parts)
        self._bar.setVisible(bool(footer.parts))
        self._words = footer.coverage_text
        self._moved.setText(footer.moved_text)
        self._dates.setText(footer.dates_text)
        self._fit_words()
        self._stale = footer.stale
        words = "".join(text for text, _ in footer.coverage_text)
        dates = " · ".join(filter(None, (footer.moved_text, footer.dates_text)))
        self.setAccessibleName(f"{words} {dates}".strip())
        self.setToolTip(footer.moved_text)
        self._recolor(self._themes.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit_words(self) -> None:
        """Drop the lesser sources where the foot is too narrow for all, then how weights moved; tooltips have them still."""
        self._coverage.show_runs(self._words)
        room = self.width() - self._bar.width() - self._dates.sizeHint().width() - _BETWEEN
        moved = self._moved.sizeHint().width() + 2 * _GAP if self._moved.text() else 0
        if self._coverage.sizeHint().width() + moved > room:
            kept = [(text.removesuffix(" · "), strong) for text, strong in self._words[:_PARTS_BEFORE_SHORT]]
            self._coverage.show_runs(tuple(kept))
        self._moved.setVisible(0 < moved <= room - self._coverage.sizeHint().width())

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
