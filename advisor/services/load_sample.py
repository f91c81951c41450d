"""Import the bundled sample portfolio."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from advisor.locations import resources_folder
from advisor.services.import_files import ImportChoices, ImportOutcome, import_files
from advisor.services.task import Task

# Vanguard's file carries no date; its prices are the closes of the day that the other two name.
_DAY_OF_THE_SAMPLE = date(2026, 7, 13)


def load_sample(db: Database, task: Task) -> ImportOutcome:
    """Import the sample files as a broker would hand them out; undo works as for any import."""
    files = sorted((resources_folder() / "sample").glob("*.csv"))
    return import_files(db, task, files, ImportChoices(as_of=_DAY_OF_THE_SAMPLE, is_sample=True))
