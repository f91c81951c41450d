"""Imported files: one import is one transaction, keeps the original bytes, and can be taken back."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from advisor.domain.money import from_cents, to_cents
from advisor.domain.portfolio import Account, ImportRecord
from advisor.domain.statement import RowWarning, SkippedRow, Statement
from advisor.storage.engine import Database
from advisor.storage.lots import save_lots
from advisor.storage.progress import Watcher, unwatched, watched_rows
from advisor.storage.refusals import changing
from advisor.storage.rows import cents, decimal_text, insert_row, iso
from advisor.storage.transactions import save_transactions

_RECORD = """
    select id, file, sha256, broker, kind, as_of, imported_at, records - structure, rows_stored, reported_total_cents,
           imported_total_cents,
           (select count(*) from import_notes where import_id = imports.id and import_notes.kind = 'skipped'), structure,
           (select count(*) from import_notes where import_id = imports.id and import_notes.kind = 'warning'),
           (select group_concat(distinct currency) from snapshots join accounts on accounts.id = account_id
            where import_id = imports.id)
    from imports
"""

_QUICKLY = 1  # a tenth larger than the thorough way, in a third of its time


def save_import(
    db: Database,
    *,
    file: str,
    sha256: str,
    content: bytes,
    statement: Statement,
    accounts: Mapping[str, Account],
    imported_at: datetime,
    is_sample: bool = False,
    watcher: Watcher = unwatched,
) -> int:
    """Store a whole statement; return the import's id. Call inside a transaction: all of it or nothing.

    Args:
        statement: With its day; one that a file does not name has been settled before.
        accounts: Stored account by `StatementAccount.key`.
        watcher: Told now and then how many rows of how many are stored; an exception of theirs ends it.
    """
    import_id = insert_row(
        db,
        "imports",
        {
            "file": file,
            "sha256": sha256,
            "content": zlib.compress(content, _QUICKLY),
            "imported_at": imported_at.isoformat(),
            "is_sample": int(is_sample),
            **_facts_of(statement),
        },
    )
    _save_notes(db, import_id, statement)
    snapshots = _save_snapshots(db, import_id, statement, accounts)
    _save_positions(db, statement, snapshots, watcher)
    save_transactions(db, import_id, statement, accounts, watcher)
    save_lots(db, import_id, statement, accounts)
    return import_id


def _facts_of(statement: Statement) -> dict[str, str | int | None]:
    return {
        "broker": statement.broker,
        "kind": statement.kind.value,
        "as_of": iso(statement.as_of),
        "records": statement.records,
        "structure": statement.structure,
        "rows_stored": statement.rows_stored,
        "reported_total_cents": cents(statement.reported_total),
        "imported_total_cents": to_cents(statement.imported_total),
        "rebuilds": int(statement.rebuilds),
    }


def _save_notes(db: Database, import_id: int, statement: Statement) -> None:
    skipped: list[tuple[int, str, int | None, str, str]] = [
        (import_id, "skipped", row.line, row.reason, row.text) for row in statement.skipped
    ]
    warnings = [(import_id, "warning", warning.line, warning.message, "") for warning in statement.warnings]
    db.conn.executemany(
        "insert into import_notes (import_id, kind, line, message, text) values (?, ?, ?, ?, ?)", skipped + warnings
    )


def _save_snapshots(db: Database, import_id: int, statement: Statement, accounts: Mapping[str, Account]) -> dict[str, int]:
    # An account that appears only among the transactions has no snapshot: an empty one would hide its positions.
    holding = {position.account for position in statement.positions}
    return {
        account.key: insert_row(
            db,
            "snapshots",
            {
                "import_id": import_id,
                "account_id": accounts[account.key].id,
                "as_of": iso(statement.day_of(account.key)),
                "reported_total_cents": cents(account.reported_total),
            },
        )
        for account in statement.accounts
        if account.key in holding
    }


def _save_positions(db: Database, statement: Statement, snapshots: Mapping[str, int], watcher: Watcher) -> None:
    db.conn.executemany(
        "insert into positions (snapshot_id, line, symbol, name, kind, quantity, price, value_cents, cost_basis_cents, currency,"
        " cusip) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                snapshots[position.account],
                position.line,
                position.symbol,
                position.name,
                position.kind.value,
                decimal_text(position.quantity),
                decimal_text(position.price),
                to_cents(position.value),
                cents(position.cost_basis),
                position.currency,
                position.cusip,
            )
            for position in watched_rows(statement.positions, watcher)
        ),
    )


def find_import(db: Database, sha256: str) -> ImportRecord | None:
    """The import of exactly these bytes."""
    row = db.conn.execute(f"{_RECORD} where sha256 = ?", (sha256,)).fetchone()
    return None if row is None else _record(row)


def get_import(db: Database, import_id: int) -> ImportRecord | None:
    """The import with this key; None where there is none."""
    row = db.conn.execute(f"{_RECORD} where id = ?", (import_id,)).fetchone()
    return None if row is None else _record(row)


def list_imports(db: Database) -> tuple[ImportRecord, ...]:
    """Newest first."""
    return tuple(_record(row) for row in db.conn.execute(f"{_RECORD} order by id desc"))


def imports_stamp(db: Database) -> tuple[int, int]:
    """Differs whenever an import came or went."""
    count, newest = db.conn.execute("select count(*), coalesce(max(id), 0) from imports").fetchone()
    return int(count), int(newest)


def import_content(db: Database, import_id: int) -> bytes:
    """The original bytes."""
    row = db.conn.execute("select content from imports where id = ?", (import_id,)).fetchone()
    return zlib.decompress(row[0])


def import_notes(db: Database, import_id: int) -> tuple[tuple[SkippedRow, ...], tuple[RowWarning, ...]]:
    """What an import left out, and what it warned of."""
    rows = list(
        db.conn.execute("select kind, line, message, text from import_notes where import_id = ? order by id", (import_id,))
    )
    skipped = tuple(SkippedRow(line, message, text) for kind, line, message, text in rows if kind == "skipped")
    return skipped, tuple(RowWarning(line, message) for kind, line, message, _ in rows if kind == "warning")


def delete_import(db: Database, import_id: int) -> None:
    """Take an import back with all it stored; later imports stay. Accounts stay too: their names are the investor's."""
    with changing(db):
        db.conn.execute("delete from imports where id = ?", (import_id,))


