"""Advice: from a target to trades, with what they cost and what speaks against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent, QShowEvent

from advisor.domain.errors import AdvisorError, NoFeasiblePlanError
from advisor.presentation.advice import build_advice
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views import AdviceView
from advisor.services.suggest_options import DEFAULT_TIME_LIMIT
from advisor.ui.background import BackgroundRunner
from advisor.ui.errors import told
from advisor.ui.pages.locks import Locks
from advisor.ui.pages.page import Page
from advisor.ui.pages.plan_form import PlanForm
from advisor.ui.pages.plan_layout import PlanLayout
from advisor.ui.pages.plan_notice import PlanNotice
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.pages.solving import Solving
from advisor.ui.pages.target_choice import TargetChoice
from advisor.ui.theme import Themes
from advisor.ui.widgets import EmptyState

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.exposure.model import MeasuredPortfolio

_NO_PLAN = "No plan yet. Choose a target and your limits: the plan says which trades would lead there, what they cost, and why."
_NOTHING_OWNED = "Nothing to plan for yet. Import a positions file, and the first plan stands here."
_ANY_GAIN, _NOTHING_OUT, _LONGER = "Allow any gain", "Take nothing out", "Search longer"

_LONG_TIME_LIMIT = 60.0  # seconds


class AdvicePage(Page):
    """The investor's wishes at the top, below them the plan: before and after, its cost, both sides, its trades.

    The first plan for other books is made by itself, once the page is looked at.
    """

    key = "advice"
    title = "Advice"
    icon_name = "scale"

    def __init__(self, themes: Themes, runner: BackgroundRunner) -> None:
        super().__init__()
        self._measured: MeasuredPortfolio | None = None
        self._first_plan_due = False
        self._time_limit = DEFAULT_TIME_LIMIT
        self._loosening = ""
        self._form = PlanForm()
        self._locks = Locks(themes)
        self._notice = PlanNotice(themes)
        self._picture = PlanPicture(themes)
        self._empty = EmptyState(_NO_PLAN, "Make a plan")
        self._solving = Solving(runner, self)
        self._choice = TargetChoice(self._form, runner, self)
        self._parts = PlanLayout(self, (self._form, self._locks, self._notice, self._empty, self._picture), themes)
        self._connect()
        self._show_no_plan()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books need another plan: the old one leaves."""
        before, self._measured = self._measured, measured
        if before is not None and _same_to_a_plan(before, measured):
            return
        self._solving.forget()
        self._first_plan_due = False
        self._show_no_plan()
        if measured.exposure is not None:
            self._choice.offer(measured.exposure)

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
        if self._measured is None or not self._form.has_target:
            return
        self._first_plan_due = False
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

    def export_view(self) -> None:
        """Write the trades to a CSV file of the investor's choice, where there is a plan."""
        if self._picture.isVisibleTo(self):
            self._picture.trades.export_csv()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.reflow(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_first_plan()

    def _connect(self) -> None:
        self._form.submitted.connect(self.solve)
        self._choice.offered.connect(self._on_offered)
        self._choice.added.connect(self.solve)
        self._choice.failed.connect(self.failed)
        self._form.target_shown.connect(self._parts.description.setText)
        self._locks.changed.connect(self.solve)
        self._empty.clicked.connect(self._on_empty_pressed)
        self._notice.pressed.connect(self._on_notice_pressed)
        self._parts.solve_again.clicked.connect(self.solve)
        self._parts.export.clicked.connect(self.export_view)
        self._picture.trades.lock_wanted.connect(self._locks.toggle)
        self._picture.failed.connect(self.failed)
        self._solving.progressed.connect(self._notice.show_progress)
        self._solving.found.connect(self._on_plan)
        self._solving.failed.connect(self._on_failure)
        self._solving.cancelled.connect(self._on_cancelled)

    def _on_offered(self) -> None:
        self._first_plan_due = True
        self._make_first_plan()

    def _make_first_plan(self) -> None:
        if self._first_plan_due and self.isVisible():
            self.solve()

    def _on_empty_pressed(self) -> None:
        if self._owns_something:
            self.solve()
        else:
            self.navigate.emit("overview", "")

    @property
    def _owns_something(self) -> bool:
        return self._measured is not None and self._measured.exposure is not None

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
        self._empty.sentence.setText(_NO_PLAN if self._owns_something else _NOTHING_OWNED)
        self._empty.action.setText("Make a plan" if self._owns_something else "Import a file")
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
            self._time_limit = _LONG_TIME_LIMIT


def _same_to_a_plan(before: MeasuredPortfolio, now: MeasuredPortfolio) -> bool:
    """Whether only the benchmark is another one: a plan for the same books and mixes still holds."""
    if before.exposure is None or now.exposure is None:
        return before.exposure is now.exposure
    return before.portfolio == now.portfolio and before.exposure.holdings == now.exposure.holdings
