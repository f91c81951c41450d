"""A kept plan can be worked out again from what was kept with it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from advisor.advice.codec.documents import plan_from_text, plan_to_text
from advisor.advice.plan import solve
from advisor.domain.errors import NoFeasiblePlanError
from advisor.services.keep_plans import keep_plan, read_plan
from advisor.services.task import Task
from advisor.storage.database import open_database
from tests.advice.households import requests
from tests.advice.kept import REQUEST


def test_a_kept_request_solved_again_gives_the_same_plan(tmp_path):
    plan = solve(REQUEST)
    with closing(open_database(tmp_path / "books.db")) as db:
        kept = keep_plan(db, Task(), "Twice", REQUEST, plan)
        read = read_plan(db, Task(), kept.head.id)
    again = solve(read.request)
    assert plan.trades
    assert (again.trades, again.tax, again.cash_after) == (read.plan.trades, read.plan.tax, read.plan.cash_after)
    assert replace(again, search=plan.search) == replace(read.plan, search=plan.search)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(requests())
def test_any_plan_comes_back_as_it_was(request):
    try:
        plan = solve(replace(request, time_limit=1.0))
    except NoFeasiblePlanError:
        return
    assert plan_from_text(plan_to_text(plan), "a plan") == plan
