"""Classifications the investor made by hand."""

from __future__ import annotations

from datetime import date

from advisor.domain.classification import Override, Sector, Sleeve, sector_within
from advisor.storage.engine import Database
from advisor.storage.refusals import changing


def load_overrides(db: Database) -> dict[str, tuple[Sleeve, Sector]]:
    """Sleeve and sector by symbol, as measuring wants them."""
    return {override.symbol: (override.sleeve, override.sector) for override in all_overrides(db)}


def all_overrides(db: Database) -> tuple[Override, ...]:
    """Everything the investor classified, by symbol."""
    rows = db.conn.execute("select symbol, sleeve, sector, stated_on from overrides order by symbol")
    return tuple(
        Override(
            symbol,
            Sleeve(sleeve),
            sector_within(Sleeve(sleeve), Sector(sector)),  # others were kept once
            date.fromisoformat(stated_on) if stated_on else None,
        )
        for symbol, sleeve, sector, stated_on in rows
    )


def save_override(db: Database, override: Override) -> None:
    """Remember a classification in place of an earlier one of its symbol."""
    stated_on = override.stated_on.isoformat() if override.stated_on else None
    row = {"symbol": override.symbol, "sleeve": override.sleeve.value, "sector": override.sector.value, "stated_on": stated_on}
    with changing(db):
        db.table("overrides").upsert(row, pk="symbol")


def delete_override(db: Database, symbol: str) -> bool:
    """Forget a classification; False when there was none."""
    with changing(db):
        return bool(db.conn.execute("delete from overrides where symbol = ?", (symbol,)).rowcount)
