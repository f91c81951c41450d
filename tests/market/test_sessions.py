"""The exchange's calendar, against days on which prices were made."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.easter import easter

from advisor.market.sessions import NEW_YORK, close_of_session, is_session, last_completed_session


@pytest.mark.parametrize(
    "day",
    [
        date(2027, 1, 1),
        date(2023, 1, 2),  # New Year on a Sunday
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 4, 3),
        date(2025, 4, 18),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),  # Independence Day on a Saturday
        date(2021, 7, 5),
        date(2026, 9, 7),
        date(2026, 11, 26),
        date(2022, 12, 26),
        date(2026, 11, 21),  # a Saturday
        date(1954, 4, 16),  # Good Friday, where the moon would put Easter a week later
        date(2049, 4, 16),
        date(2038, 4, 23),  # the latest there is
    ],
)
def test_closed(day: date) -> None:
    assert not is_session(day)


@pytest.mark.parametrize(
    "day",
    [date(2021, 12, 31), date(2022, 1, 3), date(2021, 6, 18), date(2026, 11, 27), date(2026, 11, 11), date(2026, 10, 12)],
)
def test_open(day: date) -> None:
    assert is_session(day)


def test_good_friday_is_told_for_every_year_as_by_another_calculation() -> None:
    """Two days before Easter Sunday, which is never a session's day; other Fridays of spring trade."""
    for year in range(1900, 2300):
        good_friday = easter(year) - timedelta(days=2)
        fridays = (good_friday + timedelta(days=7 * weeks) for weeks in (-2, -1, 0, 1, 2))
        assert [day for day in fridays if not is_session(day)] == [good_friday]


def test_every_day_of_ten_years_of_real_closes(shared: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    path = shared / "data" / "prices" / "adjclose_sp500_plus_etfs_stockjeokrib_2016_to_2026-08-21.parquet"
    frame = parquet.read_table(path).to_pandas()
    index = frame.index if frame.index.dtype.kind == "M" else frame.set_index(frame.columns[0]).index
    traded = {day.date() for day, close in zip(index, frame["SPY"], strict=True) if close == close}
    first, last = min(traded), max(traded)
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    unlike = [day for day in every if is_session(day) != (day in traded)]
    mourning = [date(2018, 12, 5), date(2025, 1, 9)]
    assert unlike == mourning


@pytest.mark.parametrize(
    ("moment", "session"),
    [
        (datetime(2026, 11, 20, 16, 14, tzinfo=NEW_YORK), date(2026, 11, 19)),
        (datetime(2026, 11, 20, 16, 15, tzinfo=NEW_YORK), date(2026, 11, 20)),
        (datetime(2026, 11, 20, 21, 15, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 11, 22, 12, 0, tzinfo=NEW_YORK), date(2026, 11, 20)),
        (datetime(2026, 11, 23, 9, 0, tzinfo=NEW_YORK), date(2026, 11, 20)),
        (datetime(2026, 11, 26, 18, 0, tzinfo=NEW_YORK), date(2026, 11, 25)),
        (datetime(2026, 4, 4, 1, 0, tzinfo=UTC), date(2026, 4, 2)),
        (datetime(2027, 1, 2, 0, 0, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_last_completed_session(moment: datetime, session: date) -> None:
    assert last_completed_session(moment) == session


def test_a_session_is_complete_from_its_close_on() -> None:
    closes = close_of_session(date(2026, 7, 2))
    assert last_completed_session(closes) == date(2026, 7, 2)
    assert last_completed_session(closes - timedelta(seconds=1)) == date(2026, 7, 1)
