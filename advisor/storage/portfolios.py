"""What is owned: the newest snapshot of each account, or what it was before an import."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.money import ZERO, from_cents
from advisor.domain.portfolio import Account, InstrumentKind, Portfolio, Position
from advisor.storage.accounts import account_from_row
from advisor.storage.engine import Database
from advisor.storage.imports import list_imports
from advisor.storage.rows import decimal_or_none, money_or_none

# Of several snapshots of one day the one imported last counts.
_NEWEST = """
    select snapshots.id, snapshots.as_of, accounts.id, accounts.broker, accounts.number_masked, accounts.name, accounts.tax_type,
           accounts.currency, accounts.owner
    from snapshots join accounts on accounts.id = snapshots.account_id
    where snapshots.id = (
        select id from snapshots as other
        where other.account_id = snapshots.account_id and other.import_id != :without
        order by as_of desc, import_id desc limit 1
    )
    order by accounts.id
"""

_EVERY_DAY = """
    select snapshots.id, as_of, accounts.id, broker, number_masked, name, tax_type, currency, owner
    from snapshots join accounts on accounts.id = account_id
    where snapshots.id = (
        select id from snapshots as other
        where other.account_id = snapshots.account_id and other.as_of = snapshots.as_of order by import_id desc limit 1
    )
    order by account_id, as_of
"""

_BEFORE = """
    select id from snapshots where account_id = :account and id != :newest order by as_of desc, import_id desc limit 1
"""

_WITHOUT_POSITIONS = """
    select id, broker, number_masked, name, tax_type, currency, owner from accounts
    where id not in (select account_id from snapshots)
        and id not in (select account_id from transactions join imports on imports.id = import_id where rebuilds)
        and (
            id in (select account_id from tax_lots)
            or id in (select account_id from transactions where quantity is not null)
        )
    order by id
"""


def load_portfolio(db: Database) -> Portfolio:
    """What the newest snapshot of each account holds."""
    return _portfolio(db, {snapshot: (account, as_of) for snapshot, account, as_of in _newest_snapshots(db)})


def load_previous_portfolio(db: Database) -> tuple[Portfolio, date] | None:
    """What the accounts that the newest import touched held before it, and the date of the snapshots it replaced.

    Accounts that it brought for the first time are left out: only what can be compared is compared. None when there is nothing to
    compare.
    """
    newest_import = db.conn.execute("select max(import_id) from snapshots").fetchone()[0]
    if newest_import is None:
        return None
    now = {account.id: snapshot for snapshot, account, _ in _newest_snapshots(db)}
    before = {account.id: (snapshot, account, as_of) for snapshot, account, as_of in _newest_snapshots(db, without=newest_import)}
    replaced = [before[key] for key in now if key in before and before[key][0] != now[key]]
    if not replaced:
        return None
    earlier = {snapshot: (account, as_of) for snapshot, account, as_of in replaced}
    return _portfolio(db, earlier), max(as_of for _, as_of in earlier.values())


def newest_snapshot(db: Database, account: Account) -> tuple[date, tuple[Position, ...]] | None:
    """An account's newest positions and their date."""
    for snapshot, owner, as_of in _newest_snapshots(db):
        if owner.id == account.id:
            return as_of, _positions(db, {snapshot: (owner, as_of)})
    return None


def load_statements(db: Database) -> dict[int, dict[date, tuple[Position, ...]]]:
    """What each account held by each of its statements: by day, oldest first, by account id."""
    rows = db.conn.execute(_EVERY_DAY).fetchall()
    snapshots = {row[0]: (account_from_row(row[2:]), date.fromisoformat(row[1])) for row in rows}
    held: dict[int, dict[date, tuple[Position, ...]]] = {}
    for account, as_of in snapshots.values():
        held.setdefault(account.id, {})[as_of] = ()
    for position in _positions(db, snapshots):
        held[position.account.id][position.as_of] += (position,)
    return held


class Past(NamedTuple):
    """What accounts held in the snapshot before their newest: by account id and symbol, and which accounts have one."""

    quantities: dict[tuple[int, str], Decimal]
    accounts: frozenset[int]


def quantities_before(db: Database) -> Past:
    """Each account's quantities in the snapshot that came before its newest one."""
    newest = {account.id: snapshot for snapshot, account, _ in _newest_snapshots(db)}
    quantities: dict[tuple[int, str], Decimal] = {}
    accounts = set()
    for account_id, snapshot in newest.items():
        earlier = db.conn.execute(_BEFORE, {"account": account_id, "newest": snapshot}).fetchone()
        if earlier is None:
            continue
        accounts.add(account_id)
        rows = db.conn.execute("select symbol, quantity from positions where snapshot_id = ?", earlier)
        for symbol, quantity in rows:
            place = account_id, symbol
            quantities[place] = quantities.get(place, ZERO) + Decimal(quantity or 0)
    return Past(quantities, frozenset(accounts))


def accounts_without_positions(db: Database) -> tuple[Account, ...]:
    """Accounts of which the books hold lots or trades, but nothing that tells what is in them."""
    return tuple(map(account_from_row, db.conn.execute(_WITHOUT_POSITIONS)))


def newest_snapshot_origins(db: Database) -> dict[int, int]:
    """By account id: the import that its newest snapshot is from."""
    imports = dict(db.conn.execute("select id, import_id from snapshots"))
    return {account.id: imports[snapshot] for snapshot, account, _ in _newest_snapshots(db)}


def _newest_snapshots(db: Database, without: int = -1) -> list[tuple[int, Account, date]]:
    rows = db.conn.execute(_NEWEST, {"without": without})
    return [(row[0], account_from_row(row[2:]), date.fromisoformat(row[1])) for row in rows]


def _portfolio(db: Database, snapshots: dict[int, tuple[Account, date]]) -> Portfolio:
    accounts = tuple(account for account, _ in snapshots.values())
    return Portfolio(accounts, _positions(db, snapshots), list_imports(db))


def _positions(db: Database, snapshots: dict[int, tuple[Account, date]]) -> tuple[Position, ...]:
    marks = ", ".join("?" * len(snapshots))
    rows = db.conn.execute(
        "select snapshot_id, symbol, name, kind, quantity, price, value_cents, cost_basis_cents, currency, cusip from positions"
        f" where snapshot_id in ({marks}) order by snapshot_id, id",
        list(snapshots),
    )
    return tuple(
        Position(
            account=snapshots[snapshot][0],
            symbol=symbol,
            name=name,
            kind=InstrumentKind(kind),
            quantity=decimal_or_none(quantity),
            price=decimal_or_none(price),
            value=from_cents(value),
            cost_basis=money_or_none(cost),
            as_of=snapshots[snapshot][1],
            currency=currency,
            cusip=cusip,
        )
        for snapshot, symbol, name, kind, quantity, price, value, cost, currency, cusip in rows
    )
