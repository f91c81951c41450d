"""Exchange rates, as the investor stated them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from advisor.domain.exchange_rates import ExchangeRate
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.rows import decimal_text


def load_rates(db: Database) -> Mapping[str, ExchangeRate]:
    """By currency."""
    rows = db.conn.execute("select currency, dollars, as_of from exchange_rates order by currency")
    return {currency: ExchangeRate(currency, Decimal(dollars), date.fromisoformat(as_of)) for currency, dollars, as_of in rows}


def save_rate(db: Database, rate: ExchangeRate) -> None:
    """Keep a rate in place of the one before it."""
    with changing(db):
        db.conn.execute(
            "insert or replace into exchange_rates (currency, dollars, as_of) values (?, ?, ?)",
            (rate.currency, decimal_text(rate.dollars), rate.as_of.isoformat()),
        )
