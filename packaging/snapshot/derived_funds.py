"""Funds cut out of other funds: by rank, by exclusion, by price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from advisor.market.buckets import CASH, SMALL_TAIL
from snapshot.members import INDEX_FUNDS, Member

# Members of the Dow Jones Industrial Average since 8 November 2024 (S&P Dow Jones Indices).
DOW_30 = (
    *("AAPL", "AMGN", "AMZN", "AXP", "BA", "CAT", "CRM", "CSCO", "CVX", "DIS", "GS", "HD", "HON", "IBM", "JNJ"),
    *("JPM", "KO", "MCD", "MMM", "MRK", "MSFT", "NKE", "NVDA", "PG", "SHW", "TRV", "UNH", "V", "VZ", "WMT"),
)
_RUSSELL_GROWTH, _RUSSELL_VALUE = 0.51, 0.49
_LARGEST_RUSSELL_LINES = 203


def rescaled(legs: Mapping[str, float]) -> dict[str, float]:
    """The legs divided by their sum."""
    total = sum(legs.values())
    return {symbol: weight / total for symbol, weight in legs.items()}


def rank_cut(legs: Mapping[str, float], companies: Mapping[str, str], first: int, last: int | None) -> dict[str, float]:
    """Companies first..last by weight (share classes together), rescaled; the unnamed tail when the cut reaches the end."""
    by_company: defaultdict[str, float] = defaultdict(float)
    for symbol, weight in legs.items():
        if symbol not in (CASH, SMALL_TAIL):
            by_company[companies.get(symbol, symbol)] += weight
    ranked = sorted(by_company, key=lambda company: (-by_company[company], company))
    kept = set(ranked[first - 1 : last])
    cut = {symbol: weight for symbol, weight in legs.items() if companies.get(symbol, symbol) in kept}
    if last is None or last > len(ranked):
        cut[SMALL_TAIL] = legs.get(SMALL_TAIL, 0.0)
    return rescaled(cut)


def without(legs: Mapping[str, float], excluded: Iterable[str]) -> dict[str, float]:
    """The legs without cash and the excluded symbols, rescaled."""
    left_out = {CASH, *excluded}
    return rescaled({symbol: weight for symbol, weight in legs.items() if symbol not in left_out})


def russell_midcap(growth: Mapping[str, float], value: Mapping[str, float]) -> dict[str, float]:
    """Russell 1000 (growth and value halves) without its largest lines, rescaled."""
    blend: defaultdict[str, float] = defaultdict(float)
    for half, share in ((growth, _RUSSELL_GROWTH), (value, _RUSSELL_VALUE)):
        for symbol, weight in half.items():
            if symbol != CASH:
                blend[symbol] += share * weight
    ranked = sorted(blend, key=lambda symbol: (-blend[symbol], symbol))
    return without(blend, ranked[:_LARGEST_RUSSELL_LINES])


def composite_1500(whole_market: Mapping[str, float], members: Iterable[Member]) -> dict[str, float]:
    """The S&P Composite 1500 as shares of its three index funds: each index's weight in a total-market fund, rescaled."""
    sizes: defaultdict[str, float] = defaultdict(float)
    for member in members:
        sizes[INDEX_FUNDS[member.index]] += whole_market.get(member.symbol, 0.0)
    return rescaled(sizes)


def price_weighted(members: Iterable[Member], symbols: Iterable[str]) -> dict[str, float]:
    """Each symbol at its share of the sum of prices.

    Raises:
        KeyError: A symbol has no priced member.
    """
    prices = {member.symbol: member.price for member in members if member.price}
    chosen = {symbol: prices[symbol] for symbol in symbols}
    total = sum(chosen.values(), Decimal(0))
    return {symbol: float(price / total) for symbol, price in chosen.items()}
