"""A plan whose orders were given is compared with every later import, and says how far it has come."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.request import PlanRequest
from advisor.domain.errors import InvalidRequestError
from advisor.domain.kept_plans import PlanState
from advisor.services.compare_plan import compare_plan, mark_as_ordered
from advisor.services.import_files import import_files
from advisor.services.keep_plans import keep_plan, list_plans, read_plan
from advisor.services.list_positions import list_positions
from advisor.services.task import Changed, Task
from advisor.services.undo_import import undo_import
from advisor.storage.database import open_database
from tests.advice.households import TARGETS, holding
from tests.advice.kept import BUY, PLAN, SELL

MADE = date(2026, 7, 10)
ORDERED = date(2026, 7, 13)


def books(folder, day, **shares):
    positions = [
        {
            "symbol": symbol,
            "name": symbol,
            "kind": "fund",
            "quantity": shares[symbol],
            "price": str(price),
            "value": f"{int(shares[symbol]) * price}.00",
        }
        for symbol, price in (("SEVEN", 300), ("MID", 70))
        if symbol in shares
    ]
    account = {"name": "Here", "broker": "schwab", "number_masked": "1111", "currency": "USD", "cash": shares.get("cash", "0.00")}
    path = folder / f"{day}-{len(list(folder.iterdir()))}.json"
    document = {"format": "advisor-portfolio", "version": 1, "as_of": day, "accounts": [{**account, "positions": positions}]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.fixture
def db(tmp_path):
    with closing(open_database(tmp_path / "books.db")) as opened:
        import_files(opened, Task(), [books(tmp_path, "2026-07-10", SEVEN="60")])
        yield opened


@pytest.fixture
def kept(db):
    (account,) = list_positions(db, Task()).accounts
    before = replace(holding(account, "SEVEN", "60", "300"), account=account)
    request = PlanRequest((before,), {account.id: Decimal(0)}, (account,), TARGETS[0], (), MADE)
    trades = (replace(SELL, account=account), replace(BUY, account=account))
    plan = replace(PLAN, trades=trades, cash_after={account.id: Decimal("190.00")})
    return keep_plan(db, Task(), "Autumn", request, plan).head


def test_the_next_imports_tell_how_far_it_has_come(db, kept, tmp_path):
    marked = mark_as_ordered(db, Task(), kept.id, ORDERED)
    assert (marked.kept.head.state, marked.kept.head.ordered_on) == (PlanState.ORDERED, ORDERED)
    assert marked.carried_out.headline.startswith("Nothing in the books is newer")
    outcome = import_files(db, Task(), [books(tmp_path, "2026-07-14", SEVEN="54", cash="1800.00")])
    assert outcome.plans == ("“Autumn”: 0 of 2 trades done, 1 in part and 1 not yet.",)
    assert outcome.changed == Changed.HOLDINGS | Changed.PLANS
    outcome = import_files(db, Task(), [books(tmp_path, "2026-07-15", SEVEN="50", MID="40", cash="190.00")])
    assert outcome.plans == ("“Autumn”: All 2 trades are done.",)
    (head,) = list_plans(db, Task())
    assert (head.state, head.carried_out) == (PlanState.DONE, "All 2 trades are done.")
    assert import_files(db, Task(), [books(tmp_path, "2026-07-16", SEVEN="49", cash="5")]).plans == ()


def test_an_import_that_is_taken_back_opens_a_plan_again(db, kept, tmp_path):
    mark_as_ordered(db, Task(), kept.id, ORDERED)
    (stored,) = import_files(db, Task(), [books(tmp_path, "2026-07-15", SEVEN="50", MID="40", cash="190.00")]).files
    (later,) = import_files(db, Task(), [books(tmp_path, "2026-07-16", SEVEN="45", MID="40", cash="5.00")]).files
    assert undo_import(db, Task(), later.import_id).plans == ()
    assert list_plans(db, Task())[0].state is PlanState.DONE
    undone = undo_import(db, Task(), stored.import_id)
    assert undone.plans[0].startswith("“Autumn”: Nothing in the books is newer")
    assert undone.changed == Changed.HOLDINGS | Changed.PLANS
    assert list_plans(db, Task())[0].state is PlanState.ORDERED


def test_a_plan_without_orders_is_left_alone(db, kept, tmp_path):
    outcome = import_files(db, Task(), [books(tmp_path, "2026-07-14", SEVEN="50", MID="40", cash="190.00")])
    assert (outcome.plans, outcome.changed) == ((), Changed.HOLDINGS)
    seen = compare_plan(db, Task(), kept.id)
    assert seen.carried_out.complete
    assert list_plans(db, Task()) == (kept,)


def test_a_plan_that_cannot_be_read_does_not_stop_an_import(db, kept, tmp_path):
    mark_as_ordered(db, Task(), kept.id, ORDERED)
    with db.conn:
        db.conn.execute("update plans set plan = request")
    assert import_files(db, Task(), [books(tmp_path, "2026-07-14", SEVEN="54")]).plans == ()


def test_orders_are_never_older_than_their_plan(db, kept):
    with pytest.raises(InvalidRequestError, match="cannot be older"):
        mark_as_ordered(db, Task(), kept.id, date(2026, 7, 9))
    assert list_plans(db, Task()) == (kept,)


def test_orders_of_a_worksheet_that_cannot_be_carried_out(db, kept):
    read = read_plan(db, Task(), kept.id)
    draft = keep_plan(db, Task(), "Draft", read.request, replace(read.plan, problems=("Too much is sold.",)), draft=True).head
    with pytest.raises(InvalidRequestError, match="Too much is sold"):
        mark_as_ordered(db, Task(), draft.id, ORDERED)
