"""Kept plans: whole and the same after the program ends, forgotten and brought back, carried along by a backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from advisor.domain.errors import InvalidRequestError, MalformedFileError
from advisor.domain.kept_plans import PlanState
from advisor.services.back_up import back_up, restore
from advisor.services.keep_plans import bring_plan_back, drop_plan, forget_plan, keep_plan, list_plans, read_plan
from advisor.services.task import Changed, Task
from advisor.storage import database
from advisor.storage.database import open_database
from tests.advice.households import TRADE_DAY
from tests.advice.kept import PLAN, REQUEST


@pytest.fixture
def path(tmp_path):
    return tmp_path / "books.db"


def test_a_kept_plan_outlives_the_program(path):
    with closing(open_database(path)) as db:
        kept = keep_plan(db, Task(), "  Autumn ", REQUEST, PLAN)
        assert kept.changed is Changed.PLANS
        keep_plan(db, Task(), "Winter", REQUEST, PLAN, draft=True)
    with closing(open_database(path)) as db:
        winter, autumn = list_plans(db, Task())
        assert (autumn, autumn.name, autumn.state) == (kept.head, "Autumn", PlanState.KEPT)
        assert (winter.state, winter.trade_date, winter.target) == (PlanState.DRAFT, TRADE_DAY, "A")
        read = read_plan(db, Task(), autumn.id)
        assert (read.request, read.plan) == (REQUEST, PLAN)


def test_what_is_forgotten_comes_back_under_its_number(path):
    with closing(open_database(path)) as db:
        first = keep_plan(db, Task(), "First", REQUEST, PLAN).head
        second = keep_plan(db, Task(), "Second", REQUEST, PLAN).head
        gone = forget_plan(db, Task(), first.id)
        assert list_plans(db, Task()) == (second,)
        bring_plan_back(db, Task(), gone.forgotten)
        assert list_plans(db, Task()) == (second, first)
        assert read_plan(db, Task(), first.id).plan == PLAN


def test_a_dropped_plan_stays_to_be_read(path):
    with closing(open_database(path)) as db:
        kept = keep_plan(db, Task(), "First", REQUEST, PLAN).head
        assert drop_plan(db, Task(), kept.id).head == replace(kept, state=PlanState.DROPPED)
        assert read_plan(db, Task(), kept.id).plan == PLAN


def test_a_plan_needs_a_name_and_a_number_that_is_known(path):
    with closing(open_database(path)) as db:
        with pytest.raises(InvalidRequestError, match="needs a name"):
            keep_plan(db, Task(), " ", REQUEST, PLAN)
        for service in (read_plan, forget_plan, drop_plan):
            with pytest.raises(InvalidRequestError, match="no plan 7"):
                service(db, Task(), 7)
        assert list_plans(db, Task()) == ()


def test_a_plan_in_a_form_that_is_not_known_is_named(path):
    with closing(open_database(path)) as db:
        kept = keep_plan(db, Task(), "Old", REQUEST, PLAN).head
        with db.conn:
            db.conn.execute("update plans set plan = request")
        with pytest.raises(MalformedFileError, match="The plan “Old” cannot be read"):
            read_plan(db, Task(), kept.id)


def test_a_backup_carries_the_plans(path, tmp_path):
    with closing(open_database(path)) as db:
        kept = keep_plan(db, Task(), "Saved", REQUEST, PLAN).head
        back_up(db, Task(), tmp_path / "copy.db")
        forget_plan(db, Task(), kept.id)
    assert Changed.PLANS in restore(path, tmp_path / "copy.db").changed
    with closing(open_database(path)) as db:
        assert list_plans(db, Task()) == (kept,)


def test_books_of_the_program_before_plans_take_them(path, monkeypatch):
    steps = [step.name for step in database.migrations._migrations]
    with monkeypatch.context() as before:
        before.setattr(database.migrations, "_migrations", database.migrations._migrations[: steps.index("create_plans")])
        with closing(open_database(path)) as db, pytest.raises(sqlite3.OperationalError):
            db.conn.execute("select * from plans")
    with closing(open_database(path)) as db:
        assert keep_plan(db, Task(), "New", replace(REQUEST, trade_date=date(2026, 7, 2)), PLAN).head.id == 1
