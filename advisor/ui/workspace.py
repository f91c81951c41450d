"""What the window works on: measures the portfolio in the background and hands it to the frame and every page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from advisor.presentation.frame import build_footer, build_rail_total
from advisor.services.clock import today
from advisor.services.task import Changed, Task
from advisor.ui import late
from advisor.ui.background import BackgroundJob, BackgroundRunner
from advisor.ui.main_window import MainWindow

if TYPE_CHECKING:
    from sqlite_utils import Database

    from advisor.exposure.model import MeasuredPortfolio
    from advisor.ui.pages.page import Page

_BENCHMARK = "SPY"


class Workspace(QObject):
    """One database, one filter, one measured portfolio.

    Signals:
        measured: A new MeasuredPortfolio was handed out.
    """

    measured = Signal(object)

    def __init__(self, window: MainWindow, database: Path, open_database: Callable[[Path], Database]) -> None:
        super().__init__(window)
        self._window = window
        self._own_database = database
        self._sample_folder: tempfile.TemporaryDirectory[str] | None = None
        self._benchmark = _BENCHMARK
        self._account_id: int | None = None
        self.is_open = True
        self.portfolio: MeasuredPortfolio | None = None
        self._waiting: list[Page] = []
        self.runner = BackgroundRunner(lambda: partial(open_database, self.database), self)
        self.runner.started.connect(window.progress.follow)
        self.runner.data_changed.connect(self._on_data_changed)
        window.top_bar.account_chosen.connect(self.choose_account)
        window.commands.open_sample.triggered.connect(self.open_sample)
        window.commands.close_sample.triggered.connect(self.close_sample)
        window.page_shown.connect(self._supply)
        window.closing.connect(self.close)

    @property
    def database(self) -> Path:
        """The file in use: the investor's own, or the sample's throw-away one."""
        return Path(self._sample_folder.name) / "sample.db" if self._sample_folder else self._own_database

    @property
    def account_id(self) -> int | None:
        """The one account that is shown; None for all of them."""
        return self._account_id

    def add_page(self, page: Page) -> None:
        """Show a page in the window and keep it supplied."""
        self._window.add_page(page)
        if self.portfolio is not None:
            page.show_measured(self.portfolio)

    def run(self, service: Callable[..., object], *arguments: object) -> BackgroundJob:
        """Run a service on the open database; a failure is told on the banner."""
        return self._tell_failure(self.runner.start(service, *arguments))

    def run_without_database(self, work: Callable[[], object]) -> BackgroundJob:
        """Run work that takes a while but needs no database."""
        return self._tell_failure(self.runner.start_plain(lambda _task: work()))

    def run_elsewhere(self, work: Callable[[Task, Path], object]) -> BackgroundJob:
        """Run work that another process does to the database in use, beside everything else."""
        database = self.database
        return self._tell_failure(self.runner.start_elsewhere(lambda task: work(task, database)))

    def replace_database(self, work: Callable[[], object]) -> BackgroundJob:
        """Run work that replaces the database file, while nothing has it open."""
        return self._tell_failure(self.runner.start_alone(lambda _task: work()))

    def measure(self) -> None:
        """Look through the portfolio again and redraw everything; what ends while the window closes changes nothing any more."""
        if self.is_open:
            self.run(late.measure, self._benchmark, self._account_id).succeeded.connect(self.show_measured)

    def choose_account(self, account_id: int | None) -> None:
        """Every page shows this account only, or all of them."""
        self._account_id = account_id
        self._window.top_bar.show_chosen(account_id)
        self.measure()

    def choose_benchmark(self, symbol: str) -> None:
        """Compare with another benchmark fund from now on."""
        self._benchmark = symbol
        self.measure()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Hand a measured portfolio to the frame and the pages."""
        self.portfolio = measured
        window = self._window
        if self._account_id is None:
            accounts = [
                (account.id, f"{account.name} {account.number_masked}".strip()) for account in measured.portfolio.accounts
            ]
            window.show_accounts(accounts, None)
        window.show_frame(build_footer(measured, today=today()), build_rail_total(measured), measured.is_sample)
        window.welcome(measured.exposure is None)
        self._waiting = list(window.pages)
        self._supply(window.shown)
        QTimer.singleShot(0, self, self._supply_by_turns)
        self.measured.emit(measured)

    def _supply(self, key: str) -> None:
        """Hand the portfolio to a page that has not got it yet."""
        due = [page for page in self._waiting if page.key == key]
        self._waiting = [page for page in self._waiting if page.key != key]
        for page in due:
            if self.portfolio is not None:
                page.show_measured(self.portfolio)

    def _supply_by_turns(self) -> None:
        # The page in front is drawn first, and the window answers between the others.
        if self._waiting:
            self._supply(self._waiting[0].key)
            QTimer.singleShot(0, self, self._supply_by_turns)

    def open_sample(self) -> None:
        """Show the bundled sample in a file that is thrown away; the investor's own file is not touched."""
        if self._sample_folder is None:
            self._sample_folder = tempfile.TemporaryDirectory(prefix="rotation-advisor-")
            self._window.commands.show_sample_open(True)
        self._account_id = None
        self.run(late.sample)

    def close_sample(self) -> None:
        """Back to the investor's own file, if the sample is open."""
        folder, self._sample_folder = self._sample_folder, None
        if folder is None:
            return
        self._window.commands.show_sample_open(False)
        self._account_id = None
        self.measure()
        self.runner.start_alone(lambda _task: folder.cleanup())

    def close(self) -> None:
        """Stop what runs and leave nothing of the sample behind."""
        self.is_open = False
        self._waiting = []
        self.runner.close()
        if self._sample_folder is not None:
            self._sample_folder.cleanup()

    def _tell_failure(self, job: BackgroundJob) -> BackgroundJob:
        job.failed.connect(self._window.banner.show_error)
        return job

    def _on_data_changed(self, changed: Changed) -> None:
        if changed & Changed.HOLDINGS:
            self._account_id = None
        self.measure()
