"""What the investor's accounts made between their statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from advisor.domain.portfolio import Transaction, TransactionKind
from advisor.rotation.model_standing import OwnReturn
from advisor.rotation.money_weighted import Flow
from advisor.rotation.own_return import own_return
from advisor.storage.account_values import account_values
from advisor.storage.engine import Database
from advisor.storage.transactions import load_transactions

_MOVES = {TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL, TransactionKind.TRANSFER}
_REACHES = timedelta(days=35)  # a history may end that long before a statement: most accounts have an entry a month


def own_returns(db: Database, account_id: int | None = None) -> tuple[OwnReturn, ...]:
    """The return of each account whose history reaches from its first statement to its newest.

    Without that nobody knows what of a change was a deposit; nor where shares were moved without a value.

    Args:
        account_id: Of this account alone; of all when None.
    """
    entries: defaultdict[int, list[Transaction]] = defaultdict(list)
    for entry in load_transactions(db):
        entries[entry.account.id].append(entry)
    found = []
    for account, values in account_values(db).items():
        own = entries.get(account, [])
        if account_id not in (None, account) or len(values) < 2 or not own:
            continue
        told = min(entry.traded for entry in own) <= min(values) and max(entry.traded for entry in own) >= max(values) - _REACHES
        flows = _flows(own)
        if told and flows is not None:
            found.append(own_return(own[0].account.name, {day: float(value) for day, value in values.items()}, flows))
    return tuple(each for each in found if each is not None)


def _flows(entries: Sequence[Transaction]) -> list[Flow] | None:
    moves = [entry for entry in entries if entry.kind in _MOVES]
    flows = [Flow(entry.traded, float(entry.amount)) for entry in moves if entry.amount is not None]
    is_known = len(flows) == len(moves) and all(entry.currency == entry.account.currency for entry in moves)
    return flows if is_known else None
