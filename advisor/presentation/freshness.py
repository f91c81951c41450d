"""How old is too old: the limits after which a date is marked, and what has passed them."""

from __future__ import annotations

from datetime import date, timedelta

from advisor.domain.market_state import MarketState
from advisor.domain.portfolio import InstrumentKind, Portfolio, Position
from advisor.exposure.model import Exposure, HoldingMix

STALE_PRICE_TRADING_DAYS = 4
STALE_FUND_DAYS = 45
OLD_FUND_DAYS = 120


def trading_days_since(day: date, today: date) -> int:
    """Weekdays after `day` up to and including `today`; market holidays count as trading days."""
    span = max((today - day).days, 0)
    weeks, rest = divmod(span, 7)
    return weeks * 5 + sum((day + timedelta(days=offset)).weekday() < 5 for offset in range(1, rest + 1))


def prices_are_stale(day: date, today: date) -> bool:
    """Whether prices of a day deserve a warning."""
    return trading_days_since(day, today) > STALE_PRICE_TRADING_DAYS


def funds_older_than(exposure: Exposure, days: int, today: date) -> tuple[HoldingMix, ...]:
    """Held funds whose inside is dated more than so many days before today, oldest first."""
    old = [mix for mix in exposure.holdings.values() if mix.is_fund and (today - mix.as_of).days > days]
    return tuple(sorted(old, key=lambda mix: (mix.as_of, mix.symbol)))


def priced_positions(portfolio: Portfolio) -> tuple[Position, ...]:
    """Positions whose price has a day; money needs none, and counts only where there is nothing else."""
    priced = tuple(position for position in portfolio.positions if position.kind is not InstrumentKind.CASH)
    return priced or portfolio.positions


def price_dates(portfolio: Portfolio) -> tuple[date, date] | None:
    """Oldest and newest day of the prices; None without any."""
    days = [position.valued_on for position in priced_positions(portfolio)]
    return (min(days), max(days)) if days else None


def moved_dates(exposure: Exposure) -> tuple[date, date] | None:
    """Oldest and newest day to which weights inside funds were moved with prices; None where all stand as published."""
    days = exposure.moved.values()
    return (min(days), max(days)) if days else None


def position_dates(portfolio: Portfolio) -> tuple[date, date] | None:
    """Oldest and newest day of what brokers say is held; None without positions."""
    days = [position.as_of for position in portfolio.positions]
    return (min(days), max(days)) if days else None


def may_have_newer_close(position: Position, market: MarketState) -> bool:
    """Whether asking could help: where newer closes are on file already, something else keeps the file's price in force."""
    known = market.closes.get(market.canonical(position.symbol))
    return not market.offline and (known is None or known.last_day <= position.valued_on)


def is_stale(portfolio: Portfolio, exposure: Exposure | None, today: date) -> bool:
    """Whether the footer's dates deserve a warning."""
    dates = price_dates(portfolio)
    if dates and prices_are_stale(dates[0], today):
        return True
    return exposure is not None and bool(funds_older_than(exposure, STALE_FUND_DAYS, today))
