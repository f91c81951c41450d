"""The closes on file of what is owned, under the symbols that the positions have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from advisor.domain.prices import PriceHistory
from advisor.services.market_book import bundled_book
from advisor.storage.engine import Database
from advisor.storage.prices import load_histories, priced_symbols

_BEFORE = timedelta(days=15)  # enough for two sessions before a day, whatever holidays lie between


def closes_on_file(db: Database, told: Mapping[str, date]) -> Mapping[str, PriceHistory]:
    """Histories with their splits, by the symbols given, each from some days before its day on.

    Symbols without closes are left out.
    """
    priced = priced_symbols(db)
    if not priced:
        return {}
    canonical = bundled_book().canonical
    filed = {symbol: key for symbol in told if (key := canonical(symbol)) in priced}
    since = min((told[symbol] for symbol in filed), default=date.max)
    histories = load_histories(db, filed.values(), max(since, date.min + _BEFORE) - _BEFORE, dividends=False)
    return {symbol: histories[key] for symbol, key in filed.items()}
