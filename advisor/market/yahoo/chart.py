"""Yahoo's daily bars, turned back into closes as traded and events as paid."""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from advisor.domain.days import long_date
from advisor.domain.errors import SourceFailedError
from advisor.domain.prices import DayRanges, PriceHistory
from advisor.market.yahoo.bars import Bars, later_splits
from advisor.market.yahoo.events import events_as_paid
from advisor.market.yahoo.failures import SOURCE
from advisor.market.yahoo.quoted import as_quoted

LIKE_A_SPLIT = 1.2  # what changes closes by a smaller factor may as well be a day's move
_CLOSE_SETTLES = timedelta(minutes=15)
_MINOR_UNITS = {"GBp": "GBP", "ZAc": "ZAR", "ILA": "ILS"}  # quoted in hundredths
_MOST_MONEY = 1e9  # of one share; what is dearer is no price
_RECENT_DAYS = 10
_NEXT_SESSION_WITHIN = 5  # days, with a long weekend


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
    bars = _with_last_quote(bars, about, until)
    _refuse_half_done_split(bars, symbol)
    currency = str(about.get("currency") or "")
    unit = 0.01 if currency in _MINOR_UNITS else 1.0
    later = later_splits(bars)
    sound = np.isfinite(bars.closes) & (bars.closes > 0) & (bars.closes * later < _MOST_MONEY)
    kept = sound & (bars.days <= until.toordinal())
    closes = as_quoted(bars.closes[kept] * later[kept] * unit, later[kept])
    return PriceHistory(
        symbol,
        _MINOR_UNITS.get(currency, currency),
        array("i", bars.days[kept].tolist()),
        array("q", closes.tolist()),
        tuple(events_as_paid(bars, sound, later, unit)),
        SOURCE,
    )


def ranges_within_days(bars: Bars, history: PriceHistory) -> DayRanges:
    """Highs and lows over the closes of a history, and volumes as traded; a day without sound ones is left out."""
    told = np.isin(bars.days, np.array(history.days, dtype=np.int64)) & (bars.lows > 0) & np.isfinite(bars.highs + bars.volumes)
    highs, lows = (np.array(column[told] / bars.closes[told]) for column in (bars.highs, bars.lows))
    return DayRanges(
        history.symbol,
        array("i", bars.days[told].tolist()),
        array("d", np.maximum(highs, 1.0).tolist()),
        array("d", np.minimum(lows, 1.0).tolist()),
        array("d", (bars.volumes / later_splits(bars))[told].tolist()),
    )


def _with_last_quote(bars: Bars, about: Mapping[str, Any], until: date) -> Bars:
    """The close of the last session out of its quote, where its bar is empty, as it is for some hours of the night."""
    day, price = until.toordinal(), about.get("regularMarketPrice")
    traded: Any = about.get("regularMarketTime")
    told = bars.days[(bars.closes > 0) & (bars.days <= day)]
    is_next = len(told) > 0 and 0 < day - told[-1] <= _NEXT_SESSION_WITHIN
    is_split_since = bool((bars.splits[bars.days > day] != 1.0).any())
    if (
        not is_next
        or is_split_since
        or not isinstance(price, int | float)
        or not hasattr(traded, "date")
        or traded.date() != until
    ):
        return bars
    place = int(np.searchsorted(bars.days, day))
    if place == len(bars.days) or bars.days[place] != day:
        empty = (day, math.nan, 0.0, 0.0, 1.0, 1.0, math.nan, math.nan, math.nan)
        bars = Bars(*(np.insert(column, place, cell) for column, cell in zip(bars, empty, strict=True)))
    closes = bars.closes.copy()
    closes[place] = price
    return bars._replace(closes=closes)


def _is_over(session: Mapping[str, Any], today: date, now: datetime) -> bool:
    """Whether the session of today is; in the evening the one told is already tomorrow's."""
    if not session:
        return False
    day = session["start"].date()
    return bool(day > today or (day == today and now >= session["end"] + _CLOSE_SETTLES))


def _refuse_half_done_split(bars: Bars, symbol: str) -> None:
    """For a day or so Yahoo may name a split and not have divided the closes before it."""
    sound = np.isfinite(bars.closes) & (bars.closes > 0)
    for place in np.flatnonzero(np.abs(np.log(bars.splits)) >= math.log(LIKE_A_SPLIT)).tolist():
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
