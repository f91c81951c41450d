"""What happened in the accounts, as the books have it."""

from __future__ import annotations

from advisor.domain.portfolio import Transaction
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.transactions import load_transactions


def list_transactions(db: Database, task: Task, account_id: int | None = None) -> tuple[Transaction, ...]:
    """Every entry once, oldest first: of one account, or of all of them when None."""
    task.step(0, 1, "Reading your transactions")
    return tuple(entry for entry in load_transactions(db) if account_id in (None, entry.account.id))
