"""What comes in or goes out of accounts, and debt that a plan pays back: what of it the figures do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from advisor.advice.household import Household
from advisor.advice.model.request import PlanRequest
from advisor.advice.outcome import Outcome
from advisor.advice.wording import dollars, listed
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account, TaxType

# By the names of accounts: those of employers and those inherited take other amounts, or none.
_IRA = re.compile(r"\b(ira|roth)\b", re.IGNORECASE)
_OTHER_LIMIT = re.compile(r"40[13]|\b(457|tsp|sep|simple|inherited|beneficiary)\b", re.IGNORECASE)


def about_money_in_and_out(household: Household, outcome: Outcome) -> Iterator[str]:
    """Plain sentences: margin debt paid back, withdrawals that may be income, contributions that may be too large."""
    request = household.request
    for account in request.accounts:
        start, end = household.cash[account.id], outcome.cash[account.id]
        repaid = min(ZERO, end) - start
        if request.cash.get(account.id, ZERO) < 0 and repaid >= 1:
            yield f"Of what the plan sells, {dollars(repaid)} pays back margin debt in {account.name}."
    moved = {account: household.cash[account.id] - request.cash.get(account.id, ZERO) for account in request.accounts}
    sheltered = {account: money for account, money in moved.items() if account.tax_type is not TaxType.TAXABLE}
    taken = sorted(account.name for account, money in sheltered.items() if money < 0)
    paid = sorted(account.name for account, money in sheltered.items() if money > 0)
    if taken:
        yield (
            f"What is taken out of {listed(taken)} may be taxed as income, and more before age 59½ (of a health account, 65): "
            "no tax shown counts it."
        )
    iras = [account for account, money in sheltered.items() if money > 0 and _is_ira(account)]
    beyond = beyond_ira_limit(request, iras, sum((sheltered[account] for account in iras), ZERO))
    if beyond is not None:
        yield beyond
        paid = [name for name in paid if name not in {account.name for account in iras}]
    if paid:
        yield f"What may be paid into {listed(paid)} in a year is limited: the plan does not know how much of it is used up."


def beyond_ira_limit(request: PlanRequest, accounts: Sequence[Account], paid: Decimal) -> str | None:
    """That IRAs take less than this in a year; None where they may take it, or it is not known what they take.

    Args:
        paid: Into these accounts in one year, account currency.
    """
    limit, more = request.taxes.ira_limit, request.taxes.ira_catch_up
    if limit is None or more is None or paid <= limit or not all(_is_ira(account) for account in accounts):
        return None
    names = listed(sorted(account.name for account in accounts))
    year = f"{dollars(limit)} for {request.trade_date.year}, {dollars(more)} more from age 50"
    return (
        f"IRAs take only so much a year from all sources together ({year}): {dollars(paid)} into {names} is more than "
        f"{dollars(limit)}. Money rolled over does not count."
    )


def _is_ira(account: Account) -> bool:
    sheltered = account.tax_type in (TaxType.TRADITIONAL, TaxType.ROTH)
    return sheltered and _IRA.search(account.name) is not None and _OTHER_LIMIT.search(account.name) is None
