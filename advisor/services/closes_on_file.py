"""The closes on file of what is owned, under the symbols that the positions have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from advisor.bookkeeping.history_lines import Quote
from advisor.bookkeeping.revalue import DOLLARS
from advisor.domain.prices import PriceHistory
from advisor.market.sessions import TWO_SESSIONS_WITHIN
from advisor.services.market_book import bundled_book
from advisor.storage.engine import Database
from advisor.storage.prices import load_closes_states, load_histories, priced_symbols


def closes_on_file(db: Database, told: Mapping[str, date]) -> Mapping[str, PriceHistory]:
    """Histories, by the symbols given, each from some days before its day on.

    Symbols without closes are left out.
    """
    filed = _filed(db, told)
    since = min((told[symbol] for symbol in filed), default=date.max)
    histories = load_histories(db, filed.values(), max(since, date.min + TWO_SESSIONS_WITHIN) - TWO_SESSIONS_WITHIN)
    return {symbol: histories[key] for symbol, key in filed.items()}


def newest_closes(db: Database, symbols: Iterable[str]) -> Mapping[str, Quote]:
    """The newest close in dollars on file, by the symbols given; symbols without one are left out."""
    filed = _filed(db, symbols)
    states = load_closes_states(db) if filed else {}
    since = min((states[key].last_day for key in filed.values()), default=date.max)
    histories = load_histories(db, filed.values(), since, dividends=False)
    closes = {symbol: histories[key].close_at(date.max) for symbol, key in filed.items() if histories[key].currency == DOLLARS}
    return {symbol: Quote(close[1], close[0]) for symbol, close in closes.items() if close is not None}


def _filed(db: Database, symbols: Iterable[str]) -> dict[str, str]:
    """The symbol that closes are filed under, for each that has some."""
    priced = priced_symbols(db)
    if not priced:
        return {}
    canonical = bundled_book().canonical
    return {symbol: key for symbol in symbols if (key := canonical(symbol)) in priced}
