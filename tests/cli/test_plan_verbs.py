"""Kept plans on the command line: listed, shown, compared, printed, forgotten."""

from __future__ import annotations

from contextlib import closing

import pytest
from click.testing import CliRunner

from advisor.cli import main
from advisor.services.keep_plans import keep_plan
from advisor.services.task import Task
from advisor.storage.database import open_database
from tests.advice.kept import PLAN, REQUEST


@pytest.fixture
def kept(tmp_path):
    with closing(open_database(tmp_path / "books.db")) as db:
        return keep_plan(db, Task(), "Autumn", REQUEST, PLAN).head


def test_without_plans(advisor, tmp_path):
    assert advisor("plans", "list")[:2] == (0, {"plans": []})
    text = CliRunner().invoke(main, ["--db", str(tmp_path / "books.db"), "plans", "list"]).stdout
    assert text == "You have kept no plan.\n"


def test_kept_plans_are_listed_and_shown(advisor, kept):
    (listed,) = advisor("plans", "list")[1]["plans"]
    assert listed == {
        "id": kept.id,
        "name": "Autumn",
        "created_at": kept.created_at.isoformat(),
        "trade_date": "2026-07-01",
        "target": "A",
        "program": kept.program,
        "state": "kept",
        "ordered_on": None,
        "carried_out": "",
    }
    code, answer, _ = advisor("plans", "show", kept.id)
    assert (code, answer["name"], len(answer["plan"]["trades"]), answer["files"]) == (0, "Autumn", 3, [])
    assert {trade["fulfilment"] for trade in answer["since"]["trades"]} == {"not_told"}


def test_a_kept_plan_is_worked_out_again_from_what_was_kept(advisor, kept):
    code, answer, _ = advisor("plans", "show", kept.id, "--again")
    assert (code, answer["plan"]["target"]["name"]) == (0, "A")
    sold = [trade["symbol"] for trade in answer["plan"]["trades"] if trade["action"] == "sell"]
    assert sold  # far above its target
    assert set(sold) <= {position.symbol for position in REQUEST.positions}
    assert advisor("plans", "show", kept.id)[1]["plan"]["objective"] == PLAN.objective


def test_a_kept_plan_is_written_to_files(advisor, kept, tmp_path):
    out, paper = tmp_path / "trades.csv", tmp_path / "plan.html"
    code, answer, _ = advisor("plans", "show", kept.id, "--out", out, "--orders", "ibkr", "--print", paper)
    assert code == 0
    assert {file.rsplit("/", 1)[1] for file in answer["files"]} == {
        "trades.csv",
        "trades-ibkr-Brokerage-1.csv",
        "trades-ibkr-Brokerage-1.txt",
        "trades-ibkr-Roth-IRA-2.csv",
        "trades-ibkr-Roth-IRA-2.txt",
        "plan.html",
    }
    assert "Plan,Autumn" in out.read_text(encoding="utf-8")
    assert "This informs; it is no financial advice." in paper.read_text(encoding="utf-8")


def test_giving_the_orders_compares(advisor, kept):
    code, answer, _ = advisor("plans", "done", kept.id, "--on", "2026-07-02")
    assert (code, answer["state"], answer["ordered_on"]) == (0, "ordered", "2026-07-02")
    assert answer["since"]["headline"].startswith("Nothing in the books is newer")
    assert advisor("plans", "done", kept.id, "--on", "2026-06-30")[0] == 2


def test_dropped_and_forgotten(advisor, kept):
    assert advisor("plans", "drop", kept.id)[1]["state"] == "dropped"
    assert advisor("plans", "forget", kept.id)[:2] == (0, {"ok": True, "id": kept.id, "name": "Autumn"})
    assert advisor("plans", "list")[1] == {"plans": []}


@pytest.mark.parametrize(
    "verb",
    [("show", 9), ("forget", 9), ("drop", 9), ("done", 9), ("show", 1, "--orders", "ibkr"), ("show", 1, "--print", "a.doc"), ()],
)
def test_a_request_that_makes_no_sense_ends_with_2(advisor, kept, verb):
    code, answer, words = advisor("plans", *verb)
    assert code == 2
    assert answer["error"]["message"] in words
