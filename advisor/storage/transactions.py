"""The history of each account: every entry of every file is stored, and the same entry counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from advisor.domain.portfolio import Account, InstrumentKind, Transaction, TransactionKind
from advisor.domain.statement import Statement
from advisor.storage.accounts import account_from_row
from advisor.storage.engine import Database
from advisor.storage.identity import numbered
from advisor.storage.progress import Watcher, watched_rows
from advisor.storage.rows import day_or_none, decimal_or_none, decimal_text, iso

_COLUMNS = (
    "import_id, account_id, line, traded, settled, action, symbol, name, quantity, price, fees, amount, kind, currency,"
    " instrument, identity, occurrence"
)
# Downloads overlap: of the rows that are the n-th of one identity, one is read; undo one import, and the others still hold it.
_DISTINCT = """
    select accounts.id, broker, number_masked, accounts.name, tax_type, accounts.currency, owner,
           traded, settled, transactions.kind, action, symbol, transactions.name, quantity, price, fees, amount,
           transactions.currency, instrument
    from transactions join accounts on accounts.id = account_id
    where transactions.id in (select min(id) from transactions group by account_id, identity, occurrence)
"""
_ACCOUNT_COLUMNS = 7


def save_transactions(
    db: Database, import_id: int, statement: Statement, accounts: Mapping[str, Account], watcher: Watcher
) -> None:
    """Store every entry of a statement; call inside a transaction of the database."""
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    db.conn.executemany(
        f"insert into transactions ({_COLUMNS}) values ({marks})",
        (
            (
                import_id,
                accounts[entry.account].id,
                entry.line,
                entry.traded.isoformat(),
                iso(entry.settled),
                entry.action,
                entry.symbol,
                entry.name,
                decimal_text(entry.quantity),
                decimal_text(entry.price),
                decimal_text(entry.fees),
                decimal_text(entry.amount),
                entry.kind,
                entry.currency,
                entry.instrument,
                identity,
                occurrence,
            )
            for entry, identity, occurrence in numbered(watched_rows(statement.transactions, watcher))
        ),
    )


def count_known(db: Database, statement: Statement, accounts: Mapping[str, Account]) -> int:
    """How many entries of a statement the books hold already, from other files.

    Args:
        accounts: Stored account by `StatementAccount.key`; new ones are left out.
    """
    held = {key: most for key, account in accounts.items() if (most := _most_alike(db, account))}
    mine = (entry for entry in statement.transactions if entry.account in held)
    return sum(occurrence <= held[entry.account].get(identity, 0) for entry, identity, occurrence in numbered(mine))


def _most_alike(db: Database, account: Account) -> Counter[str]:
    """By identity: how many entries alike the account has at most in one file."""
    rows = db.conn.execute(
        "select identity, max(occurrence) from transactions where account_id = ? group by identity", (account.id,)
    )
    return Counter(dict(rows))


def load_transactions(db: Database) -> tuple[Transaction, ...]:
    """Every entry once, oldest first."""
    return tuple(_entries(db.conn.execute(f"{_DISTINCT} order by traded, transactions.id")))


def holds_transactions(db: Database, account_id: int | None = None) -> bool:
    """Whether there is any entry, of one account or at all."""
    row = db.conn.execute("select exists (select 1 from transactions where :id is null or account_id = :id)", {"id": account_id})
    return bool(row.fetchone()[0])


def load_transactions_of_holdings(db: Database) -> tuple[Transaction, ...]:
    """Every entry once, oldest first, of the symbols that some snapshot of the same account holds."""
    held = "select 1 from positions join snapshots on snapshots.id = snapshot_id where snapshots.account_id = accounts.id"
    wanted = f"exists ({held} and positions.symbol = transactions.symbol)"
    return tuple(_entries(db.conn.execute(f"{_DISTINCT} and {wanted} order by traded, transactions.id")))


def load_rebuilt_histories(db: Database) -> dict[Account, tuple[Transaction, ...]]:
    """The whole history of each account whose broker hands out no positions, oldest first."""
    rows = db.conn.execute(
        f"""{_DISTINCT}
            and account_id in (select account_id from transactions join imports on imports.id = import_id where rebuilds)
            and account_id not in (select account_id from snapshots)
            order by accounts.id, traded, transactions.id"""
    )
    histories: dict[Account, list[Transaction]] = {}
    for entry in _entries(rows):
        histories.setdefault(entry.account, []).append(entry)
    return {account: tuple(entries) for account, entries in histories.items()}


def _entries(rows: Iterable[tuple[object, ...]]) -> Iterator[Transaction]:
    """One object for each account, not for each of its entries: there can be a hundred thousand."""
    accounts: dict[tuple[object, ...], Account] = {}
    for row in rows:
        key = row[:_ACCOUNT_COLUMNS]
        if key not in accounts:
            accounts[key] = account_from_row(key)
        yield _transaction(accounts[key], row[_ACCOUNT_COLUMNS:])


def _transaction(account: Account, row: tuple[object, ...]) -> Transaction:
    fields = [None if value is None else str(value) for value in row]
    traded, settled, kind, action, symbol, name, quantity, price, fees, amount, currency, instrument = fields
    return Transaction(
        account=account,
        traded=date.fromisoformat(str(traded)),
        settled=day_or_none(settled),
        kind=TransactionKind(str(kind)),
        action=str(action),
        symbol=str(symbol),
        name=str(name),
        quantity=decimal_or_none(quantity),
        price=decimal_or_none(price),
        fees=decimal_or_none(fees),
        amount=decimal_or_none(amount),
        currency=str(currency),
        instrument=InstrumentKind(str(instrument)),
    )
