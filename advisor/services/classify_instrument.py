"""Say what an instrument is, where the program does not know."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.classification import Sector, Sleeve
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.overrides import delete_override, save_override


@dataclass(frozen=True, slots=True)
class ClassifyOutcome:
    symbol: str
    changed: Changed = Changed.CLASSIFICATION


def classify_instrument(db: Database, task: Task, symbol: str, sleeve: Sleeve, sector: Sector) -> ClassifyOutcome:
    """Remember a sleeve and a sector for a symbol; it then wins over everything the program knows."""
    task.step(0, 1, f"Classifying {symbol}")
    save_override(db, symbol, sleeve, sector)
    return ClassifyOutcome(symbol)


def forget_classification(db: Database, task: Task, symbol: str) -> ClassifyOutcome:
    """Go back to what the program knows about a symbol."""
    task.step(0, 1, f"Forgetting {symbol}")
    delete_override(db, symbol)
    return ClassifyOutcome(symbol)
