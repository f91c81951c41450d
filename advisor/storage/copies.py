"""Copies of the books: a backup appears whole or not at all, and what a restored one replaces is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from advisor.domain.errors import DatabaseRefusedError
from advisor.storage.engine import Database
from advisor.storage.ours import BUSY_TIMEOUT_SECONDS, is_ours, read_only_uri, refuse_foreign
from advisor.storage.refusals import is_damaged, path_of


def copy_database(db: Database, target: Path) -> None:
    """Write a consistent copy; the target appears whole or not at all.

    Raises:
        DatabaseRefusedError: The database is damaged; an older copy stays.
        OSError, sqlite3.Error: The target cannot be written; nothing is left behind.
    """
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(partial)) as copy:
            db.conn.backup(copy)
            if not _is_sound(copy):
                raise _damaged(f"The database {path_of(db).name}", path_of(db))
            # A copy travels alone: without this its newest pages could stay in a journal beside it.
            copy.execute("pragma journal_mode = delete")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def refuse_target(db: Database, target: Path) -> None:
    """Pass over what a backup may be written to: a new file, or an older backup.

    Raises:
        DatabaseRefusedError: The target is the books themselves, a folder, a device, or a file that is no database of ours.
    """
    if not target.exists() or (target.is_file() and target.stat().st_size == 0):
        return
    if target.samefile(path_of(db)):
        raise DatabaseRefusedError(
            f"{target.name} is the database itself. Nothing was written.", "Name another file for the backup.", file=target.name
        )
    if not is_ours(target):
        raise DatabaseRefusedError(
            f"{target.name} is there already and is no backup of Rotation Advisor. It was left as it is.",
            "Name another file for the backup.",
            file=target.name,
        )


def restore_database(path: Path, backup: Path) -> Path | None:
    """Put a backup in place of the books; return where the replaced books were kept (None if there were none).

    Raises:
        DatabaseRefusedError: The backup is no database of ours, or damaged; or the books are another program's file or in use.
            They are untouched.
        OSError, sqlite3.Error: A file cannot be written.
    """
    if path.exists() and backup.exists() and path.samefile(backup):
        raise DatabaseRefusedError(
            f"{backup.name} is the database itself. Nothing was changed.", "Choose a file made by Back up.", file=backup.name
        )
    if not backup.is_file():
        raise DatabaseRefusedError(f"There is no backup file {backup.name}.", "Choose a file made by Back up.", file=backup.name)
    refuse_foreign(backup)
    with closing(sqlite3.connect(read_only_uri(backup), uri=True)) as source:
        if not _is_sound(source):
            raise _damaged(f"The backup {backup.name}", backup)
        kept = _keep_aside(path) if path.exists() and path.stat().st_size else None
        copy_database(Database(source), path)
    return kept


def _is_sound(connection: sqlite3.Connection) -> bool:
    try:
        return [row[0] for row in connection.execute("pragma integrity_check")] == ["ok"]
    except sqlite3.DatabaseError:
        return False


def _damaged(what: str, path: Path) -> DatabaseRefusedError:
    return DatabaseRefusedError(f"{what} is damaged. Nothing was changed.", "Restore another backup.", file=path.name)


def _keep_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.stem}.before-restore-{stamp}{path.suffix}")
    try:
        refuse_foreign(path)
        with closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS)) as connection:
            sound = _is_sound(connection)
            if sound:
                copy_database(Database(connection), kept)
    except sqlite3.DatabaseError as error:
        if not is_damaged(error):
            raise
        sound = False
    if sound:
        _refuse_books_in_use(path)
    else:
        _keep_damaged(path, kept)
    return kept


def _keep_damaged(path: Path, kept: Path) -> None:
    """Books that SQLite cannot read are kept byte by byte, their journal too; it must not be applied to what replaces them."""
    shutil.copyfile(path, kept)
    journal = _journal_of(path)
    if journal.exists():
        shutil.copyfile(journal, _journal_of(kept))
        journal.unlink()


def _refuse_books_in_use(path: Path) -> None:
    """The last connection that closes takes the journal away; one that stays belongs to another program, and would be
    applied to the file that replaces its own."""
    if _journal_of(path).exists():
        raise DatabaseRefusedError(
            f"The database {path.name} is open in another program. Nothing was changed.",
            "Close its window, then restore again.",
            file=path.name,
        )


def _journal_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
