"""What files that came or went tell of the plans whose orders were given."""

from __future__ import annotations

from advisor.domain.kept_plans import PlanState
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.plans import load_plans


def news_of_ordered_plans(db: Database, task: Task, *, taken_back: bool = False) -> tuple[str, ...]:
    """Compare each with the books and remember how far it has come; one sentence for each of which there is news.

    A plan that the program can no longer read is passed over: whoever opens it is told.

    Args:
        taken_back: Files went rather than came: plans that were done may no longer be.
    """
    if not any(head.ordered_on is not None and head.state in (PlanState.ORDERED, PlanState.DONE) for head in load_plans(db)):
        return ()
    # Whoever gave no orders does not wait until the optimiser's room is loaded.
    from advisor.services.compare_plan import compare_ordered_plans  # noqa: PLC0415

    return tuple(
        f"“{news.kept.head.name}”: {news.carried_out.headline}" for news in compare_ordered_plans(db, task, done_too=taken_back)
    )
