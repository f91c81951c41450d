"""`suggest` on the command line: every option reaches the optimiser, the plan is kept and written, the contract's keys stay."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from click.testing import CliRunner

from advisor.advice.codec.documents import request_to_text
from advisor.cli import main
from advisor.domain.errors import NoFeasiblePlanError
from advisor.locations import resources_folder
from advisor.services import suggest_trades
from advisor.services.keep_plans import read_plan
from advisor.services.task import Task
from advisor.storage.database import open_database
from tests.advice.kept import PLAN

SAMPLE = sorted((resources_folder() / "sample").glob("*.csv"))
PROMISED = {"target", "before", "after", "trades", "tax", "turnover", "gap_to_target", "optimality_gap", "binding", "warnings"}

WORDS = """suggest --target broadening --cash 1000 --max-gain 500 --no-sell NVDA --no-buy RSP --lock AAPL --buy-only
    --min-trade 50 --max-trade 9000 --turnover 10% --fractional --lot-method hifo --bands 3/20 --to edge --company-max 5%
    --risk 2 --wash forbid --prefer-bonds-in-ira --candidates IJH=65,VXUS --cost-per-trade 1 --spread 0.1%
    --trade-date 2026-07-13 --time-limit 2"""


@pytest.fixture
def advisor(tmp_path):
    """Run a verb on the sample: `advisor("suggest", ...)` → (exit code, JSON object, standard error)."""

    def run(*verb: object) -> tuple[int, dict, str]:
        arguments = ["--db", str(tmp_path / "books.db"), *map(str, verb), "--json"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        return result.exit_code, json.loads(result.stdout), result.stderr

    assert run("import", *SAMPLE)[0] == 0
    return run


@pytest.fixture
def asked(monkeypatch):
    """The requests that reach the optimiser, which answers with a plan that was made before."""
    requests = []

    def solve(request, cancelled, **_watching):
        requests.append(request)
        assert not cancelled()
        return PLAN

    monkeypatch.setattr(suggest_trades, "solve", solve)
    return requests


def test_every_option_reaches_the_optimiser(advisor, asked):
    held = {position["account"] for position in advisor("positions")[1]["positions"]}
    code, answer, said = advisor(*WORDS.split(), "--contribute", f"{min(held)}=250")
    assert code == 0, said
    assert set(answer) >= PROMISED
    (request,) = asked
    assert (request.new_cash, list(map(int, request.flows.values())), request.max_gain) == (1000, [250], 500)
    assert (request.no_sell, request.locked, request.buy_only) == ({"NVDA"}, {"AAPL"}, True)
    assert "RSP" in request.no_buy
    assert (request.minimum_trade, request.maximum_trade, request.max_turnover) == (50, 9000, 0.1)
    assert (request.whole_shares, request.lot_method.value, request.wash_policy.value) == (False, "hifo", "forbid")
    assert (request.target.band.points, request.target.band.relative) == (0.03, 0.2)
    assert (request.target.destination.value, request.target.company_max) == ("edge", 0.05)
    assert (request.costs.per_trade, request.costs.spread, request.risk_price, request.time_limit) == (1, 0.001, 2, 2)
    assert request.location_price > 0
    assert {each.symbol for each in request.candidates} >= {"IJH", "VXUS"}
    assert request.trade_date.isoformat() == "2026-07-13"


def test_the_plan_is_kept_with_what_it_was_asked_for(advisor, asked, tmp_path):
    code, answer, _ = advisor("suggest", "--target", "broadening", "--trade-date", "2026-07-13", "--keep", "Summer")
    assert (code, answer["plan_id"]) == (0, 1)
    (kept,) = advisor("plans", "list")[1]["plans"]
    assert (kept["name"], kept["trade_date"], kept["state"]) == ("Summer", "2026-07-13", "kept")
    code, answer, _ = advisor("plans", "show", 1)
    assert (code, answer["plan"]["objective"]) == (0, PLAN.objective)
    (request,) = asked
    with closing(open_database(tmp_path / "books.db")) as db:
        assert request_to_text(read_plan(db, Task(), 1).request) == request_to_text(request)


def test_the_plan_is_written(advisor, asked, tmp_path):
    out, paper = tmp_path / "trades.csv", tmp_path / "plan.html"
    code, answer, _ = advisor("suggest", "--target", "broadening", "--out", out, "--orders", "ibkr", "--print", paper)
    assert (code, len(answer["files"])) == (0, 6)
    assert out.read_text(encoding="utf-8").splitlines()[-1] == "This informs; it is no financial advice."
    assert "financial advice" in paper.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words", [("--orders", "ibkr"), ("--print", "plan.doc"), ("--bands", "wide"), ("--lot-method", "best"), ("--risk", "-1")]
)
def test_what_makes_no_sense_ends_with_2_before_anything_is_solved(advisor, asked, words):
    code, answer, said = advisor("suggest", "--target", "broadening", *words)
    assert code == 2
    assert answer["error"]["message"] in said
    assert asked == []


def test_no_feasible_plan_ends_with_5(advisor, monkeypatch):
    def solve(_request, **_watching):
        raise NoFeasiblePlanError("The cash does not suffice.", "Withdraw less.")

    monkeypatch.setattr(suggest_trades, "solve", solve)
    code, answer, _ = advisor("suggest", "--target", "broadening")
    assert (code, answer["error"]["code"], answer["error"]["hint"]) == (5, "no_feasible_plan", "Withdraw less.")
