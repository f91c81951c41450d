"""Say what an import left out, and what it remarked."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import ImportRecord
from advisor.domain.statement import RowWarning, SkippedRow
from advisor.services.task import Task
from advisor.storage.engine import Database
from advisor.storage.imports import get_import, import_notes


@dataclass(frozen=True, slots=True)
class ImportExplanation:
    """One import with every row it did not store, in the order of the file."""

    record: ImportRecord
    skipped: tuple[SkippedRow, ...]
    warnings: tuple[RowWarning, ...]


def explain_import(db: Database, task: Task, import_id: int) -> ImportExplanation:
    """What became of the records of one imported file.

    Raises:
        InvalidRequestError: There is no such import.
    """
    task.step(0, 1, "Looking up the import")
    return ImportExplanation(known_import(db, import_id), *import_notes(db, import_id))


def known_import(db: Database, import_id: int) -> ImportRecord:
    """The record of an import.

    Raises:
        InvalidRequestError: There is no such import.
    """
    record = get_import(db, import_id)
    if record is None:
        raise InvalidRequestError(f"There is no import number {import_id}.", "The Holdings page and `check` list the imports.")
    return record
