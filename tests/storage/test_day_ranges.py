"""Highs, lows and volumes by day: the newer word counts, and they go with the closes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from advisor.domain.prices import DayRanges, PriceHistory
from advisor.storage.database import open_database
from advisor.storage.day_ranges import load_ranges, save_ranges
from advisor.storage.engine import Database
from advisor.storage.prices import forget_history, save_history

FIRST = date(2026, 11, 16).toordinal()


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        yield db


def ranges(first: int, *highs: float) -> DayRanges:
    days = array("i", range(first, first + len(highs)))
    return DayRanges("MDY", days, array("d", highs), array("d", [0.99] * len(highs)), array("d", [1e6] * len(highs)))


def test_days_are_added_and_the_newer_word_counts(books: Database) -> None:
    assert load_ranges(books, "MDY") is None
    save_ranges(books, ranges(FIRST, 1.01, 1.02), replace=False)
    save_ranges(books, ranges(FIRST + 1, 1.03, 1.04), replace=False)
    assert load_ranges(books, "MDY") == ranges(FIRST, 1.01, 1.03, 1.04)
    save_ranges(books, ranges(FIRST + 5, 1.05), replace=True)
    assert load_ranges(books, "MDY") == ranges(FIRST + 5, 1.05)


def test_they_are_forgotten_with_the_closes(books: Database) -> None:
    save_history(books, PriceHistory("MDY", "USD", array("i", [FIRST]), array("q", [10**10]), (), "test"), None, replace=False)
    save_ranges(books, ranges(FIRST, 1.01), replace=False)
    assert forget_history(books, "MDY")
    assert load_ranges(books, "MDY") is None
