"""Transactions stored before they had a kind and an identity, brought up to date by the migration that gave them both."""

from __future__ import annotations

from collections import Counter
from datetime import date

from advisor.domain.portfolio import TransactionKind
from advisor.storage.engine import Database
from advisor.storage.identity import transaction_identity
from advisor.storage.rows import decimal_or_none

_SETTLEMENT_FUND = ("VMFXX", "VANGUARD FEDERAL MONEY MARKET FUND")
# Vanguard's were the only files whose transactions were stored then; these are its words. Sweeps stay what they were: other.
_FIRST_WORDS = (
    ("reinvestment", TransactionKind.REINVEST),
    ("dividend", TransactionKind.DIVIDEND),
    ("capital gain", TransactionKind.CAPITAL_GAIN),
    ("interest", TransactionKind.INTEREST),
    ("buy", TransactionKind.BUY),
    ("plan contribution", TransactionKind.BUY),
    ("sell", TransactionKind.SELL),
    ("transfer", TransactionKind.TRANSFER),
    ("funds received", TransactionKind.DEPOSIT),
    ("withdrawal", TransactionKind.WITHDRAWAL),
)


def complete_first_entries(db: Database) -> None:
    """Give each entry its kind, where its words tell it, and its identity; call inside the migration's transaction."""
    # Vanguard prints a zero where no share moved; an identity has nothing there, or the next download would repeat the entry.
    db.conn.execute("update transactions set quantity = null where cast(quantity as real) = 0")
    for words, kind in _FIRST_WORDS:
        db.conn.execute(
            "update transactions set kind = ? where kind = ? and lower(action) like ?",
            (kind.value, TransactionKind.OTHER.value, f"{words}%"),
        )
    _name_funds(db)
    _identify(db)


def _name_funds(db: Database) -> None:
    """Funds whose symbol was left out go by what the importer calls them now; what is paid into a plan buys units."""
    db.conn.execute("update transactions set symbol = ? where symbol = '' and name = ?", _SETTLEMENT_FUND)
    db.conn.execute(
        "update transactions set symbol = name, amount = '-' || amount"
        " where symbol = '' and lower(action) like 'plan contribution%' and amount not like '-%'"
    )


def _identify(db: Database) -> None:
    rows = list(
        db.conn.execute("select id, import_id, account_id, traded, symbol, quantity, amount from transactions order by id")
    )
    counts: Counter[tuple[int, int, str]] = Counter()
    for key, import_id, account_id, traded, symbol, quantity, amount in rows:
        identity = transaction_identity(
            date.fromisoformat(traded), symbol, decimal_or_none(quantity), decimal_or_none(amount), "USD"
        )
        counts[import_id, account_id, identity] += 1
        db.conn.execute(
            "update transactions set identity = ?, occurrence = ? where id = ?",
            (identity, counts[import_id, account_id, identity], key),
        )
