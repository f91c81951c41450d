"""Say what an instrument is, where the program does not know."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.classification import Override, Sector, Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.services.clock import today
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.overrides import all_overrides, delete_override, save_override


@dataclass(frozen=True, slots=True)
class ClassifyOutcome:
    """`before` is what the investor said of the symbol earlier; None where that was nothing."""

    symbol: str
    before: Override | None = None
    changed: Changed = Changed.CLASSIFICATION


def classify_instrument(db: Database, task: Task, symbol: str, sleeve: Sleeve, sector: Sector) -> ClassifyOutcome:
    """Remember a sleeve and a sector for a symbol; it then wins over everything the program knows."""
    task.step(0, 1, f"Classifying {symbol}")
    before = next((override for override in all_overrides(db) if override.symbol == symbol), None)
    save_override(db, Override(symbol, sleeve, sector, today()))
    return ClassifyOutcome(symbol, before)


def forget_classification(db: Database, task: Task, symbol: str) -> ClassifyOutcome:
    """Go back to what the program knows about a symbol.

    Raises:
        InvalidRequestError: The investor never classified it.
    """
    task.step(0, 1, f"Forgetting {symbol}")
    if not delete_override(db, symbol):
        raise InvalidRequestError(f"You have not classified {symbol}.", "The classified symbols are listed by “classify --list”.")
    return ClassifyOutcome(symbol)


def list_overrides(db: Database, task: Task) -> tuple[Override, ...]:
    """Everything the investor classified, by symbol."""
    task.step(0, 1, "Reading your classifications")
    return all_overrides(db)
