"""Books from before plans were kept, and before highs and lows were: whichever of the two came first, nothing is lost."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from advisor.domain.prices import DayRanges, PriceHistory
from advisor.storage import database
from advisor.storage.database import integrity_findings, open_database
from advisor.storage.day_ranges import load_ranges, save_ranges
from advisor.storage.ours import schema_version
from advisor.storage.prices import load_history, save_history

CLOSES = PriceHistory(
    "MDY", "USD", array("i", [date(2026, 11, 19).toordinal()]), array("q", [61_234_000_000]), (), "Yahoo Finance"
)
RANGES = DayRanges("MDY", CLOSES.days, array("d", [1.01]), array("d", [0.99]), array("d", [1e6]))
STEPS = database.migrations._migrations


@pytest.fixture(params=[{"create_plans", "create_day_ranges"}, {"create_plans"}, {"create_day_ranges"}])
def earlier_books(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books of a program that knew every step but these."""
    path = tmp_path / "books.db"
    with monkeypatch.context() as before:
        before.setattr(database.migrations, "_migrations", [step for step in STEPS if step.name not in request.param])
        with closing(open_database(path)) as db:
            save_history(db, CLOSES, None, replace=False)
    return path


def test_nothing_is_lost_and_both_tables_are_there(earlier_books: Path) -> None:
    with closing(open_database(earlier_books)) as db:
        assert load_history(db, "MDY") == CLOSES
        assert db.table("plans").exists()
        save_ranges(db, RANGES, replace=False)
        assert load_ranges(db, "MDY") == RANGES
        assert integrity_findings(db) == []
        assert db.conn.execute("pragma user_version").fetchone() == (schema_version(),)


def test_the_file_as_it_was_is_kept_beside_it(earlier_books: Path) -> None:
    open_database(earlier_books).close()
    (backup,) = earlier_books.parent.glob("books.before-migration-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("pragma user_version").fetchone()[0] < schema_version()
        assert connection.execute("select symbol from price_series").fetchall() == [("MDY",)]


def test_books_that_are_up_to_date_are_not_copied_again(earlier_books: Path) -> None:
    for _ in range(2):
        open_database(earlier_books).close()
    assert len(list(earlier_books.parent.glob("books.before-migration-*.db"))) == 1
