"""Open the investor's database for one piece of work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


@contextmanager
def open_books(database: Path) -> Iterator[Database]:
    """Open, migrate where needed, and close again.

    Raises:
        DatabaseRefusedError: The file is not ours, newer, damaged or locked.
    """
    # Here, not above: the window paints before SQLite and what goes with it are loaded.
    from advisor.storage.database import open_database  # noqa: PLC0415
    from advisor.storage.refusals import in_plain_words  # noqa: PLC0415

    db = open_database(database)
    try:
        with in_plain_words(database):
            yield db
    finally:
        db.close()
