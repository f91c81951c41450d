"""What a price that a file states tells about the closes on file: whether they are the same share's, before or after a split."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from decimal import Decimal
from math import prod

from advisor.domain.portfolio import Account
from advisor.domain.price_jumps import is_in_other_units, split_like_jumps
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.domain.quality import Check, Fix, QualityIssue

# Beyond that day's own move: exports of an open session, prices of other exchanges.
_SLACK = Decimal("0.05")
# Where the next close is another month's: how far prices may have moved by then.
_LATER_SLACK = Decimal("0.35")
# After a longer time a price that rose may hide a split of which these closes do not tell.
_LATER_WITHIN = timedelta(days=100)
# Longer than any closing of an exchange: a close from before it says nothing about the day.
_GAP = timedelta(days=10)
# Brokers book a split up to some days before or after the market trades by it.
_BOOKED_WITHIN = timedelta(days=7)


def counted_until(history: PriceHistory, day: date, price: Decimal) -> date | None:
    """The last day whose splits a quantity has that a file prices so on a day; None where these closes are not its price.

    Mostly it is that day itself. Where shares were split on it, or within days of it, the price tells which side the file is on.
    """
    if has_close_near(history, day):
        return _side(history, day, price)
    following = history.first_close_after(day)
    if following is None or not can_be_compared(history, day):
        return None
    close = following[1] * history.split_factor(day, following[0])
    return day if abs(close - price) <= _LATER_SLACK * price else None


def split_since(
    history: PriceHistory, last_entry: date, told: Collection[date], traded: tuple[date, Decimal] | None
) -> Decimal | None:
    """What one share of an account's history has become since its last entry, by splits that the history does not tell of.

    Args:
        told: Days on which the history tells of a split.
        traded: Day and price of its last priced entry, in shares of the last entry; None where none has a price. Some programs
            write histories in today's shares, the prices of purchases divided: the price tells.

    Returns:
        New shares for one old, 1 where nothing happened; None where these closes are not those of what was traded.
    """
    booked = [split.day for split in _splits(history) if _is_booked(split, told)]
    counted = max([last_entry, *booked])
    factor = history.split_factor(counted, history.last_day)
    if traded is None or not has_close_near(history, traded[0]):
        return factor
    return _likely_split(history, counted, factor, traded)


def split_between(
    history: PriceHistory, last_entry: date, until: date, told: Collection[date], traded: tuple[date, Decimal]
) -> Decimal:
    """What one share of an account's history became between two of its entries, by splits of which it does not tell.

    Args:
        told: Days on which the history may tell of a split, before and after.
        traded: Day and price of the last priced entry, in shares of the last entry.

    Returns:
        New shares for one old; 1 where nothing happened, or the price does not prove that the shares are old ones.
    """
    between = [split for split in _splits(history) if last_entry < split.day <= until and not _is_booked(split, told)]
    if not between or not has_close_near(history, traded[0]):
        return Decimal(1)
    factor = prod((split.amount for split in between), start=Decimal(1))
    return _likely_split(history, last_entry, factor, traded) or Decimal(1)


def _splits(history: PriceHistory) -> list[PriceEvent]:
    return [event for event in history.events if event.kind is PriceEventKind.SPLIT]


def _is_booked(split: PriceEvent, told: Collection[date]) -> bool:
    return any(abs(split.day - day) <= _BOOKED_WITHIN for day in told)


def _likely_split(history: PriceHistory, counted: date, factor: Decimal, traded: tuple[date, Decimal]) -> Decimal | None:
    """The factor, or 1 where the price is in new shares already; None where it is neither."""
    closes = list(_in_shares_of(history, _last_two(history, traded[0]), counted))
    misses = {shares: min(abs(traded[1] * factor / shares / close - 1) for close in closes) for shares in (Decimal(1), factor)}
    likely = min(misses, key=lambda shares: misses[shares])
    return likely if misses[likely] <= _LATER_SLACK else None


def price_doubt(account: Account, symbol: str, history: PriceHistory, day: date, price: Decimal) -> QualityIssue:
    """That a file prices something on a day as these closes cannot."""
    close = history.close_at(day) or history.first_close_after(day)
    found = close[1] if close else None
    return QualityIssue(
        Check.OTHER_COMPANY,
        account,
        symbol,
        found=found,
        expected=price,
        as_of=day,
        currency=history.currency,
        better_fix=Fix.REFRESH if is_in_other_units(found, price) else None,
    )


def missing_split(symbol: str, history: PriceHistory, after: date) -> QualityIssue | None:
    """A split after a day that closes show and no event tells of: what it makes of a quantity nobody can say."""
    jumps = list(split_like_jumps(history, after))
    if round(prod((jump.shares for jump in jumps), start=Decimal(1)), 6) == 1:  # a wrong close jumps there and back
        return None
    first = jumps[0]
    return QualityIssue(Check.MISSING_SPLIT, symbol=symbol, found=first.close, expected=first.shares, as_of=first.day)


def can_be_compared(history: PriceHistory, day: date) -> bool:
    """Whether there is a close that tells anything about a price of that day."""
    following = history.first_close_after(day)
    return has_close_near(history, day) or (following is not None and following[0] - day <= _LATER_WITHIN)


def has_close_near(history: PriceHistory, day: date) -> bool:
    """Whether there is a close of that day or of one shortly before."""
    known = history.close_at(day)
    return known is not None and day - known[0] <= _GAP


def _side(history: PriceHistory, day: date, price: Decimal) -> date | None:
    closes = _last_two(history, day)
    eve = min(closes[0][0] - timedelta(days=1), closes[-1][0])
    readings = _readings(history, eve, day)
    for group in ([each for each in readings if each <= day], [each for each in readings if each > day]):
        misses = [(miss, reading) for reading in group if (miss := _miss(history, closes, reading, price)) is not None]
        if misses:
            return min(misses, key=lambda found: found[0])[1]
    return None


def _last_two(history: PriceHistory, day: date) -> list[tuple[date, Decimal]]:
    """The last close up to a day, and the session's before it: files print either."""
    last = history.close_at(day)
    before = history.close_at(last[0] - timedelta(days=1)) if last else None
    if last is None or before is None or last[0] - before[0] > _GAP:
        return [last] if last else []
    return [last, before]


def _readings(history: PriceHistory, eve: date, day: date) -> list[date]:
    """The days that the quantity may have been counted on, as far as splits make a difference; the day itself first."""
    splits = [split.day for split in _splits(history)]
    on_the_day = [eve] if any(eve < split <= day for split in splits) else []
    return [day, *on_the_day, *(split for split in splits if day < split <= day + _BOOKED_WITHIN)]


def _miss(history: PriceHistory, closes: list[tuple[date, Decimal]], counted: date, price: Decimal) -> Decimal | None:
    """By which fraction the price misses the nearest close, in shares of a day; None where it is outside of what they allow."""
    own = list(_in_shares_of(history, closes, counted))
    if not min(own) * (1 - _SLACK) <= price <= max(own) * (1 + _SLACK):
        return None
    return min(abs(price / close - 1) for close in own)


def _in_shares_of(history: PriceHistory, closes: list[tuple[date, Decimal]], counted: date) -> Iterator[Decimal]:
    for day, close in closes:
        yield close / history.split_factor(day, counted) if day <= counted else close * history.split_factor(counted, day)
