"""What is so old that its date is marked, and the days that stand beside figures."""

from __future__ import annotations

from datetime import date

from advisor.domain.ages import prices_are_stale
from advisor.domain.market_state import MarketState
from advisor.domain.portfolio import InstrumentKind, Portfolio, Position
from advisor.exposure.model import Exposure, HoldingMix

STALE_FUND_DAYS = 45  # marked from then on; a fund whose list is older than `OLD_FUND_DAYS` is also named


def funds_older_than(exposure: Exposure, days: int, today: date) -> tuple[HoldingMix, ...]:
    """Held funds whose inside is dated more than so many days before today, oldest first."""
    old = [mix for mix in exposure.holdings.values() if mix.is_fund and is_older_than(mix, days, today)]
    return tuple(sorted(old, key=lambda mix: (mix.as_of, mix.symbol)))


def is_older_than(mix: HoldingMix, days: int, today: date) -> bool:
    """Whether what is known of a holding's inside is that old; that a trust holds gold does not grow old."""
    return not mix.is_of_one_thing and (today - mix.as_of).days > days


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
