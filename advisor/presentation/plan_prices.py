"""How old the prices are that a plan trades at, in words."""

from __future__ import annotations

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.why.old_prices import old_prices
from advisor.presentation import words
from advisor.presentation.plan_flows import flows_in_words
from advisor.presentation.views import Rich

_NAMED = 2


def asked_in_words(request: PlanRequest, plan: Plan) -> Rich:
    """What the request behind a plan adds to its explanation: the money that comes or goes, and how old the prices are."""
    return (*flows_in_words(request), *old_prices_in_words(request, plan))


def old_prices_in_words(request: PlanRequest, plan: Plan) -> Rich:
    """ " Prices of VTI and 2 more are old: Jul 13, 2026."; empty where every price is of the last week."""
    old = old_prices(request, {trade.symbol for trade in plan.trades})
    if not old:
        return ()
    names = words.listed(list(old), _NAMED)
    said = f"The price of {names} is old" if len(old) == 1 else f"Prices of {names} are old"
    return ((" ", False), (said, True), (f": {words.date_span(min(old.values()), max(old.values()))}.", False))
