"""The one way to run a service: off the GUI thread, one at a time, answers back on the GUI thread.

Beside them runs at most one job that another process does, for minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from advisor.domain.errors import TaskCancelled
from advisor.services.task import Changed, Task

if TYPE_CHECKING:
    from sqlite_utils import Database

Service = Callable[..., Any]
OpenDatabase = Callable[[], "Database"]


class BackgroundJob(QObject):
    """One running service. Its signals are always delivered on the GUI thread."""

    progressed = Signal(int, int, str)
    succeeded = Signal(object)
    failed = Signal(object)
    ended = Signal()
    returned = Signal(object, object)  # from the worker: result, error

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.task = Task(report=self.progressed.emit)
        # A lambda has no thread of its own; a queued slot of an object on the GUI thread runs there.
        self.returned.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the service to stop at its next step; nothing is reported then."""
        self.task.cancel()

    def _deliver(self, result: object, error: Exception | None) -> None:
        if error is None:
            self.succeeded.emit(result)
        elif not isinstance(error, TaskCancelled):
            self.failed.emit(error)
        self.ended.emit()
        self.deleteLater()


class BackgroundRunner(QObject):
    """Runs one service at a time, so that writers never compete for the database.

    Signals:
        started: A job began to wait or run; the frame shows its progress.
        data_changed: A service's result says that it changed something (`Changed`).
    """

    started = Signal(object)
    data_changed = Signal(object)

    def __init__(self, opener: Callable[[], OpenDatabase], parent: QObject | None = None) -> None:
        """
        Args:
            opener: Asked when a job is queued for how to open the database in use at that moment: a job that waits must not
                end up in another file that is opened meanwhile.
        """
        super().__init__(parent)
        self._opener = opener
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor")
        self._watcher = ThreadPoolExecutor(max_workers=1, thread_name_prefix="advisor-watcher")
        self._elsewhere: set[BackgroundJob] = set()
        self._database_taken = Lock()  # by another process, or by work that nothing else may disturb
        self._running: set[BackgroundJob] = set()

    def start(self, service: Service, *arguments: object) -> BackgroundJob:
        """Queue `service(db, task, *arguments)`; connecting to the job afterwards is safe, its answers are queued."""
        open_database = self._opener()
        return self._submit(self._worker, lambda task: _with_database(open_database, service, task, arguments))

    def start_plain(self, work: Callable[[Task], object]) -> BackgroundJob:
        """Queue work that opens no database."""
        return self._submit(self._worker, work)

    def start_elsewhere(self, work: Callable[[Task], object]) -> BackgroundJob:
        """Run work that another process does to the database while services go on; a second such job waits for the first."""
        job = self._submit(self._watcher, self._undisturbed(work))
        self._elsewhere.add(job)
        return job

    def start_alone(self, work: Callable[[Task], object]) -> BackgroundJob:
        """Queue work that must have the database closed everywhere: what another process does to it is stopped first."""
        for job in self._elsewhere:
            job.cancel()
        return self._submit(self._worker, self._undisturbed(work))

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def close(self) -> None:
        """Cancel what runs and wait for it, so that no thread outlives the window."""
        for job in self._running:
            job.cancel()
        for threads in (self._worker, self._watcher):
            threads.shutdown(wait=True, cancel_futures=True)

    def _undisturbed(self, work: Callable[[Task], object]) -> Callable[[Task], object]:
        def run(task: Task) -> object:
            with self._database_taken:
                return work(task)

        return run

    def _submit(self, threads: ThreadPoolExecutor, work: Callable[[Task], object]) -> BackgroundJob:
        job = BackgroundJob(self)
        self._running.add(job)
        job.succeeded.connect(self._announce_changes)
        job.ended.connect(self._forget)
        self.started.emit(job)
        threads.submit(_run, job, work)
        return job

    def _forget(self) -> None:
        ended = self.sender()
        self._running = {job for job in self._running if job is not ended}
        self._elsewhere &= self._running

    def _announce_changes(self, result: object) -> None:
        changed = getattr(result, "changed", Changed.NOTHING)
        if changed:
            self.data_changed.emit(changed)


def _with_database(open_database: OpenDatabase, service: Service, task: Task, arguments: tuple[object, ...]) -> object:
    # Opened here: a connection belongs to its thread.
    with closing(open_database()) as db:
        return service(db, task, *arguments)


def _run(job: BackgroundJob, work: Callable[[Task], object]) -> None:
    try:
        result = work(job.task)
    except Exception as error:  # noqa: BLE001 - whatever it is, errors.py tells the investor
        job.returned.emit(None, error)
    else:
        job.returned.emit(result, None)
