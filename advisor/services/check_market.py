"""Look what is wrong with the prices and the funds' lists that figures of what is owned are worked out from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from advisor.domain.market import Fund, MarketBook
from advisor.domain.market_state import AskedFor
from advisor.domain.portfolio import QUOTED_BY_TICKER, Position
from advisor.domain.quality import QualityIssue
from advisor.market.checks import old_lists, old_prices, other_companies, price_jumps, stale_prices, unbalanced_lists
from advisor.services.market_book import bundled_identities, downloadable_funds, market_book
from advisor.services.network_switch import network_switch
from advisor.storage.answers import unanswered
from advisor.storage.engine import Database
from advisor.storage.instruments import load_profiles
from advisor.storage.prices import load_closes_states, load_histories

# What happened before matters to no value of today, and loading it takes longer than measuring.
_LOOKED_BACK = timedelta(days=730)


def market_issues(db: Database, positions: Sequence[Position], day: date) -> tuple[QualityIssue, ...]:
    """Every issue that the prices, lists and names behind these positions have on a day."""
    book = market_book(db)
    quoted = [position for position in positions if position.kind in QUOTED_BY_TICKER]
    filed = {position.symbol: book.canonical(position.symbol) for position in quoted}
    on_file = load_histories(db, filed.values(), day - _LOOKED_BACK)
    histories = {symbol: on_file[key] for symbol, key in filed.items() if key in on_file}
    states = load_closes_states(db)
    asked = {symbol: at.date() for symbol, key in filed.items() if key in states and (at := states[key].asked_at) is not None}
    profiles = load_profiles(db)
    answered = {symbol: profiles[key] for symbol, key in filed.items() if key in profiles}
    funds = sorted(_funds_behind(filed.values(), book), key=lambda fund: fund.symbol)
    offline = network_switch(db).offline
    # Where the last download failed, another try is no more likely to mend it than a file.
    downloadable = frozenset() if offline else downloadable_funds(db) - unanswered(db, AskedFor.HOLDINGS)
    return (
        *other_companies(quoted, bundled_identities(), answered),
        *price_jumps(histories, day),
        *old_prices(quoted, day, offline=offline),
        *stale_prices(histories, asked),
        *unbalanced_lists(funds, downloadable),
        *old_lists(funds, downloadable, day),
    )


def _funds_behind(symbols: Iterable[str], book: MarketBook) -> Iterator[Fund]:
    """The funds among the symbols and the funds that these hold, each once; pools are no funds."""
    waiting, seen = list(symbols), set()
    while waiting:
        fund = book.funds.get(waiting.pop())
        if fund is not None and fund.symbol not in seen and not fund.pool:
            seen.add(fund.symbol)
            waiting.extend(fund.legs)
            yield fund
