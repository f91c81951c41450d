"""State what a currency is worth, so that accounts in it can be counted."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from sqlite_utils import Database

from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import ExchangeRate
from advisor.services.clock import today
from advisor.services.own_portfolio import BASE_CURRENCY
from advisor.services.task import Changed, Task
from advisor.storage.exchange_rates import save_rate

_CODE = re.compile(r"[A-Z]{3}")
_MOST_DOLLARS = Decimal(10_000)  # no currency unit is worth more; a larger number is a slip of the keyboard


def state_exchange_rate(db: Database, task: Task, currency: str, dollars: Decimal, as_of: date | None = None) -> Changed:
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
    if not dollars.is_finite() or not 0 < dollars <= _MOST_DOLLARS:
        raise InvalidRequestError(f"One {code} cannot be worth {dollars} dollars.", "State how many dollars one unit buys.")
    save_rate(db, ExchangeRate(code, dollars, as_of or today()))
    return Changed.HOLDINGS
