"""What the investor's accounts made between their statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from advisor.bookkeeping.unexplained import unexplained
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Position, Transaction, TransactionKind
from advisor.rotation.model_standing import OwnReturn
from advisor.rotation.money_weighted import Flow
from advisor.rotation.own_return import own_return
from advisor.storage.engine import Database
from advisor.storage.portfolios import load_statements
from advisor.storage.transactions import load_transactions

_MOVES = {TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL, TransactionKind.TRANSFER}
_REACHES = timedelta(days=35)  # a history may end that long before a statement: most accounts have an entry a month
_UNEXPLAINED = Decimal("0.001")  # of an account's value, between two statements: that far its return may be wrong
_Statements = Mapping[date, tuple[Position, ...]]


def own_returns(db: Database, account_id: int | None = None) -> tuple[OwnReturn, ...]:
    """The return of each account, as far back from its newest statement as its history explains what changed.

    Where cash or shares came or went without an entry, nobody knows what of a change was a deposit.

    Args:
        account_id: Of this account alone; of all when None.
    """
    entries: defaultdict[int, list[Transaction]] = defaultdict(list)
    for entry in load_transactions(db):
        entries[entry.account.id].append(entry)
    found = (
        _own_return(statements, entries[account])
        for account, statements in load_statements(db).items()
        if account_id in (None, account) and entries[account]
    )
    return tuple(each for each in found if each is not None)


def _own_return(statements: _Statements, entries: Sequence[Transaction]) -> OwnReturn | None:
    told = _explained(statements, entries)
    values = {day: float(_value(statements[day])) for day in told}
    flows = [Flow(entry.traded, float(entry.amount or ZERO)) for entry in entries if entry.kind in _MOVES]
    return own_return(entries[0].account.name, values, flows)


def _explained(statements: _Statements, entries: Sequence[Transaction]) -> list[date]:
    """Days of the newest statements between which the history tells of all that came and went, newest first."""
    days = sorted(statements, reverse=True)
    if max(entry.traded for entry in entries) < days[0] - _REACHES:
        return []
    told = days[:1]
    for day in days[1:]:
        if not _is_explained(day, told[-1], statements, entries):
            break
        told.append(day)
    return told


def _is_explained(first: date, last: date, statements: _Statements, entries: Sequence[Transaction]) -> bool:
    between = [entry for entry in entries if first < entry.traded <= last]
    starts_later = first < min(entry.traded for entry in entries)
    if starts_later or any(entry.amount and entry.currency != entry.account.currency for entry in between):
        return False
    gap = unexplained(statements[first], statements[last], between)
    return gap is not None and gap <= _UNEXPLAINED * abs(_value(statements[last]))


def _value(positions: Sequence[Position]) -> Decimal:
    return sum((position.value for position in positions), ZERO)
