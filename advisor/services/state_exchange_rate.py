"""State what a currency is worth, so that accounts in it can be counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.domain.errors import InvalidRequestError
from advisor.domain.exchange_rates import ExchangeRate, is_possible_rate
from advisor.services.clock import today
from advisor.services.own_portfolio import BASE_CURRENCY
from advisor.services.task import Changed, Task
from advisor.storage.engine import Database
from advisor.storage.exchange_rates import save_rate

_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class RateOutcome:
    """The rate that counts now."""

    rate: ExchangeRate
    changed: Changed = Changed.HOLDINGS


def state_exchange_rate(db: Database, task: Task, currency: str, dollars: Decimal, as_of: date | None = None) -> RateOutcome:
    """Keep a rate until another one is stated.

    Args:
        currency: ISO 4217 code.
        dollars: US dollars for one unit.
        as_of: The day of the rate; None means today.

    Raises:
        InvalidRequestError: No such code, the dollar itself, or no possible rate.
    """
    task.step(0, 1, "Noting the exchange rate")
    code = currency.strip().upper()
    if not _CODE.fullmatch(code) or code == BASE_CURRENCY:
        raise InvalidRequestError(f"“{currency}” is no code of a foreign currency.", "Use three letters, for example EUR.")
    if not is_possible_rate(dollars):
        raise InvalidRequestError(f"One {code} cannot be worth {dollars} dollars.", "State how many dollars one unit buys.")
    rate = ExchangeRate(code, dollars, as_of or today())
    save_rate(db, rate)
    return RateOutcome(rate)
