"""Calls that the investor wrote and that shares of the books cover."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.household import Household
from advisor.advice.model.action import TradeAction
from advisor.advice.outcome import Outcome
from advisor.domain.money import ZERO
from advisor.domain.written_calls import shares_behind_calls


def about_covered_calls(household: Household, outcome: Outcome) -> Iterator[str]:
    """What is left alone because it covers calls, and where a sale leaves fewer shares than they need."""
    positions = household.request.positions
    behind = shares_behind_calls((each.account.id, each.symbol, each.quantity) for each in positions)
    for (account, symbol), needed in behind.items():
        lines = [each for each in positions if (each.account.id, each.symbol) == (account, symbol) and each.quantity > 0]
        sales = (t for t in outcome.trades if (t.account.id, t.symbol, t.action) == (account, symbol, TradeAction.SELL))
        sold = sum((trade.quantity for trade in sales), ZERO)
        left = sum((each.quantity for each in lines), ZERO) - sold
        covers = f"{needed.normalize():f} shares of {symbol}"
        if sold and left < needed:
            yield (
                f"Calls that you wrote stand for {covers} in {lines[0].account.name}, and the plan leaves {left.normalize():f}: "
                "buy the calls back before you sell, or lock it."
            )
        elif lines and not any(each.tradable and each.pledged < each.quantity for each in lines):
            yield f"Calls that you wrote stand for {covers} in {lines[0].account.name}: the plan sells none of it."
        elif sold and any(each.pledged for each in lines):
            yield f"Calls that you wrote stand for {covers} in {lines[0].account.name}: the plan keeps that many."
