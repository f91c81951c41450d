"""Small facts by key."""

from __future__ import annotations

from advisor.storage.engine import Database
from advisor.storage.refusals import changing


def setting(db: Database, key: str) -> str | None:
    """What was kept under a key; None where nothing was."""
    row = db.conn.execute("select value from settings where key = ?", (key,)).fetchone()
    return None if row is None else str(row[0])


def save_setting(db: Database, key: str, value: str) -> None:
    """Keep a text under a key in place of the one before it."""
    with changing(db):
        db.table("settings").upsert({"key": key, "value": value}, pk="key")
