"""What happened to a share, out of Yahoo's bars: splits, and distributions as they were paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from advisor.domain.prices import PRICE_UNIT, PriceEvent, PriceEventKind
from advisor.market.yahoo.bars import Bars
from advisor.market.yahoo.quoted import as_quoted

_LARGEST_PART = 10_000  # of a split such as 1281 for 1000
_LARGEST_PLAIN_PART = 5  # of a split that is one, however it is told
_OLD_SHARES_OF_SPIN_OFFS = 1000


def events_as_paid(bars: Bars, sound: NDArray[np.bool_], later: NDArray[np.float64], unit: float) -> list[PriceEvent]:
    """Splits and distributions, ascending by day, at most one of each kind a day.

    Args:
        sound: Bars with a usable close.
        later: What one share of each day has become by now.
        unit: Of a price, in the main unit of its money.
    """
    events = []
    paid = _distributions(bars, sound)
    for place in np.flatnonzero(bars.splits != 1.0).tolist():
        ratio = Fraction(float(bars.splits[place])).limit_denominator(_LARGEST_PART)
        if _is_spin_off(ratio, bars.old_shares[place]):
            paid[place] += _spun_off(bars, sound, place, ratio)
            continue
        amount = Decimal(ratio.numerator) / Decimal(ratio.denominator)
        events.append(PriceEvent(date.fromordinal(int(bars.days[place])), PriceEventKind.SPLIT, amount))
    places = np.flatnonzero(paid > 0)
    amounts = as_quoted(paid[places] * later[places] * unit, later[places])
    for place, amount_units in zip(places.tolist(), amounts.tolist(), strict=True):
        day = date.fromordinal(int(bars.days[place]))
        events.append(PriceEvent(day, PriceEventKind.DIVIDEND, (amount_units * PRICE_UNIT).normalize()))
    return sorted(events, key=lambda event: (event.day, event.kind))


def _is_spin_off(ratio: Fraction, old_shares: float) -> bool:
    """Whether a split is none: Yahoo names the day a company hands out another one's shares a split, such as 1281 for 1000.

    Whoever has shares keeps as many. True splits, and dividends in shares, are told in plainer numbers: 3 for 2, 41 for 40, 105
    for 100. The ratio alone does not tell one from the other: 1025 for 1000 is 41 for 40.
    """
    return ratio > 1 and old_shares >= _OLD_SHARES_OF_SPIN_OFFS and ratio.numerator > _LARGEST_PLAIN_PART


def _spun_off(bars: Bars, sound: NDArray[np.bool_], place: int, ratio: Fraction) -> float:
    """What the shares of another company were worth, by the close before them; 0 where that is not told."""
    before = bars.closes[:place][sound[:place]]
    return float(before[-1]) * float(ratio - 1) if len(before) else 0.0


def _distributions(bars: Bars, sound: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Dividends with the gains that a fund paid out.

    Yahoo has begun to count gains among the dividends besides naming them; the fall of the price tells which it did.
    """
    dividends = np.where(np.isfinite(bars.dividends), bars.dividends, 0.0)
    gains = np.where(np.isfinite(bars.gains), bars.gains, 0.0)
    total = dividends + gains
    for place in np.flatnonzero((gains > 0) & (dividends >= gains)).tolist():
        closes = bars.closes[: place + 1][sound[: place + 1]]
        if sound[place] and len(closes) > 1:
            fall = closes[-2] - closes[-1]
            is_nearer_to_dividends_alone = fall <= dividends[place] + gains[place] / 2
            if is_nearer_to_dividends_alone:
                total[place] = dividends[place]
    return total
