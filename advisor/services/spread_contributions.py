"""Work out where a monthly contribution goes when nothing is sold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.advice import contributions
from advisor.advice.model.contributions import Contributions
from advisor.domain.money import ZERO
from advisor.services.plan_request import plan_request
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.storage.engine import Database

DEFAULT_MONTHS = 12


@dataclass(frozen=True, slots=True)
class ContributionOptions:
    """What the investor adds.

    Attributes:
        wishes: Target and rules, as for a plan; its own new cash arrives in the first month.
        amount: Account currency, every month.
        account_id: Where it arrives.
    """

    wishes: SuggestOptions
    amount: Decimal
    account_id: int
    months: int = DEFAULT_MONTHS


def spread_contributions(
    db: Database, task: Task, options: ContributionOptions, cancelled: Callable[[], bool] = lambda: False
) -> Contributions:
    """What each of the next months buys, at today's prices.

    Args:
        cancelled: Once it or the task says so, the months worked out so far are returned.

    Raises:
        InvalidRequestError: There are no positions, a symbol is neither held nor offered, or amount, months or account make no
            sense.
        NoFeasiblePlanError: A withdrawal of the first month would need sales.
        MalformedFileError: What is stored of taxes or of identical securities cannot be read.
        TaskCancelled: The investor stopped it before the first month was worked out.
    """
    task.step(0, options.months + 1, "Looking through your funds")
    # An account that holds nothing is planned for once something is paid into it, were it 0 dollars.
    flows = {options.account_id: ZERO, **options.wishes.flows}
    request = plan_request(db, task, replace(options.wishes, buy_only=True, flows=flows))

    def progress(done: int, total: int) -> None:
        task.report(done + 1, total + 1, f"{done} of {total} months")

    return contributions.spread_contributions(
        request, options.amount, options.account_id, options.months, progress, lambda: cancelled() or task.cancelled
    )
