"""Downloads that overlap add nothing twice, two identical fills stay two, and any import can be taken back."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.domain.errors import TaskCancelled
from advisor.services.import_files import import_files, preview_files
from advisor.services.list_positions import list_positions
from advisor.services.list_transactions import list_transactions
from advisor.services.open_books import open_books
from advisor.services.task import Task
from advisor.services.undo_import import undo_import

START = date(2026, 1, 5)
DAYS = 8
HEADING = '"Activity Date","Process Date","Settle Date","Instrument","Description","Trans Code","Quantity","Price","Amount"'
Fill = tuple[int, str, int]  # day, symbol, shares: few of each, so that many are alike


def write_activity(path: Path, fills: list[Fill]) -> Path:
    """Robinhood's file: newest first, a trade a row."""
    rows = [HEADING]
    for day, symbol, shares in sorted(fills, reverse=True):
        when = f"{START + timedelta(days=day):%m/%d/%Y}"
        rows.append(f'"{when}","{when}","{when}","{symbol}","{symbol} Inc","Buy","{shares}","$10.00","(${shares * 10}.00)"')
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def as_fills(db) -> Counter[Fill]:
    return Counter(((entry.traded - START).days, entry.symbol, int(entry.quantity)) for entry in list_transactions(db, Task()))


A_DAY = st.integers(0, DAYS - 1)
FILLS = st.lists(st.tuples(A_DAY, st.sampled_from(["VTI", "NVDA"]), st.integers(1, 2)), min_size=1, max_size=14)
WINDOWS = st.lists(st.tuples(A_DAY, A_DAY).map(lambda ends: (min(ends), max(ends))), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(FILLS, WINDOWS, st.randoms(use_true_random=False))
def test_the_books_hold_each_fill_of_any_overlapping_windows_once(fills, windows, random) -> None:
    with TemporaryDirectory() as folder, open_books(Path(folder) / "books.db") as db:
        stored = {}
        for number, (first, last) in enumerate(windows):
            inside = [fill for fill in fills if first <= fill[0] <= last]
            if not inside:
                continue
            path = write_activity(Path(folder) / f"activity-{number}.csv", inside)
            (preview,) = preview_files(db, Task(), [path])
            (file,) = import_files(db, Task(), [path]).files
            if file.import_id is not None:
                before = Counter(fill for days in stored.values() for fill in set(fills) if days[0] <= fill[0] <= days[1])
                assert preview.known_transactions == sum(fill in before for fill in inside)
                stored[file.import_id] = (first, last)
            assert as_fills(db) == _union(fills, stored.values())
        for import_id in random.sample(sorted(stored), len(stored)):
            undo_import(db, Task(), import_id)
            del stored[import_id]
            assert as_fills(db) == _union(fills, stored.values())


def _union(fills: list[Fill], windows) -> Counter[Fill]:
    """What was done on the days that some window shows: each fill as often as it was done."""
    windows = list(windows)
    return Counter(fill for fill in fills if any(first <= fill[0] <= last for first, last in windows))


@pytest.fixture
def books(tmp_path):
    with open_books(tmp_path / "books.db") as db:
        yield db


def test_positions_are_rebuilt_from_overlapping_histories_once(books, tmp_path) -> None:
    twice = [(0, "VTI", 2), (0, "VTI", 2), (3, "VTI", 1)]
    import_files(books, Task(), [write_activity(tmp_path / "a.csv", twice)])
    import_files(books, Task(), [write_activity(tmp_path / "b.csv", [*twice, (5, "NVDA", 1)])])
    held = {position.symbol: position for position in list_positions(books, Task()).positions}
    assert {symbol: position.quantity for symbol, position in held.items()} == {"VTI": 5, "NVDA": 1}
    assert all(position.rebuilt for position in held.values())
    assert [lot.quantity for lot in held["VTI"].lots] == [2, 2, 1]


def test_the_same_file_twice_changes_nothing(books, tmp_path) -> None:
    path = write_activity(tmp_path / "a.csv", [(0, "VTI", 2)])
    import_files(books, Task(), [path])
    (again,) = import_files(books, Task(), [path]).files
    assert again.import_id is None and again.preview.already_imported is not None
    assert as_fills(books) == Counter({(0, "VTI", 2): 1})


@pytest.mark.parametrize("stop_at", ["Reading", "Storing"])
def test_a_long_import_tells_how_far_it_is_and_stops_without_a_trace(books, tmp_path, stop_at) -> None:
    path = write_activity(tmp_path / "long.csv", [(day % DAYS, "VTI", 1 + day % 7) for day in range(20_000)])
    told = []

    def stop_half_way(done: int, total: int, label: str) -> None:
        told.append((done, total, label))
        if label.startswith(stop_at) and done > 8_000:
            task.cancel()

    task = Task(report=stop_half_way)
    with pytest.raises(TaskCancelled):
        import_files(books, task, [path])
    assert told[-1][0] < 20_000 and told[-1][2].startswith(stop_at)
    tables = ("imports", "accounts", "transactions", "import_notes", "snapshots")
    assert [books.table(name).count for name in tables] == [0] * len(tables)
    assert import_files(books, Task(), [path]).files[0].preview.statement.rows_stored == 20_000
