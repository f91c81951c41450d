"""What funds of a category typically hold, where nobody says which companies: pools of the S&P indexes' members.

The shares of each size are round figures of the program's own, and measured nowhere: a pool is an estimate of low confidence, and
marked as one. For comparison, by the bundled tables of November 2025: SCHD, VYM and VTV have 90 to 99 % in the S&P 500; VO nine
tenths, and MDY nothing; VB a fifth, and IJR nothing; VTI has 90, 6 and 4 % in large, mid-sized and small companies; VT, of June
2025, has 63 % in the United States.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from enum import Enum

from advisor.domain.classification import Sector
from advisor.domain.market import Fund, MarketBook, Source
from advisor.market.buckets import INTERNATIONAL, US_LARGE_POOL, US_MID_POOL, US_SMALL_POOL


class StockMix(Enum):
    """Sizes and homes of the companies in a fund's stocks: its words and the shares."""

    US_LARGE = ("US large companies", {US_LARGE_POOL: 0.94, US_MID_POOL: 0.05, US_SMALL_POOL: 0.01})
    US_MID = ("US mid-cap companies", {US_LARGE_POOL: 0.5, US_MID_POOL: 0.45, US_SMALL_POOL: 0.05})
    US_SMALL = ("US small companies", {US_MID_POOL: 0.4, US_SMALL_POOL: 0.6})
    US_ALL = ("US companies of every size", {US_LARGE_POOL: 0.85, US_MID_POOL: 0.1, US_SMALL_POOL: 0.05})
    WORLD = ("Companies of the whole world", {US_LARGE_POOL: 0.6, INTERNATIONAL: 0.4})
    BALANCED = ("Mostly US companies", {US_LARGE_POOL: 0.75, INTERNATIONAL: 0.25})
    ABROAD = ("Companies outside the United States", {INTERNATIONAL: 1.0})

    def __init__(self, words: str, shares: Mapping[str, float]) -> None:
        self.words = words
        self.shares = shares


# Words of a category → its mix, as Morningstar calls those of US funds and Yahoo passes them on, so far as they are known here
# (2026). The first match wins: "Foreign Small/Mid Blend" before "Small".
_CATEGORIES = tuple(
    (re.compile(words, re.IGNORECASE), mix)
    for words, mix in (
        (
            r"foreign|international|emerging|europe|eurozone|japan|china|india|latin america|pacific|asia|\bex.us\b"
            r"|(?:miscellaneous|focused) region",  # funds of one country, none of them the United States
            StockMix.ABROAD,
        ),
        (r"global|world|target.date|target.risk|retirement|precious metals|natural resources|infrastructure", StockMix.WORLD),
        (r"allocation|moderate|balanced|conservative|aggressive", StockMix.BALANCED),
        (r"mid.cap", StockMix.US_MID),
        (r"small", StockMix.US_SMALL),
        (
            r"large(?:.cap)? (?:blend|growth|value)|dividend|derivative income|defined outcome|option|equity hedged",
            StockMix.US_LARGE,
        ),
    )
)


def stock_mix(category: str) -> StockMix:
    """The typical mix of a category's stocks; companies of every size for one that tells none (a sector, for instance)."""
    return next((mix for words, mix in _CATEGORIES if words.search(category)), StockMix.US_ALL)


class TypicalPools:
    """Pools of typical mixes over one book, each worked out once.

    Every company weighs as in the S&P index of its size, and each size keeps its share of the mix.
    """

    def __init__(self, book: MarketBook) -> None:
        self._book = book
        self._found: dict[tuple[StockMix, Sector | None], Fund] = {}

    def pool(self, mix: StockMix, sector: Sector | None) -> Fund:
        """A pool of that mix, of one sector or of all; companies abroad are in it as one, whatever their sector."""
        if (mix, sector) not in self._found:
            self._found[mix, sector] = self._typical(mix, sector)
        return self._found[mix, sector]

    def rest_pool(self, mix: StockMix, sector: Sector | None, fund: str, largest: Mapping[str, float], rest: float) -> Fund:
        """The pool for what a fund's largest holdings leave open: without them, and with nothing larger than the least of them.

        Args:
            fund: The fund's symbol.
            largest: Weights of its largest holdings, as fractions of the fund.
            rest: The fraction of the fund that lies in the pool.
        """
        pool = self.pool(mix, sector)
        others = {symbol: weight for symbol, weight in pool.legs.items() if symbol not in largest}
        if not largest or not others:
            return pool
        symbol = "/".join([f"@rest_of_{fund}", *([sector.value] if sector else [])])
        name = f"Others of {fund}" + (f" ({sector.value})" if sector else "")
        return replace(pool, symbol=symbol, name=name, legs=_capped(others, min(largest.values()) / rest))

    def _typical(self, mix: StockMix, sector: Sector | None) -> Fund:
        legs: defaultdict[str, float] = defaultdict(float)
        for part, share in mix.shares.items():
            for symbol, weight in self._members(part, sector).items():
                legs[symbol] += share * weight
        total = sum(legs.values())
        return Fund(
            symbol="/".join([f"@typical_{mix.name.lower()}", *([sector.value] if sector else [])]),
            name=mix.words + (f" ({sector.value})" if sector else ""),
            source=Source.CATEGORY,
            as_of=self._book.as_of,
            legs={symbol: weight / total for symbol, weight in legs.items()},
            origin="Mixed like the S&P indexes of those sizes",
            confidence="low",
            pool=True,
        )

    def _members(self, part: str, sector: Sector | None) -> Mapping[str, float]:
        pool = self._book.funds.get(part)
        if pool is None:
            return {part: 1.0}
        if sector is None:
            return pool.legs
        return {symbol: weight for symbol, weight in pool.legs.items() if self._book.securities[symbol].sector is sector}


def _capped(legs: Mapping[str, float], most: float) -> dict[str, float]:
    """The legs rescaled to 1, companies at `most` at the most; what that takes from the large goes to the others in proportion.

    Where even all at `most` would not make 1, all are alike.
    """
    companies = {symbol for symbol in legs if not symbol.startswith("@")}
    open_part = sum(weight for symbol, weight in legs.items() if symbol not in companies)
    if most * len(companies) + open_part <= 1:
        return {symbol: (1 - open_part) / len(companies) if symbol in companies else weight for symbol, weight in legs.items()}
    large: set[str] = set()
    while True:
        scale = (1 - most * len(large)) / sum(weight for symbol, weight in legs.items() if symbol not in large)
        over = {symbol for symbol in companies - large if legs[symbol] * scale > most}
        if not over:
            return {symbol: most if symbol in large else weight * scale for symbol, weight in legs.items()}
        large |= over
