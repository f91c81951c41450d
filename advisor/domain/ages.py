"""How old is too old: the limits that checks, pages and printed figures share."""

from __future__ import annotations

from datetime import date

from advisor.domain.days import trading_days_since

# Sessions that other prices may be ahead: funds are priced in the evening, and a source may lag by some days.
STALE_AFTER_SESSIONS = 4
# A fund's list is published at least each quarter, some two months after its day.
OLD_FUND_DAYS = 120


def prices_are_stale(day: date, today: date) -> bool:
    """Whether prices of a day deserve a warning."""
    return trading_days_since(day, today) > STALE_AFTER_SESSIONS
