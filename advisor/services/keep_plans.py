"""Keep plans with everything they were asked for, so that each can be read, carried out and worked out again."""

from __future__ import annotations

from dataclasses import dataclass

from advisor import __version__
from advisor.advice.codec.documents import plan_from_text, plan_to_text, request_from_text, request_to_text
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.domain.errors import InvalidRequestError
from advisor.domain.kept_plans import KeptPlan, PlanState, StoredPlan
from advisor.services.clock import now
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.plans import delete_plan, load_plan, load_plans, note_state, put_plan_back, save_plan


@dataclass(frozen=True, slots=True)
class PlanKept:
    """The plan as it is known from now on."""

    head: KeptPlan
    changed: Changed = Changed.PLANS


@dataclass(frozen=True, slots=True)
class PlanForgotten:
    """What was forgotten, whole: `bring_plan_back` takes it."""

    forgotten: StoredPlan
    changed: Changed = Changed.PLANS


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A kept plan with its inputs; solving `request` again gives the same plan."""

    head: KeptPlan
    request: PlanRequest
    plan: Plan


def keep_plan(db: Database, task: Task, name: str, request: PlanRequest, plan: Plan, *, draft: bool = False) -> PlanKept:
    """Keep a plan under a name.

    Args:
        request: What `plan` answers.
        draft: It is still being worked on.

    Raises:
        InvalidRequestError: The name is empty.
    """
    task.step(0, 1, "Keeping the plan")
    state = PlanState.DRAFT if draft else PlanState.KEPT
    head = KeptPlan(0, _a_name(name), now(), request.trade_date, request.target.name, __version__, state)
    return PlanKept(save_plan(db, StoredPlan(head, request_to_text(request), plan_to_text(plan))))


def list_plans(db: Database, task: Task) -> tuple[KeptPlan, ...]:
    """Every kept plan, the newest first."""
    task.step(0, 1, "Reading your plans")
    return load_plans(db)


def read_plan(db: Database, task: Task, plan_id: int) -> ReadPlan:
    """One kept plan with its inputs.

    Raises:
        InvalidRequestError: There is no such plan.
        MalformedFileError: Another version of the program kept it in another form.
    """
    task.step(0, 1, "Reading the plan")
    stored = known_plan(db, plan_id)
    name = f"The plan “{stored.head.name}”"
    return ReadPlan(stored.head, request_from_text(stored.request, name), plan_from_text(stored.plan, name))


def work_out_again(task: Task, kept: ReadPlan) -> Plan:
    """Solve what a plan was asked for once more, at the prices and holdings of that day: the same plan, in the same time.

    Raises:
        NoFeasiblePlanError: Rules of this version stand in the way.
        TaskCancelled: The investor stopped it before any plan was found.
    """
    from advisor.advice.plan import solve  # noqa: PLC0415 - the solver loads only to solve

    task.step(0, 1, "Working the plan out again")
    return solve(kept.request, lambda: task.cancelled)


def drop_plan(db: Database, task: Task, plan_id: int) -> PlanKept:
    """Note that a plan will not be carried out; it stays to be read.

    Raises:
        InvalidRequestError: There is no such plan.
    """
    task.step(0, 1, "Dropping the plan")
    head = known_plan(db, plan_id).head
    return PlanKept(note_state(db, head.id, PlanState.DROPPED, ordered_on=head.ordered_on, carried_out=head.carried_out))


def forget_plan(db: Database, task: Task, plan_id: int) -> PlanForgotten:
    """Take a plan out of the books.

    Raises:
        InvalidRequestError: There is no such plan.
    """
    task.step(0, 1, "Forgetting the plan")
    stored = known_plan(db, plan_id)
    delete_plan(db, plan_id)
    return PlanForgotten(stored)


def bring_plan_back(db: Database, task: Task, forgotten: StoredPlan) -> PlanKept:
    """Undo `forget_plan`."""
    task.step(0, 1, "Bringing the plan back")
    put_plan_back(db, forgotten)
    return PlanKept(forgotten.head)


def known_plan(db: Database, plan_id: int) -> StoredPlan:
    """A kept plan whole.

    Raises:
        InvalidRequestError: There is no such plan.
    """
    stored = load_plan(db, plan_id)
    if stored is None:
        raise InvalidRequestError(f"There is no plan {plan_id}.", "“plans list” names the plans you kept.")
    return stored


def _a_name(name: str) -> str:
    if not name.strip():
        raise InvalidRequestError("A plan needs a name.", "Nothing was kept.")
    return name.strip()
