"""Take an import back."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.services.explain_import import known_import
from advisor.services.ordered_plans import news_of_ordered_plans
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.imports import delete_import


@dataclass(frozen=True, slots=True)
class UndoOutcome:
    """`plans`: what is to be said anew of kept plans whose orders were given, one sentence each."""

    file: str
    rows_removed: int
    changed: Changed = Changed.HOLDINGS
    plans: tuple[str, ...] = ()


def undo_import(db: Database, task: Task, import_id: int) -> UndoOutcome:
    """Remove everything one import stored; every other import stays as it is.

    Raises:
        InvalidRequestError: There is no such import.
    """
    task.step(0, 1, "Taking the import back")
    record = known_import(db, import_id)
    delete_import(db, import_id)
    plans = news_of_ordered_plans(db, task, taken_back=True)
    changed = Changed.HOLDINGS | Changed.PLANS if plans else Changed.HOLDINGS
    return UndoOutcome(record.file, record.rows_stored, changed, plans)
