"""What a plan was asked to invest or to pay out, in words."""

from __future__ import annotations

from decimal import Decimal

from advisor.advice.household import account_for_new_cash
from advisor.advice.model.request import PlanRequest
from advisor.presentation import words
from advisor.presentation.views import Rich


def flows_in_words(request: PlanRequest) -> Rich:
    """ " $20,000 leaves Brokerage." or " $2,000 goes into Rollover IRA."; empty where no money comes or goes."""
    runs: list[tuple[str, bool]] = []
    for name, amount in _flows(request):
        runs += [(" ", False), (words.dollars(abs(amount)), True), (f" {'goes into' if amount > 0 else 'leaves'} {name}.", False)]
    return tuple(runs)


def _flows(request: PlanRequest) -> tuple[tuple[str, Decimal], ...]:
    flows = {account.id: request.flows.get(account.id, Decimal(0)) for account in request.accounts}
    if request.new_cash:
        flows[account_for_new_cash(request.accounts).id] += request.new_cash
    return tuple((account.name, flows[account.id]) for account in request.accounts if flows[account.id])
