"""How much of a fund its legs explain."""

from __future__ import annotations

from advisor.domain.classification import Sleeve
from advisor.domain.market import Fund, MarketBook


class Explained:
    """Fractions by fund, over one book.

    Explained is what ends in a named company or in a thing whose kind is sure (bonds, cash, gold, companies abroad). What ends
    in a pool is an estimate and counts as unexplained, as do unknown legs, unclassified ones, funds that hold one another in a
    circle, and whatever the legs lack to 1 or have beyond it.
    """

    def __init__(self, book: MarketBook) -> None:
        self._book = book
        self._by_legs: dict[int, float] = {}
        self._by_thing: dict[str, float] = {}
        self._reached: dict[str, set[str]] = {}

    def fraction(self, fund: Fund) -> float:
        """0 to 1. Legs are told apart by identity: they must outlive this object, and not change."""
        key = id(fund.legs)
        if key not in self._by_legs:
            total = sum(fund.legs.values())
            open_part = sum(abs(weight) * (1.0 - self._of(leg, fund.symbol)) for leg, weight in fund.legs.items())
            self._by_legs[key] = min(max(1.0 - open_part - abs(1.0 - total), 0.0), 1.0)
        return self._by_legs[key]

    def _of(self, leg: str, holder: str) -> float:
        known = self._by_thing.get(leg)
        if known is not None:
            return known
        canonical = self._book.canonical(leg)
        fund = self._book.funds.get(canonical)
        if fund is not None:
            return 0.0 if fund.pool or holder in self._inside(canonical) else self.fraction(fund)
        security = self._book.securities.get(canonical)
        return self._by_thing.setdefault(leg, float(security is not None and security.sleeve is not Sleeve.UNCLASSIFIED))

    def _inside(self, symbol: str) -> set[str]:
        """A fund and every fund inside it."""
        if symbol not in self._reached:
            met: set[str] = set()
            waiting = [symbol]
            while waiting:
                each = waiting.pop()
                if each in self._book.funds and each not in met:
                    met.add(each)
                    waiting += map(self._book.canonical, self._book.funds[each].legs)
            self._reached[symbol] = met
        return self._reached[symbol]
