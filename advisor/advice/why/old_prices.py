"""Prices that say little about what an order will be filled at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from advisor.advice.model.request import PlanRequest

STALE = timedelta(days=7)


def old_prices(request: PlanRequest, symbols: Collection[str]) -> dict[str, date]:
    """Days of the prices of these symbols that are more than a week old on the day of the trades, oldest first.

    What is held counts by the price that the books have of it.
    """
    closes = {each.symbol: each.price_as_of for each in request.candidates}
    books = {each.symbol: each.price_as_of for each in request.positions}
    known = ((symbol, day) for symbol, day in (closes | books).items() if day is not None and symbol in symbols)
    old = ((symbol, day) for symbol, day in known if request.trade_date - day > STALE)
    return dict(sorted(old, key=lambda each: (each[1], each[0])))
