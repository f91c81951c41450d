"""What funds of a category typically hold, where nobody says which companies: pools of the S&P indexes' members.

The shares of each size are general knowledge about such funds, rounded; a pool is marked as the estimate it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from enum import Enum

from advisor.domain.classification import Sector
from advisor.domain.market import Fund, MarketBook, Source
from advisor.market.buckets import INTERNATIONAL, US_LARGE_POOL, US_MID_POOL, US_SMALL_POOL


class StockMix(Enum):
    """Sizes and homes of the companies in a fund's stocks: its words and the shares."""

    US_LARGE = ("US large companies", {US_LARGE_POOL: 1.0})
    US_MID = ("US mid-cap companies", {US_LARGE_POOL: 0.5, US_MID_POOL: 0.45, US_SMALL_POOL: 0.05})
    US_SMALL = ("US small companies", {US_MID_POOL: 0.4, US_SMALL_POOL: 0.6})
    US_ALL = ("US companies of every size", {US_LARGE_POOL: 0.85, US_MID_POOL: 0.1, US_SMALL_POOL: 0.05})
    WORLD = ("companies of the whole world", {US_LARGE_POOL: 0.6, INTERNATIONAL: 0.4})
    BALANCED = ("mostly US companies", {US_LARGE_POOL: 0.75, INTERNATIONAL: 0.25})
    ABROAD = ("companies outside the United States", {INTERNATIONAL: 1.0})

    def __init__(self, words: str, shares: Mapping[str, float]) -> None:
        self.words = words
        self.shares = shares


# Words of a category → its mix. The first match wins: "Foreign Small/Mid Blend" before "Small".
_CATEGORIES = (
    (
        re.compile(r"foreign|international|emerging|europe|japan|china|india|latin america|pacific|asia|\bex.us\b", re.I),
        StockMix.ABROAD,
    ),
    (re.compile(r"global|world|target.date|target.risk", re.I), StockMix.WORLD),
    (re.compile(r"allocation|moderate|balanced|conservative|aggressive", re.I), StockMix.BALANCED),
    (re.compile(r"mid.cap", re.I), StockMix.US_MID),
    (re.compile(r"small", re.I), StockMix.US_SMALL),
    (re.compile(r"large (?:blend|growth|value)|dividend|derivative income", re.I), StockMix.US_LARGE),
)


def stock_mix(category: str) -> StockMix:
    """The typical mix of a category's stocks; companies of every size for one that tells none (a sector, for instance)."""
    return next((mix for words, mix in _CATEGORIES if words.search(category)), StockMix.US_ALL)


def typical_pool(mix: StockMix, sector: Sector | None, book: MarketBook) -> Fund:
    """A pool of that mix, of one sector or of all; companies abroad are in it as one, whatever their sector.

    Every company weighs as in the S&P index of its size, so that the mix keeps its shares.
    """
    legs: defaultdict[str, float] = defaultdict(float)
    for part, share in mix.shares.items():
        for symbol, weight in _members(part, sector, book).items():
            legs[symbol] += share * weight
    total = sum(legs.values())
    name = f"{mix.words[0].upper()}{mix.words[1:]}" + (f" ({sector.value})" if sector else "")
    return Fund(
        symbol="/".join([f"@typical_{mix.name.lower()}", *([sector.value] if sector else [])]),
        name=name,
        source=Source.CATEGORY,
        as_of=book.as_of,
        legs={symbol: weight / total for symbol, weight in legs.items()},
        origin="Mixed like the S&P indexes of those sizes",
        confidence="low",
        pool=True,
    )


def _members(part: str, sector: Sector | None, book: MarketBook) -> Mapping[str, float]:
    pool = book.funds.get(part)
    if pool is None:
        return {part: 1.0}
    if sector is None:
        return pool.legs
    return {symbol: weight for symbol, weight in pool.legs.items() if book.securities[symbol].sector is sector}
