"""Kept plans: the list, and the chosen one beside the books."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from advisor.presentation.kept_plans import build_carried_out, build_kept_plans
from advisor.presentation.sentences import NO_ADVICE
from advisor.presentation.views.kept_plans import CarriedRow, KeptPlanRow, KeptPlansView
from advisor.services.task import Changed
from advisor.ui import late_advice, metrics
from advisor.ui.background import BackgroundJob, Service
from advisor.ui.dialogs.opening import open_dialog
from advisor.ui.dialogs.ordered_day import OrderedDayDialog
from advisor.ui.notices import tell_done
from advisor.ui.pages.advice_parts import Desk, PageHead
from advisor.ui.pages.answered_part import AnsweredPart
from advisor.ui.pages.rotation_layout import INSIDE_CARD, let_title_wrap, paragraph, show_whole
from advisor.ui.tables.kept_plan_columns import CARRIED_COLUMNS, CARRIED_OUTLINE, KEPT_COLUMNS, KEPT_OUTLINE
from advisor.ui.tables.rows_table import RowAction, RowsTable
from advisor.ui.widgets import Button, Card, EmptyState, row

if TYPE_CHECKING:
    from advisor.domain.kept_plans import KeptPlan
    from advisor.services.compare_plan import PlanComparison
    from advisor.services.keep_plans import PlanForgotten

_NONE = "No plan is kept yet. Make one and keep it: it stays as it is, and can be compared with your books later."
_ALL = "all"
_OPEN, _ORDERED, _DROP, _FORGET = "Open", "Mark as ordered…", "Drop", "Forget"
_MEANINGS = {
    _OPEN: "Show the plan as it was kept",
    _ORDERED: "The orders are given: compare what is imported later with it",
    _DROP: "Set the plan aside; it stays in this list",
    _FORGET: "Take the plan out of your file",
}


class KeptPlansPart(AnsweredPart[str, "tuple[KeptPlan, ...]"]):
    """Plans by name; the chosen one is compared with the books."""

    key = "kept"
    title = "Kept plans"
    uses_wishes = False
    opening = "Plans that you kept."

    def __init__(self, desk: Desk) -> None:
        self._comparing: BackgroundJob | None = None
        super().__init__(desk)
        self.table: RowsTable[KeptPlanRow] = RowsTable(
            KEPT_COLUMNS, desk.themes, KEPT_OUTLINE, name="Kept plans", hugs_rows=True, verb_on_enter=False
        )
        self.beside = Card(" ")
        let_title_wrap(self.beside)
        self.trades: RowsTable[CarriedRow] = RowsTable(
            CARRIED_COLUMNS, desk.themes, CARRIED_OUTLINE, name="Plan and books", hugs_rows=True, dense=True
        )
        self.trades.setObjectName(INSIDE_CARD)
        self._notes = paragraph("", "caption", "muted")
        self.tools = {words: Button(words, small=True) for words in _MEANINGS}
        self._none = EmptyState(_NONE, "Go to the plan")
        self._none_card = Card()
        self._fill_body()
        self._connect_parts()

    def question(self) -> str:
        return _ALL

    def ask(self, question: str) -> BackgroundJob:  # noqa: ARG002 - every plan is listed
        return self.desk.runner.start(late_advice.kept_plans)

    def show_answer(self, answer: tuple[KeptPlan, ...]) -> None:
        self.show_view(build_kept_plans(answer))

    def show_view(self, view: KeptPlansView) -> None:
        """List the plans."""
        self.show_head(PageHead(view.headline, view.explanation, NO_ADVICE))
        show_whole(self.table, view.rows)
        self.table.setVisible(bool(view.rows))
        self._none_card.setVisible(not view.rows)
        self.beside.hide()
        if view.rows and not self.table.selected_rows():
            self.table.choose(view.rows[0].key)
        elif view.rows:
            self._compare(self.table.selected_rows())

    def export_view(self) -> None:
        """Write the list to a CSV file of the investor's choice."""
        if self.is_answered:
            self.table.export_csv()

    def focus_subject(self, subject: str) -> None:
        """Select a plan by its id."""
        self.table.clear_selection()
        self.table.choose(subject)

    def _fill_body(self) -> None:
        self._none_card.body.addWidget(self._none)
        self.beside.body.addWidget(self.trades)
        self.beside.body.addWidget(self._notes)
        tools = row(None, metrics.NO_MARGINS, metrics.GAP)
        for words, button in self.tools.items():
            button.setToolTip(_MEANINGS[words])
            tools.addWidget(button)
        tools.addStretch(1)
        self.beside.body.addLayout(tools)
        for part in (self._none_card, self.table, self.beside):
            self.column.addWidget(part)

    def _connect_parts(self) -> None:
        self._none.clicked.connect(lambda: self.part_asked.emit("plan", ""))
        self.table.selection_changed.connect(self._compare)
        self.table.verb_chosen.connect(self._open)
        self.table.row_entered.connect(self._open)
        self.table.set_row_actions(self._row_actions)
        for table in (self.table, self.trades):
            table.failed.connect(self.failed)
        for words, button in self.tools.items():
            button.clicked.connect(partial(self._act, words))
        self.desk.runner.data_changed.connect(self._on_changed)

    def _on_changed(self, changed: Changed) -> None:
        if changed & (Changed.PLANS | Changed.HOLDINGS):
            self.forget_answer()
            if self.isVisible():
                self.bring_up_to_date()

    def _row_actions(self, shown: KeptPlanRow) -> Sequence[RowAction]:
        actions: list[RowAction] = [(_OPEN, partial(self._open, shown))]
        if shown.can_order:
            actions.append((_ORDERED, partial(self._ask_day, shown)))
        if shown.can_drop:
            actions.append((_DROP, partial(self._drop, shown)))
        return (*actions, (_FORGET, partial(self._forget, shown)))

    def _act(self, words: str) -> None:
        for shown in self.table.selected_rows()[-1:]:
            dict(self._row_actions(shown))[words]()

    def _compare(self, chosen: Sequence[KeptPlanRow]) -> None:
        if not chosen:
            return
        offered = dict(self._row_actions(chosen[-1]))
        for words, button in self.tools.items():
            button.setVisible(words in offered)
        job = self.desk.runner.start(late_advice.compare_plan, chosen[-1].plan_id)
        self._comparing = job
        job.succeeded.connect(lambda comparison: self._on_compared(job, comparison))
        job.failed.connect(self.failed)

    def _on_compared(self, job: BackgroundJob, comparison: PlanComparison) -> None:
        if job is not self._comparing:
            return
        view = build_carried_out(comparison.kept.head, comparison.carried_out)
        self.beside.title.setText(view.headline)
        self.beside.setAccessibleName(view.headline)
        show_whole(self.trades, view.rows)
        self.trades.setVisible(bool(view.rows))
        self._notes.setText(" ".join(view.notes))
        self._notes.setVisible(bool(view.notes))
        self.beside.show()

    def _open(self, shown: KeptPlanRow) -> None:
        self._run(late_advice.read_plan, (shown.plan_id,), self.plan_asked.emit)

    def _ask_day(self, shown: KeptPlanRow) -> None:
        dialog = OrderedDayDialog(shown.name, self)
        dialog.accepted.connect(lambda: self._order(shown, dialog))
        open_dialog(dialog)

    def _order(self, shown: KeptPlanRow, dialog: OrderedDayDialog) -> None:
        words = f"“{shown.name}” is ordered; later files are compared with it."
        self._run(late_advice.order_plan, (shown.plan_id, dialog.day()), lambda _outcome: tell_done(self, words))

    def _drop(self, shown: KeptPlanRow) -> None:
        words = f"“{shown.name}” is dropped; it stays to be read."
        self._run(late_advice.drop_plan, (shown.plan_id,), lambda _outcome: tell_done(self, words))

    def _forget(self, shown: KeptPlanRow) -> None:
        self._run(late_advice.forget_plan, (shown.plan_id,), partial(self._on_forgotten, shown.name))

    def _on_forgotten(self, name: str, outcome: PlanForgotten) -> None:
        undo = partial(self._run, late_advice.bring_plan_back, (outcome.forgotten,), lambda _kept: None)
        tell_done(self, f"“{name}” is forgotten.", undo)

    def _run(self, service: Service, arguments: tuple[object, ...], use: Callable[..., None]) -> None:
        job = self.desk.runner.start(service, *arguments)
        job.succeeded.connect(use)
        job.failed.connect(self.failed)
