"""Cost bases that the investor typed in because a broker's file has none."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.domain.money import from_cents, to_cents
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.rows import decimal_text


def load_cost_bases(db: Database) -> Mapping[tuple[int, str], tuple[Decimal, Decimal]]:
    """By account id and symbol: the quantity it was said for, and the cost basis in account currency."""
    rows = db.conn.execute("select account_id, symbol, quantity, cost_basis_cents from cost_bases")
    return {(account, symbol): (Decimal(quantity), from_cents(cents)) for account, symbol, quantity, cents in rows}


def save_cost_basis(db: Database, account_id: int, symbol: str, quantity: Decimal, cost_basis: Decimal | None) -> None:
    """Keep what was said; None forgets it."""
    with changing(db):
        db.conn.execute("delete from cost_bases where account_id = ? and symbol = ?", (account_id, symbol))
        if cost_basis is not None:
            db.conn.execute(
                "insert into cost_bases (account_id, symbol, quantity, cost_basis_cents) values (?, ?, ?, ?)",
                (account_id, symbol, decimal_text(quantity), to_cents(cost_basis)),
            )
