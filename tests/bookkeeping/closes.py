"""Positions and closes for tests, in few words."""

from __future__ import annotations

from array import array
from datetime import date, timedelta
from decimal import Decimal

from advisor.domain.portfolio import Account, InstrumentKind, Position, TaxType
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory, price_units

ACCOUNT = Account(1, "fidelity", "····1", "Mine", TaxType.TAXABLE)


def day(text: str) -> date:
    return date.fromisoformat(text)


def held(symbol: str, as_of: str, quantity: str, price: str, **more: object) -> Position:
    facts: dict[str, object] = {
        "account": ACCOUNT,
        "symbol": symbol,
        "name": symbol,
        "kind": InstrumentKind.SECURITY,
        "quantity": Decimal(quantity),
        "price": Decimal(price),
        "value": round(Decimal(quantity) * Decimal(price), 2),
        "cost_basis": Decimal("1000.00"),
        "as_of": day(as_of),
    }
    return Position(**{**facts, **more})


def closes(
    symbol: str, *traded: tuple[str, str], splits: tuple[tuple[str, str], ...] = (), currency: str = "USD"
) -> PriceHistory:
    return PriceHistory(
        symbol,
        currency,
        array("i", [day(text).toordinal() for text, _ in traded]),
        array("q", [price_units(Decimal(price)) for _, price in traded]),
        tuple(PriceEvent(day(text), PriceEventKind.SPLIT, Decimal(shares)) for text, shares in splits),
        "closes of ours",
    )


def sessions(first: date, prices: list[Decimal]) -> list[tuple[str, str]]:
    """One close a day, weekends too: a calendar is of no matter here."""
    return [((first + timedelta(days=number)).isoformat(), str(price)) for number, price in enumerate(prices)]
