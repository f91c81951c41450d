"""The rotation being worked out in the background, one request at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from advisor.ui.background import BackgroundJob


class Watching(QObject):
    """Asks for the rotation. A newer request replaces the one that runs; only the newest is answered.

    Signals:
        found: The RotationReport.
        failed: The exception of a request that ended without one.
        ended: Nothing is being worked out any more, whatever came of it.
    """

    found = Signal(object)
    failed = Signal(object)
    ended = Signal()

    def __init__(self, watch: Callable[[], BackgroundJob], parent: QObject) -> None:
        """
        Args:
            watch: Queues the service, for the books and the account in use at that moment.
        """
        super().__init__(parent)
        self._watch = watch
        self._job: BackgroundJob | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def ask(self) -> None:
        """Work the rotation out anew."""
        if self._job is not None:
            self._job.cancel()
        job = self._watch()
        self._job = job
        job.succeeded.connect(lambda report: self._tell(job, self.found.emit, report))
        job.failed.connect(lambda error: self._tell(job, self.failed.emit, error))
        job.ended.connect(lambda: self._end(job))

    def _tell(self, job: BackgroundJob, tell: Callable[[object], None], answer: object) -> None:
        if job is self._job:
            tell(answer)

    def _end(self, job: BackgroundJob) -> None:
        if job is self._job:
            self._job = None
            self.ended.emit()
