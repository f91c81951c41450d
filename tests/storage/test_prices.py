"""Closes at rest: every close comes back, whatever the parts they came in, and a broken write leaves the old ones."""

from __future__ import annotations

import subprocess
import sys
from array import array
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory
from advisor.storage.database import open_database
from advisor.storage.prices import (
    forget_history,
    load_closes_states,
    load_histories,
    load_history,
    note_asked,
    priced_symbols,
    save_history,
)

ASKED = datetime(2026, 11, 20, 22, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 22, tzinfo=UTC)
SPLIT = PriceEvent(date(2024, 6, 10), PriceEventKind.SPLIT, Decimal(10))
DIVIDEND = PriceEvent(date(2024, 9, 12), PriceEventKind.DIVIDEND, Decimal("0.01"))
PENNY_COIN, BERKSHIRE = 1_234, 74_213_399_999_999

days = st.integers(min_value=date(2015, 12, 20).toordinal(), max_value=date(2026, 11, 20).toordinal())
prices = st.integers(min_value=1, max_value=10**14)
closes = st.dictionaries(days, prices, min_size=1, max_size=30)


@pytest.fixture
def books(tmp_path: Path):
    db = open_database(tmp_path / "books.db")
    yield db
    db.close()


def history(told: dict[int, int], *events: PriceEvent, symbol: str = "NVDA") -> PriceHistory:
    ordered = sorted(told)
    return PriceHistory(symbol, "USD", array("i", ordered), array("q", [told[day] for day in ordered]), events, "Yahoo Finance")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=closes, second=closes)
def test_what_is_stored_in_parts_is_read_as_a_whole(books, first: dict[int, int], second: dict[int, int]) -> None:
    save_history(books, history(first, SPLIT), ASKED, replace=True)
    save_history(books, history(second, DIVIDEND), None, replace=False)
    assert load_history(books, "NVDA") == history(first | second, SPLIT, DIVIDEND)
    for since in (min(first | second), max(first)):  # that day itself is wanted
        told = {day: close for day, close in (first | second).items() if day >= since}
        assert load_history(books, "NVDA", date.fromordinal(since)).closes == history(told).closes
    state, every = load_closes_states(books)["NVDA"], first | second
    assert (state.first_day.toordinal(), state.last_day.toordinal(), state.asked_at) == (min(every), max(every), ASKED)


def test_the_smallest_and_the_largest_price_are_exact(books) -> None:
    day = date(2026, 11, 20).toordinal()
    save_history(books, history({day - 1: PENNY_COIN, day: BERKSHIRE}), ASKED, replace=False)
    kept = load_history(books, "NVDA")
    assert kept is not None
    assert kept.close_at(date(2026, 11, 19)) == (date(2026, 11, 19), Decimal("0.00001234"))
    assert kept.close_at(date(2026, 12, 31)) == (date(2026, 11, 20), Decimal("742133.99999999"))
    assert kept.close_at(date(2026, 11, 18)) is None


def test_a_history_can_be_read_from_a_day_on_with_every_event(books) -> None:
    told = {date(year, 7, 1).toordinal(): year for year in range(2016, 2027)}
    save_history(books, history(told, SPLIT), ASKED, replace=False)
    kept = load_histories(books, ["NVDA", "UNHEARD"], since=date(2024, 7, 2))
    assert kept == {"NVDA": history({day: told[day] for day in sorted(told)[-2:]}, SPLIT)}


def test_a_replaced_history_leaves_nothing_behind(books) -> None:
    save_history(books, history({date(2020, 1, 2).toordinal(): 1}, SPLIT), ASKED, replace=False)
    save_history(books, history({date(2021, 1, 4).toordinal(): 2}), LATER, replace=True)
    assert load_history(books, "NVDA") == history({date(2021, 1, 4).toordinal(): 2})
    assert forget_history(books, "NVDA")
    assert not forget_history(books, "NVDA")
    assert load_histories(books) == {}


def test_dividends_can_be_left_out_and_splits_never_are(books) -> None:
    save_history(books, history({date(2024, 6, 7).toordinal(): 1}, SPLIT, DIVIDEND), ASKED, replace=False)
    save_history(books, history({date(2024, 6, 7).toordinal(): 2}, symbol="AMD"), ASKED, replace=False)
    assert load_histories(books)["NVDA"].events == (SPLIT, DIVIDEND)
    assert load_histories(books, dividends=False)["NVDA"].events == (SPLIT,)
    assert load_histories(books, since=DIVIDEND.day)["NVDA"].events == (SPLIT, DIVIDEND)
    assert load_histories(books, since=DIVIDEND.day + timedelta(days=1))["NVDA"].events == (SPLIT,)
    assert set(load_histories(books)) == priced_symbols(books) == {"AMD", "NVDA"}


def test_that_there_was_nothing_new_is_remembered(books) -> None:
    save_history(books, history({date(2021, 1, 4).toordinal(): 2}), ASKED, replace=False)
    note_asked(books, "NVDA", LATER)
    assert load_closes_states(books)["NVDA"].asked_at == LATER


SAVES_UNTIL_KILLED = """
import sys
from array import array
from datetime import UTC, datetime
from pathlib import Path
from advisor.domain.prices import PriceHistory
from advisor.storage.database import open_database
from advisor.storage.prices import save_history
db = open_database(Path(sys.argv[1]))
days = array("i", range(733000, 737000))
value = 1
while True:
    value += 1
    for symbol in ("AAPL", "NVDA"):
        closes = array("q", [value]) * len(days)
        save_history(db, PriceHistory(symbol, "USD", days, closes, (), "test"), datetime.now(UTC), replace=value % 2 == 0)
    if value == 2:
        print("ready", flush=True)
"""


@pytest.mark.parametrize("milliseconds", [3, 11, 23, 41, 67])
def test_a_kill_leaves_each_history_wholly_old_or_wholly_new(tmp_path: Path, milliseconds: int) -> None:
    file = tmp_path / "books.db"
    with subprocess.Popen([sys.executable, "-c", SAVES_UNTIL_KILLED, str(file)], stdout=subprocess.PIPE) as saving:
        assert saving.stdout is not None
        saving.stdout.readline()
        try:
            saving.wait(milliseconds / 1000)
        except subprocess.TimeoutExpired:
            saving.kill()
    with closing(open_database(file)) as db:
        kept = load_histories(db)
        assert db.conn.execute("pragma integrity_check").fetchone() == ("ok",)
    assert kept
    for each in kept.values():
        assert len(each.days) == 4000
        assert len(set(each.closes)) == 1
