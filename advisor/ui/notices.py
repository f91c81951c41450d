"""What comes and goes over the foot of a page: what was done, and the progress of long work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from advisor.ui import metrics
from advisor.ui.background import BackgroundJob
from advisor.ui.widgets import Label, LinkButton, row

_UNDO_SHOWN_MS = 8_000
_BAR_AFTER_MS = 200
_WORDS_AFTER_MS = 2_000


class UndoBar(QFrame):
    """Says what was done and offers to undo it, or to show more of it, for eight seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self.resize(self.width(), metrics.UNDO_BAR_HEIGHT)
        self._undo: Callable[[], None] | None = None
        self._words = Label()
        self._button = LinkButton("Undo")
        self._button.clicked.connect(self._take_back)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self._line = row(self, (16, 0, 10, 0), 12)
        self._line.addWidget(self._words)
        self._line.addWidget(self._button)
        self._line.addStretch(1)
        self.hide()

    def offer(self, words: str, undo: Callable[[], None] | None, verb: str = "Undo") -> None:
        """Show the sentence; without `undo`, which the verb names, it only informs."""
        self._words.setText(words)
        self.setAccessibleName(words)
        self._undo = undo
        self._button.setText(verb)
        self._button.setAccessibleName(verb)
        self._button.setVisible(undo is not None)
        self._make_room()
        self.show()
        self.raise_()
        self._timer.start(_UNDO_SHOWN_MS)

    def lie(self, left: int, bottom: int, width: int) -> None:
        """Lie above a line of the parent, as high as the words need. Logical pixels."""
        self.setGeometry(left, bottom - self.height(), width, self.height())
        self._make_room()

    def _make_room(self) -> None:
        """As many lines as the words need; the bar grows upwards."""
        margins, words = self._line.contentsMargins(), self._words
        button = 0 if self._button.isHidden() else self._button.sizeHint().width() + self._line.spacing()
        room = self.width() - margins.left() - margins.right() - self._line.spacing() - button
        is_long = words.fontMetrics().horizontalAdvance(words.text()) > room
        words.setWordWrap(is_long)
        self._line.setStretchFactor(words, int(is_long))
        self._line.setStretch(self._line.count() - 1, int(not is_long))
        needed = words.heightForWidth(room) + 2 * metrics.SMALL_GAP if is_long else 0
        height, bottom = max(metrics.UNDO_BAR_HEIGHT, needed), self.y() + self.height()
        self.setGeometry(self.x(), bottom - height, self.width(), height)

    def _take_back(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()


def tell_done(parent: QWidget, words: str, undo: Callable[[], None] | None = None) -> None:
    """Say what was done on the bar of the window that `parent` stands in; nowhere where it stands in none."""
    bar = parent.window().findChild(UndoBar)
    if bar is not None:
        bar.offer(words, undo)


class ProgressStrip(QFrame):
    """Nothing for work under 0.2 s, then a thin bar, after 2 s also words and a way to stop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self.setFixedHeight(metrics.FOOTER_HEIGHT)
        self._jobs: list[BackgroundJob] = []
        self.bar = QProgressBar(parent)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(2)
        self.bar.setAccessibleName("Progress")
        self._words = Label("Working", "caption", "muted")
        stop = LinkButton("Cancel")
        stop.clicked.connect(self._cancel)
        layout = row(self, (metrics.PAGE_LEFT, 0, metrics.PAGE_RIGHT, 0), 12)
        layout.addWidget(self._words)
        layout.addStretch(1)
        layout.addWidget(stop)
        self._bar_timer, self._words_timer = _single_shot(self, self._show_bar), _single_shot(self, self.show)
        self.bar.hide()
        self.hide()

    def follow(self, job: BackgroundJob) -> None:
        """Show this job until it ends, once those that were there before have ended."""
        self._jobs.append(job)
        job.progressed.connect(self._on_progress)
        job.ended.connect(self._on_end)
        if len(self._jobs) == 1:
            self._begin()

    def _begin(self) -> None:
        self.bar.setRange(0, 0)
        self._words.setText("Working")
        self._bar_timer.start(_BAR_AFTER_MS)
        self._words_timer.start(_WORDS_AFTER_MS)

    def _on_progress(self, done: int, total: int, label: str) -> None:
        if self._jobs and self.sender() is self._jobs[0]:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self._words.setText(f"{label} … {done:,} of {total:,}" if total > 1 else label)

    def _on_end(self) -> None:
        ended = self.sender()
        was_shown = self._jobs[0] is ended
        self._jobs = [job for job in self._jobs if job is not ended]
        if not was_shown:
            return
        for timer in (self._bar_timer, self._words_timer):
            timer.stop()
        self.bar.hide()
        self.hide()
        if self._jobs:
            self._begin()

    def _show_bar(self) -> None:
        self.bar.show()
        self.bar.raise_()

    def _cancel(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()


def _single_shot(parent: QWidget, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.timeout.connect(slot)
    return timer
