"""Writing one row and learning its key."""

from __future__ import annotations

from collections.abc import Mapping

from sqlite_utils import Database


def insert_row(db: Database, table: str, values: Mapping[str, object]) -> int:
    """Insert a row and return its integer key; call inside a transaction."""
    return int(str(db.table(table).insert(dict(values)).last_pk))
