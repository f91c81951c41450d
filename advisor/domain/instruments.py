"""What a market data service says about one instrument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

FUND_TYPES = frozenset({"ETF", "MUTUALFUND"})  # of quotes
NO_WEIGHTS: Mapping[str, float] = MappingProxyType({})


class TopHolding(NamedTuple):
    """One of a fund's largest holdings; `weight` is a fraction of the fund."""

    symbol: str
    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class InstrumentProfile:
    """One instrument in its source's own words; what they mean to us is decided in `market.classification`.

    Attributes:
        symbol: Canonical symbol.
        quote_type: "EQUITY", "ETF", "MUTUALFUND", "INDEX", "CRYPTOCURRENCY", ...; empty when not said.
        country: In the source's words ("United States"); empty when not said.
        sector, industry: In the source's words ("Consumer Cyclical").
        market_cap: In `currency`; None when not said.
        price: Of the last session that was over when it was asked, in `currency`; `priced_on` its day.
        family, category: Of a fund ("Vanguard", "Large Blend").
        expense_ratio: Fraction a year.
        asset_classes: Of a fund: fractions by "stock", "bond", "cash", "preferred", "convertible", "other".
        sector_weights: Of a fund's stocks: fractions by the source's sector key ("technology", "realestate").
        top_holdings: Of a fund, largest first.
        as_of: The day it was asked.
        forward_pe, trailing_pe: Price over the earnings expected for the next year, and over those of the last four quarters;
            below zero where it loses money, None where not said.
    """

    symbol: str
    name: str
    quote_type: str
    exchange: str
    currency: str
    country: str
    sector: str
    industry: str
    market_cap: Decimal | None
    price: Decimal | None
    priced_on: date | None
    family: str
    category: str
    expense_ratio: float | None
    as_of: date
    source: str
    asset_classes: Mapping[str, float] = field(default_factory=lambda: NO_WEIGHTS)
    sector_weights: Mapping[str, float] = field(default_factory=lambda: NO_WEIGHTS)
    top_holdings: tuple[TopHolding, ...] = ()
    forward_pe: float | None = None
    trailing_pe: float | None = None

    @property
    def is_fund(self) -> bool:
        """Whether the source calls it a fund that holds other things; money funds are money."""
        return self.quote_type in FUND_TYPES
