"""Losses that the investor chose to take, as lines of a worksheet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.harvest import LosingLot, Replacement
from advisor.advice.model.request import FixedTrade
from advisor.domain.money import ZERO


def lines_of_harvest(chosen: Iterable[tuple[LosingLot, Replacement | None]]) -> tuple[FixedTrade, ...]:
    """Sell these lots and put what each raises into whole shares of what replaces it, in the same account.

    Args:
        chosen: Lots with their replacements; None leaves the money in cash.
    """
    lots: defaultdict[tuple[int, str], list[LosingLot]] = defaultdict(list)
    money: defaultdict[tuple[int, str, Decimal], Decimal] = defaultdict(lambda: ZERO)
    for lot, replacement in chosen:
        lots[lot.account.id, lot.symbol].append(lot)
        if replacement is not None:
            money[lot.account.id, replacement.symbol, replacement.price] += lot.value
    sales = (_sale(account_id, symbol, sold) for (account_id, symbol), sold in lots.items())
    purchases = (
        FixedTrade(account_id, TradeAction.BUY, symbol, (value / price).to_integral_value(ROUND_FLOOR))
        for (account_id, symbol, price), value in money.items()
    )
    return (*sales, *(line for line in purchases if line.quantity))


def _sale(account_id: int, symbol: str, sold: list[LosingLot]) -> FixedTrade:
    named = tuple((lot.place, lot.quantity) for lot in sold if lot.place is not None)
    quantity = sum((lot.quantity for lot in sold), ZERO)
    return FixedTrade(account_id, TradeAction.SELL, symbol, quantity, named)
