"""Price histories written by hand in a line each."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory, price_units


def history(
    symbol: str,
    closes: Mapping[date, float | str | Decimal],
    *,
    splits: Mapping[date, int | str] | None = None,
    paid: Mapping[date, float | str] | None = None,
    currency: str = "USD",
) -> PriceHistory:
    """Closes as traded, with splits (new for one old) and distributions by ex-date."""
    events = [PriceEvent(day, PriceEventKind.SPLIT, Decimal(str(ratio))) for day, ratio in (splits or {}).items()]
    events += [PriceEvent(day, PriceEventKind.DIVIDEND, Decimal(str(amount))) for day, amount in (paid or {}).items()]
    days = sorted(closes)
    return PriceHistory(
        symbol,
        currency,
        array("i", [day.toordinal() for day in days]),
        array("q", [price_units(Decimal(str(closes[day]))) for day in days]),
        tuple(sorted(events, key=lambda event: event.day)),
        "by hand",
    )


def by_symbol(histories: Sequence[PriceHistory]) -> dict[str, PriceHistory]:
    return {each.symbol: each for each in histories}
