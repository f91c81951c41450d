"""Kept plans, and what became of them, as JSON and as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.model.carried_out import CarriedOut
from advisor.domain.kept_plans import KeptPlan
from advisor.presentation.json_values import Json, day_text, money_number


def kept_plan_json(head: KeptPlan) -> Json:
    """The head of a kept plan."""
    return {
        "id": head.id,
        "name": head.name,
        "created_at": head.created_at.isoformat(),
        "trade_date": day_text(head.trade_date),
        "target": head.target,
        "program": head.program,
        "state": head.state.value,
        "ordered_on": day_text(head.ordered_on),
        "carried_out": head.carried_out,
    }


def kept_plan_line(head: KeptPlan) -> str:
    """A kept plan on one line."""
    return f"{head.id:>4} {head.trade_date.isoformat()} {head.state.value:<8} {head.name}: {head.carried_out or head.target}"


def carried_out_json(seen: CarriedOut) -> Json:
    """Each trade of a plan beside the books."""
    return {
        "headline": seen.headline,
        "complete": seen.complete,
        "trades": [
            {
                "account": each.trade.account.name,
                "action": each.trade.action.value,
                "symbol": each.trade.symbol,
                "planned": money_number(each.trade.quantity),
                "done": money_number(each.quantity),
                "fulfilment": each.fulfilment.value,
                "planned_price": money_number(each.trade.price),
                "price": money_number(each.price),
                "at_another_price": each.at_another_price,
                "sentence": each.sentence,
            }
            for each in seen.trades
        ],
        "cash": [
            {
                "account": each.account.name,
                "planned": money_number(each.planned),
                "held": money_number(each.held),
                "difference": money_number(each.difference),
            }
            for each in seen.cash
        ],
    }


def carried_out_lines(seen: CarriedOut) -> Iterator[str]:
    """The headline, then a line for each trade."""
    yield seen.headline
    yield from (f"  {each.trade.account.name}: {each.sentence}" for each in seen.trades)
