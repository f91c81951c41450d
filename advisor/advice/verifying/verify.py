"""The check that every plan passes before it is shown."""

from __future__ import annotations

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.verifying.measure import check_measure, check_no_worse_than_nothing
from advisor.advice.verifying.money_left import check_cash, check_cash_floor, check_trades
from advisor.advice.verifying.rules import check_rules
from advisor.advice.verifying.shapes import check_shapes, holdings_after
from advisor.advice.verifying.taxes import check_tax
from advisor.advice.verifying.washes import check_wash_policy, check_washes


def verify(request: PlanRequest, plan: Plan) -> None:
    """Every figure of a plan that was found is so, and every rule of its request is kept.

    Raises:
        PlanNotSoundError: The first thing that is wrong, as a sentence.
    """
    verify_figures(request, plan)
    check_cash_floor(request, plan)
    check_wash_policy(request, plan)
    check_rules(request, plan)
    check_no_worse_than_nothing(request, plan)


def verify_figures(request: PlanRequest, plan: Plan) -> None:
    """Every figure is so; what the investor types may break a rule, and is then told with true figures.

    Raises:
        PlanNotSoundError: The first figure that is wrong, as a sentence.
    """
    check_trades(request, plan)
    check_cash(request, plan)
    check_washes(request, plan)
    check_tax(request, plan)
    after = holdings_after(request, plan)
    check_shapes(request, plan, after)
    check_measure(request, plan, after)
