"""The plan that stands, what the investor typed into it, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advisor.domain.errors import AdvisorError
from advisor.presentation.trade_rows import LineMarks
from advisor.services.plan_draft import LineKey, PlanDraft
from advisor.services.suggest_options import SuggestOptions
from advisor.ui import late_plan
from advisor.ui.background import BackgroundJob, BackgroundRunner

if TYPE_CHECKING:
    from advisor.advice.model.plan import Plan
    from advisor.services.suggest_trades import Suggestion


@dataclass(frozen=True, slots=True)
class Standing:
    """One state that can be returned to.

    Attributes:
        basis: What the lines were typed into; None where the draft holds every line itself.
        shown: What is in sight, with what it was asked for.
        refusal: Why the lines as typed cannot be worked out; `shown` is then the last that could.
    """

    basis: Suggestion | None = None
    shown: Suggestion | None = None
    draft: PlanDraft = field(default_factory=PlanDraft)
    refusal: AdvisorError | None = None

    @property
    def plan(self) -> Plan | None:
        return None if self.shown is None else self.shown.plan

    @property
    def problems(self) -> tuple[str, ...]:
        """What keeps the lines from being carried out as they stand."""
        if self.refusal is not None:
            return (self.refusal.message,)
        return () if self.plan is None else self.plan.problems

    @property
    def marks(self) -> LineMarks:
        """What was typed and locked, for the eye; in a worksheet from nothing every line is typed, and none stands out."""
        typed = {} if self.draft.from_nothing else self.draft.typed
        refused = None
        last = self.draft.last
        if self.refusal is not None and last is not None:
            refused = (last, self.draft.typed[last], self.refusal.message)
        return LineMarks(frozenset(key for key, units in typed.items() if units), self.draft.locked, refused)


class Drafting(QObject):
    """Works lines out in the background; a newer line replaces those being worked out.

    Signals:
        changed: Another plan, draft or refusal stands now.
        failed: The exception of something that is not the lines' fault.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, runner: BackgroundRunner, wishes: Callable[[], SuggestOptions], parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wishes = wishes
        self._before: list[Standing] = []
        self._calculated: Standing | None = None
        self._job: BackgroundJob | None = None
        self.standing = Standing()

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    @property
    def draft(self) -> PlanDraft:
        return self.standing.draft

    def forget(self) -> None:
        """Other books: nothing that stood holds any more."""
        self._stop()
        self._before.clear()
        self._calculated = None
        self.standing = Standing()

    def take_found(self, suggestion: Suggestion) -> None:
        """A search answered: its plan stands, and lines are typed into it."""
        self._settle(replace(self.standing, basis=suggestion, shown=suggestion, refusal=None))

    def take_over(self, suggestion: Suggestion) -> None:
        """A plan made elsewhere stands; nothing that was typed is in it."""
        self._stop()
        self._remember()
        self._settle(Standing(basis=suggestion, shown=suggestion))

    def type_units(self, key: LineKey, units: Decimal) -> None:
        """Make a line of so many units, and work the plan out."""
        self._work_out(self.draft.with_line(key, units))

    def drop(self, key: LineKey) -> None:
        """Do without a line; where plans are searched, the caller searches anew."""
        draft = self.draft.with_line(key, Decimal(0))
        if self.draft.worksheet:
            self._work_out(draft)
        else:
            self._remember()
            self.standing = replace(self.standing, draft=replace(draft, locked=draft.locked - {key}))

    def take_back(self, key: LineKey) -> None:
        """Forget what was typed or locked of a line; where plans are searched, the caller searches anew."""
        self._remember()
        self.standing = replace(self.standing, draft=self.draft.without_line(key))

    def take_all_back(self) -> None:
        """Forget everything that was typed or locked."""
        self._remember()
        self.standing = replace(self.standing, draft=PlanDraft())

    def turn_lock(self, key: LineKey) -> None:
        """Lock a line for the next search, or free it."""
        self._remember()
        self._settle(replace(self.standing, draft=self.draft.with_lock_turned(key)))

    def begin_worksheet(self, *, from_nothing: bool) -> None:
        """From here on only the investor's own lines count: those of the plan, or none."""
        if not self.draft.worksheet:
            self._calculated = self.standing
        if from_nothing:
            self._work_out(PlanDraft(worksheet=True, from_nothing=True))
        else:
            self._stop()
            self._remember()
            began = self._calculated or self.standing
            self._settle(replace(began, draft=replace(began.draft, worksheet=True)))

    def end_worksheet(self) -> None:
        """Return to the plan as it was calculated."""
        self._stop()
        self._before.clear()
        self._settle(self._calculated or Standing())

    def work_out_anew(self) -> None:
        """The same lines for other wishes."""
        self._work_out(self._all_lines(), afresh=True)

    def undo(self) -> None:
        """Return to what stood before the last edit."""
        if self._before:
            self._stop()
            self._settle(self._before.pop())

    def _all_lines(self) -> PlanDraft:
        """The draft with every line of the plan in sight typed."""
        plan = self.standing.plan
        lines = {(t.account.id, t.action, t.symbol): t.quantity for t in plan.trades} if plan is not None else {}
        return replace(self.draft, typed={**lines, **self.draft.typed}, from_nothing=True)

    def _remember(self) -> None:
        self._before.append(self.standing)

    def _settle(self, standing: Standing) -> None:
        self.standing = standing
        self.changed.emit()

    def _work_out(self, draft: PlanDraft, *, afresh: bool = False) -> None:
        try:
            wishes = self._wishes()
        except AdvisorError as error:
            self.failed.emit(error)
            return
        self._stop()
        self._remember()
        basis = None if afresh else self.standing.basis
        self.standing = replace(self.standing, draft=draft, basis=basis, refusal=None)
        job = self._runner.start(late_plan.worked_out, wishes, draft, basis)
        self._job = job
        job.succeeded.connect(lambda answer: self._on_answer(job, answer))
        job.failed.connect(lambda error: self._on_failure(job, error))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None

    def _on_answer(self, job: BackgroundJob, answer: Suggestion) -> None:
        if job is self._job:
            self._job = None
            self._settle(replace(self.standing, shown=answer, basis=self.standing.basis or answer))

    def _on_failure(self, job: BackgroundJob, error: Exception) -> None:
        if job is not self._job:
            return
        self._job = None
        if isinstance(error, AdvisorError):
            self._settle(replace(self.standing, refusal=error))
        else:
            self.failed.emit(error)
