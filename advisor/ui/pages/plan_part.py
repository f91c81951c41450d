"""The plan: before and after, its cost, both sides, its trades."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from advisor.domain.errors import AdvisorError, NoFeasiblePlanError
from advisor.presentation.advice import build_advice
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views import AdviceView
from advisor.services.suggest_options import SuggestOptions
from advisor.ui.errors import told
from advisor.ui.pages.advice_parts import AdvicePart, Desk, PageHead
from advisor.ui.pages.locks import Locks
from advisor.ui.pages.plan_layout import PlanLayout
from advisor.ui.pages.plan_notice import PlanNotice
from advisor.ui.pages.plan_picture import PlanPicture
from advisor.ui.pages.solving import Solving
from advisor.ui.widgets import EmptyState

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.exposure.model import MeasuredPortfolio

_NO_PLAN = "No plan yet. Choose a target and your limits: the plan says which trades would lead there, what they cost, and why."
_NOTHING_OWNED = "Nothing to plan for yet. Import a positions file, and the first plan stands here."
_LONG_TIME_LIMIT = 60.0  # seconds

# By the rule that leaves no plan (`NoFeasiblePlanError.rule`), what the button says that takes it away.
_LOOSENINGS = {
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
    "fixed": "Take all lines back",
}


class PlanPart(AdvicePart):
    """The plan for the wishes in the fields. The first one for other books or wishes is made by itself, once it is looked at."""

    key = "plan"
    title = "Plan"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._measured: MeasuredPortfolio | None = None
        self._planned_for: SuggestOptions | None = None
        self._time_limit = 0.0
        self._loosening = ""
        self._plan: Plan | None = None
        self._locks = Locks(desk.themes)
        self._notice = PlanNotice(desk.themes)
        self._picture = PlanPicture(desk.themes)
        self._empty = EmptyState(_NO_PLAN, "Make a plan")
        self._solving = Solving(desk.runner, self)
        self._parts = PlanLayout(self, (self._locks, self._notice, self._empty, self._picture), desk.themes)
        self._connect()
        self._show_no_plan()

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books need another plan: the old one leaves."""
        self._measured = measured
        self._solving.forget()
        self._planned_for = None
        self._show_no_plan()

    def bring_up_to_date(self) -> None:
        if self._owns_something and self.desk.has_target() and self._planned_for is None:
            self.solve()

    def show_standing_plan(self, plan: Plan | None) -> None:
        if plan is not None and plan is not self._plan:
            self._on_plan(plan)

    def show_view(self, view: AdviceView) -> None:
        """Draw a plan."""
        self._notice.dismiss()
        self._parts.empty_card.hide()
        self.show_head(PageHead(view.headline, view.explanation, " ".join((view.footer_text, *view.warnings)), view.dates_text))
        self._parts.show_plan_tools(True)
        self._picture.show_view(view)
        self._picture.show()
        self._picture.fade(False)

    def solve(self) -> None:
        """Search a plan for what the fields say."""
        if self._measured is None or not self.desk.has_target():
            return
        try:
            wishes = self._wishes()
        except AdvisorError as error:
            self.failed.emit(error)
            return
        self._planned_for = wishes
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

    def _wishes(self) -> SuggestOptions:
        wishes = self.desk.wishes()
        return replace(wishes, locked=self._locks.symbols, time_limit=max(wishes.time_limit, self._time_limit))

    def _connect(self) -> None:
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

    def _on_empty_pressed(self) -> None:
        if self._owns_something:
            self.solve()
        else:
            self.navigate.emit("overview", "")

    @property
    def _owns_something(self) -> bool:
        return self._measured is not None and self._measured.exposure is not None

    def _on_plan(self, plan: Plan) -> None:
        self._time_limit = 0.0
        if self._measured is not None:
            self._plan = plan
            self.show_view(build_advice(plan, self._measured))
            self.plan_changed.emit(plan)

    def _on_failure(self, error: Exception) -> None:
        self._picture.fade(False)
        if not isinstance(error, NoFeasiblePlanError):
            self._on_cancelled()
            self.failed.emit(error)
            return
        self._picture.hide()
        self._parts.empty_card.hide()
        self.show_head(PageHead("No plan keeps every wish.", ((NO_ADVICE, False),)))
        self._parts.show_plan_tools(False)
        self._loosening = error.rule
        self._notice.show_failure(told(error), _LOOSENINGS.get(error.rule, ""))

    def _on_cancelled(self) -> None:
        self._picture.fade(False)
        if self._picture.isVisibleTo(self):
            self._notice.dismiss()
        else:
            self._show_no_plan()

    def _show_no_plan(self) -> None:
        self._plan = None
        self._picture.hide()
        self.show_head(PageHead("From your target to trades.", ((NO_ADVICE, False),)))
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

    def _loosen(self) -> None:
        if self._loosening == "time_limit":
            self._time_limit = _LONG_TIME_LIMIT
        elif self._loosening == "withdrawal":
            self.wishes_asked.emit("new_cash")
        else:
            self.wishes_asked.emit(self._loosening)
