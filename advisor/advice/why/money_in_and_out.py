"""What comes in or goes out of accounts, and debt that a plan pays back: what of it the figures do not hold."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.advice.household import Household
from advisor.advice.outcome import Outcome
from advisor.advice.wording import dollars, listed
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxType


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
    if paid:
        yield f"What may be paid into {listed(paid)} in a year is limited: the plan does not know how much of it is used up."
