"""Import the bundled sample portfolio."""

from __future__ import annotations

import hashlib
from datetime import date

from advisor.locations import resources_folder
from advisor.services.import_choices import FileChoices, ImportChoices
from advisor.services.import_files import ImportOutcome, import_files
from advisor.services.task import Task
from advisor.storage.engine import Database

_VANGUARD = "OfxDownload.csv"
# What Vanguard's file does not say: the account's name, and its day (its prices are the closes of the day in the other two).
_SAID = FileChoices(account_name="Rollover IRA", as_of=date(2026, 7, 13))


def load_sample(db: Database, task: Task) -> ImportOutcome:
    """Import the sample files as a broker would hand them out; undo works as for any import."""
    folder = resources_folder() / "sample"
    vanguard = hashlib.sha256((folder / _VANGUARD).read_bytes()).hexdigest()
    choices = ImportChoices(by_file={vanguard: _SAID}, is_sample=True)
    return import_files(db, task, sorted(folder.glob("*.csv")), choices)
