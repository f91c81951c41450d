"""A number that changes whenever the books learn something about the market, so that what was worked out once can be kept."""

from __future__ import annotations

from advisor.storage.engine import Database

_KEY = "market_version"


def market_version(db: Database) -> int:
    """The number as it stands; 0 before the first news."""
    row = db.conn.execute("select value from settings where key = ?", (_KEY,)).fetchone()
    return 0 if row is None else int(row[0])


def advance_market_version(db: Database) -> None:
    """To be called inside the transaction that changes the market's tables."""
    db.conn.execute(
        "insert into settings (key, value) values (?, '1') on conflict (key) do update set value = cast(value as integer) + 1",
        (_KEY,),
    )
