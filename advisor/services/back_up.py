"""Copy the books to a safe place, and bring them back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from advisor.domain.errors import DatabaseRefusedError
from advisor.services.clock import now
from advisor.services.task import Changed, Task
from advisor.storage.copies import copy_database, refuse_target, restore_database
from advisor.storage.engine import Database
from advisor.storage.refusals import reason
from advisor.storage.settings import save_setting

LAST_BACKUP_KEY = "last_backup"


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """Where the copy lies."""

    file: Path
    changed: Changed = Changed.NOTHING


@dataclass(frozen=True, slots=True)
class RestoreOutcome:
    """`kept` is where the replaced database was put aside; None if there was none."""

    kept: Path | None
    changed: Changed = Changed.HOLDINGS | Changed.CLASSIFICATION | Changed.MARKET | Changed.PLANS


def back_up(db: Database, task: Task, target: Path) -> BackupOutcome:
    """Write a consistent copy of the whole database.

    Raises:
        DatabaseRefusedError: The file cannot be written, or is there already and no backup; no partial file is left.
    """
    task.step(0, 1, f"Backing up to {target.name}")
    refuse_target(db, target)
    try:
        copy_database(db, target)
        # Only now: a backup that failed must not be shown as the last one.
        save_setting(db, LAST_BACKUP_KEY, now().isoformat(timespec="seconds"))
    except (OSError, sqlite3.Error) as error:
        raise DatabaseRefusedError(
            f"The backup {target.name} could not be written: {reason(error, target)}.", "Choose another folder.", file=target.name
        ) from error
    return BackupOutcome(target)


def restore(database: Path, backup: Path) -> RestoreOutcome:
    """Replace the database by a backup; the replaced one is kept beside it.

    Raises:
        DatabaseRefusedError: The backup is damaged or no backup; nothing was changed.
    """
    try:
        return RestoreOutcome(restore_database(database, backup))
    except (OSError, sqlite3.Error) as error:
        raise DatabaseRefusedError(
            f"The backup {backup.name} could not be restored: {reason(error, database)}. Nothing was changed.",
            "Check the permissions and the free space of the database's folder.",
            file=backup.name,
        ) from error
