"""Yahoo's daily bars, turned back into closes as traded and events as paid."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.domain.errors import SourceFailedError
from advisor.domain.prices import PRICE_UNIT, PriceEvent, PriceEventKind, PriceHistory
from advisor.market.yahoo.failures import SOURCE
from advisor.market.yahoo.quoted import as_quoted

_EPOCH = date(1970, 1, 1).toordinal()
_CLOSE_SETTLES = timedelta(minutes=15)
_MINOR_UNITS = {"GBp": "GBP", "ZAc": "ZAR", "ILA": "ILS"}  # quoted in hundredths
_MOST_MONEY = 1e9  # of one share; what is dearer is no price
_RECENT_DAYS = 10
_LARGEST_PART = 10_000  # of a split such as 1281 for 1000


class Bars(NamedTuple):
    """Yahoo's columns, all of shape (bars,), ascending by day, no day twice.

    Attributes:
        days: Proleptic ordinals.
        closes: Divided by the splits that came later; NaN where there is none.
        dividends, gains: Likewise divided; 0 on days without.
        splits: New shares for one old; 1 on days without.
    """

    days: NDArray[np.int64]
    closes: NDArray[np.float64]
    dividends: NDArray[np.float64]
    gains: NDArray[np.float64]
    splits: NDArray[np.float64]


def read_bars(frame: Any) -> Bars:  # noqa: ANN401 - importing pandas for a name would load it
    """The columns of yfinance's table of a history.

    Raises:
        ValueError: They make no sense.
    """
    days = frame.index.tz_localize(None).to_numpy().astype("datetime64[D]").astype(np.int64) + _EPOCH
    last_of_day = np.append(days[1:] != days[:-1], np.ones(min(len(days), 1), dtype=bool))
    splits = _column(frame, "Stock Splits", days)
    splits[splits == 0] = 1.0
    if not (np.isfinite(splits) & (splits > 0)).all():
        raise ValueError("a split into no shares")
    bars = Bars(
        days,
        _column(frame, "Close", days),
        _column(frame, "Dividends", days),
        _column(frame, "Capital Gains", days),
        splits,
    )
    return Bars(*(column[last_of_day] for column in bars))


def last_complete_day(about: Mapping[str, Any], now: datetime) -> date:
    """The newest day whose bar is no longer being made.

    Args:
        about: What Yahoo says of the chart.
        now: With a time zone.
    """
    today = now.astimezone(ZoneInfo(str(about["exchangeTimezoneName"]))).date()
    session: Mapping[str, Any] = (about.get("currentTradingPeriod") or {}).get("regular") or {}
    newest = today if _is_over(session, today, now) else today - timedelta(days=1)
    traded: Any = about.get("regularMarketTime")
    # A fund's price is made in the evening: until then the bar of the day repeats the last one.
    return min(newest, traded.date()) if hasattr(traded, "date") else newest


def history_as_traded(bars: Bars, symbol: str, about: Mapping[str, Any], until: date) -> PriceHistory:
    """Closes to a day and all events, in a main unit of money.

    Args:
        symbol: Canonical.
        until: Later bars are still being made.

    Raises:
        SourceFailedError: A new split is named that the closes do not show.
    """
    _refuse_half_done_split(bars, symbol)
    currency = str(about.get("currency") or "")
    unit = 0.01 if currency in _MINOR_UNITS else 1.0
    later = _later_splits(bars)
    sound = np.isfinite(bars.closes) & (bars.closes > 0) & (bars.closes * later < _MOST_MONEY)
    kept = sound & (bars.days <= until.toordinal())
    closes = as_quoted(bars.closes[kept] * later[kept] * unit, later[kept])
    return PriceHistory(
        symbol,
        _MINOR_UNITS.get(currency, currency),
        array("i", bars.days[kept].tolist()),
        array("q", closes.tolist()),
        tuple(_events(bars, sound, later, unit)),
        SOURCE,
    )


def _column(frame: Any, name: str, days: NDArray[np.int64]) -> NDArray[np.float64]:  # noqa: ANN401
    return np.array(frame[name].to_numpy(), dtype=np.float64) if name in frame.columns else np.zeros(len(days))


def _is_over(session: Mapping[str, Any], today: date, now: datetime) -> bool:
    """Whether the session of today is; in the evening the one told is already tomorrow's."""
    if not session:
        return False
    day = session["start"].date()
    return bool(day > today or (day == today and now >= session["end"] + _CLOSE_SETTLES))


def _later_splits(bars: Bars) -> NDArray[np.float64]:
    """What one share of each day has become by now."""
    return np.asarray(np.cumprod(bars.splits[::-1])[::-1] / bars.splits, dtype=np.float64)


def _events(bars: Bars, sound: NDArray[np.bool_], later: NDArray[np.float64], unit: float) -> list[PriceEvent]:
    events = []
    for place in np.flatnonzero(bars.splits != 1.0).tolist():
        ratio = Fraction(float(bars.splits[place])).limit_denominator(_LARGEST_PART)
        amount = Decimal(ratio.numerator) / Decimal(ratio.denominator)
        events.append(PriceEvent(date.fromordinal(int(bars.days[place])), PriceEventKind.SPLIT, amount))
    paid = _distributions(bars, sound)
    places = np.flatnonzero(paid > 0)
    amounts = as_quoted(paid[places] * later[places] * unit, later[places])
    for place, amount_units in zip(places.tolist(), amounts.tolist(), strict=True):
        day = date.fromordinal(int(bars.days[place]))
        events.append(PriceEvent(day, PriceEventKind.DIVIDEND, (amount_units * PRICE_UNIT).normalize()))
    return sorted(events, key=lambda event: (event.day, event.kind))


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
            if abs(fall - dividends[place]) <= abs(fall - total[place]):
                total[place] = dividends[place]
    return total


def _refuse_half_done_split(bars: Bars, symbol: str) -> None:
    """For a day or so Yahoo may name a split and not have divided the closes before it."""
    sound = np.isfinite(bars.closes) & (bars.closes > 0)
    for place in np.flatnonzero(bars.splits != 1.0).tolist():
        if bars.days[-1] - bars.days[place] > _RECENT_DAYS:
            continue
        before, after = bars.closes[:place][sound[:place]], bars.closes[place:][sound[place:]]
        if len(before) and len(after):
            fall, split = math.log(before[-1] / after[0]), math.log(bars.splits[place])
            if abs(fall - split) < abs(fall):
                day = long_date(date.fromordinal(int(bars.days[place])))
                raise SourceFailedError(
                    f"{SOURCE} names a split of {symbol} on {day} that its closes do not show yet.",
                    "What is on file of it is kept. Refresh again tomorrow.",
                )
