"""What happened in the accounts, as the books have it."""

from __future__ import annotations

from sqlite_utils import Database

from advisor.domain.portfolio import Transaction
from advisor.services.task import Task
from advisor.storage.transactions import load_transactions


def list_transactions(db: Database, task: Task) -> tuple[Transaction, ...]:
    """Every entry of every account once, oldest first."""
    task.step(0, 1, "Reading your transactions")
    return load_transactions(db)
