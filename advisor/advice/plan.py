"""From a request to a plan whose every figure is exact."""

from __future__ import annotations

from collections.abc import Callable

from advisor.advice.assemble import explain_plan
from advisor.advice.household import describe_household
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.search import Progress, SearchRun
from advisor.advice.verifying.verify import verify
from advisor.advice.why.no_plan import name_obstacle
from advisor.domain.errors import TaskCancelled


def solve(
    request: PlanRequest,
    cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[Progress], None] = lambda _: None,
) -> Plan:
    """The trades that bring the portfolio closest to its target for what they cost.

    Distance from the target, tax, trading cost and risk are priced in dollars and summed (`objective`); the plan is proven to lie
    within `Plan.optimality_gap` of the smallest sum, or is the best found when the time limit ends the search.

    Args:
        cancelled: Asked now and then; once it answers True the best plan so far is the answer.
        progress: Told now and then how good the best plan so far is.

    Raises:
        NoFeasiblePlanError: No set of trades keeps every rule; the message names those in the way.
        InvalidRequestError: There is nothing to plan with.
        TaskCancelled: `cancelled` answered True before any plan was found.
        PlanNotSoundError: A figure of the plan, worked out again, is another, or a rule is broken; nothing is shown.
    """
    household = describe_household(request)
    found = SearchRun(household, progress, cancelled).run()
    if found is None:
        if cancelled():
            raise TaskCancelled
        raise name_obstacle(household)
    plan = explain_plan(household, found)
    verify(request, plan)
    return plan
