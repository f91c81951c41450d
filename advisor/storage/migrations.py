"""The schema, as ordered steps. A step that has shipped is never edited; a new fact is a new step."""

from __future__ import annotations

import secrets

from advisor.storage.engine import Database, Migrations
from advisor.storage.first_entries import complete_first_entries
from advisor.storage.live_market_tables import DAY_RANGES, FUND_FILES_ANEW, LINES_LEFT_OUT, LIVE_MARKET
from advisor.storage.plan_table import PLANS
from advisor.storage.rotation_edits import FETCHED_FIGURES, ROTATION_EDITS

migrations = Migrations("advisor")

# Quantities and unit prices are decimal text: exact, and never summed in SQL.
_HOLDINGS = (
    """
    create table snapshots (
        id integer primary key,
        import_id integer not null references imports on delete cascade,
        account_id integer not null references accounts,
        as_of text not null,
        reported_total_cents integer,
        unique (import_id, account_id)
    ) strict
    """,
    """
    create table positions (
        id integer primary key,
        snapshot_id integer not null references snapshots on delete cascade,
        line integer not null,
        symbol text not null,
        name text not null,
        kind text not null,
        quantity text,
        price text,
        value_cents integer not null,
        cost_basis_cents integer
    ) strict
    """,
    """
    create table tax_lots (
        id integer primary key,
        position_id integer not null references positions on delete cascade,
        acquired text,
        quantity text not null,
        cost_basis_cents integer
    ) strict
    """,
    """
    create table transactions (
        id integer primary key,
        import_id integer not null references imports on delete cascade,
        account_id integer not null references accounts,
        line integer not null,
        traded text not null,
        settled text,
        action text not null,
        symbol text not null,
        name text not null,
        quantity text,
        price text,
        fees text,
        amount text
    ) strict
    """,
)

# Lots belong to an account's symbol, not to one snapshot: brokers hand them out in files of their own. Nothing is lost with the
# older table, for no importer filled it.
_LOTS_BY_SYMBOL = (
    "drop table tax_lots",
    """
    create table tax_lots (
        id integer primary key,
        import_id integer not null references imports on delete cascade,
        account_id integer not null references accounts,
        as_of text not null,
        line integer not null,
        symbol text not null,
        acquired text,
        quantity text not null,
        cost_basis_cents integer
    ) strict
    """,
    "create index tax_lots_import_id on tax_lots (import_id)",
    "create index tax_lots_held on tax_lots (account_id, symbol)",
)


@migrations()
def create_books(db: Database) -> None:
    db.conn.execute("create table settings (key text primary key, value text not null) strict")
    # Account numbers are recognised by a salted fingerprint: the few digits cannot be tried out elsewhere.
    db.conn.execute("insert into settings (key, value) values ('account_salt', ?)", (secrets.token_hex(16),))
    db.conn.execute(
        """
        create table accounts (
            id integer primary key,
            broker text not null,
            number_fingerprint text not null,
            number_masked text not null,
            name text not null,
            tax_type text not null,
            unique (broker, number_fingerprint)
        ) strict
        """
    )
    db.conn.execute(
        """
        create table imports (
            id integer primary key autoincrement,
            file text not null,
            sha256 text not null unique,
            content blob not null,
            broker text not null,
            kind text not null,
            as_of text,
            imported_at text not null,
            records integer not null,
            structure integer not null,
            rows_stored integer not null,
            reported_total_cents integer,
            imported_total_cents integer not null,
            is_sample integer not null default 0
        ) strict
        """
    )
    db.conn.execute(
        """
        create table import_notes (
            id integer primary key,
            import_id integer not null references imports on delete cascade,
            kind text not null check (kind in ('skipped', 'warning')),
            line integer,
            message text not null,
            text text not null
        ) strict
        """
    )


@migrations()
def create_holdings(db: Database) -> None:
    for table in _HOLDINGS:
        db.conn.execute(table)
    for table, column in (
        ("import_notes", "import_id"),
        ("snapshots", "account_id"),
        ("positions", "snapshot_id"),
        ("tax_lots", "position_id"),
        ("transactions", "import_id"),
    ):
        db.conn.execute(f"create index {table}_{column} on {table} ({column})")


@migrations()
def create_market(db: Database) -> None:
    db.conn.execute("create table overrides (symbol text primary key, sleeve text not null, sector text not null) strict")
    db.conn.execute(
        """
        create table fund_files (
            id integer primary key,
            symbol text not null,
            name text not null,
            as_of text not null,
            origin text not null,
            sha256 text not null unique,
            content blob not null
        ) strict
        """
    )


@migrations()
def create_histories(db: Database) -> None:
    for table, column in (
        ("accounts", "currency text not null default 'USD'"),
        ("accounts", "owner text not null default ''"),
        ("imports", "rebuilds integer not null default 0"),
        ("positions", "currency text not null default 'USD'"),
        ("positions", "cusip text not null default ''"),
        ("transactions", "kind text not null default 'other'"),
        ("transactions", "currency text not null default 'USD'"),
        ("transactions", "instrument text not null default 'security'"),
        # What makes two entries of two files the same entry, and which of several alike in one file it is.
        ("transactions", "identity text not null default ''"),
        ("transactions", "occurrence integer not null default 1"),
    ):
        db.conn.execute(f"alter table {table} add column {column}")
    complete_first_entries(db)
    for statement in _LOTS_BY_SYMBOL:
        db.conn.execute(statement)
    db.conn.execute("create index transactions_identity on transactions (account_id, identity, occurrence)")


@migrations()
def create_what_investors_say(db: Database) -> None:
    db.conn.execute(
        """
        create table column_mappings (
            header_key text primary key,
            mapping text not null,
            last_used text not null
        ) strict
        """
    )
    db.conn.execute("create table exchange_rates (currency text primary key, dollars text not null, as_of text not null) strict")
    db.conn.execute(
        """
        create table cost_bases (
            account_id integer not null references accounts,
            symbol text not null,
            quantity text not null,
            cost_basis_cents integer not null,
            primary key (account_id, symbol)
        ) strict
        """
    )


@migrations()
def create_live_market(db: Database) -> None:
    for statement in (*FUND_FILES_ANEW, *LIVE_MARKET):
        db.conn.execute(statement)
    db.conn.execute("alter table overrides add column stated_on text")


@migrations()
def create_rotation_edits(db: Database) -> None:
    for statement in ROTATION_EDITS:
        db.conn.execute(statement)


@migrations()
def create_fetched_figures(db: Database) -> None:
    db.conn.execute(FETCHED_FIGURES)


@migrations()
def create_plans(db: Database) -> None:
    db.conn.execute(PLANS)


@migrations()
def create_day_ranges(db: Database) -> None:
    db.conn.execute(DAY_RANGES)


@migrations()
def create_lines_left_out(db: Database) -> None:
    for statement in LINES_LEFT_OUT:
        db.conn.execute(statement)
