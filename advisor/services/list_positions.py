"""What the investor owns, as the books have it."""

from __future__ import annotations

from advisor.domain.portfolio import Portfolio
from advisor.services.own_portfolio import current_portfolio
from advisor.services.task import Task
from advisor.storage.engine import Database


def list_positions(db: Database, task: Task) -> Portfolio:
    """The newest snapshot of each account, or what its history adds up to."""
    task.step(0, 1, "Reading your positions")
    return current_portfolio(db)
