"""Import the bundled sample portfolio."""

from __future__ import annotations

from datetime import date

from sqlite_utils import Database

from advisor.locations import resources_folder
from advisor.services.import_files import ImportChoices, ImportOutcome, import_files
from advisor.services.task import Task

# What Vanguard's file does not say: the account's name, and its day (its prices are the closes of the day in the other two).
_CHOICES = ImportChoices(names={"50718264": "Rollover IRA"}, as_of=date(2026, 7, 13), is_sample=True)


def load_sample(db: Database, task: Task) -> ImportOutcome:
    """Import the sample files as a broker would hand them out; undo works as for any import."""
    files = sorted((resources_folder() / "sample").glob("*.csv"))
    return import_files(db, task, files, _CHOICES)
