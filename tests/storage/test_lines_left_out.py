"""Books from before it was kept when a fund's list came and what was left out of it: both are kept from then on."""

from __future__ import annotations

import sqlite3
import zlib
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.domain.statement import SkippedRow
from advisor.market.fund_lists import READER_VERSION
from advisor.services.market_book import read_fund_files_again
from advisor.storage import database
from advisor.storage.database import integrity_findings, open_database
from advisor.storage.fund_files import delete_fund_files, fund_lists, save_fund_file
from advisor.storage.ours import schema_version

STEP = "create_lines_left_out"
STEPS = database.migrations._migrations
LIST = (
    'Vanguard 500\nFund Holdings as of,"Nov 20, 2026"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n'
    "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,forty\n"
)
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def earlier_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "books.db"
    with monkeypatch.context() as before:
        before.setattr(database.migrations, "_migrations", [step for step in STEPS if step.name != STEP])
        with closing(open_database(path)) as db, db.conn:
            db.conn.execute(
                "insert into fund_files (symbol, name, as_of, origin, sha256, content, publisher, weight_sum, reader)"
                " values ('VOO', 'Vanguard 500', '2026-11-20', 'VOO.csv', 'a', ?, 'Vanguard', 0.6, ?)",
                (zlib.compress(LIST.encode()), READER_VERSION),
            )
    return path


def test_lists_from_before_are_read_once_more_for_what_was_left_out(earlier_books: Path) -> None:
    with closing(open_database(earlier_books)) as db:
        read_fund_files_again(db)
        (known,) = fund_lists(db)
        assert known.stored_at is None
        assert ([row.line for row in known.left_out], known.lines_left_out) == ([6], 1)
        assert known.left_out[0].reason
        assert integrity_findings(db) == []


def test_the_file_as_it_was_is_kept_beside_it(earlier_books: Path) -> None:
    open_database(earlier_books).close()
    (backup,) = earlier_books.parent.glob("books.before-migration-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("pragma user_version").fetchone()[0] == schema_version() - 1
        assert connection.execute("select symbol from fund_files").fetchall() == [("VOO",)]


def test_when_a_list_came_and_the_first_lines_left_out_are_kept_with_it(tmp_path: Path) -> None:
    skipped = tuple(SkippedRow(line, f"reason {line}", "raw") for line in range(1, 1_001))
    read = FundHoldingsFile("VTI", "Ours", "Vanguard", date(2026, 11, 20), (), skipped, 1.0, ("Duration", "Rating"))
    with closing(open_database(tmp_path / "books.db")) as db:
        save_fund_file(db, read, symbol="VTI", origin="VTI.csv", content=b"1", fetched=False, reader=1, stored_at=NOON)
        (known,) = fund_lists(db)
        assert (known.stored_at, known.not_understood, known.lines_left_out) == (NOON, ("Duration", "Rating"), 1_000)
        assert [(row.line, row.reason) for row in known.left_out] == [(line, f"reason {line}") for line in range(1, 6)]
        delete_fund_files(db, "VTI")
        assert db.conn.execute("select count(*) from fund_lines_left_out").fetchone() == (0,)
