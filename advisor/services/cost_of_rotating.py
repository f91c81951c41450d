"""Work out what leaving the seven costs, level by level."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from advisor.advice import curve
from advisor.advice.model.curve import RotationCurve
from advisor.advice.model.request import PlanRequest
from advisor.services.plan_request import plan_request
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.engine import Database

_LEVELS = 10


@dataclass(frozen=True, slots=True)
class WorkedOutCurve:
    """A curve and what it was worked out from: a point's plan can be kept with it, its lines opened as a worksheet."""

    request: PlanRequest
    curve: RotationCurve


def cost_of_rotating(
    db: Database,
    task: Task,
    options: SuggestOptions,
    levels: int = _LEVELS,
    cancelled: Callable[[], bool] = lambda: False,
) -> WorkedOutCurve:
    """The cheapest plans on the way from today to the target.

    Args:
        options: `time_limit` is for the whole curve.
        levels: Below today's, 2 to 24.
        cancelled: Once it or the task says so, the curve ends with the levels found so far.

    Raises:
        InvalidRequestError: There are no positions, a symbol is neither held nor offered, or next to nothing of the seven is
            held.
        NoFeasiblePlanError: Some rule leaves no plan even for today's level.
        MalformedFileError: What is stored of taxes or of identical securities cannot be read.
        TaskCancelled: The investor stopped it before anything was searched.
    """
    task.step(0, levels + 2, "Looking through your funds")
    request = plan_request(db, task, options)

    def progress(done: int, total: int) -> None:
        task.report(done + 1, total + 1, f"{done} of {total} levels")

    found = curve.cost_of_rotating(request, levels, progress, lambda: cancelled() or task.cancelled)
    return WorkedOutCurve(request, found)
