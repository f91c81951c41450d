"""What a service says of funds, written by hand in a line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from advisor.domain.instruments import InstrumentProfile, TopHolding

ASKED = date(2026, 11, 20)
NASDAQ_SECTORS = {
    "technology": 0.51,
    "communication_services": 0.16,
    "consumer_cyclical": 0.15,
    "consumer_defensive": 0.05,
    "healthcare": 0.05,
    "industrials": 0.04,
    "utilities": 0.02,
    "basic_materials": 0.02,
}
NASDAQ_LARGEST = dict(
    zip(
        ("AAPL", "MSFT", "NVDA", "AMZN", "AVGO", "META", "TSLA", "GOOGL", "GOOG", "COST"),
        (0.09, 0.078, 0.074, 0.063, 0.043, 0.038, 0.037, 0.030, 0.029, 0.027),
        strict=True,
    )
)
_UNSAID = InstrumentProfile(
    symbol="",
    name="",
    quote_type="ETF",
    exchange="",
    currency="USD",
    country="",
    sector="",
    industry="",
    market_cap=None,
    price=None,
    priced_on=None,
    family="",
    category="",
    expense_ratio=None,
    as_of=ASKED,
    source="Yahoo Finance",
)


def fund_profile(symbol: str, category: str, largest: dict[str, float] | None = None, **said: Any) -> InstrumentProfile:
    """A fund's profile; `said` are any of its other attributes."""
    top = tuple(TopHolding(holding, holding, weight) for holding, weight in (largest or {}).items())
    return replace(_UNSAID, **{"symbol": symbol, "name": f"{symbol} Fund", "category": category, "top_holdings": top, **said})
