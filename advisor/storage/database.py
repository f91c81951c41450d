"""Opening the one file that holds everything, and bringing it up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from advisor.domain.errors import DatabaseRefusedError
from advisor.storage.copies import copy_database
from advisor.storage.engine import Database
from advisor.storage.migrations import migrations
from advisor.storage.ours import APPLICATION_ID, BUSY_TIMEOUT_SECONDS, refuse_foreign, schema_version
from advisor.storage.refusals import changing, in_plain_words, is_busy, reason

_BUSY_PAUSE_SECONDS = 0.05


def open_database(path: Path) -> Database:
    """Open the books, creating or migrating them where needed.

    A migration first writes a backup beside the file.

    Raises:
        DatabaseRefusedError: No database of ours, written by a newer version, damaged, or locked; the file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with in_plain_words(path):
            is_new = not path.exists() or (path.is_file() and path.stat().st_size == 0)
            if is_new:
                # The file holds everything its owner owns: nobody else reads it.
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            else:
                refuse_foreign(path)
            return _connect(path, is_new=is_new)
    except OSError as error:
        raise DatabaseRefusedError(
            f"The database {path.name} cannot be opened: {reason(error, path)}.",
            "Check the permissions of its folder, or name another file with --db.",
            file=path.name,
        ) from error


def _connect(path: Path, *, is_new: bool) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_SECONDS)
    try:
        _enter_journal(connection)
        connection.execute("pragma synchronous = full")
        connection.execute("pragma foreign_keys = on")
        if is_new:
            # First of all, so that a file cut short by a crash is still known as ours.
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
        db = Database(connection)
        _bring_up_to_date(db, path, is_new=is_new)
    except BaseException:
        connection.close()
        raise
    return db


def _enter_journal(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log; while another program turns it on too, SQLite refuses without waiting."""
    patience = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as error:
            if not is_busy(error) or time.monotonic() > patience:
                raise
            time.sleep(_BUSY_PAUSE_SECONDS)
        else:
            return


def _bring_up_to_date(db: Database, path: Path, *, is_new: bool) -> None:
    if not migrations.pending(db):
        return
    if not is_new:
        copy_database(db, _backup_beside(path))
    with changing(db):  # another program may have done it meanwhile: then there is nothing left to apply
        migrations.apply(db)
        db.conn.execute(f"pragma user_version = {schema_version()}")


def _backup_beside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}.before-migration-{stamp}{path.suffix}")


def database_file(db: Database) -> str:
    """The path of the file that is open; empty for one in memory."""
    row = db.conn.execute("select file from pragma_database_list where name = 'main'").fetchone()
    return str(Path(row[0])) if row and row[0] else ""


def database_identity(db: Database) -> tuple[str, int]:
    """Tells the open file from one that takes its place under the same name, such as a restored backup."""
    file = database_file(db)
    return file, Path(file).stat().st_ino if file else id(db.conn)


def integrity_findings(db: Database) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when all is well."""
    findings = [row[0] for row in db.conn.execute("pragma integrity_check") if row[0] != "ok"]
    findings += [f"{row[0]} row {row[1]} points to a missing {row[2]} row" for row in db.conn.execute("pragma foreign_key_check")]
    return findings
