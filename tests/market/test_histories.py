"""The bundled histories against the raw files they were built from, against plain Python, and against themselves."""

from __future__ import annotations

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.classification import MAGNIFICENT_SEVEN
from advisor.domain.errors import UnreadableFileError
from advisor.market.followed import FOLLOWED, Purpose
from advisor.market.histories import read_absent, read_breadth, read_closes, read_joined, read_months
from advisor.market.index_lists import INDEX_NAMES, read_index_lists
from advisor.market.yahoo.symbols import yahoo_symbol

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "resources" / "reference"
LAST_DAY = date(2026, 7, 13)
ONLY_LIVE = {"IYT", "EFA"} | {each.symbol for each in FOLLOWED if each.purpose in (Purpose.INDEX, Purpose.DIAL)}
SIX_DIGITS = 1e-5


@pytest.fixture(scope="module")
def prices(shared: Path) -> Path:
    folder = shared / "data" / "prices"
    if not folder.is_dir():
        pytest.skip("NOT RUN: the real closes are absent")
    return folder


def in_plain_python(name: str) -> tuple[list[str], list[list[float | None]]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return [row[0] for row in rows], [[float(cell) if cell else None for cell in row[1:]] for row in rows]


@pytest.mark.parametrize("name", ["closes", "mid_cap_weeks"])
def test_a_table_of_closes_is_read_to_the_last_bit(name: str) -> None:
    days, rows = in_plain_python(name)
    table = read_closes(REFERENCE, name)
    assert [date.fromordinal(day).isoformat() for day in table.days.tolist()] == days
    cells = [[None if np.isnan(close) else close for close in row] for row in table.closes.T.tolist()]
    assert cells == rows


ROWS = st.lists(st.lists(st.none() | st.floats(0.001, 1e6), min_size=3, max_size=3), min_size=1, max_size=6)


@given(rows=ROWS)
def test_empty_cells_are_missing_wherever_they_stand(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[float | None]]
) -> None:
    folder = tmp_path_factory.mktemp("table")
    cells = [["" if cell is None else repr(cell) for cell in row] for row in rows]
    lines = [",".join([f"2026-07-{day:02d}", *row]) for day, row in enumerate(cells, start=1)]
    (folder / "closes.csv").write_text("\n".join(["date,A,B,C", *lines]) + "\n", encoding="utf-8")
    table = read_closes(folder)
    assert [[None if np.isnan(cell) else cell for cell in row] for row in table.closes.T.tolist()] == rows


def test_closes_end_where_every_source_is_whole() -> None:
    table = read_closes(REFERENCE)
    days = [date.fromordinal(day) for day in table.days.tolist()]
    assert (days[0], days[-1]) == (date(2016, 1, 4), LAST_DAY)
    assert all(before < after for before, after in pairwise(days))
    assert all(day.weekday() < 5 for day in days)
    assert not np.isnan(table.closes[:, -1]).any()


def test_no_symbol_has_a_gap() -> None:
    table = read_closes(REFERENCE)
    for symbol, closes in zip(table.symbols, np.isnan(table.closes), strict=True):
        assert not closes[int(np.argmin(closes)) :].any(), symbol


def test_closes_are_those_of_the_downloads(prices: Path) -> None:
    pandas = pytest.importorskip("pandas")
    table = read_closes(REFERENCE)
    raw = pandas.read_parquet(next(prices.glob("adjclose_sp500_plus_etfs_*.parquet")))
    others = pandas.read_parquet(next(prices.glob("adjclose_sp1500_plus_etfs_*.parquet")))
    for symbol, closes in zip(table.symbols, table.closes, strict=True):
        if symbol == "MDY":
            continue
        source = raw if symbol in raw.columns else others
        for place in (0, 1000, len(table.days) - 1):
            day = pandas.Timestamp(date.fromordinal(int(table.days[place])))
            assert closes[place] == pytest.approx(source.at[day, symbol], rel=SIX_DIGITS, nan_ok=True), (symbol, day)


