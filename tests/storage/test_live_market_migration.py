"""Books from before the program asked any network: their funds' lists and classifications go on counting."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from advisor.domain.classification import Override, Sector, Sleeve
from advisor.market.fund_lists import READER_VERSION
from advisor.services.import_fund_file import import_fund_file
from advisor.services.market_book import market_book
from advisor.services.task import Changed, Task
from advisor.storage import database
from advisor.storage.database import integrity_findings, open_database
from advisor.storage.fund_files import newest_holdings, newest_list_days, outdated_fund_files
from advisor.storage.overrides import all_overrides, load_overrides, save_override

BEFORE_LIVE_MARKET = 5  # steps
LIST = (
    'Vanguard 500\nFund Holdings as of,"Nov 20, 2026"\n\nTicker,Name,Sector,Asset Class,Market Value,Weight (%)\n'
    "AAPL,APPLE INC,Information Technology,Equity,60,60.0\nMSFT,MICROSOFT CORP,Information Technology,Equity,40,40.0\n"
)
NO_LIST = "what an earlier reader may have taken for a list"


@pytest.fixture
def earlier_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "books.db"
    with monkeypatch.context() as before:
        before.setattr(database.migrations, "_migrations", database.migrations._migrations[:BEFORE_LIVE_MARKET])
        with closing(open_database(path)) as db, db.conn:
            for symbol, day, content in (("VOO", "2026-11-20", LIST), ("VTI", "2025-01-31", NO_LIST)):
                db.conn.execute(
                    "insert into fund_files (symbol, name, as_of, origin, sha256, content) values (?, ?, ?, ?, ?, ?)",
                    (
                        *(symbol, f"{symbol} Fund", day, f"{symbol}_holdings.csv"),
                        *(hashlib.sha256(content.encode()).hexdigest(), zlib.compress(content.encode())),
                    ),
                )
            db.conn.executemany(
                "insert into overrides values (?, ?, ?)",
                [("ACME", "small_cap", "Industrials"), ("MYPLAN", "sp493", "Unclassified")],
            )
    return path


def test_every_row_is_still_there(earlier_books: Path) -> None:
    with closing(open_database(earlier_books)) as db:
        assert [(file.symbol, file.origin) for file in outdated_fund_files(db, READER_VERSION)] == [
            ("VOO", "VOO_holdings.csv"),
            ("VTI", "VTI_holdings.csv"),
        ]
        assert [file.content.decode() for file in outdated_fund_files(db, READER_VERSION)] == [LIST, NO_LIST]
        assert newest_list_days(db) == {"VOO": date(2026, 11, 20), "VTI": date(2025, 1, 31)}
        assert all_overrides(db) == (
            Override("ACME", Sleeve.SMALL_CAP, Sector.INDUSTRIALS, None),
            Override("MYPLAN", Sleeve.SP493, Sector.UNCLASSIFIED, None),
        )
        assert integrity_findings(db) == []


def test_the_lists_are_read_line_by_line_when_the_market_is_needed(earlier_books: Path) -> None:
    with closing(open_database(earlier_books)) as db:
        assert market_book(db).funds["VOO"].legs == {"AAPL": 0.6, "MSFT": 0.4}
        assert outdated_fund_files(db, READER_VERSION) == ()
        assert {file.symbol: len(file.lines) for file in newest_holdings(db).values()} == {"VOO": 2, "VTI": 0}


def test_a_list_that_nobody_can_read_any_more_leaves_the_fund_as_the_tables_have_it(earlier_books: Path, tmp_path: Path) -> None:
    with closing(open_database(earlier_books)) as db, closing(open_database(tmp_path / "new.db")) as new:
        assert market_book(db).funds["VTI"] == market_book(new).funds["VTI"]


def test_the_same_list_again_changes_nothing(earlier_books: Path, tmp_path: Path) -> None:
    path = tmp_path / "VOO_holdings.csv"
    path.write_bytes(LIST.encode())
    with closing(open_database(earlier_books)) as db:
        assert import_fund_file(db, Task(), path).changed is Changed.NOTHING


def test_a_classification_from_now_on_has_its_day(earlier_books: Path) -> None:
    with closing(open_database(earlier_books)) as db:
        save_override(db, Override("ACME", Sleeve.MID_CAP, Sector.ENERGY, date(2026, 11, 21)))
        assert load_overrides(db)["ACME"] == (Sleeve.MID_CAP, Sector.ENERGY)
        assert all_overrides(db)[0].stated_on == date(2026, 11, 21)


def test_every_table_is_strict_and_the_file_as_it_was_is_kept(earlier_books: Path) -> None:
    with closing(open_database(earlier_books)) as db:
        rows = db.conn.execute("select name, strict from pragma_table_list where schema = 'main'").fetchall()
    is_strict = {name: bool(strict) for name, strict in rows if not name.startswith(("sqlite_", "_"))}
    assert {"prices", "price_events", "price_series", "instruments", "answers", "fund_holdings"} <= is_strict.keys()
    assert all(is_strict.values())
    (backup,) = earlier_books.parent.glob("books.before-migration-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("select count(*) from fund_files").fetchone() == (2,)
