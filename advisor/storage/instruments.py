"""What market data services said about instruments: the newest word on each symbol."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.domain.instruments import InstrumentProfile, TopHolding
from advisor.storage.engine import Database
from advisor.storage.market_version import advance_market_version
from advisor.storage.refusals import changing


def save_profile(db: Database, profile: InstrumentProfile) -> None:
    """Keep a profile in place of an older one of its symbol."""
    content = json.dumps({each.name: _plain(getattr(profile, each.name)) for each in fields(profile)})
    with changing(db):
        db.conn.execute(
            "insert or replace into instruments (symbol, as_of, profile) values (?, ?, ?)",
            (profile.symbol, profile.as_of.isoformat(), content),
        )
        advance_market_version(db)


def load_profiles(db: Database) -> dict[str, InstrumentProfile]:
    """Every profile on file, by canonical symbol."""
    rows = db.conn.execute("select symbol, profile from instruments order by symbol")
    return {symbol: _profile(json.loads(content)) for symbol, content in rows}


def profile_dates(db: Database) -> dict[str, date]:
    """The day each symbol's profile was asked for."""
    return {symbol: date.fromisoformat(day) for symbol, day in db.conn.execute("select symbol, as_of from instruments")}


def _plain(value: object) -> object:
    if isinstance(value, Decimal | date):
        return str(value)
    return dict(value) if isinstance(value, Mapping) else value


def _profile(stored: dict[str, Any]) -> InstrumentProfile:
    return InstrumentProfile(
        **stored
        | {
            "market_cap": _decimal(stored["market_cap"]),
            "price": _decimal(stored["price"]),
            "priced_on": date.fromisoformat(stored["priced_on"]) if stored["priced_on"] else None,
            "as_of": date.fromisoformat(stored["as_of"]),
            "top_holdings": tuple(TopHolding(*holding) for holding in stored["top_holdings"]),
        }
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
