"""Give the original file of an import back, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from advisor.services.explain_import import known_import
from advisor.services.task import Task
from advisor.services.write_file import write_file
from advisor.storage.engine import Database
from advisor.storage.imports import import_content


@dataclass(frozen=True, slots=True)
class OriginalOutcome:
    """What was written where."""

    file: Path
    size: int


def save_original(db: Database, task: Task, import_id: int, file: Path) -> OriginalOutcome:
    """Write the bytes that were imported; their SHA-256 is the one the import is known by.

    Raises:
        InvalidRequestError: There is no such import, or the file cannot be written.
    """
    task.step(0, 1, f"Writing {file.name}")
    content = import_content(db, known_import(db, import_id).id)
    write_file(file, content)
    return OriginalOutcome(file, len(content))
