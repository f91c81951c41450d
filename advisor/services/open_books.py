"""Open the investor's database for one piece of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from advisor.storage.database import open_database
from advisor.storage.refusals import in_plain_words


@contextmanager
def open_books(database: Path) -> Iterator[Database]:
    """Open, migrate where needed, and close again.

    Raises:
        DatabaseRefusedError: The file is not ours, newer, damaged or locked.
    """
    db = open_database(database)
    try:
        with in_plain_words(database):
            yield db
    finally:
        db.close()
