"""Classifications the investor made by hand."""

from __future__ import annotations

from advisor.domain.classification import Sector, Sleeve
from advisor.storage.engine import Database
from advisor.storage.refusals import changing


def load_overrides(db: Database) -> dict[str, tuple[Sleeve, Sector]]:
    rows = db.conn.execute("select symbol, sleeve, sector from overrides order by symbol")
    return {symbol: (Sleeve(sleeve), Sector(sector)) for symbol, sleeve, sector in rows}


def save_override(db: Database, symbol: str, sleeve: Sleeve, sector: Sector) -> None:
    with changing(db):
        db.table("overrides").upsert({"symbol": symbol, "sleeve": sleeve.value, "sector": sector.value}, pk="symbol")


def delete_override(db: Database, symbol: str) -> None:
    with changing(db):
        db.conn.execute("delete from overrides where symbol = ?", (symbol,))
