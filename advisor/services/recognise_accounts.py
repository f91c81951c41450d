"""Which accounts of a file are in the books already, and which of them newer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, takewhile

from advisor.domain.account_numbers import is_masked
from advisor.domain.column_mapping import is_mapped
from advisor.domain.days import long_date
from advisor.domain.portfolio import Account, TaxType
from advisor.domain.statement import AccountMatch, RowWarning, Statement, StatementAccount
from advisor.storage.accounts import add_account, find_account, find_account_called, find_masked_account
from advisor.storage.engine import Database


def recognise_accounts(db: Database, statement: Statement) -> Mapping[str, Account]:
    """The accounts in the books, by `StatementAccount.key`; those that are new are left out.

    Two accounts of one file are never the same one, even where the broker prints the same end of both numbers.
    """
    known: dict[str, Account] = {}
    for account in statement.accounts:
        taken = {match.id for match in known.values()}
        alike = (found for found in _alike(db, statement.broker_of(account.key), account) if found.id not in taken)
        first = next(alike, None)
        if first is not None:
            known[account.key] = first
    return known


def add_recognisable_account(db: Database, broker: str, account: StatementAccount, name: str, tax_type: TaxType) -> Account:
    """Store a new account so that `recognise_accounts` will find it; call inside a transaction."""
    identity = next(each for each in _identities(account) if find_account(db, broker, each) is None)
    return add_account(db, broker, account.number, name, tax_type, identity=identity, currency=account.currency)


def newer_in_the_books(statement: Statement, matches: Sequence[AccountMatch]) -> tuple[RowWarning, ...]:
    """A warning for each account of which the books hold newer positions: an older file is history, nothing else."""
    held = {position.account for position in statement.positions}
    return tuple(
        RowWarning(
            None,
            f"A newer file of {match.name} is in the books already, of {long_date(match.previous_as_of)}: this one is kept as "
            "history and does not change what you own now.",
        )
        for match in matches
        if match.key in held
        and (as_of := statement.day_of(match.key)) is not None
        and match.previous_as_of is not None
        and match.previous_as_of > as_of
    )


def _alike(db: Database, broker: str, account: StatementAccount) -> Iterator[Account]:
    """Best first: by what tells it from others of its file, by its number, by the end of it that brokers print, by its name."""
    known = takewhile(lambda match: match is not None, (find_account(db, broker, each) for each in _numbered(account.key)))
    found = [find_account(db, broker, account.key), find_account(db, broker, _identity(account)), *known]
    if is_masked(account.number):
        found.append(find_masked_account(db, broker, account.number))
    unnumbered = is_mapped(broker) and not account.number
    if unnumbered:
        found.append(find_account_called(db, broker, account.name))  # the file's name may be of the investor's own making
    # By a name alone, money of another currency would be counted as what it is not.
    return (match for match in found if match is not None and (not unnumbered or match.currency == account.currency))


def _identities(account: StatementAccount) -> Iterator[str]:
    """What a new account may be known by, best first: no two in the books are known by the same, in whatever case of letters."""
    yield from (_identity(account), account.key)
    yield from _numbered(account.key)


def _numbered(key: str) -> Iterator[str]:
    return (f"{key} ({number})" for number in count(2))


def _identity(account: StatementAccount) -> str:
    """What an account is recognised by: its number, or its name where the file has no number."""
    return account.number or account.name or account.key
