"""Thousands of random portfolios: every plan that is found passes the second working-out, and every set of orders its figures.

ADVISOR_PLANS=20000 looks at so many tiny households instead of the usual number, and at a hundredth of it of small ones.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from advisor.advice.assemble import assemble_plan
from advisor.advice.household import describe_household
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.plan import solve
from advisor.advice.search import SearchRun
from advisor.advice.verifying.verify import verify, verify_figures
from advisor.domain.errors import InvalidRequestError, NoFeasiblePlanError, PlanNotSoundError
from tests.advice.plans_by_hand import plan_of, random_orders
from tests.advice.random_households import LARGE, MEDIUM, SMALL, TINY, Size, household, tiny_households

COUNT = int(os.environ.get("ADVISOR_PLANS", "800"))
PARTS = 4  # so that as many processes share them
TINIER = Size(3, 6, 2, 40, 2)
few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def found(request: PlanRequest) -> Plan | None:
    """The plan without the reasons for it, which take longer than the search; None where nothing keeps every rule."""
    home = describe_household(request)
    best = SearchRun(home, lambda _: None, lambda: False).run()
    return None if best is None else assemble_plan(home, best.orders, best.outcome, best.search, optimality_gap=best.gap)


def faults(requests: Iterator[tuple[int, PlanRequest]]) -> tuple[list[str], Counter[str]]:
    """What the check finds wrong, by seed, and what was looked at."""
    wrong, seen = [], Counter[str]()
    for seed, request in requests:
        try:
            plan = found(request)
            if plan is not None:
                verify(request, plan)
        except (NoFeasiblePlanError, InvalidRequestError):  # some own nothing but debts
            plan = None
        except PlanNotSoundError as fault:
            wrong.append(f"{seed}: {fault.message}")
            continue
        seen["plans"] += plan is not None
        seen["trading"] += bool(plan and plan.trades)
        seen["washing"] += bool(plan and plan.washed)
        seen["taxed"] += bool(plan and plan.tax.estimated_tax)
    return wrong, seen


@pytest.mark.parametrize("part", range(PARTS))
def test_every_plan_that_is_found_is_sound(part: int) -> None:
    seeds = range(part * COUNT // PARTS, (part + 1) * COUNT // PARTS)
    wrong, seen = faults((seed, replace(household(TINIER, seed), time_limit=0.2)) for seed in seeds)
    assert not wrong
    assert seen["plans"] > 0.8 * len(seeds)
    assert seen["trading"] > 0.7 * len(seeds)
    assert seen["taxed"] > 0.2 * len(seeds)
    assert seen["washing"] > 0.02 * len(seeds)


def test_plans_of_larger_households_are_sound() -> None:
    wrong, seen = faults((seed, replace(household(SMALL, seed), time_limit=0.5)) for seed in range(max(12, COUNT // 100)))
    assert not wrong
    assert seen["trading"] > 0.8 * seen["plans"]


@few
@given(request=tiny_households())
def test_a_plan_with_all_its_reasons_is_sound(request: PlanRequest) -> None:
    try:
        plan = solve(replace(request, time_limit=0.3))
    except NoFeasiblePlanError as refused:
        assert refused.message.endswith(".")
        return
    verify(request, plan)


@pytest.mark.parametrize(("size", "count"), [(TINY, 1200), (SMALL, 100), (MEDIUM, 15), (LARGE, 3)])
def test_the_figures_of_any_orders_are_so(size: Size, count: int) -> None:
    washed = 0
    for seed in range(count):
        request = household(size, seed)
        plan = plan_of(request, random_orders(request, seed))
        verify_figures(request, plan)
        washed += bool(plan.washed)
    assert washed > count / 20