def holds_only_samples(db: Database) -> bool:
    """Whether there are imports and every one of them is a bundled sample."""
    total, samples = db.conn.execute("select count(*), coalesce(sum(is_sample), 0) from imports").fetchone()
    return bool(total and total == samples)


def _record(row: tuple[object, ...]) -> ImportRecord:
    (key, file, sha256, broker, kind, as_of, imported_at, rows_read, rows_stored, reported, imported, *counts, currencies) = row
    skipped, structure, warnings = (int(str(count)) for count in counts)
    return ImportRecord(
        id=int(str(key)),
        file=str(file),
        sha256=str(sha256),
        broker=str(broker),
        kind=str(kind),
        as_of=date.fromisoformat(str(as_of)) if as_of else None,
        # Stored in UTC; its date is shown, and that is the date where the investor is.
        imported_at=datetime.fromisoformat(str(imported_at)).astimezone(),
        rows_read=int(str(rows_read)),
        rows_stored=int(str(rows_stored)),
        rows_skipped=skipped,
        reported_total=None if reported is None else from_cents(int(str(reported))),
        imported_total=from_cents(int(str(imported))),
        structure=structure,
        warnings=warnings,
        currency=_only_currency(str(currencies or "USD")),
    )


def _only_currency(listed: str) -> str:
    return "" if "," in listed else listed


def stored_total(db: Database, import_id: int) -> Decimal:
    """What the positions of an import add up to now."""
    row = db.conn.execute(
        "select coalesce(sum(value_cents), 0) from positions join snapshots on snapshots.id = snapshot_id where import_id = ?",
        (import_id,),
    ).fetchone()
    return from_cents(row[0])
