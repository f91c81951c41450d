"""Suggest trades that bring the investor closer to a target."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.plan import solve
from advisor.services.plan_request import plan_request
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.engine import Database


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A plan and what it was asked for: together they can be kept."""

    request: PlanRequest
    plan: Plan


_STEPS = 100
_SEARCHING = "Searching for the best plan"


def suggest_trades(db: Database, task: Task, options: SuggestOptions, cancelled: Callable[[], bool] = lambda: False) -> Plan:
    """The plan of `suggest`."""
    return suggest(db, task, options, cancelled).plan


def suggest(db: Database, task: Task, options: SuggestOptions, cancelled: Callable[[], bool] = lambda: False) -> Suggestion:
    """The best plan found within the time limit.

    Args:
        cancelled: Asked while solving; once it or the task says so, the best plan so far is returned.

    Raises:
        InvalidRequestError: There are no positions, or a symbol of the options is neither held nor offered.
        NoFeasiblePlanError: Some constraint stands in the way.
        TaskCancelled: The investor stopped it before any plan was found.
    """
    task.step(0, 2, "Looking through your funds")
    request = plan_request(db, task, options)
    task.step(1, 2, "Searching for the best plan")
    return Suggestion(request, solve(request, lambda: cancelled() or task.cancelled))
