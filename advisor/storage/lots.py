"""Tax lots, as brokers state them: the newest list for each symbol of each account counts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from advisor.domain.portfolio import Account, TaxLot
from advisor.domain.statement import Statement
from advisor.storage.engine import Database
from advisor.storage.rows import cents, day_or_none, decimal_text, iso, money_or_none

# A file lists all lots of a symbol or none, so the newest file that lists any is the whole truth about that symbol.
_NEWEST = """
    select account_id, symbol, acquired, quantity, cost_basis_cents from tax_lots
    where import_id = (
        select import_id from tax_lots as other
        where other.account_id = tax_lots.account_id and other.symbol = tax_lots.symbol
        order by as_of desc, import_id desc limit 1
    )
    order by id
"""


def save_lots(db: Database, import_id: int, statement: Statement, accounts: Mapping[str, Account]) -> None:
    """Store every lot of a statement; call inside a transaction."""
    db.conn.executemany(
        "insert into tax_lots (import_id, account_id, as_of, line, symbol, acquired, quantity, cost_basis_cents)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                import_id,
                accounts[lot.account].id,
                iso(statement.day_of(lot.account)),
                lot.line,
                lot.symbol,
                iso(lot.acquired),
                decimal_text(lot.quantity),
                cents(lot.cost_basis),
            )
            for lot in statement.lots
        ),
    )


def load_lots(db: Database) -> dict[tuple[int, str], tuple[TaxLot, ...]]:
    """By account id and symbol: the lots of the newest file that lists them."""
    lots: dict[tuple[int, str], list[TaxLot]] = {}
    for account_id, symbol, acquired, quantity, cost in db.conn.execute(_NEWEST):
        lot = TaxLot(day_or_none(acquired), Decimal(quantity), money_or_none(cost))
        lots.setdefault((account_id, symbol), []).append(lot)
    return {key: tuple(listed) for key, listed in lots.items()}
