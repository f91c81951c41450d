"""A part of the Advice page that draws the answer of one service, and says why where there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor.domain.errors import AdvisorError
from advisor.presentation.sentences import NO_ADVICE
from advisor.ui import metrics
from advisor.ui.background import BackgroundJob
from advisor.ui.errors import Failure, told
from advisor.ui.pages.advice_parts import AdvicePart, Desk, PageHead
from advisor.ui.pages.rotation_notice import FailureCard, WorkingBar
from advisor.ui.pages.rotation_watching import Watching
from advisor.ui.veil import Veil
from advisor.ui.widgets import Card, EmptyState, column

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio

_STOPPED = Failure("Stopped before there was anything to show.", "What was shown before stays as it is.", "")
Question = TypeVar("Question")
Answer = TypeVar("Answer")


class AnsweredPart(AdvicePart, Generic[Question, Answer]):
    """Asks its service when it is looked at and books, wishes or rules are others than those last answered for.

    A newer question replaces the one that runs; only the newest is answered. What is shown stays, faded, until then.

    Attributes:
        opening: The headline before the first answer.
        nothing: What is said where no positions are on file.
        asked: The question that was asked last; None where it no longer holds.
        body: What an answer is drawn in; hidden before the first.
    """

    opening: ClassVar[str]
    nothing: ClassVar[str] = "Nothing to look at yet. Import a positions file, and it stands here."

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.measured: MeasuredPortfolio | None = None
        self.asked: Question | None = None
        self._is_stopped = False
        self._job: BackgroundJob | None = None
        self._queue: Callable[[], BackgroundJob]
        self._bar = WorkingBar()
        self._bar.setAccessibleName(f"Working on {self.title}")
        self._failure = FailureCard(desk.themes)
        self._asking = Watching(self._start, self)
        self._empty = EmptyState(self.nothing, "Import a file")
        self._empty_card = Card()
        self._empty_card.body.addWidget(self._empty, 1)
        self.body = QWidget()
        self.column = column(self.body, metrics.NO_MARGINS, metrics.DENSE_CARD_GAP)
        self._veil = Veil(self.body)
        self._lay_out()
        self._connect()
        self._show_opening()

    def question(self) -> Question | None:
        """What the answer depends on beside the books; None while nothing can be asked yet.

        Raises:
            AdvisorError: A wish cannot be read.
        """
        raise NotImplementedError

    def ask(self, question: Question) -> BackgroundJob:
        """Queue the service."""
        raise NotImplementedError

    def show_answer(self, answer: Answer) -> None:
        """Draw what the service answered."""
        raise NotImplementedError

    @property
    def is_answered(self) -> bool:
        """Whether there is something to export."""
        return not self.body.isHidden()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        self.measured = measured
        self.forget_answer()
        self._show_opening()

    def forget_answer(self) -> None:
        self.asked = None

    def ask_again(self) -> None:
        """Ask now, whatever was answered before."""
        self.forget_answer()
        self.bring_up_to_date()

    def bring_up_to_date(self) -> None:
        if self.measured is None or self.measured.exposure is None:
            return
        try:
            question = self.question()
        except AdvisorError as error:
            self._on_failure(error)
            return
        if question is not None and question != self.asked:
            self._begin(question)

    def stop(self) -> None:
        """Stop what runs; a service that has something by then still answers."""
        if self._job is not None:
            self._job.cancel()

    def on_progress(self, doing: str) -> None:
        """What the service does now; nothing is drawn of it unless a part wants to."""

    def on_end(self) -> None:
        """The service answered, failed or was stopped."""

    def put_above(self, part: QWidget) -> None:
        """Let something stand over the answer, before there is one too."""
        self._above.addWidget(part)

    def _connect(self) -> None:
        self._failure.retry_asked.connect(self.ask_again)
        self._empty.clicked.connect(lambda: self.navigate.emit("overview", ""))
        self._asking.found.connect(self._on_answer)
        self._asking.failed.connect(self._on_failure)
        self._asking.ended.connect(self._on_end)

    def _lay_out(self) -> None:
        layout: QVBoxLayout = column(self, metrics.NO_MARGINS, metrics.GAP)
        layout.addWidget(self._bar)
        self._above = column(None, metrics.NO_MARGINS, metrics.GAP)
        layout.addLayout(self._above)
        for part in (self._failure, self.body):
            layout.addWidget(part)
        layout.addWidget(self._empty_card, 1)
        layout.addStretch(1)

    def _show_opening(self) -> None:
        owns_nothing = self.measured is not None and self.measured.exposure is None
        self.body.hide()
        self._failure.hide()
        self._empty_card.setVisible(owns_nothing)
        self.show_head(PageHead(self.opening, ((NO_ADVICE, False),)))

    def _begin(self, question: Question) -> None:
        self.asked = question
        self._is_stopped = True  # unless it answers or fails
        self._failure.hide()
        self._bar.show()
        self._veil.setVisible(True)
        self._queue = partial(self.ask, question)
        self._asking.ask()

    def _start(self) -> BackgroundJob:
        self._job = self._queue()
        self._job.progressed.connect(lambda _done, _total, doing: self.on_progress(doing))
        return self._job

    def _on_answer(self, answer: Answer) -> None:
        self._is_stopped = False
        self._failure.hide()
        self._empty_card.hide()
        self.body.show()
        self.show_answer(answer)

    def _on_failure(self, error: Exception) -> None:
        self._is_stopped = False
        self._failure.show_failure(told(error))

    def _on_end(self) -> None:
        self._job = None
        self._bar.hide()
        self._veil.setVisible(False)
        if self._is_stopped:
            self.forget_answer()
            self._failure.show_failure(_STOPPED)
        self.on_end()
