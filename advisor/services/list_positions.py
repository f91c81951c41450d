"""What the investor owns, as the books have it."""

from __future__ import annotations

from sqlite_utils import Database

from advisor.domain.portfolio import Portfolio
from advisor.services.task import Task
from advisor.storage.portfolios import load_portfolio


def list_positions(db: Database, task: Task) -> Portfolio:
    """The newest snapshot of each account."""
    task.step(0, 1, "Reading your positions")
    return load_portfolio(db)
