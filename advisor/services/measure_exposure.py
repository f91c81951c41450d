"""Measure what the investor owns, through every fund."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import Portfolio
from advisor.domain.quality import QualityIssue
from advisor.exposure.measure import measure
from advisor.exposure.model import Exposure, MeasuredPortfolio
from advisor.services.back_up import LAST_BACKUP_KEY
from advisor.services.check_quality import issues_of
from advisor.services.market_book import market_book, reference_tables
from advisor.services.market_state import market_state
from advisor.services.own_portfolio import OwnPortfolio, own_portfolio, previous_portfolio
from advisor.services.task import Task
from advisor.storage.database import database_file
from advisor.storage.engine import Database
from advisor.storage.imports import holds_only_samples
from advisor.storage.overrides import all_overrides, load_overrides
from advisor.storage.portfolios import accounts_without_positions, newest_snapshot_origins
from advisor.storage.settings import setting
from advisor.storage.transactions import holds_transactions

DEFAULT_BENCHMARK = "SPY"


def measure_exposure(
    db: Database, task: Task, benchmark: str = DEFAULT_BENCHMARK, account_id: int | None = None
) -> MeasuredPortfolio:
    """Look through everything owned now, and before the newest import.

    Args:
        benchmark: Symbol of a fund in the market book.
        account_id: Only this account; all of them when None.

    Raises:
        InvalidRequestError: Unknown benchmark or account.
        TaskCancelled: The investor stopped it; nothing was changed.
    """
    task.step(0, 3, "Reading your positions")
    own = own_portfolio(db)
    portfolio = only_account(own.portfolio, account_id)
    book = market_book(db)
    overrides = load_overrides(db)

    def looked_through(owned: Portfolio) -> Exposure | None:
        return measure(owned.positions, book, benchmark.upper(), overrides) if owned.positions else None

    task.step(1, 3, "Looking through your funds")
    exposure = looked_through(portfolio)
    task.step(2, 3, "Comparing with your last import")
    before = previous_portfolio(db, own.portfolio)
    last_backup = setting(db, LAST_BACKUP_KEY)
    return MeasuredPortfolio(
        portfolio=portfolio,
        exposure=exposure,
        previous=looked_through(_accounts_in(before[0], portfolio)) if before else None,
        previous_as_of=before[1] if before else None,
        snapshot_as_of=book.as_of,
        reference=reference_tables(),
        is_sample=holds_only_samples(db),
        database=database_file(db),
        last_backup=datetime.fromisoformat(last_backup).astimezone() if last_backup else None,
        only_account=portfolio.accounts[0].name if account_id is not None else "",
        issues=_issues_of(db, own, account_id),
        has_transactions=holds_transactions(db, account_id),
        market=market_state(db),
        overrides=all_overrides(db),
        empty_accounts=accounts_without_positions(db) if account_id is None else (),
    )


def only_account(portfolio: Portfolio, account_id: int | None) -> Portfolio:
    """The part of a portfolio that lies in one account.

    Raises:
        InvalidRequestError: There is no such account.
    """
    if account_id is None:
        return portfolio
    accounts = tuple(account for account in portfolio.accounts if account.id == account_id)
    if not accounts:
        raise InvalidRequestError("There is no such account.", "Choose one of the accounts in your holdings.")
    return _restricted(portfolio, {account_id})


def account_named(portfolio: Portfolio, name: str) -> int:
    """The id of the account with that name or masked number (any case).

    Raises:
        InvalidRequestError: None, or several, are called so.
    """
    wanted = name.strip().casefold()
    called = [account for account in portfolio.accounts if wanted in (account.name.casefold(), account.number_masked.casefold())]
    found = portfolio.rather_with_positions(called)
    if len(found) != 1:
        known = ", ".join(f"{account.name} {account.number_masked}".strip() for account in portfolio.accounts) or "none yet"
        problem = "No account is" if not found else "Several accounts are"
        raise InvalidRequestError(f"{problem} called {name}.", f"The accounts are: {known}.")
    return found[0].id


def _issues_of(db: Database, own: OwnPortfolio, account_id: int | None) -> tuple[QualityIssue, ...]:
    """The issues of one account, or all; that of a whole file or symbol concerns the accounts whose positions are of it."""
    issues = issues_of(db, own)
    if account_id is None:
        return issues
    origin = newest_snapshot_origins(db).get(account_id)
    positions = own.portfolio.positions
    elsewhere = {each.symbol for each in positions} - {each.symbol for each in positions if each.account.id == account_id}

    def concerns(issue: QualityIssue) -> bool:
        if issue.account is not None:
            return issue.account.id == account_id
        return issue.import_id in (None, origin) and issue.symbol not in elsewhere

    return tuple(filter(concerns, issues))


def _accounts_in(earlier: Portfolio, now: Portfolio) -> Portfolio:
    return _restricted(earlier, {account.id for account in now.accounts})


def _restricted(portfolio: Portfolio, account_ids: set[int]) -> Portfolio:
    return replace(
        portfolio,
        accounts=tuple(account for account in portfolio.accounts if account.id in account_ids),
        positions=tuple(position for position in portfolio.positions if position.account.id in account_ids),
        unconverted=tuple(position for position in portfolio.unconverted if position.account.id in account_ids),
    )
