"""Suggest trades that bring the investor closer to a target."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.plan import solve
from advisor.advice.search import Progress
from advisor.services.plan_request import plan_request
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.engine import Database

_STEPS = 100
_SEARCHING = "Searching for the best plan"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A plan and what it was asked for: together they can be kept."""

    request: PlanRequest
    plan: Plan


def suggest(db: Database, task: Task, options: SuggestOptions, cancelled: Callable[[], bool] = lambda: False) -> Suggestion:
    """The best plan found within the time limit.

    Args:
        cancelled: Asked while solving; once it or the task says so, the best plan so far is returned.

    Raises:
        InvalidRequestError: There are no positions, or a symbol of the options is neither held nor offered.
        NoFeasiblePlanError: Some constraint stands in the way.
        TaskCancelled: The investor stopped it before any plan was found.
    """
    task.step(0, _STEPS, "Looking through your funds")
    request = plan_request(db, task, options)
    task.step(0, _STEPS, _SEARCHING)

    def tell(progress: Progress) -> None:
        done = min(_STEPS - 1, int(_STEPS * progress.seconds / options.time_limit))
        task.report(done, _STEPS, _standing(progress))

    return Suggestion(request, solve(request, cancelled=lambda: cancelled() or task.cancelled, progress=tell))


def _standing(progress: Progress) -> str:
    if math.isinf(progress.gap_dollars):
        return _SEARCHING
    return f"A plan is found; another could be better by up to ${max(0.0, progress.gap_dollars):,.0f}"
