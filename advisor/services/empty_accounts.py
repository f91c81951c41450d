"""Accounts of the books that hold nothing, or nothing that a file tells of: money may be paid into them all the same."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from advisor.domain.portfolio import Portfolio
from advisor.storage.accounts import load_accounts
from advisor.storage.engine import Database


def with_empty_accounts(db: Database, portfolio: Portfolio, only: Collection[int] | None = None) -> Portfolio:
    """The portfolio with the accounts that it lacks, behind those that it has.

    Args:
        only: Their ids; all of them when None.
    """
    known = {account.id for account in portfolio.accounts}
    lacking = (account for account in load_accounts(db) if account.id not in known)
    wanted = (account for account in lacking if only is None or account.id in only)
    return replace(portfolio, accounts=(*portfolio.accounts, *wanted))
