"""State what a position cost, where its broker does not say."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import round_to_cents
from advisor.domain.portfolio import Position
from advisor.services.own_portfolio import current_portfolio
from advisor.services.task import Changed, Task
from advisor.storage.cost_bases import load_cost_bases, save_cost_basis
from advisor.storage.engine import Database


@dataclass(frozen=True, slots=True)
class CostOutcome:
    """The position whose cost was said, as it was before, and what was said (account currency; None was forgotten)."""

    position: Position
    cost_basis: Decimal | None
    changed: Changed = Changed.HOLDINGS


def state_cost_basis(db: Database, task: Task, account_id: int, symbol: str, cost_basis: Decimal | None) -> CostOutcome:
    """Keep what a whole position cost until its quantity changes or the broker says it; None forgets what was said.

    Args:
        cost_basis: What was paid for all of it, for a short position what was taken in; account currency, never negative.

    Raises:
        InvalidRequestError: There is no such position, its broker or its history tells the cost, or the cost is negative.
    """
    task.step(0, 1, "Noting the cost basis")
    position = _position(db, account_id, symbol)
    if cost_basis is None:
        save_cost_basis(db, account_id, symbol, Decimal(0), None)
        return CostOutcome(position, None)
    if cost_basis < 0:
        raise InvalidRequestError("A cost basis cannot be negative.", "Nothing was changed.")
    if not position.quantity:
        raise InvalidRequestError(f"{symbol} needs no cost basis typed in.", "Nothing was changed.")
    if position.cost_basis is not None and (account_id, symbol) not in load_cost_bases(db):
        raise InvalidRequestError(f"The files tell already what {symbol} cost.", "Nothing was changed.")
    signed = round_to_cents(cost_basis).copy_sign(position.quantity)
    save_cost_basis(db, account_id, symbol, position.quantity, signed)
    return CostOutcome(position, signed)


def _position(db: Database, account_id: int, symbol: str) -> Position:
    """As its files tell it: the cost is kept for that quantity, and splits since change nothing about it."""
    for position in current_portfolio(db).positions:
        if (position.account.id, position.symbol) == (account_id, symbol):
            return position.stated
    raise InvalidRequestError(f"There is no position {symbol} in that account.", "`positions` lists what you hold.")
