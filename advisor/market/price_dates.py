"""Dates of closes that could be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from advisor.domain.notation import DateOrder
from advisor.market.sessions import is_session

_TWO_NUMBERS = re.compile(r"\s*\D{0,3}(\d{1,2})[./-](\d{1,2})[./-](?:\d{4}|\d\d)(?!\d)")


def proven_order(dates: Sequence[str], read: Callable[[str, DateOrder], date | None]) -> DateOrder | None:
    """Which number stands first in dates such as 03/04/2026; None where they do not prove it.

    Proof is a number above twelve, or that only one reading has nothing but days on which the exchanges trade, in one direction.
    """
    numbers = [(int(found[1]), int(found[2])) for text in dates if (found := _TWO_NUMBERS.match(text))]
    if not any(one != two for one, two in numbers):
        return DateOrder.MONTH_FIRST
    day_first, month_first = any(one > 12 for one, _ in numbers), any(two > 12 for _, two in numbers)
    if day_first != month_first:
        return DateOrder.DAY_FIRST if day_first else DateOrder.MONTH_FIRST
    if day_first:
        return None
    possible = [order for order in DateOrder if _is_run_of_sessions([read(text, order) for text in dates])]
    return possible[0] if len(possible) == 1 else None


def _is_run_of_sessions(days: Sequence[date | None]) -> bool:
    known = [day for day in days if day is not None]
    return all(map(is_session, known)) and known in (sorted(known), sorted(known, reverse=True))
