"""Import the bundled sample portfolio."""

from __future__ import annotations

from sqlite_utils import Database

from advisor.locations import resources_folder
from advisor.services.import_files import ImportChoices, ImportOutcome, import_files
from advisor.services.task import Task


def load_sample(db: Database, task: Task) -> ImportOutcome:
    """Import the sample files as a broker would hand them out; undo works as for any import."""
    return import_files(db, task, sorted((resources_folder() / "sample").glob("*.csv")), ImportChoices(is_sample=True))
