"""Advice: from a target to trades, with what they cost and what speaks against them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog

from advisor.domain.errors import AdvisorError, NoFeasiblePlanError
from advisor.presentation.advice import build_advice
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views import AdviceView
from advisor.ui import late
from advisor.ui.background import BackgroundRunner
from advisor.ui.errors import told
from advisor.ui.pages.locks import Locks
from advisor.ui.pages.page import Page
from advisor.ui.pages.plan_form import PlanForm
from advisor.ui.pages.plan_layout import PlanLayout
from advisor.ui.pages.plan_notice import PlanNotice
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.pages.plan_wishes import DEFAULT_TIME_LIMIT, LONG_TIME_LIMIT
from advisor.ui.pages.solving import Solving
from advisor.ui.theme import Themes
from advisor.ui.widgets import EmptyState

if TYPE_CHECKING:
    from advisor.advice.model import Plan
    from advisor.exposure.model import MeasuredPortfolio

_NO_PLAN = "No plan yet. Choose a target and your limits: the plan says which trades would lead there, what they cost, and why."
_ANY_GAIN, _NOTHING_OUT, _LONGER = "Allow any gain", "Take nothing out", "Search longer"


class AdvicePage(Page):
    """The investor's wishes at the top, below them the plan: before and after, its cost, both sides, its trades."""

    key = "advice"
    title = "Advice"
    icon_name = "scale"

    def __init__(self, themes: Themes, runner: BackgroundRunner) -> None:
        super().__init__()
        self._runner = runner
        self._measured: MeasuredPortfolio | None = None
        self._waiting_for_targets = False
        self._time_limit = DEFAULT_TIME_LIMIT
        self._loosening = ""
        self._form = PlanForm()
        self._locks = Locks(themes)
        self._notice = PlanNotice(themes)
        self._picture = PlanPicture(themes)
        self._empty = EmptyState(_NO_PLAN, "Make a plan")
        self._solving = Solving(runner, self)
        self._parts = PlanLayout(self, (self._form, self._locks, self._notice, self._empty, self._picture), themes)
        self._connect()
        self._show_no_plan()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books need another plan: the old one leaves."""
        self._measured = measured
        self._solving.forget()
        self._show_no_plan()
        if measured.exposure is not None:
            self._runner.start(late.targets).succeeded.connect(self._on_targets)

    def show_view(self, view: AdviceView) -> None:
        """Draw a plan."""
        self._notice.dismiss()
        self._parts.empty_card.hide()
        self._parts.show_words(view.headline, view.explanation, " ".join((view.footer_text, *view.warnings)), view.dates_text)
        self._parts.show_plan_tools(True)
        self._picture.show_view(view)
        self._picture.show()
        self._picture.fade(False)

    def solve(self) -> None:
        """Search a plan for what the fields say."""
        if self._measured is None:
            return
        if not self._form.has_target:
            self._waiting_for_targets = True
            return
        accounts = self._measured.portfolio.accounts
        account_id = accounts[0].id if len(accounts) == 1 else None
        try:
            wishes = self._form.wishes(self._locks.symbols, account_id, self._time_limit)
        except AdvisorError as error:
            self.failed.emit(error)
            return
        self._parts.empty_card.hide()
        self._notice.show_progress("Searching for the best plan")
        self._picture.fade(True)
        self._solving.start(wishes)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.reflow(event.size().width())

    def _connect(self) -> None:
        self._form.submitted.connect(self.solve)
        self._form.file_wanted.connect(self._choose_file)
        self._form.target_shown.connect(self._parts.description.setText)
        self._locks.changed.connect(self.solve)
        self._empty.clicked.connect(self.solve)
        self._notice.pressed.connect(self._on_notice_pressed)
        self._parts.solve_again.clicked.connect(self.solve)
        self._parts.export.clicked.connect(self._picture.trades.export_csv)
        self._picture.trades.lock_wanted.connect(self._locks.toggle)
        self._picture.failed.connect(self.failed)
        self._solving.progressed.connect(self._notice.show_progress)
        self._solving.found.connect(self._on_plan)
        self._solving.failed.connect(self._on_failure)
        self._solving.cancelled.connect(self._on_cancelled)

    def _on_targets(self, targets: object) -> None:
        if isinstance(targets, tuple):
            self._form.show_targets(targets)
        if self._waiting_for_targets:
            self._waiting_for_targets = False
            self.solve()

    def _on_plan(self, plan: Plan) -> None:
        self._time_limit = DEFAULT_TIME_LIMIT
        if self._measured is not None:
            self.show_view(build_advice(plan, self._measured))

    def _on_failure(self, error: Exception) -> None:
        self._picture.fade(False)
        if not isinstance(error, NoFeasiblePlanError):
            self._on_cancelled()
            self.failed.emit(error)
            return
        self._picture.hide()
        self._parts.empty_card.hide()
        self._parts.show_words("No plan keeps every wish.", ((NO_ADVICE, False),), "", "")
        self._parts.show_plan_tools(False)
        self._loosening = self._what_to_loosen(error)
        self._notice.show_failure(told(error), self._loosening)

    def _on_cancelled(self) -> None:
        self._picture.fade(False)
        if self._picture.isVisibleTo(self):
            self._notice.dismiss()
        else:
            self._show_no_plan()

    def _show_no_plan(self) -> None:
        self._picture.hide()
        self._parts.show_words("From your target to trades.", ((NO_ADVICE, False),), "", "")
        self._parts.show_plan_tools(False)
        self._notice.dismiss()
        self._parts.empty_card.show()

    def _on_notice_pressed(self, state: str) -> None:
        if state == "stop":
            self._solving.keep_what_is_found()
            return
        if state == "loosen":
            self._loosen()
        self.solve()

    def _what_to_loosen(self, error: NoFeasiblePlanError) -> str:
        """The wish that the message names, as a button."""
        if "realised gain" in error.message:
            return _ANY_GAIN
        return _LONGER if "time limit" in error.message else _NOTHING_OUT

    def _loosen(self) -> None:
        if self._loosening == _ANY_GAIN:
            self._form.allow_any_gain()
        elif self._loosening == _NOTHING_OUT:
            self._form.take_nothing_out()
        else:
            self._time_limit = LONG_TIME_LIMIT

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, "Target from a file", "", "Target files (*.json)")
        if not chosen:
            return
        try:
            self._form.add_target(late.target_from(Path(chosen)))
        except AdvisorError as error:
            self.failed.emit(error)
