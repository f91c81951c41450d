"""What stands over a plan: another being searched, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QSizePolicy

from advisor.ui import metrics
from advisor.ui.errors import Failure
from advisor.ui.icons import pixmap
from advisor.ui.theme import Theme, Themes
from advisor.ui.widgets import Button, Card, WrappedLabel, column, row

_TICK_MS = 1000
_STEPS = 1000

# By the rule that leaves no plan (`NoFeasiblePlanError.rule`) or has its price, what a button says that takes it away.
LOOSENINGS = {
    "max_gain": "Allow any gain",
    "withdrawal": "Take nothing out",
    "time_limit": "Search longer",
    "no_sell": "Allow all sales",
    "locked": "Unlock all",
    "buy_only": "Allow sales",
    "minimum_trade": "Allow smaller trades",
    "maximum_trade": "Allow larger trades",
    "max_turnover": "Allow any turnover",
    "wash_policy": "Allow wash sales",
    "whole_shares": "Allow fractions of shares",
    "company_max": "Allow larger companies",
    "fixed": "Take all lines back",
}


class PlanNotice(Card):
    """One sentence, one button. `pressed` says which button it was: "stop", "loosen" or "undo"."""

    pressed = Signal(str)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._state = ""
        self._sign = QLabel()
        self._sign_look = ("search", "accent")
        self._sentence = WrappedLabel("", "strong")
        self._hint = WrappedLabel("", "body", "muted")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Searching for a plan")
        self._button = Button("", small=True)
        self._button.clicked.connect(lambda: self.pressed.emit(self._state))
        self._clock = QElapsedTimer()
        self._ticks = QTimer(self, interval=_TICK_MS)
        self._ticks.timeout.connect(self._show_seconds)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()
        self._lay_out()
        themes.changed.connect(self._draw_sign)

    @property
    def state(self) -> str:
        """ "stop" (searching), "loosen" (no feasible plan), "undo" (lines in the way), or empty."""
        return self._state

    def show_progress(self, share: float, words: str) -> None:
        """Searching, with this share of the time used; a second call changes what is said only."""
        if self._state != "stop":
            self._clock.start()
            self._show("stop", "search", "accent", (words, ""), "Stop and keep")
            self._ticks.start()
        self._bar.setRange(0, _STEPS if share > 0 else 0)  # without a range it moves to and fro
        self._bar.setValue(round(share * _STEPS))
        self._sentence.setText(words)
        self._show_seconds()

    def show_failure(self, failure: Failure, loosening: str) -> None:
        """No plan satisfies the wishes: the rule in the way, and a button that loosens it."""
        self._show("loosen", "circle-minus", "negative", (failure.message, failure.hint), loosening)

    def show_problems(self, problems: Sequence[str], hint: str) -> None:
        """Lines that cannot be carried out as they stand."""
        self._show("undo", "triangle-alert", "negative", (" ".join(problems), hint), "Undo edit")

    def dismiss(self) -> None:
        """A plan is there, or nothing is asked."""
        self._state = ""
        self._ticks.stop()
        self.hide()

    def _show(self, state: str, sign: str, role: str, words: tuple[str, str], button: str) -> None:
        self._state = state
        self._ticks.stop()
        self._sign_look = (sign, role)
        self._draw_sign(self._themes.theme)
        self._sentence.setText(words[0])
        self._hint.setText(words[1])
        self._hint.setVisible(bool(words[1]))
        self._bar.setVisible(state == "stop")
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self.setAccessibleName(" ".join(part for part in words if part))
        self.show()

    def _draw_sign(self, _theme: Theme) -> None:
        sign, role = self._sign_look
        self._sign.setPixmap(pixmap(sign, self._themes, role, metrics.NAV_ICON, self.devicePixelRatioF()))

    def _show_seconds(self) -> None:
        seconds = self._clock.elapsed() // 1000
        self._hint.setText(f"{seconds} s. Stop and keep takes the best plan found so far." if seconds >= 1 else "")
        self._hint.setVisible(seconds >= 1)

    def _lay_out(self) -> None:
        words = column(None, metrics.NO_MARGINS, 2)
        for label in (self._sentence, self._hint):
            words.addWidget(label)
        line = row(None, metrics.NO_MARGINS, 12)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)
        self.body.addWidget(self._bar)
