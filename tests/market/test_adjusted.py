"""Adjusted closes against Yahoo's worked example, its recorded answers, and a slow and obvious reckoning."""

from __future__ import annotations

from array import array
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory, price_units
from advisor.market.adjusted import adjusted_closes, split_adjusted_closes
from tests.replay.recorded import recorded_chart

SPLIT, DIVIDEND = PriceEventKind.SPLIT, PriceEventKind.DIVIDEND


def history(closes: list[tuple[date, str]], events: list[tuple[date, PriceEventKind, str]]) -> PriceHistory:
    return PriceHistory(
        "XYZ",
        "USD",
        array("i", [day.toordinal() for day, _ in closes]),
        array("q", [price_units(Decimal(close)) for _, close in closes]),
        tuple(PriceEvent(day, kind, Decimal(amount)) for day, kind, amount in events),
        "test",
    )


def test_yahoos_worked_example() -> None:
    """The help page's table: a split of two for one on Feb 18, 2003, and $0.08 a share without which Feb 19 trades."""
    told = history(
        [(date(2003, 2, 13), "46.99"), (date(2003, 2, 14), "48.30"), (date(2003, 2, 18), "24.96"), (date(2003, 2, 19), "24.53")],
        [(date(2003, 2, 18), SPLIT, "2"), (date(2003, 2, 19), DIVIDEND, "0.08")],
    )
    assert adjusted_closes(told).closes.round(2).tolist() == [23.42, 24.07, 24.88, 24.53]
    assert split_adjusted_closes(told).closes.tolist() == pytest.approx([23.495, 24.15, 24.96, 24.53])


def test_a_split_and_a_distribution_on_one_day() -> None:
    """As paid is per new share."""
    told = history(
        [(date(2024, 1, 2), "100"), (date(2024, 1, 3), "49")],
        [(date(2024, 1, 3), SPLIT, "2"), (date(2024, 1, 3), DIVIDEND, "1")],
    )
    assert adjusted_closes(told).closes.tolist() == pytest.approx([49, 49])


def test_what_happened_between_closes_or_outside_them() -> None:
    told = history(
        [(date(2024, 1, 5), "100"), (date(2024, 1, 8), "99")],
        [
            (date(2024, 1, 5), DIVIDEND, "7"),
            (date(2024, 1, 6), DIVIDEND, "1"),
            (date(2024, 2, 1), DIVIDEND, "5"),
            (date(2024, 2, 1), SPLIT, "3"),
        ],
    )
    assert adjusted_closes(told).closes.tolist() == pytest.approx([99, 99])


def test_more_than_the_price_is_no_distribution_out_of_it() -> None:
    told = history([(date(2024, 1, 5), "1"), (date(2024, 1, 8), "1")], [(date(2024, 1, 8), DIVIDEND, "1")])
    assert adjusted_closes(told).closes.tolist() == [1, 1]


def test_nothing_on_file() -> None:
    assert adjusted_closes(history([], [(date(2024, 1, 8), DIVIDEND, "1")])).closes.tolist() == []


RECORDED = [
    "gadicc_yahoo-finance2/historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.csv.json",
    "gadicc_yahoo-finance2/chart-AAPL-2020-08-31-to-2020-11-07.json",
    "yfinance-rs/history_chart_AAPL.json",
    "yfinance-rs/history_chart_MSFT.json",
]


@pytest.mark.parametrize("name", RECORDED)
def test_as_yahoo_reckoned(shared: Path, name: str) -> None:
    """Within 5e-7 of Yahoo's own adjclose relative to the last day (measured: 4e-7): its columns are in single precision."""
    chart = recorded_chart(shared, name)
    days = [datetime.fromtimestamp(seconds, UTC).date() for seconds in chart["timestamp"]]
    closes = chart["indicators"]["quote"][0]["close"]
    theirs = np.array(chart["indicators"]["adjclose"][0]["adjclose"])
    paid = chart["events"]["dividends"].values()
    told = history(
        [(day, f"{close:.8f}") for day, close in zip(days, closes, strict=True)],
        [(datetime.fromtimestamp(event["date"], UTC).date(), DIVIDEND, str(event["amount"])) for event in paid],
    )
    ours = adjusted_closes(told).closes
    assert ours / ours[-1] == pytest.approx(theirs / theirs[-1], rel=5e-7)


@st.composite
def histories(draw: st.DrawFn) -> PriceHistory:
    first = date(2024, 1, 1).toordinal()
    days = sorted(draw(st.sets(st.integers(first, first + 40), max_size=25)))
    closes = [draw(st.integers(1, 10**6)) for _ in days]
    events = draw(
        st.lists(
            st.one_of(
                st.tuples(st.integers(first - 2, first + 42), st.just(SPLIT), st.sampled_from(["2", "0.1", "1.5", "7"])),
                st.tuples(st.integers(first - 2, first + 42), st.just(DIVIDEND), st.sampled_from(["0.01", "2", "5000"])),
            ),
            max_size=8,
        )
    )
    return history(
        [(date.fromordinal(day), str(Decimal(close) / 100)) for day, close in zip(days, closes, strict=True)],
        [(date.fromordinal(day), kind, amount) for day, kind, amount in sorted(events)],
    )


def _slow(told: PriceHistory, *, distributions: bool) -> list[float]:
    """One share bought at each close, carried to the last one."""
    days = [date.fromordinal(day) for day in told.days]
    closes = [Fraction(close, 10**8) for close in told.closes]
    answers = []
    for place, close in enumerate(closes):
        worth = close
        for later in range(place + 1, len(days)):
            happened = [event for event in told.events if days[later - 1] < event.day <= days[later]]
            factor = Fraction(1)
            for split in [event for event in happened if event.kind is SPLIT]:
                factor *= Fraction(split.amount)
            before = closes[later - 1] / factor
            worth /= factor
            for paid in [event for event in happened if event.kind is DIVIDEND and distributions]:
                if Fraction(paid.amount) < before:
                    worth *= 1 - Fraction(paid.amount) / before
        answers.append(float(worth))
    return answers


@given(histories())
def test_as_a_slow_and_obvious_reckoning(told: PriceHistory) -> None:
    assert adjusted_closes(told).closes.tolist() == pytest.approx(_slow(told, distributions=True), rel=1e-12)
    assert split_adjusted_closes(told).closes.tolist() == pytest.approx(_slow(told, distributions=False), rel=1e-12)
