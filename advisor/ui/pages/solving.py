"""One plan being searched at a time, in the background; it can be stopped with what it has found."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from advisor.services.plan_draft import PlanDraft
from advisor.services.suggest_options import SuggestOptions
from advisor.ui import late_plan
from advisor.ui.background import BackgroundJob, BackgroundRunner

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan


class Solving(QObject):
    """Runs the optimiser. A newer request replaces the one that runs; only the newest is answered.

    Signals:
        progressed: How much of the time is used, 0 to 1, and what it is doing, in words.
        found: The Suggestion.
        failed: The exception of a search that found none.
        cancelled: It was stopped before it had anything.
    """

    progressed = Signal(float, str)
    found = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, runner: BackgroundRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: BackgroundJob | None = None
        self._stop = Event()

    @property
    def busy(self) -> bool:
        return self._job is not None

    def start(self, options: SuggestOptions, draft: PlanDraft, shown: Plan | None) -> None:
        """Search a plan for these options around the lines of a draft; `shown` is the plan that its locked lines are of."""
        self.forget()
        self._stop = Event()
        job = self._runner.start(late_plan.plan, options, draft, shown, self._stop.is_set)
        self._job = job
        job.progressed.connect(lambda done, total, words: self._on_progress(job, done / max(total, 1), words))
        job.succeeded.connect(lambda plan: self._on_answer(job, self.found, plan))
        job.failed.connect(lambda error: self._on_answer(job, self.failed, error))
        job.ended.connect(lambda: self._on_end(job))

    def keep_what_is_found(self) -> None:
        """Stop searching; the best plan so far is the answer."""
        self._stop.set()

    def forget(self) -> None:
        """Stop searching and let nobody hear of it."""
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _on_progress(self, job: BackgroundJob, share: float, words: str) -> None:
        if job is self._job:
            self.progressed.emit(share, words)

    def _on_answer(self, job: BackgroundJob, told: SignalInstance, answer: object) -> None:
        if job is self._job:
            self._job = None
            told.emit(answer)

    def _on_end(self, job: BackgroundJob) -> None:
        if job is self._job:
            self._job = None
            self.cancelled.emit()
