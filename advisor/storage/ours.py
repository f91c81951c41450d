"""Telling our database files from any other file, before anything is opened for writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from advisor.domain.errors import DatabaseRefusedError
from advisor.storage.migrations import migrations

# "RAdv": tells our files from any other SQLite database.
APPLICATION_ID = 0x52416476
BUSY_TIMEOUT_SECONDS = 5.0
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


def schema_version() -> int:
    """Number of the newest schema this program knows."""
    return len(migrations._migrations)


def is_ours(path: Path) -> bool:
    """Whether the file is a whole database of this program, of this version or an older one."""
    try:
        refuse_foreign(path)
    except (DatabaseRefusedError, OSError, sqlite3.Error):
        return False
    return True


def refuse_foreign(path: Path) -> None:
    """Raise unless the file is ours and not newer than this program.

    The header's bytes are read first: opening a file for real already writes journals beside it.
    """
    if not path.is_file():
        raise DatabaseRefusedError(
            f"{path.name} is a {'folder' if path.is_dir() else 'device or pipe'}, not a database file.",
            "Name another file with --db.",
            file=path.name,
        )
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
    with closing(sqlite3.connect(read_only_uri(path), uri=True, timeout=BUSY_TIMEOUT_SECONDS)) as connection:
        application_id = connection.execute("pragma application_id").fetchone()[0]
        tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        if application_id != APPLICATION_ID and tables:
            raise DatabaseRefusedError(
                f"{path.name} belongs to another program. Nothing was changed.", "Name another file with --db.", file=path.name
            )
        return int(connection.execute("pragma user_version").fetchone()[0])


def read_only_uri(path: Path) -> str:
    return f"{path.resolve().as_uri()}?mode=ro"