def test_the_oldest_mid_cap_fund_by_day_and_by_week(prices: Path) -> None:
    with next(prices.glob("dsturdy5_*/MDY.csv")).open(newline="", encoding="utf-8") as file:
        raw = {date.fromisoformat(row["Date"]): float(row["Close"]) for row in csv.DictReader(file)}
    raw = {day: close for day, close in raw.items() if day <= LAST_DAY}
    daily, weekly = read_closes(REFERENCE), read_closes(REFERENCE, "mid_cap_weeks")
    own = daily.closes[daily.symbols.index("MDY")]
    assert own.tolist() == pytest.approx([raw[date.fromordinal(day)] for day in daily.days.tolist()], rel=SIX_DIGITS)
    last_of_week = {day.isocalendar()[:2]: day for day in sorted(raw)}
    assert [date.fromordinal(day) for day in weekly.days.tolist()] == list(last_of_week.values())
    assert weekly.closes[0].tolist() == pytest.approx([raw[day] for day in last_of_week.values()], rel=SIX_DIGITS)
    assert weekly.days[0] == date(1995, 5, 5).toordinal()


def test_what_is_followed_is_bundled_or_said_to_be_live_only() -> None:
    symbols = [each.symbol for each in FOLLOWED]
    assert len(symbols) == len(set(symbols)) <= 90
    assert set(symbols) - set(read_closes(REFERENCE).symbols) == ONLY_LIVE
    assert set(MAGNIFICENT_SEVEN) | {"GOOG", "SPY"} <= set(symbols)


def test_companies_that_themes_name_are_followed() -> None:
    with (ROOT / "resources" / "rotation" / "theme_members.csv").open(encoding="utf-8", newline="") as file:
        named = {row["symbol"] for row in csv.DictReader(file)}
    assert {symbol for symbol in named if ":" not in symbol} <= {each.symbol for each in FOLLOWED}


def test_yahoo_is_asked_for_each_by_its_own_spelling() -> None:
    assert {yahoo_symbol(symbol) for symbol in ("^MID", "DX-Y.NYB", "SPY")} == {"^MID", "DX-Y.NYB", "SPY"}
    assert [yahoo_symbol(symbol) for symbol in ("CASH.US", "MOG.A", "BRK.B")] == ["CASH", "MOG-A", "BRK-B"]


def test_lists_of_the_indexes_are_whole() -> None:
    lists = read_index_lists(REFERENCE)
    assert {index: (each.name, len(each.weights)) for index, each in lists.items()} == {
        "sp500": ("S&P 500", 503),
        "sp400": ("S&P MidCap 400", 400),
        "sp600": ("S&P SmallCap 600", 601),
    }
    for each in lists.values():
        assert each.as_of == date(2026, 6, 19)
        assert sum(each.weights.values()) == pytest.approx(1.0)


def test_days_of_joining_are_those_of_the_public_list(shared: Path) -> None:
    (path,) = (shared / "data" / "constituents").glob("sp500_constituents_*.csv")
    with path.open(encoding="utf-8", newline="") as file:
        raw = {row["Symbol"]: row["Date added"] for row in csv.DictReader(file)}
    assert {symbol: day.isoformat() for symbol, day in read_joined(REFERENCE).items()} == raw


def test_nearly_all_members_have_a_day_of_joining() -> None:
    members = read_index_lists(REFERENCE)["sp500"].weights
    without = set(members) - set(read_joined(REFERENCE))
    assert without == {"CAG", "EA"}, "they left the index before the list of joining days was made"


@pytest.mark.parametrize("index", INDEX_NAMES)
def test_counts_of_breadth_are_possible(index: str) -> None:
    size = len(read_index_lists(REFERENCE)[index].weights)
    days, counts = read_breadth(REFERENCE, index)
    closes = read_closes(REFERENCE)
    assert days.tolist() == closes.days[closes.days >= date(2017, 1, 3).toordinal()].tolist()
    for window in (20, 50, 100, 150, 200):
        counted = size - counts[f"no_average_{window}"]
        assert ((counts[f"above_{window}"] >= 0) & (counts[f"above_{window}"] <= counted)).all()
    assert (counts["advances"] + counts["declines"] <= size - counts["no_move"]).all()
    assert (counts["highs"] + counts["lows"] <= size - counts["no_year"]).all()
    assert (counts["no_move"] >= len(read_absent(REFERENCE).get(index, ()))).all()


def test_months_follow_one_another_and_differ_little() -> None:
    table = read_months(REFERENCE)
    assert np.diff(table.months).tolist() == [1] * (len(table.months) - 1)
    assert (table.months[0], table.months[-1]) == (2016 * 12 + 1, 2026 * 12 + 5)
    assert np.abs(table.synthesised - table.direct).mean() < 0.003


@pytest.mark.parametrize("read", [read_closes, read_joined, read_months, read_absent])
def test_a_missing_table_is_said_in_words(tmp_path: Path, read) -> None:
    with pytest.raises(UnreadableFileError, match=r"\.csv is missing"):
        list(read(tmp_path))
