"""Macro figures as FRED tells them, and everything else it may answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.errors import SourceFailedError
from advisor.domain.figures import Figure, Measure
from advisor.market.fred import FRED_SERIES, figures_of, read_series
from advisor.market.fred_downloads import fetch_figures
from advisor.market.network import Network
from tests.replay import Fault, ReplayServer, replay_session
from tests.replay.fred import FRED_ADDRESS, fred_csv, serve_fred

TODAY = date(2026, 11, 20)
YIELDS = {date(2026, 11, 17): "4.51", date(2026, 11, 18): "4.54", date(2026, 11, 19): "."}
# The file of the index without October 2025, which was never counted.
PRICES = {
    date(2025, 9, 1): "320.0",
    date(2025, 10, 1): ".",
    date(2025, 11, 1): "325.0",
    date(2026, 8, 1): "331.0",
    date(2026, 9, 1): "332.8",
    date(2026, 10, 1): "333.9",
}


def told(values: dict[date, str], series: str, today: date = TODAY) -> list[tuple[date, str, str]]:
    figures = figures_of(read_series(fred_csv(series, values).encode(), series), series, today)
    return [(figure.as_of, figure.period, str(figure.value)) for figure in figures]


def refusal(content: bytes, series: str = "DGS10") -> str:
    with pytest.raises(SourceFailedError) as caught:
        figures_of(read_series(content, series), series, TODAY)
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize("heading", ["observation_date", "DATE"])
def test_days_without_a_value_are_left_out(heading: str) -> None:
    content = b"\xef\xbb\xbf" + fred_csv("DGS10", {**YIELDS, date(2026, 11, 20): ""}, heading).replace("\n", "\r\n").encode()
    assert read_series(content, "DGS10") == ((date(2026, 11, 17), Decimal("4.51")), (date(2026, 11, 18), Decimal("4.54")))


def test_a_yield_is_a_fraction_of_its_day() -> None:
    figures = figures_of(read_series(fred_csv("DGS10", YIELDS).encode(), "DGS10"), "DGS10", TODAY)
    assert figures[-1] == Figure(
        "fred_DGS10_2026-11-18",
        "ten_year",
        "",
        "Ten-year Treasury yield",
        Decimal("0.0454"),
        Measure.FRACTION,
        date(2026, 11, 18),
        "FRED, DGS10",
        "Yield of the ten-year note",
        is_fetched=True,
    )
    assert [str(figure.value) for figure in figures] == ["0.0451", "0.0454"]


def test_inflation_is_the_change_from_the_same_month_a_year_before() -> None:
    """332.8 / 320 - 1; October has no month to be compared with."""
    assert told(PRICES, "CPIAUCSL") == [(date(2026, 9, 30), "Sep 2026", "0.0400")]


def test_of_the_target_the_value_before_the_last_decision_is_told() -> None:
    steps = {date(2026, 9, 16): "4.00", date(2026, 9, 17): "3.75", date(2026, 11, 20): "3.75", date(2026, 11, 21): "3.5"}
    told_now = [(date(2026, 9, 16), "", "0.04"), (date(2026, 11, 20), "", "0.0375")]
    assert [(day, period, Decimal(value)) for day, period, value in told(steps, "DFEDTARU")] == [
        (day, period, Decimal(value)) for day, period, value in told_now
    ]


def test_a_month_ends_on_its_last_day() -> None:
    months = {date(2025, 12, 1): "4.4", date(2026, 2, 1): "4.3"}
    assert [(day, period) for day, period, _ in told(months, "UNRATE")] == [
        (date(2025, 12, 31), "Dec 2025"),
        (date(2026, 2, 28), "Feb 2026"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<!DOCTYPE html><html></html>", "something else"),
        (b"", "something else"),
        (b"\x00\xff\xfe", "something else"),
        (b"observation_date,DGS2\n2026-11-18,4.1\n", "something else"),
        (b"observation_date,DGS10,DGS2\n2026-11-18,4.1,4\n", "something else"),
        (b"observation_date,DGS10\n", "has no value"),
        (b"observation_date,DGS10\n2026-11-18,.\n", "has no value"),
        (b"observation_date,DGS10\n2026-11-18,four\n", "cannot be read: “2026-11-18,four”"),
        (b"observation_date,DGS10\n18/11/2026,4.1\n", "cannot be read"),
        (b"observation_date,DGS10\n2026-11-18,NaN\n", "cannot be read"),
        (b"observation_date,DGS10\n2026-11-18\n", "cannot be read"),
        (b"observation_date,DGS10\n2026-12-18,4.1\n", "Dec 18, 2026"),
        (b"observation_date,DGS10\n2026-11-21,4.1\n", "too few"),
        (b"observation_date,DGS10\n2026-11-18,454\n", "cannot be right"),
        (b"observation_date,DGS10\n2026-11-18,1e999999\n", "cannot be right"),
    ],
)
def test_what_is_no_such_series_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


@given(st.binary(max_size=80), st.sampled_from(FRED_SERIES))
def test_garbage_is_refused_in_words(garbage: bytes, series: str) -> None:
    for content in (garbage, f"DATE,{series}\n".encode() + garbage):
        try:
            read_series(content, series)
        except SourceFailedError as error:
            assert series in error.message


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.HANGS])
def test_whatever_goes_wrong_on_the_way_is_told(replay: ReplayServer, fault: Fault) -> None:
    serve_fred(replay, {"DGS10": fred_csv("DGS10", YIELDS)})
    network = Network(replay_session(replay), pause=lambda _seconds: None)
    replay.fail(FRED_ADDRESS, fault)
    with pytest.raises(SourceFailedError, match="FRED"):
        fetch_figures(network, "DGS10", TODAY)
    replay.repair()
    assert fetch_figures(network, "DGS10", TODAY)[-1].value == Decimal("0.0454")
    assert replay.asked[-1].query == {"id": "DGS10", "cosd": "2024-09-11"}
