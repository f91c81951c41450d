"""The plan: before and after, its cost, both sides, its trades."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from advisor.advice.model.action import TradeAction
from advisor.domain.errors import AdvisorError, NoFeasiblePlanError
from advisor.presentation.advice import build_advice
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views import TradeRow
from advisor.services.plan_draft import LineKey
from advisor.services.suggest_options import SuggestOptions
from advisor.ui import late_plan
from advisor.ui.dialogs.add_trade import AddTrade
from advisor.ui.errors import told
from advisor.ui.notices import tell_done
from advisor.ui.pages.advice_parts import AdvicePart, Desk, PageHead
from advisor.ui.pages.note_columns import Unfolding
from advisor.ui.pages.page import OnPaper
from advisor.ui.pages.plan_drafting import Drafting
from advisor.ui.pages.plan_layout import PlanLayout, name_of
from advisor.ui.pages.plan_notice import LOOSENINGS
from advisor.ui.pages.plan_outlet import PlanOutlet
from advisor.ui.pages.plan_tools import WORKSHEET
from advisor.ui.pages.solving import Solving

if TYPE_CHECKING:
    from advisor.exposure.model import MeasuredPortfolio
    from advisor.services.suggest_trades import Suggestion

_NO_PLAN = "No plan yet. Choose a target and your limits: the plan says which trades would lead there, what they cost, and why."
_NOTHING_OWNED = "Nothing to plan for yet. Import a positions file, and the first plan stands here."
_LONG_TIME_LIMIT = 60.0  # seconds
_SEARCHING = "Searching for the best plan"


class PlanPart(AdvicePart):
    """The plan for the wishes in the fields. The first one for other books or wishes is made by itself, once it is looked at."""

    key = "plan"
    title = "Plan"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._measured: MeasuredPortfolio | None = None
        self._planned_for: SuggestOptions | Suggestion | None = None
        self._time_limit = 0.0
        self._loosening = ""
        self._parts = PlanLayout(self, desk.themes, self._can_loosen)
        self._drafting = Drafting(desk.runner, self._wishes, self)
        self._solving = Solving(desk.runner, self)
        self._outlet = PlanOutlet(desk.runner, lambda: self._drafting.standing, self)
        self._connect()
        self._show_no_plan()

    @property
    def more(self) -> Unfolding:
        """What can be unfolded below the plan."""
        return self._parts.picture.notes.more

    @property
    def on_paper(self) -> OnPaper | None:
        """The plan in sight; None while there is none."""
        return self._outlet if self._parts.picture.isVisibleTo(self) else None

    def show_measured(self, measured: MeasuredPortfolio) -> None:
        """Other books need another plan: the old one leaves."""
        self._measured = measured
        self._solving.forget()
        self._drafting.forget()
        self._planned_for = None
        self._show_no_plan()

    def bring_up_to_date(self) -> None:
        if self._owns_something and self.desk.has_target() and self._planned_for is None:
            self.solve()

    def forget_answer(self) -> None:
        self._planned_for = None

    def show_suggestion(self, suggestion: Suggestion) -> None:
        self._solving.forget()
        self._planned_for = self._planned_for or suggestion
        self._drafting.take_over(suggestion)

    def solve(self) -> None:
        """Search a plan for what the fields say; a worksheet is only worked out."""
        if self._measured is None or not self.desk.has_target():
            return
        try:
            wishes = self._wishes()
        except AdvisorError as error:
            self.failed.emit(error)
            return
        self._planned_for = wishes
        if self._drafting.draft.worksheet:
            self._drafting.work_out_anew()
            return
        self._parts.empty_card.hide()
        self._parts.notice.show_progress(0.0, _SEARCHING)
        self._parts.picture.fade(True)
        self._solving.start(wishes, self._drafting.draft, self._drafting.standing.plan)

    def export_view(self) -> None:
        """Give the trades away as a table, where there is a plan."""
        if self._parts.picture.isVisibleTo(self):
            self._outlet.export_trades()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._parts.picture.reflow(event.size().width())

    def _wishes(self) -> SuggestOptions:
        wishes = self.desk.wishes()
        locked = self._parts.locks.symbols
        return replace(wishes, locked=locked, time_limit=max(wishes.time_limit, self._time_limit))

    def _connect(self) -> None:
        tools, trades = self._parts.tools, self._parts.picture.trades
        self._parts.locks.changed.connect(self.solve)
        self._parts.lines.dropped.connect(self._take_line_back)
        self._parts.empty.clicked.connect(self._on_empty_pressed)
        self._parts.notice.pressed.connect(self._on_notice_pressed)
        self._parts.picture.failed.connect(self.failed)
        self._parts.picture.notes.loosening_asked.connect(self._loosen_and_solve)
        tools.mode_chosen.connect(self._on_mode)
        tools.start_over.clicked.connect(self._start_over)
        tools.add.clicked.connect(self._ask_for_trade)
        tools.undo.clicked.connect(self._undo)
        tools.solve_again.clicked.connect(self.solve)
        tools.keep.clicked.connect(self._outlet.keep)
        tools.offer_exports(self._outlet.exports)
        trades.lock_wanted.connect(lambda row: self._drafting.turn_lock(_line(row)))
        trades.shares_typed.connect(lambda row, shares: self._drafting.type_units(_line(row), shares))
        trades.drop_wanted.connect(self._drop)
        trades.stay_wanted.connect(self._parts.locks.toggle)
        trades.undo_wanted.connect(self._undo)
        self._connect_work()

    def _connect_work(self) -> None:
        self._drafting.changed.connect(self._show_standing)
        self._drafting.failed.connect(self.failed)
        self._solving.progressed.connect(self._parts.notice.show_progress)
        self._solving.found.connect(self._on_found)
        self._solving.failed.connect(self._on_failure)
        self._solving.cancelled.connect(self._on_cancelled)
        self._outlet.told.connect(lambda words: tell_done(self, words))
        self._outlet.failed.connect(self.failed)
        self._outlet.csv_made.connect(self.export_asked)

    @property
    def _owns_something(self) -> bool:
        return self._measured is not None and self._measured.exposure is not None

    def _on_found(self, suggestion: Suggestion) -> None:
        self._time_limit = 0.0
        self._drafting.take_found(suggestion)

    def _show_standing(self) -> None:
        """Draw the plan that stands now, with what was typed and locked in it."""
        standing = self._drafting.standing
        if standing.shown is None or standing.plan is None or self._measured is None:
            self._show_no_plan()
            return
        view = build_advice(standing.plan, self._measured, standing.marks)
        explanation = (*view.explanation, *late_plan.asked_in_words(standing.shown.request, standing.plan))
        self.show_head(PageHead(view.headline, explanation, view.footer_text, view.dates_text))
        names = {account.id: account.name for account in self._measured.portfolio.accounts}
        self._parts.show_standing(view, standing, names, can_undo=self._drafting.can_undo)
        self.plan_changed.emit(standing.plan)

    def _on_failure(self, error: Exception) -> None:
        self._parts.picture.fade(False)
        if not isinstance(error, NoFeasiblePlanError):
            self._on_cancelled()
            self.failed.emit(error)
            return
        self._parts.picture.hide()
        self._parts.empty_card.hide()
        self.show_head(PageHead("No plan keeps every wish.", ((NO_ADVICE, False),)))
        self._loosening = error.rule
        self._parts.notice.show_failure(told(error), LOOSENINGS.get(error.rule, ""))

    def _on_cancelled(self) -> None:
        self._parts.picture.fade(False)
        if self._parts.picture.isVisibleTo(self):
            self._parts.notice.dismiss()
        else:
            self._show_no_plan()

    def _show_no_plan(self) -> None:
        self.show_head(PageHead("From your target to trades.", ((NO_ADVICE, False),)))
        owns = self._owns_something
        self._parts.show_empty(_NO_PLAN if owns else _NOTHING_OWNED, "Make a plan" if owns else "Import a file")

    def _on_empty_pressed(self) -> None:
        if self._owns_something:
            self.solve()
        else:
            self.navigate.emit("overview", "")

    def _on_notice_pressed(self, state: str) -> None:
        if state == "stop":
            self._solving.keep_what_is_found()
        elif state == "loosen":
            self._loosen_and_solve(self._loosening)
        else:
            self._undo()

    def _on_mode(self, mode: str) -> None:
        self._solving.forget()
        if mode == WORKSHEET:
            self._drafting.begin_worksheet(from_nothing=False)
        else:
            self._drafting.end_worksheet()

    def _start_over(self) -> None:
        self._drafting.begin_worksheet(from_nothing=not self._drafting.draft.from_nothing)

    def _drop(self, row: TradeRow) -> None:
        self._drafting.drop(_line(row))
        if not self._drafting.draft.worksheet:
            self.solve()

    def _take_line_back(self, name: str) -> None:
        for key in self._drafting.draft.dropped:
            if name_of(key) == name:
                self._drafting.take_back(key)
        self.solve()

    def _undo(self) -> None:
        self._solving.forget()
        self._drafting.undo()

    def _ask_for_trade(self) -> None:
        if self._measured is None:
            return
        portfolio = self._measured.portfolio
        dialog = AddTrade(portfolio.accounts, sorted({position.symbol for position in portfolio.positions}), self)
        dialog.accepted.connect(lambda: self._drafting.type_units(*dialog.line))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _can_loosen(self, rule: str) -> bool:
        return rule.partition(":")[0] in LOOSENINGS

    def _loosen_and_solve(self, rule: str) -> None:
        name, _, symbol = rule.partition(":")
        if rule == "time_limit":
            self._time_limit = _LONG_TIME_LIMIT
        elif rule == "fixed":
            self._drafting.take_all_back()
        elif name == "locked":
            self._parts.locks.free(symbol)
        else:
            self.wishes_asked.emit("new_cash" if rule == "withdrawal" else rule)
        self.solve()


def _line(row: TradeRow) -> LineKey:
    return row.account_id, TradeAction.SELL if row.action == "Sell" else TradeAction.BUY, row.symbol
