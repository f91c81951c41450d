"""Yahoo's table of a history, read without the client: what no answer of a sound day has in it."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from advisor.domain.prices import PriceEventKind, PriceHistory
from advisor.market.yahoo.bars import read_bars
from advisor.market.yahoo.chart import history_as_traded

NEW_YORK = ZoneInfo("America/New_York")
DAYS = [date(2025, 11, day) for day in (3, 4, 5, 6, 7)]
LAST = DAYS[-1]


def table(days: list[date], **columns: list[float]) -> pd.DataFrame:
    told = {"Close": [10.0] * len(days), "Stock Splits": [0.0] * len(days), "Dividends": [0.0] * len(days)}
    index = pd.DatetimeIndex([datetime(day.year, day.month, day.day, 9, 30, tzinfo=NEW_YORK) for day in days], tz=NEW_YORK)
    return pd.DataFrame(told | {name.replace("_", " "): cells for name, cells in columns.items()}, index=index)


def traded(frame: pd.DataFrame, quote: float | None = None, until: date = LAST) -> PriceHistory:
    moment = datetime(until.year, until.month, until.day, 16, tzinfo=NEW_YORK)
    about: dict[str, Any] = {"currency": "USD", "regularMarketPrice": quote, "regularMarketTime": moment}
    return history_as_traded(read_bars(frame, {}), "AAA", about, until)


def closes(history: PriceHistory) -> dict[date, float]:
    assert len(set(history.days)) == len(history.days)
    return {date.fromordinal(day): close / 10**8 for day, close in zip(history.days, history.closes, strict=True)}


def test_of_two_bars_of_a_day_the_later_counts() -> None:
    """The day that still runs comes as its bar, and once more as it stands."""
    days = [DAYS[0], DAYS[1], DAYS[1], DAYS[2], DAYS[2]]
    found = traded(table(days, Close=[10.0, 11.0, 11.5, 12.0, 12.5]))
    assert closes(found) == {DAYS[0]: 10.0, DAYS[1]: 11.5, DAYS[2]: 12.5}


def test_no_bars_at_all() -> None:
    assert len(read_bars(table([]), {}).days) == 0


@pytest.mark.parametrize("split", [-2.0, math.nan, math.inf])
def test_a_split_into_no_shares_is_refused(split: float) -> None:
    with pytest.raises(ValueError, match="no shares"):
        read_bars(table(DAYS, Stock_Splits=[0.0, split, 0.0, 0.0, 0.0]), {})


@pytest.mark.parametrize("close", [0.0, -1.0, math.inf, math.nan, 2e9])
def test_what_is_no_price_is_left_out(close: float) -> None:
    found = traded(table(DAYS, Close=[10.0, 11.0, close, 12.0, 13.0]))
    assert closes(found) == {DAYS[0]: 10.0, DAYS[1]: 11.0, DAYS[3]: 12.0, DAYS[4]: 13.0}


@pytest.mark.parametrize("paid", [-1.0, math.nan, math.inf])
def test_what_is_no_money_is_not_paid(paid: float) -> None:
    frame = table(DAYS, Dividends=[0.0, paid, 0.5, 0.0, 0.0], Capital_Gains=[0.0, 0.0, 0.0, paid, 0.0])
    assert [(event.day, event.amount) for event in traded(frame).events] == [(DAYS[2], Decimal("0.5"))]


@pytest.mark.parametrize("place", [3, 4], ids=["before the bar of another day", "at the end"])
def test_a_bar_that_is_missing_is_filled_by_the_quote_like_an_empty_one(place: int) -> None:
    until = DAYS[place]
    days = [day for day in DAYS if day != until]
    found = traded(table(days, Close=[10.0, 11.0, 12.0, 14.0][: len(days)]), quote=13.0, until=until)
    expected = dict(zip(days, [10.0, 11.0, 12.0, 14.0], strict=True)) | {until: 13.0}
    assert closes(found) == {day: close for day, close in expected.items() if day <= until}
    assert found.events == ()


def test_a_quote_since_the_split_of_its_own_day_fills_the_hole() -> None:
    """The closes before are divided by that split, and the quote is of new shares."""
    frame = table(DAYS, Close=[10.0, 10.0, 10.0, 10.0, math.nan], Stock_Splits=[0.0, 0.0, 0.0, 0.0, 4.0])
    found = traded(frame, quote=10.5)
    assert closes(found) == dict.fromkeys(DAYS[:-1], 40.0) | {LAST: 10.5}
    assert [(event.day, event.kind, event.amount) for event in found.events] == [(LAST, PriceEventKind.SPLIT, Decimal(4))]


@pytest.mark.parametrize(("gap", "is_filled"), [(5, True), (6, False)])
def test_a_quote_is_of_the_next_session_within_five_days(gap: int, is_filled: bool) -> None:
    found = traded(table([LAST - timedelta(gap)]), quote=10.5, until=LAST)
    assert (LAST in closes(found)) is is_filled
