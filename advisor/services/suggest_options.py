"""What an investor asks of a plan: light, so that the window need not load the optimiser to hold it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.model.target import TargetModel
from advisor.domain.money import ZERO

DEFAULT_TIME_LIMIT = 10.0
DEFAULT_MINIMUM_TRADE = Decimal(100)


@dataclass(frozen=True, slots=True)
class SuggestOptions:
    """What the investor wants of a plan.

    Attributes:
        target: From `suggest_trades.list_targets` or `read_target`.
        new_cash: Account currency; negative to withdraw.
        max_gain: Net realised gain allowed in taxable accounts; None without limit.
        minimum_trade: Account currency; smaller trades are not proposed.
        locked: Symbols that stay as they are.
        time_limit: Seconds.
        account_id: Only this account; all of them when None.
    """

    target: TargetModel
    trade_date: date
    new_cash: Decimal = ZERO
    max_gain: Decimal | None = None
    no_sell: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    whole_shares: bool = True
    minimum_trade: Decimal = DEFAULT_MINIMUM_TRADE
    time_limit: float = DEFAULT_TIME_LIMIT
    account_id: int | None = None
