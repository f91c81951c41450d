"""Write everything in the books to a file of the portable portfolio format."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from advisor.domain.portfolio import Portfolio, Transaction
from advisor.presentation.portable import portfolio_json
from advisor.services.own_portfolio import portfolio_in_own_currencies
from advisor.services.own_target import own_target
from advisor.services.task import Task
from advisor.services.write_file import write_file
from advisor.storage.engine import Database
from advisor.storage.overrides import all_overrides
from advisor.storage.transactions import load_transactions


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What was written."""

    file: Path
    accounts: int
    positions: int
    transactions: int


def export_portfolio(db: Database, task: Task, file: Path) -> ExportOutcome:
    """Write accounts, positions, lots, transactions, the own target and the classifications; only their owner may read the file.

    Raises:
        InvalidRequestError: The file cannot be written; one that was there is untouched.
    """
    task.step(0, 2, "Reading your books")
    transactions = load_transactions(db)
    portfolio = _with_all_accounts(portfolio_in_own_currencies(db).portfolio, transactions)
    target = own_target(db, task)
    books = portfolio_json(portfolio, transactions, (target,) if target else (), all_overrides(db))
    task.step(1, 2, f"Writing {file.name}")
    write_file(file, f"{json.dumps(books, ensure_ascii=False, indent=1)}\n".encode())
    return ExportOutcome(file, len(portfolio.accounts), len(portfolio.positions), len(transactions))


def _with_all_accounts(portfolio: Portfolio, transactions: Sequence[Transaction]) -> Portfolio:
    """With the accounts of which the books know entries only."""
    accounts = {account.id: account for account in portfolio.accounts}
    for transaction in transactions:
        accounts.setdefault(transaction.account.id, transaction.account)
    return replace(portfolio, accounts=tuple(accounts.values()))
