"""The database file: who may open it, how it is copied, and that an import is all or nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import ExitStack, closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.account_numbers import mask_number
from advisor.domain.errors import DatabaseRefusedError
from advisor.domain.portfolio import InstrumentKind, TaxType
from advisor.domain.statement import SkippedRow, Statement, StatementAccount, StatementKind, StatementPosition
from advisor.services.back_up import back_up
from advisor.services.open_books import open_books
from advisor.services.task import Task
from advisor.storage import copies, database, imports, portfolios
from advisor.storage.accounts import add_account, find_account
from advisor.storage.database import open_database
from advisor.storage.refusals import changing

AS_OF = date(2026, 7, 10)


@pytest.fixture
def books(tmp_path: Path):
    db = open_database(tmp_path / "books.db")
    yield db
    db.close()


def statement(*values: str, number: str = "Z1", as_of: date = AS_OF) -> Statement:
    """One account with a position per value, quantities in thousandths, and one skipped row."""
    positions = tuple(
        StatementPosition(
            line,
            number,
            f"SYM{line}",
            "Some Company",
            InstrumentKind.SECURITY,
            Decimal("1.005"),
            Decimal("3.1"),
            Decimal(value),
            None,
        )
        for line, value in enumerate(values, 2)
    )
    skipped = (SkippedRow(99, "no value", "?,?"),)
    account = StatementAccount(number, number, "Individual", Decimal("10.00"))
    return Statement(
        "fidelity",
        StatementKind.POSITIONS,
        as_of,
        (account,),
        positions,
        (),
        skipped,
        (),
        len(values) + 2,
        1,
        len(values),
        Decimal("10.00"),
    )


def store(db, what: Statement, digest: str) -> int:
    account = what.accounts[0]
    with changing(db):
        known = find_account(db, what.broker, account.number) or add_account(
            db, what.broker, account.number, "Mine", TaxType.TAXABLE
        )
        return imports.save_import(
            db,
            file="a.csv",
            sha256=digest,
            content=b"original bytes",
            statement=what,
            accounts={account.key: known},
            imported_at=datetime(2026, 7, 11, tzinfo=UTC),
        )


def test_the_file_is_private_and_ours(tmp_path):
    path = tmp_path / "deep" / "books.db"
    open_database(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    open_database(path).close()


def test_a_newer_file_is_refused_untouched(tmp_path):
    path = tmp_path / "books.db"
    open_database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"pragma user_version = {database.schema_version() + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseRefusedError, match="newer version"):
        open_database(path)
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["books.db"]


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be looked at" * 20, b"PK\x03\x04zip"])
def test_what_is_no_database_is_refused_untouched(tmp_path, content):
    path = tmp_path / "books.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseRefusedError):
        open_database(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table recipes (name text)")
    connection.close()
    with pytest.raises(DatabaseRefusedError, match="another program"):
        open_database(path)


def test_a_migration_backs_the_file_up_first(tmp_path, monkeypatch):
    path = tmp_path / "books.db"
    db = open_database(path)
    store(db, statement("1.00"), "a")
    db.close()
    monkeypatch.setattr(database.migrations, "_migrations", list(database.migrations._migrations))
    database.migrations()(add_a_column)
    db = open_database(path)
    assert "remark" in db.table("accounts").columns_dict
    db.close()
    (backup,) = tmp_path.glob("books.before-migration-*.db")
    with sqlite3.connect(backup) as connection:
        assert "remark" not in [row[1] for row in connection.execute("pragma table_info(accounts)")]
        assert connection.execute("select count(*) from positions").fetchone() == (1,)
    connection.close()


def add_a_column(db) -> None:
    db.conn.execute("alter table accounts add column remark text")


def test_an_import_that_fails_half_way_leaves_nothing(books):
    broken = statement("1.00", "2.005")  # half a cent cannot be stored
    with pytest.raises(ValueError, match="cent"):
        store(books, broken, "a")
    counts = {table: books.table(table).count for table in ("imports", "accounts", "snapshots", "positions", "import_notes")}
    assert set(counts.values()) == {0}


def test_the_same_bytes_are_stored_once(books):
    store(books, statement("1.00"), "same")
    with pytest.raises(sqlite3.IntegrityError):
        store(books, statement("1.00"), "same")
    assert books.table("imports").count == 1


def test_everything_comes_back_as_it_was(books):
    key = store(books, statement("12.34", "-0.01"), "a")
    portfolio = portfolios.load_portfolio(books)
    assert [(p.value, p.quantity, p.price, p.as_of) for p in portfolio.positions] == [
        (Decimal("12.34"), Decimal("1.005"), Decimal("3.1"), AS_OF),
        (Decimal("-0.01"), Decimal("1.005"), Decimal("3.1"), AS_OF),
    ]
    assert imports.import_content(books, key) == b"original bytes"
    assert imports.import_notes(books, key)[0] == (SkippedRow(99, "no value", "?,?"),)
    record = imports.get_import(books, key)
    assert (record.rows_read, record.rows_stored, record.rows_skipped) == (3, 2, 1)


def test_undo_brings_the_snapshot_before_back_and_keeps_later_imports(books):
    store(books, statement("10.00", as_of=date(2026, 1, 2)), "first")
    middle = store(books, statement("20.00", as_of=date(2026, 2, 2)), "second")
    store(books, statement("7.00", number="Z2", as_of=date(2026, 3, 2)), "other account")
    assert portfolios.load_portfolio(books).total_value == Decimal("27.00")
    imports.delete_import(books, middle)
    assert portfolios.load_portfolio(books).total_value == Decimal("17.00")
    assert books.conn.execute("select count(*) from positions").fetchone() == (2,)
    assert database.integrity_findings(books) == []


def test_an_older_file_imported_later_does_not_replace_a_newer_one(books):
    store(books, statement("20.00", as_of=date(2026, 2, 2)), "new")
    store(books, statement("10.00", as_of=date(2026, 1, 2)), "old")
    assert portfolios.load_portfolio(books).total_value == Decimal("20.00")


def test_backup_and_restore_bring_everything_back(tmp_path):
    path, copy = tmp_path / "books.db", tmp_path / "copy.db"
    db = open_database(path)
    store(db, statement("5.00"), "a")
    copies.copy_database(db, copy)
    store(db, statement("6.00", as_of=date(2026, 8, 1)), "b")
    db.close()
    kept = copies.restore_database(path, copy)
    db = open_database(path)
    assert portfolios.load_portfolio(db).total_value == Decimal("5.00")
    db.close()
    db = open_database(kept)
    assert portfolios.load_portfolio(db).total_value == Decimal("6.00")
    db.close()


def test_a_damaged_backup_changes_nothing(tmp_path):
    path, copy = tmp_path / "books.db", tmp_path / "copy.db"
    db = open_database(path)
    store(db, statement("5.00"), "a")
    copies.copy_database(db, copy)
    db.close()
    content = bytearray(copy.read_bytes())
    content[5000:9000] = bytes(4000)
    copy.write_bytes(bytes(content))
    before = path.read_bytes()
    with pytest.raises(DatabaseRefusedError):
        copies.restore_database(path, copy)
    assert path.read_bytes() == before


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="NOT RUN: this system cannot change its time zone")
def test_an_evening_import_bears_the_evenings_date(books, monkeypatch):
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    store(books, statement("5.00"), "a")
    books.execute("update imports set imported_at = '2026-07-14T03:30:00+00:00'")
    (record,) = imports.list_imports(books)
    monkeypatch.undo()
    time.tzset()
    assert record.imported_at.date() == date(2026, 7, 13)


@given(number=st.text("0123456789ABCZ", min_size=5, max_size=12))
def test_no_more_than_four_characters_of_a_number_are_kept(number):
    masked = mask_number(number)
    assert masked == f"····{number[-4:]}"
    assert number not in masked


def test_a_second_writer_waits_for_the_first(tmp_path):
    path = tmp_path / "books.db"
    first, second = open_database(path), open_database(path)
    # A transaction of plain "begin" that has read is refused at once when another has written since: it can never wait.
    with changing(first):
        assert imports.list_imports(first) == ()
        second.conn.execute("pragma busy_timeout = 1")
        with pytest.raises(DatabaseRefusedError, match="being changed by another program"), changing(second):
            raise AssertionError("two writers at once")
    store(second, statement("1.00"), "a")
    assert portfolios.load_portfolio(first).total_value == Decimal("1.00")
    first.close()
    second.close()


def test_books_opened_for_the_first_time_by_many_at_once_are_made_once(tmp_path):
    program = (
        "import sys; from pathlib import Path; from advisor.storage.database import open_database; sys.stdin.readline()\n"
        "print(*open_database(Path(sys.argv[1])).conn.execute('pragma user_version').fetchone())"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "books.db")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with ExitStack() as stack:
        many = [stack.enter_context(subprocess.Popen(command, cwd=Path(__file__).parents[2], **pipes)) for _ in range(3)]
        for process in many:
            process.stdin.write("go\n")
            process.stdin.flush()
        assert {process.communicate()[0].strip() for process in many} == {str(database.schema_version())}


def test_a_full_disk_leaves_what_was_there(books):
    store(books, statement("5.00"), "a")
    pages = books.conn.execute("pragma page_count").fetchone()[0]
    books.conn.execute(f"pragma max_page_count = {pages}")  # what SQLite answers then is what it answers on a full disk
    with pytest.raises(DatabaseRefusedError, match="disk is full"):
        store(books, statement(*["1.00"] * 3000, as_of=date(2026, 8, 1)), "b")
    assert portfolios.load_portfolio(books).total_value == Decimal("5.00")
    assert not books.conn.in_transaction


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_what_is_no_file_is_refused(tmp_path, make):
    make(tmp_path / "books.db")
    with pytest.raises(DatabaseRefusedError, match="not a database file"):
        open_database(tmp_path / "books.db")


def test_damage_below_the_header_is_told(tmp_path):
    path = tmp_path / "books.db"
    db = open_database(path)
    store(db, statement(*["5.00"] * 500), "a")
    db.close()
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xaa" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(DatabaseRefusedError, match="is damaged"), open_books(path) as db:
        portfolios.load_portfolio(db)


def test_damaged_books_never_replace_a_sound_backup(tmp_path):
    path, copy = tmp_path / "books.db", tmp_path / "copy.db"
    with closing(open_database(path)) as db:
        store(db, statement(*["5.00"] * 500), "a")
        back_up(db, Task(), copy)
    content = bytearray(path.read_bytes())
    content[-8192:] = b"\xaa" * 8192
    path.write_bytes(content)
    sound = copy.read_bytes()
    with pytest.raises(DatabaseRefusedError, match="is damaged"), open_books(path) as db:
        back_up(db, Task(), copy)
    assert copy.read_bytes() == sound
    assert sorted(file.name for file in tmp_path.iterdir() if "partial" in file.name) == []


def test_a_backup_replaces_nothing_but_a_backup(tmp_path, books):
    precious = tmp_path / "photo.jpg"
    precious.write_bytes(b"\xff\xd8 not to be lost")
    os.mkfifo(tmp_path / "pipe")
    for target in (precious, tmp_path / "pipe", tmp_path, tmp_path / "books.db"):
        with pytest.raises(DatabaseRefusedError):
            back_up(books, Task(), target)
    assert precious.read_bytes() == b"\xff\xd8 not to be lost"
    assert (tmp_path / "pipe").is_fifo()
    for _ in range(2):  # an older backup may be written over
        back_up(books, Task(), tmp_path / "copy.db")


def test_damaged_books_can_be_replaced_and_are_kept_as_they_were(tmp_path):
    path, copy = tmp_path / "books.db", tmp_path / "copy.db"
    db = open_database(path)
    store(db, statement("5.00"), "a")
    copies.copy_database(db, copy)
    db.close()
    path.write_bytes(path.read_bytes()[:50])
    kept = copies.restore_database(path, copy)
    assert kept.stat().st_size == 50
    with closing(open_database(path)) as db:
        assert portfolios.load_portfolio(db).total_value == Decimal("5.00")


def test_books_that_another_program_has_open_are_not_replaced(tmp_path):
    path, copy = tmp_path / "books.db", tmp_path / "copy.db"
    db = open_database(path)
    store(db, statement("5.00"), "a")
    copies.copy_database(db, copy)
    store(db, statement("6.00", as_of=date(2026, 8, 1)), "b")
    with pytest.raises(DatabaseRefusedError, match="open in another program"):
        copies.restore_database(path, copy)
    assert portfolios.load_portfolio(db).total_value == Decimal("6.00")
    db.close()
    for wrong in (path, tmp_path):
        with pytest.raises(DatabaseRefusedError):
            copies.restore_database(path, wrong)


def test_another_programs_database_is_not_replaced(tmp_path, books):
    back_up(books, Task(), tmp_path / "copy.db")
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table recipes (name text)")
    with pytest.raises(DatabaseRefusedError, match="another program"):
        copies.restore_database(path, tmp_path / "copy.db")
