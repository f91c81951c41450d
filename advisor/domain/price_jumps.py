"""Jumps from one close to the next that look like a split."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from advisor.domain.prices import PRICE_UNIT, PriceHistory, price_units

# Ratios in which companies and funds have split their shares, new to old; reverse splits are their inverses.
SPLIT_RATIOS = tuple(
    sorted(
        {Fraction(new) for new in (2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50)}
        | {Fraction(3, 2), Fraction(4, 3), Fraction(5, 4), Fraction(5, 2)}
    )
)
_TELLING = tuple(ratio for ratio in SPLIT_RATIOS if ratio >= Fraction(3, 2))  # what falls by less may just have fallen
# Prices move on the day of a split too; the further the split, the less a mere move can be taken for it.
_SLACK_PER_SHARE = 0.05
_MOST_SLACK = 0.15
_ORDINARY = (0.69, 1.45)  # a close after another, as a fraction of it: nearer than any split above with its slack
_NAMED_WITHIN = timedelta(days=10)  # so late a service may name a split
_UNIT_SLACK = Decimal("0.15")
MOST_DAYS_APART = 10  # from one session to the next; what changes over weeks is no jump


class SplitLikeJump(NamedTuple):
    """A close that a split of its day would explain: `shares` new shares for one old."""

    day: date
    before: Decimal
    close: Decimal
    shares: Decimal


def is_in_other_units(price: Decimal | None, other: Decimal | None) -> bool:
    """Whether one price is about a hundred times the other: dollars and cents, pounds and pence."""
    if not (price and other) or price <= 0 or other <= 0:
        return False
    return abs(max(price, other) / min(price, other) / 100 - 1) < _UNIT_SLACK


def splits_named_to(history: PriceHistory) -> date:
    """The day up to which every split is named: a service may name one some days late, and files name none (`date.min`)."""
    return history.last_day - _NAMED_WITHIN if history.names_splits and history.last_day is not None else date.min


def split_like_jumps(history: PriceHistory, after: date = date.min) -> Iterator[SplitLikeJump]:
    """Jumps of the size of a split, to closes of days after `after`, that no split or distribution on file explains.

    Where a service names the splits, older jumps are true ones: one share in twelve has fallen by a third or risen by half in a
    day.
    """
    after = max(after, splits_named_to(history))
    first = max(bisect_right(history.days, after.toordinal()), 1)
    closes = history.closes[first - 1 :]
    if not closes or min(closes) * _ORDINARY[1] > max(closes):
        return
    for place in range(first, len(history.days)):
        before, close = history.closes[place - 1], history.closes[place]
        ratio = _ratio(before, close)
        if ratio is None or history.days[place] - history.days[place - 1] > MOST_DAYS_APART:
            continue
        eve, day = (date.fromordinal(history.days[each]) for each in (place - 1, place))
        left = before - price_units(history.paid(eve, day))
        if history.split_factor(eve, day) == 1 and _ratio(left, close) is not None:
            yield SplitLikeJump(day, before * PRICE_UNIT, close * PRICE_UNIT, ratio)


def _ratio(before: int, close: int) -> Decimal | None:
    """The split that explains how a close follows another; None for an ordinary move."""
    if before <= 0 or close <= 0 or _ORDINARY[0] < close / before < _ORDINARY[1]:
        return None
    times = max(before, close) / min(before, close)
    ratio = min(_TELLING, key=lambda each: abs(times / float(each) - 1))
    if abs(times / float(ratio) - 1) > min(_SLACK_PER_SHARE * float(ratio - 1), _MOST_SLACK):
        return None
    shares = Decimal(ratio.numerator) / Decimal(ratio.denominator)
    return shares if close < before else 1 / shares
