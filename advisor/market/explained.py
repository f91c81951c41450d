"""How much of a fund its legs explain."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.domain.classification import Sleeve
from advisor.domain.market import MarketBook


class Explained:
    """Fractions by fund, over one book.

    Explained is what ends in a named company or in a thing whose kind is sure (bonds, cash, gold, companies abroad). What ends
    in a pool is an estimate and counts as unexplained, as do unknown legs, unclassified ones, and whatever the legs lack to 1 or
    have beyond it.
    """

    def __init__(self, book: MarketBook) -> None:
        self._book = book
        self._by_symbol: dict[str, float] = {}
        self._by_legs: dict[int, float] = {}

    def fraction(self, legs: Mapping[str, float]) -> float:
        """0 to 1. Legs are told apart by identity: they must outlive this object, and not change."""
        key = id(legs)
        if key not in self._by_legs:
            total = sum(legs.values())
            open_part = sum(abs(weight) * (1.0 - self._of(symbol)) for symbol, weight in legs.items())
            self._by_legs[key] = min(max(1.0 - open_part - abs(1.0 - total), 0.0), 1.0)
        return self._by_legs[key]

    def _of(self, symbol: str) -> float:
        found = self._by_symbol.get(symbol)
        if found is None:
            self._by_symbol[symbol] = 0.0  # holds while the fund is looked into: a circle explains nothing
            found = self._by_symbol[symbol] = self._look_up(self._book.canonical(symbol))
        return found

    def _look_up(self, canonical: str) -> float:
        fund = self._book.funds.get(canonical)
        if fund is not None:
            return 0.0 if fund.pool else self.fraction(fund.legs)
        security = self._book.securities.get(canonical)
        return 0.0 if security is None or security.sleeve is Sleeve.UNCLASSIFIED else 1.0
