"""What each account was worth by each statement of its positions."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from advisor.storage.engine import Database

_CENTS = 100
# Of several statements of one day the one imported last counts.
_VALUES = """
    select account_id, as_of, sum(value_cents) from snapshots join positions on snapshot_id = snapshots.id
    where snapshots.id = (
        select id from snapshots as other
        where other.account_id = snapshots.account_id and other.as_of = snapshots.as_of order by import_id desc limit 1
    )
    group by snapshots.id order by account_id, as_of
"""


def account_values(db: Database) -> dict[int, dict[date, Decimal]]:
    """Values by day, oldest first, by account id; in the account's currency."""
    values: defaultdict[int, dict[date, Decimal]] = defaultdict(dict)
    for account, day, cents in db.conn.execute(_VALUES):
        values[account][date.fromisoformat(day)] = Decimal(cents) / _CENTS
    return dict(values)
