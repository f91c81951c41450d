"""Books of the first program, opened by this one: what was imported is still there, and its transactions are known again."""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.errors import DatabaseRefusedError
from advisor.domain.portfolio import TransactionKind
from advisor.domain.statement import Statement, StatementAccount, StatementKind, StatementTransaction
from advisor.storage import database, imports, portfolios
from advisor.storage.accounts import find_account
from advisor.storage.database import open_database
from advisor.storage.transactions import count_known, load_transactions

FIRST_STEPS = 3  # before transactions had a kind, and accounts a currency
ENTRIES = (  # traded, action, symbol, quantity, price, fees, amount: as Vanguard prints them
    ("2025-12-29", "Buy", "BND", "2.0", "72.10", "0.0", "-144.20"),
    ("2025-12-29", "Buy", "BND", "2.0", "72.10", "0.0", "-144.20"),
    ("2026-01-05", "Dividend", "BND", "0.0", "1.0", "0.0", "12.50"),
    ("2026-01-05", "Reinvestment", "BND", "0.173", "72.25", "0.0", "-12.50"),
    ("2026-03-27", "Sell", "VOO", "-1.000", "640.10", "0.02", "640.08"),
    ("2026-03-30", "Sweep in", "", "0.0", "1.0", "0.0", "-31.50"),
    ("2026-03-31", "Plan Contribution", "", "2.000", "150.0", None, "300.00"),
)
FUNDS = {"Sweep in": "VANGUARD FEDERAL MONEY MARKET FUND", "Plan Contribution": "Inst 500 Index Trust"}
# The same entries as they are read now: day, symbol, shares, money.
READ_NOW = (
    ("2025-12-29", "BND", "2", "-144.2"),
    ("2025-12-29", "BND", "2", "-144.2"),
    ("2026-01-05", "BND", None, "12.5"),
    ("2026-01-05", "BND", "0.173", "-12.5"),
    ("2026-03-27", "VOO", "-1", "640.08"),
    ("2026-03-30", "VMFXX", None, "-31.5"),
    ("2026-03-31", "Inst 500 Index Trust", "2", "-300"),
)


@pytest.fixture
def first_books(tmp_path: Path, monkeypatch) -> Path:
    """A file as the first program left it: one import of an account with two positions and a history."""
    path = tmp_path / "books.db"
    with monkeypatch.context() as before:
        before.setattr(database.migrations, "_migrations", database.migrations._migrations[:FIRST_STEPS])
        with closing(open_database(path)) as db, db.conn:
            fill(db)
    return path


def fill(db) -> None:
    (salt,) = db.conn.execute("select value from settings where key = 'account_salt'").fetchone()
    fingerprint = hmac.new(bytes.fromhex(salt), b"123456789", hashlib.sha256).hexdigest()
    db.conn.execute("insert into accounts values (1, 'vanguard', ?, '····6789', 'Mine', 'roth')", (fingerprint,))
    db.conn.execute(
        "insert into imports values (1, 'a.csv', 'digest', x'789c030000000001', 'vanguard', 'positions', '2026-04-01',"
        " '2026-04-02T10:00:00+00:00', 9, 1, 8, 150050, 150050, 0)"
    )
    db.conn.execute("insert into import_notes values (1, 1, 'skipped', 7, 'no value', '?,?')")
    db.conn.execute("insert into snapshots values (1, 1, 1, '2026-04-01', 150050)")
    db.conn.executemany(
        "insert into positions values (?, 1, ?, ?, ?, 'security', ?, ?, ?, ?)",
        [(1, 2, "BND", "Bonds", "10.5", "100", 105000, 99000), (2, 3, "VOO", "Stocks", "0.75", "600.67", 45050, None)],
    )
    db.conn.executemany(
        "insert into transactions (import_id, account_id, line, name, traded, action, symbol, quantity, price, fees, amount)"
        " values (1, 1, 9, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(FUNDS.get(entry[1], "A fund"), *entry) for entry in ENTRIES],
    )


def test_everything_imported_by_the_first_program_is_still_there(first_books):
    with closing(open_database(first_books)) as db:
        positions = portfolios.load_portfolio(db).positions
        assert [(p.symbol, p.quantity, p.value, p.cost_basis, p.currency, p.as_of) for p in positions] == [
            ("BND", Decimal("10.5"), Decimal("1050.00"), Decimal("990.00"), "USD", date(2026, 4, 1)),
            ("VOO", Decimal("0.75"), Decimal("450.50"), None, "USD", date(2026, 4, 1)),
        ]
        assert positions[0].account.name == "Mine"
        record = imports.get_import(db, 1)
        assert (record.reported_total, record.rows_stored, record.rows_skipped) == (Decimal("1500.50"), 8, 1)
        assert database.integrity_findings(db) == []


def test_first_transactions_get_the_kind_that_their_words_tell(first_books):
    with closing(open_database(first_books)) as db:
        assert [(entry.kind, entry.quantity, entry.amount) for entry in load_transactions(db)] == [
            (TransactionKind.BUY, Decimal("2.0"), Decimal("-144.20")),
            (TransactionKind.BUY, Decimal("2.0"), Decimal("-144.20")),
            (TransactionKind.DIVIDEND, None, Decimal("12.50")),
            (TransactionKind.REINVEST, Decimal("0.173"), Decimal("-12.50")),
            (TransactionKind.SELL, Decimal("-1.000"), Decimal("640.08")),
            (TransactionKind.OTHER, None, Decimal("-31.50")),
            (TransactionKind.BUY, Decimal("2.000"), Decimal("-300.00")),
        ]


def test_a_later_download_finds_the_first_transactions_again(first_books):
    fills = [
        StatementTransaction(
            *(line, "123456789", date.fromisoformat(traded), None, "", symbol, ""),
            quantity=Decimal(quantity) if quantity else None,
            price=None,
            fees=None,
            amount=Decimal(amount),
        )
        for line, (traded, symbol, quantity, amount) in enumerate((*READ_NOW, READ_NOW[0]), 2)
    ]
    later = Statement(
        *("vanguard", StatementKind.TRANSACTIONS, None, (StatementAccount("123456789", "123456789", "", None),)),
        *((), tuple(fills), (), (), len(fills) + 1, 1, len(fills), None),
    )
    with closing(open_database(first_books)) as db:
        account = find_account(db, "vanguard", "123456789")
        assert account is not None
        assert count_known(db, later, {"123456789": account}) == len(ENTRIES)  # the third purchase alike is a new one


def test_the_file_as_it_was_is_kept_beside_the_new_one(first_books):
    open_database(first_books).close()
    (backup,) = first_books.parent.glob("books.before-migration-*.db")
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("pragma user_version").fetchone() == (FIRST_STEPS,)
        assert connection.execute("select count(*), sum(quantity = '0.0') from transactions").fetchone() == (len(ENTRIES), 2)


def test_the_first_program_refuses_the_file_of_this_one(first_books, monkeypatch):
    open_database(first_books).close()
    before = first_books.read_bytes()
    monkeypatch.setattr(database.migrations, "_migrations", database.migrations._migrations[:FIRST_STEPS])
    with pytest.raises(DatabaseRefusedError, match="newer version"):
        open_database(first_books)
    assert first_books.read_bytes() == before
