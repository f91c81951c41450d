"""What the investor said about the columns of unknown files, by the row of headings."""

from __future__ import annotations

from datetime import UTC, datetime

from advisor.storage.engine import Database
from advisor.storage.refusals import changing


def find_mapping(db: Database, header_key: str) -> str | None:
    """The mapping's JSON; None when nothing was said about such headings."""
    row = db.conn.execute("select mapping from column_mappings where header_key = ?", (header_key,)).fetchone()
    return None if row is None else str(row[0])


def save_mapping(db: Database, header_key: str, mapping: str) -> None:
    """Keep a mapping in place of the one before it."""
    with changing(db):
        db.conn.execute(
            "insert or replace into column_mappings (header_key, mapping, last_used) values (?, ?, ?)",
            (header_key, mapping, datetime.now(UTC).isoformat()),
        )
