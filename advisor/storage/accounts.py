"""Accounts, recognised again by broker and number; the number itself is stored masked."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

from advisor.domain.account_numbers import mask_number, visible_end
from advisor.domain.portfolio import Account, TaxType
from advisor.storage.engine import Database
from advisor.storage.refusals import changing
from advisor.storage.rows import insert_row
from advisor.storage.settings import setting

_SALT_KEY = "account_salt"
_FIELDS = "id, broker, number_masked, name, tax_type, currency, owner"


def find_account(db: Database, broker: str, number: str) -> Account | None:
    """The account with that number (or, without one, that name) at that broker."""
    row = db.conn.execute(
        f"select {_FIELDS} from accounts where broker = ? and number_fingerprint = ?",
        (broker, _fingerprint(db, number)),
    ).fetchone()
    return None if row is None else account_from_row(row)


def find_masked_account(db: Database, broker: str, number: str) -> Account | None:
    """The only account at that broker whose number ends like this one, of which the broker prints no more than the end.

    Brokers changed how many characters they print ("...321", "XXXX-4321"): the shorter end must agree with the longer.
    """
    end = visible_end(number)
    rows = db.conn.execute(f"select {_FIELDS} from accounts where broker = ?", (broker,))
    alike = [account_from_row(row) for row in rows if _ends_agree(end, visible_end(row[2]))]
    return alike[0] if len(alike) == 1 else None


def find_account_called(db: Database, broker: str, name: str) -> Account | None:
    """The only account at that broker that the investor calls so, in whatever case of letters."""
    rows = db.conn.execute(f"select {_FIELDS} from accounts where broker = ?", (broker,))
    called = [account for account in map(account_from_row, rows) if account.name.casefold() == name.casefold()]
    return called[0] if len(called) == 1 else None


def _ends_agree(one: str, other: str) -> bool:
    return bool(one and other) and (one.endswith(other) or other.endswith(one))


def get_account(db: Database, account_id: int) -> Account | None:
    """The account with this key; None where there is none."""
    row = db.conn.execute(f"select {_FIELDS} from accounts where id = ?", (account_id,)).fetchone()
    return None if row is None else account_from_row(row)


def load_accounts(db: Database) -> tuple[Account, ...]:
    """Every account that a file ever named, those that hold nothing too."""
    return tuple(map(account_from_row, db.conn.execute(f"select {_FIELDS} from accounts order by id")))


def add_account(
    db: Database, broker: str, number: str, name: str, tax_type: TaxType, *, identity: str | None = None, currency: str = "USD"
) -> Account:
    """Store a new account; call inside a transaction.

    Args:
        identity: What `find_account` will know it by, where that is not its number.
    """
    masked = mask_number(number)
    key = insert_row(
        db,
        "accounts",
        {
            "broker": broker,
            "number_fingerprint": _fingerprint(db, number if identity is None else identity),
            "number_masked": masked,
            "name": name,
            "tax_type": tax_type.value,
            "currency": currency,
        },
    )
    return Account(key, broker, masked, name, tax_type, currency)


def update_account(
    db: Database, account_id: int, *, name: str | None = None, tax_type: TaxType | None = None, owner: str | None = None
) -> None:
    """Change what is the investor's to say about an account."""
    changes = {"name": name, "tax_type": tax_type.value if tax_type else None, "owner": owner}
    with changing(db):
        db.table("accounts").update(account_id, {key: value for key, value in changes.items() if value is not None})


def account_from_row(row: Sequence[Any]) -> Account:
    """An account from its id, broker, masked number, name, tax type, currency and owner."""
    return Account(row[0], row[1], row[2], row[3], TaxType(row[4]), row[5], row[6])


def _fingerprint(db: Database, number: str) -> str:
    """Tells two numbers apart without holding them."""
    salt = setting(db, _SALT_KEY) or ""
    return hmac.new(bytes.fromhex(salt), number.strip().upper().encode(), hashlib.sha256).hexdigest()
