"""Accounts, recognised again by broker and number; the number itself is stored masked."""

from __future__ import annotations

import hashlib
import hmac

from sqlite_utils import Database

from advisor.domain.account_numbers import mask_number
from advisor.domain.portfolio import Account, TaxType
from advisor.storage.refusals import changing
from advisor.storage.rows import insert_row
from advisor.storage.settings import setting

_SALT_KEY = "account_salt"


def find_account(db: Database, broker: str, number: str) -> Account | None:
    """The account with that number (or, without one, that name) at that broker."""
    row = db.conn.execute(
        "select id, broker, number_masked, name, tax_type from accounts where broker = ? and number_fingerprint = ?",
        (broker, _fingerprint(db, number)),
    ).fetchone()
    return None if row is None else account_from_row(row)


def get_account(db: Database, account_id: int) -> Account | None:
    row = db.conn.execute("select id, broker, number_masked, name, tax_type from accounts where id = ?", (account_id,)).fetchone()
    return None if row is None else account_from_row(row)


def add_account(db: Database, broker: str, number: str, name: str, tax_type: TaxType) -> Account:
    """Store a new account; call inside a transaction."""
    masked = mask_number(number)
    key = insert_row(
        db,
        "accounts",
        {
            "broker": broker,
            "number_fingerprint": _fingerprint(db, number),
            "number_masked": masked,
            "name": name,
            "tax_type": tax_type.value,
        },
    )
    return Account(key, broker, masked, name, tax_type)


def update_account(db: Database, account_id: int, *, name: str | None = None, tax_type: TaxType | None = None) -> None:
    """Change what is the investor's to say about an account."""
    changes = {"name": name, "tax_type": tax_type.value if tax_type else None}
    with changing(db):
        db.table("accounts").update(account_id, {key: value for key, value in changes.items() if value is not None})


def account_from_row(row: tuple[int, str, str, str, str]) -> Account:
    return Account(row[0], row[1], row[2], row[3], TaxType(row[4]))


def _fingerprint(db: Database, number: str) -> str:
    """Tells two numbers apart without holding them."""
    salt = setting(db, _SALT_KEY) or ""
    return hmac.new(bytes.fromhex(salt), number.strip().upper().encode(), hashlib.sha256).hexdigest()
