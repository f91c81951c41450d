"""A kept plan can be worked out again from what was kept with it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from advisor.advice.plan import solve
from advisor.services.keep_plans import keep_plan, read_plan
from advisor.services.task import Task
from advisor.storage.database import open_database
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
