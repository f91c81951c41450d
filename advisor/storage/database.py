"""Opening the one file that holds everything, bringing it up to date, and copying it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database

from advisor.domain.errors import DatabaseRefusedError
from advisor.storage.migrations import migrations

# "RAdv": tells our files from any other SQLite database.
APPLICATION_ID = 0x52416476
_BUSY_TIMEOUT_SECONDS = 5.0
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


def schema_version() -> int:
    """Number of the newest schema this program knows."""
    return len(migrations._migrations)


def open_database(path: Path) -> Database:
    """Open the books, creating or migrating them where needed.

    A migration first writes a backup beside the file.

    Raises:
        DatabaseRefusedError: No database of ours, written by a newer version, damaged, or locked; the file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_new = not path.exists() or path.stat().st_size == 0
        if is_new:
            # The file holds everything its owner owns: nobody else reads it.
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        else:
            _refuse_foreign(path)
        return _connect(path, is_new=is_new)
    except OSError as error:
        raise DatabaseRefusedError(
            f"The database {path.name} cannot be opened: {error.strerror}.",
            "Check the folder's permissions, or name another file with --db.",
            file=path.name,
        ) from error
    except sqlite3.Error as error:
        raise DatabaseRefusedError(
            f"The database {path.name} cannot be used: {error}.",
            "Close other programs that use it, or restore a backup.",
            file=path.name,
        ) from error


def _connect(path: Path, *, is_new: bool) -> Database:
    connection = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_SECONDS)
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    if is_new:
        # First of all, so that a file cut short by a crash is still known as ours.
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
    db = Database(connection)
    try:
        if migrations.pending(db):
            if not is_new:
                copy_database(db, _backup_beside(path))
            migrations.apply(db)
            connection.execute(f"pragma user_version = {schema_version()}")
    except BaseException:
        connection.close()
        raise
    return db


def _refuse_foreign(path: Path) -> None:
    """Raise unless the file is ours and not newer than this program.

    The header's bytes are read first: opening a file for real already writes journals beside it.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header.startswith(_MAGIC):
        raise DatabaseRefusedError(
            f"{path.name} is no Rotation Advisor database. Nothing was changed.",
            "Name another file with --db, or restore a backup.",
            file=path.name,
        )
    version = int.from_bytes(header[60:64], "big")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        version = _version_with_journal(path)
    if version > schema_version():
        raise DatabaseRefusedError(
            f"{path.name} was written by a newer version of Rotation Advisor. Nothing was changed.",
            "Install the newer version, or restore a backup made with this one.",
            file=path.name,
        )


def _version_with_journal(path: Path) -> int:
    """A program that was killed while creating the file may have left the header in the journal: ask SQLite."""
    with closing(sqlite3.connect(_read_only_uri(path), uri=True, timeout=_BUSY_TIMEOUT_SECONDS)) as connection:
        application_id = connection.execute("pragma application_id").fetchone()[0]
        tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        if application_id != APPLICATION_ID and tables:
            raise DatabaseRefusedError(
                f"{path.name} belongs to another program. Nothing was changed.", "Name another file with --db.", file=path.name
            )
        return int(connection.execute("pragma user_version").fetchone()[0])


def _read_only_uri(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"


def _backup_beside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return path.with_name(f"{path.stem}.before-migration-{stamp}{path.suffix}")


def copy_database(db: Database, target: Path) -> None:
    """Write a consistent copy; the target appears whole or not at all.

    Raises:
        OSError, sqlite3.Error: The target cannot be written; nothing is left behind.
    """
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(partial)) as copy:
            db.conn.backup(copy)
            # A copy travels alone: without this its newest pages could stay in a journal beside it.
            copy.execute("pragma journal_mode = delete")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def restore_database(path: Path, backup: Path) -> Path | None:
    """Put a backup in place of the books; return where the replaced books were kept (None if there were none).

    Raises:
        DatabaseRefusedError: The backup is no database of ours, or damaged; the books are untouched.
    """
    if not backup.is_file():
        raise DatabaseRefusedError(f"There is no backup file {backup.name}.", "Choose a file made by Back up.", file=backup.name)
    with closing(open_read_only(backup).conn) as source:
        if not _is_sound(source):
            raise DatabaseRefusedError(
                f"The backup {backup.name} is damaged. Nothing was changed.", "Choose another backup.", file=backup.name
            )
        kept = _keep_aside(path) if path.exists() and path.stat().st_size else None
        copy_database(Database(source), path)
    for journal in (path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        journal.unlink(missing_ok=True)
    return kept


def _is_sound(connection: sqlite3.Connection) -> bool:
    try:
        return [row[0] for row in connection.execute("pragma integrity_check")] == ["ok"]
    except sqlite3.DatabaseError:
        return False


def open_read_only(path: Path) -> Database:
    """Open a database of ours without the right to change it.

    Raises:
        DatabaseRefusedError: As `open_database`.
    """
    try:
        _refuse_foreign(path)
        return Database(sqlite3.connect(_read_only_uri(path), uri=True, timeout=_BUSY_TIMEOUT_SECONDS))
    except sqlite3.Error as error:
        raise DatabaseRefusedError(f"{path.name} cannot be read: {error}.", "Choose another file.", file=path.name) from error


def _keep_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    kept = path.with_name(f"{path.stem}.before-restore-{stamp}{path.suffix}")
    with closing(sqlite3.connect(path, timeout=_BUSY_TIMEOUT_SECONDS)) as connection:
        copy_database(Database(connection), kept)
    return kept


def integrity_findings(db: Database) -> list[str]:
    """What SQLite itself finds wrong with the file; empty when all is well."""
    findings = [row[0] for row in db.conn.execute("pragma integrity_check") if row[0] != "ok"]
    findings += [f"{row[0]} row {row[1]} points to a missing {row[2]} row" for row in db.conn.execute("pragma foreign_key_check")]
    return findings
