"""What SQLite refuses to do with a database file, in the investor's words."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from advisor.domain.errors import DatabaseRefusedError
from advisor.storage.engine import Database

_LEAST_ROOM = 256 * 1024  # bytes: less than SQLite's own working files take
_PRIMARY_CODE = 0xFF


class _Words(NamedTuple):
    what: str
    hint: str


_FULL = _Words("cannot grow: its disk is full", "Free some space and try again.")
_WORDS = {
    sqlite3.SQLITE_BUSY: _Words("is being changed by another program", "Wait until that has finished, then try again."),
    sqlite3.SQLITE_LOCKED: _Words("is being changed by another program", "Wait until that has finished, then try again."),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _Words(
        "may only be read, not changed", "Change the permissions of the file and of its folder, or name another file with --db."
    ),
    sqlite3.SQLITE_CANTOPEN: _Words(
        "cannot be opened", "Check the permissions of the file and of its folder, or name another file with --db."
    ),
    sqlite3.SQLITE_CORRUPT: _Words("is damaged", "Restore a backup."),
    sqlite3.SQLITE_NOTADB: _Words("is damaged, or no database", "Restore a backup."),
    sqlite3.SQLITE_IOERR: _Words(
        "cannot be read or written: the disk refuses", "Check the disk, or name another file with --db."
    ),
}


@contextmanager
def in_plain_words(path: Path) -> Iterator[None]:
    """Tell what SQLite refuses to do with the file at `path`; the program's own mistakes in SQL pass through.

    Raises:
        DatabaseRefusedError: The file is locked, full, read-only, unreachable or damaged.
    """
    try:
        yield
    except sqlite3.Error as error:
        words = _words_for(error, path)
        if words is None:
            raise
        happened = f"The database {path.name} {words.what}."
        raise DatabaseRefusedError(happened, words.hint, kept="Nothing was changed.", file=path.name) from error


@contextmanager
def changing(db: Database) -> Iterator[None]:
    """One transaction, or a part of the one around it: all of it is stored or nothing.

    Raises:
        DatabaseRefusedError: As `in_plain_words`; nothing was changed.
    """
    if db.conn.in_transaction:
        with db.atomic():
            yield
        return
    with in_plain_words(path_of(db)):
        # A transaction that reads first and writes later cannot wait for another writer: SQLite refuses it at once.
        db.conn.execute("begin immediate")
        try:
            yield
            db.conn.execute("commit")
        except BaseException:
            db.conn.rollback()
            raise


def is_damaged(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file is no sound database."""
    return _primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program holds the file."""
    return _primary_code(error) == sqlite3.SQLITE_BUSY


def reason(error: OSError | sqlite3.Error, path: Path) -> str:
    """Why a file at `path` could not be written, as the end of a sentence."""
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    words = _words_for(error, path)
    return f"it {words.what}" if words else str(error)


def path_of(db: Database) -> Path:
    """The file that a database is kept in."""
    return Path(db.conn.execute("pragma database_list").fetchone()[2])


def _words_for(error: sqlite3.Error, path: Path) -> _Words | None:
    code = _primary_code(error)
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_disk_full(path):
        return _FULL
    return _WORDS.get(code)


def _primary_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & _PRIMARY_CODE


def _is_disk_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False
