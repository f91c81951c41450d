"""A monthly contribution as it is typed."""

from __future__ import annotations

from advisor.advice.household import account_for_new_cash
from advisor.domain.errors import InvalidRequestError
from advisor.services.empty_accounts import with_empty_accounts
from advisor.services.list_positions import list_positions
from advisor.services.measure_exposure import account_named
from advisor.services.spread_contributions import DEFAULT_MONTHS, ContributionOptions
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.services.typed_values import read_amount
from advisor.storage.engine import Database

_EXAMPLE = "For example 500, 500:24 (months) or “Roth IRA=500:24”."


def read_contribution(db: Database, task: Task, text: str, wishes: SuggestOptions) -> ContributionOptions:
    """ "AMOUNT", "AMOUNT:MONTHS" or "ACCOUNT=AMOUNT:MONTHS"; without an account it arrives where new cash does.

    Raises:
        InvalidRequestError: It is none of these, or there is no such account.
    """
    account, _, rest = text.rpartition("=")
    amount, colon, months = rest.partition(":")
    if colon and not (months.strip().isdecimal() and int(months) > 0):
        raise InvalidRequestError(f"--monthly cannot be “{text}”.", _EXAMPLE)
    portfolio = list_positions(db, task)
    if not portfolio.accounts:
        raise InvalidRequestError("There are no positions to plan for.", "Import a positions file first.")
    return ContributionOptions(
        wishes=wishes,
        amount=read_amount(amount, "--monthly"),
        account_id=(
            account_named(with_empty_accounts(db, portfolio), account) if account else account_for_new_cash(portfolio.accounts).id
        ),
        months=int(months) if colon else DEFAULT_MONTHS,
    )
