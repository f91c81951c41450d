"""The window's side of a refresh: asks for it, follows it, says what came of it, and keeps the switches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advisor.domain.errors import SourceFailedError
from advisor.presentation.answers import answer_rows, asked_next_words, refreshed_words
from advisor.presentation.network import OFFLINE
from advisor.services.refresh_choice import GOES_ON, STOPPED, RefreshChoice
from advisor.ui import late_network
from advisor.ui.background import BackgroundJob
from advisor.ui.dialogs.answer_log import AnswerLogDialog
from advisor.ui.main_window import MainWindow
from advisor.ui.theme import Themes
from advisor.ui.workspace import Workspace

if TYPE_CHECKING:
    from advisor.domain.market_state import Answer, MarketState
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.network_switch import NetworkSwitch
    from advisor.services.refresh_choice import RefreshOutcome

_LOG_ROWS = 2_000  # the newest; more than a refresh of everything asks
_UNTOUCHED = "What was known before stays, with its date. Try again later."


class Refreshing(QObject):
    """One refresh at a time, for as long as it takes; the figures stay until it has ended.

    Signals:
        progressed: Done, total (0 while that is not known), what is asked.
        ended: No refresh runs any more.
    """

    progressed = Signal(int, int, str)
    ended = Signal()

    def __init__(self, window: MainWindow, workspace: Workspace, themes: Themes) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._themes = themes
        self._job: BackgroundJob | None = None
        self._asked: RefreshChoice | None = None
        self._waiting: list[RefreshChoice] = []
        self._is_measured_anyway = False
        self._was_measured = False
        window.commands.refresh.triggered.connect(self.refresh_all)
        workspace.measured.connect(self._on_measured)

    def refresh_all(self) -> None:
        """Ask for everything that is due, as far as the investor's switches go."""
        self.refresh(RefreshChoice(members=self._window.state.refreshes_members))

    def refresh_again(self, symbol: str) -> None:
        """Ask for all of one symbol, even what was answered today; without a symbol, for everything that is due."""
        if symbol:
            self.refresh(RefreshChoice((symbol,), again=True))
        else:
            self.refresh_all()

    def refresh(self, choice: RefreshChoice) -> None:
        """Ask the sources, then measure; what is wanted while a refresh runs is asked for after it."""
        market = self._market()
        if market is not None and market.offline:
            self._window.undo_bar.offer(OFFLINE, None)
            self._workspace.measure()
        elif self._job is None:
            self._start(choice)
        else:
            self._ask_later(choice)

    def cancel(self) -> None:
        """End the refresh, and ask for nothing that waits behind it; what was answered until now is kept."""
        if self._job is not None:
            self._job.cancel()

    def choose_members(self, members: bool) -> None:
        """Ask for the members of the S&P 1500 too from now on, or no longer."""
        self._window.state.refreshes_members = members

    def switch_offline(self, offline: bool) -> None:
        """Forbid every connection, or allow them again."""
        self._save(late_network.set_offline, offline)

    def switch_start(self, on: bool) -> None:
        """Refresh whenever the program starts, or only when asked."""
        self._save(late_network.set_refresh_at_start, on)

    def give_contact(self, address: str) -> None:
        """Name the mail address that the SEC wants to see, or withdraw it."""
        self._save(late_network.set_sec_contact, address)

    def show_log(self) -> None:
        """Open what the sources answered."""
        market = self._market()
        if market is not None:
            self._open_log(market.log[:_LOG_ROWS])

    def _ask_later(self, choice: RefreshChoice) -> None:
        if choice != self._asked and choice not in self._waiting:
            self._waiting.append(choice)
        self._window.undo_bar.offer(asked_next_words([waiting.symbols for waiting in self._waiting]), None)

    def _start(self, choice: RefreshChoice) -> None:
        self._asked = choice
        self._job = self._workspace.run_elsewhere(lambda task, database: late_network.refresh(task, database, choice))
        self._job.progressed.connect(self.progressed)
        self._job.succeeded.connect(self._on_refreshed)
        self._job.ended.connect(self._on_ended)
        self._is_measured_anyway = False
        self.progressed.emit(0, 0, "Asking")

    def _on_refreshed(self, outcome: RefreshOutcome) -> None:
        self._is_measured_anyway = bool(outcome.changed)
        if outcome.failed and not outcome.updated and not outcome.unchanged:
            self._window.banner.show_error(SourceFailedError(_reason(outcome.failed), _UNTOUCHED))
            return
        self._window.banner.hide()
        words = OFFLINE if outcome.offline else refreshed_words(outcome.updated, outcome.unchanged, outcome.failed)
        show = partial(self._open_log, outcome.failed) if outcome.failed else None
        self._window.undo_bar.offer(words, show, "Show")

    def _on_ended(self) -> None:
        if self._job is not None and self._job.task.cancelled:
            self._waiting.clear()
            self._window.undo_bar.offer(f"{STOPPED} {GOES_ON}", None)
        self._job = None
        if not self._is_measured_anyway:  # after a cancel or a failure, what was answered until then is new
            self._workspace.measure()
        if self._waiting:
            self._start(self._waiting.pop(0))
        else:
            self.ended.emit()

    def _save(self, service: Callable[..., NetworkSwitch], state: object) -> None:
        # Whether it was saved or refused: every switch shows what is in force.
        self._workspace.run(service, state).failed.connect(lambda _error: self._workspace.measure())

    def _on_measured(self, measured: MeasuredPortfolio) -> None:
        first, self._was_measured = not self._was_measured, True
        market = measured.market
        if first and market and market.refresh_at_start and not market.offline and not measured.is_sample:
            self.refresh_all()

    def _market(self) -> MarketState | None:
        portfolio = self._workspace.portfolio
        return portfolio.market if portfolio else None

    def _open_log(self, answers: Sequence[Answer]) -> None:
        dialog = AnswerLogDialog(answer_rows(answers), self._themes, self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _reason(failed: Sequence[Answer]) -> str:
    """What the first source said that was asked."""
    return failed[0].message
