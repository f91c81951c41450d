"""A fund that is known by a service's profile alone: its asset classes, the sectors of its stocks, its largest holdings.

Stocks that are named count as themselves. The other stocks lie in pools, by the size that the fund's category stands for, in the
sectors that the profile states: an estimate, marked as one. Bonds and cash are what they are. The rest stays unseen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.instruments import InstrumentProfile, TopHolding
from advisor.domain.market import CRYPTO, GOLD, SILVER, Fund, MarketBook, Security, Source
from advisor.domain.portfolio import CASH
from advisor.market.buckets import COMMODITIES, FIXED_INCOME, INTERNATIONAL
from advisor.market.classification import classify_profile
from advisor.market.fund_legs_of_lines import LineReader, as_known
from advisor.market.gics import gics_sector
from advisor.market.identity import Identities
from advisor.market.typical_mixes import StockMix, TypicalPools, stock_mix

_BOND_LIKE = ("bond", "preferred", "convertible")
# Below this share of stocks the largest holdings of a fund are bonds.
_SOME_STOCKS = 0.05
# From this share on, a fund is what the funds among its largest holdings are.
_FUND_OF_FUNDS = 0.5
_TRADING = ("trading", "leveraged", "inverse")


@dataclass(slots=True)
class ProfiledFunds:
    """Funds by symbol, the pools that they need, and the securities that only their profiles name."""

    typical: TypicalPools
    funds: dict[str, Fund] = field(default_factory=dict)
    pools: dict[str, Fund] = field(default_factory=dict)
    securities: dict[str, Security] = field(default_factory=dict)


def funds_from_profiles(profiles: Mapping[str, InstrumentProfile], book: MarketBook, identities: Identities) -> ProfiledFunds:
    """Every profiled fund, with whatever legs its profile supports.

    Args:
        profiles: By canonical symbol; those of shares and other things are passed over.
    """
    found = ProfiledFunds(TypicalPools(book))
    for symbol, profile in profiles.items():
        if profile.is_fund:
            found.funds[symbol] = _ProfileLegs(profile, book, identities, found).fund(symbol)
    return found


class _ProfileLegs:
    """Works out the legs of one profile."""

    def __init__(self, profile: InstrumentProfile, book: MarketBook, identities: Identities, found: ProfiledFunds) -> None:
        self._profile = profile
        self._book = book
        self._lines = LineReader(book, identities, profile.as_of)
        self._found = found
        self._legs: defaultdict[str, float] = defaultdict(float)

    def fund(self, symbol: str) -> Fund:
        source, confidence = self._work_out()
        self._found.securities |= self._lines.introduced
        profile = self._profile
        fund = Fund(
            symbol=symbol,
            name=profile.name or symbol,
            source=source,
            as_of=profile.as_of,
            legs={leg: weight for leg, weight in self._legs.items() if weight},
            origin=f"{profile.source}: {_ORIGINS[source]}",
            confidence=confidence,
            price=profile.price,
            price_as_of=profile.priced_on,
        )
        return as_known(fund, self._book)

    def _work_out(self) -> tuple[Source, str]:
        category = self._profile.category.casefold()
        if any(word in category for word in _TRADING):
            return Source.UNKNOWN, "low"  # what such a fund rides on lies in swaps, which no profile shows
        classes = self._profile.asset_classes
        inner = self._funds_inside()
        if sum(inner.values()) >= _FUND_OF_FUNDS:
            self._legs.update(inner)
            return Source.PROFILE, "medium"
        if not any(classes.values()):
            return self._by_category()
        self._legs[FIXED_INCOME] += sum(classes.get(kind, 0.0) for kind in _BOND_LIKE)
        self._legs[CASH] += classes.get("cash", 0.0)
        if other := self._other_bucket():
            self._legs[other] += classes.get("other", 0.0)
        self._add_stocks(classes.get("stock", 0.0))
        return Source.PROFILE, "medium" if self._profile.sector_weights else "low"

    def _funds_inside(self) -> dict[str, float]:
        found: defaultdict[str, float] = defaultdict(float)
        for holding in self._profile.top_holdings:
            symbol = self._book.canonical(holding.symbol)
            if symbol in self._book.funds:
                found[symbol] += holding.weight
        return dict(found)

    def _by_category(self) -> tuple[Source, str]:
        """Without asset classes only a category that lies in one place tells anything."""
        placed = classify_profile(self._profile, self._book).sleeve
        bucket = _BUCKETS.get(placed) or self._other_bucket()
        if bucket is None:
            return Source.UNKNOWN, "low"
        self._legs[bucket] = 1.0
        return Source.CATEGORY, "low"

    def _other_bucket(self) -> str | None:
        """Where the part that is no stock, bond or cash lies: of a bullion trust or coin fund, that is all of it."""
        profile = self._profile
        if classify_profile(profile, self._book).sleeve is not Sleeve.ALTERNATIVES:
            return None
        words = f"{profile.name} {profile.category}".casefold()
        found = (bucket for bucket, names in _ALTERNATIVES.items() if any(name in words for name in names))
        return next(found, COMMODITIES)

    def _add_stocks(self, stocks: float) -> None:
        named = self._named() if stocks >= _SOME_STOCKS else {}
        rest = max(stocks - sum(named.values()), 0.0)
        mix = stock_mix(self._profile.category)
        for symbol, weight in named.items():
            self._legs[symbol] += weight
        if mix is StockMix.ABROAD:
            self._legs[INTERNATIONAL] += rest
            return
        for sector, share in self._open_sectors(stocks, named).items():
            if money := rest * share:
                pool = self._found.typical.rest_pool(mix, sector, self._profile.symbol, named, money)
                self._found.pools[pool.symbol] = pool
                self._legs[pool.symbol] += money

    def _named(self) -> Mapping[str, float]:
        """The largest holdings by symbol."""
        found: defaultdict[str, float] = defaultdict(float)
        for number, holding in enumerate(self._profile.top_holdings, start=1):
            if holding.weight > 0:
                found[self._lines.leg(_as_line(holding, number, self._book))] += holding.weight
        return found

    def _open_sectors(self, stocks: float, named: Mapping[str, float]) -> Mapping[Sector | None, float]:
        """How the stocks that nobody named spread over sectors; fractions that sum to 1, under None where nothing is stated."""
        stated = {gics_sector(label): weight * stocks for label, weight in self._profile.sector_weights.items()}
        for symbol, weight in named.items():
            security = self._lines.introduced.get(symbol) or self._book.securities.get(symbol)
            if security and security.sector in stated:
                stated[security.sector] -= weight
        left = {sector: weight for sector, weight in stated.items() if weight > 0 and sector is not Sector.UNCLASSIFIED}
        total = sum(left.values())
        return {sector: weight / total for sector, weight in left.items()} if left else {None: 1.0}


_ORIGINS = {
    Source.PROFILE: "asset classes, sectors and largest holdings",
    Source.CATEGORY: "its category",
    Source.UNKNOWN: "nothing that tells what it holds",
}
_BUCKETS = {Sleeve.CASH: CASH, Sleeve.FIXED_INCOME: FIXED_INCOME, Sleeve.INTERNATIONAL: INTERNATIONAL}
_ALTERNATIVES = {GOLD: ("gold",), SILVER: ("silver",), CRYPTO: ("digital", "bitcoin", "ethereum", "crypto")}


def _as_line(holding: TopHolding, number: int, book: MarketBook) -> HoldingLine:
    """Yahoo writes the exchange after a foreign ticker: "2330.TW"."""
    symbol = book.canonical(holding.symbol)
    is_foreign = "." in symbol and symbol not in book.securities
    return HoldingLine(
        symbol=symbol.split(".")[0] if is_foreign else symbol,
        name=holding.name,
        weight=holding.weight,
        sector=Sector.UNCLASSIFIED,
        kind=LineKind.SHARE,
        market_value=None,
        notional=None,
        price=None,
        is_foreign=is_foreign,
        line=number,
    )
