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
def advisor(advisor):
    """Run a verb on the sample."""
    assert advisor("import", *SAMPLE)[0] == 0
    return advisor


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


def test_a_worksheet_is_worked_out_and_nothing_is_searched(advisor, asked, tmp_path):
    lines = tmp_path / "lines.csv"
    lines.write_text("account,action,symbol,quantity\nIndividual - TOD,sell,NVDA,3\n", encoding="utf-8")
    code, answer, said = advisor("suggest", "--target", "broadening", "--worksheet", lines, "--keep", "Mine")
    assert (code, asked, answer["optimality_gap"]) == (0, [], None), said
    (trade,) = answer["trades"]
    assert (trade["action"], trade["symbol"], trade["quantity"]) == ("sell", "NVDA", 3)
    assert advisor("plans", "show", answer["plan_id"])[1]["plan"]["trades"] == [trade]


def test_a_worksheet_that_cannot_be_carried_out_is_kept_as_a_draft_and_not_exported(advisor, tmp_path):
    lines = tmp_path / "lines.csv"
    lines.write_text("account,action,symbol,quantity\nIndividual - TOD,buy,IJH,90000\n", encoding="utf-8")
    wanted = ("suggest", "--target", "broadening", "--worksheet", lines)
    code, answer, _ = advisor(*wanted, "--keep", "Too much")
    assert (code, bool(answer["problems"])) == (0, True)
    assert advisor("plans", "list")[1]["plans"][0]["state"] == "draft"
    code, answer, _ = advisor(*wanted, "--out", tmp_path / "trades.csv")
    assert code == 2
    assert "cannot be carried out" in answer["error"]["message"]
    assert not (tmp_path / "trades.csv").exists()


def test_what_leaving_the_seven_costs(advisor):
    code, answer, _ = advisor("suggest", "--target", "broadening", "--trade-date", "2026-07-13", "--curve", "--time-limit", "4")
    assert code == 0
    shares = [point["share"] for point in answer["points"]]
    costs = [point["cost"] for point in answer["points"]]
    assert shares == sorted(shares, reverse=True)
    assert costs == sorted(costs)
    assert answer["marks"][0]["sentence"]


def test_where_a_monthly_contribution_goes(advisor):
    code, answer, _ = advisor(
        "suggest", "--target", "broadening", "--monthly", "Roth Contributory IRA=2000:2", "--time-limit", "2"
    )
    assert (code, len(answer["months"])) == (0, 2)
    assert {trade["account"] for trade in answer["months"][1]["trades"]} == {"Roth Contributory IRA"}
    assert all(trade["action"] == "buy" for month in answer["months"] for trade in month["trades"])
    assert answer["sentence"]


@pytest.mark.parametrize("words", ["500:0", "500:soon", "much", "Nobody=500", ""])
def test_a_contribution_that_makes_no_sense(advisor, asked, words):
    code, answer, _ = advisor("suggest", "--target", "broadening", "--monthly", words or "-500")
    assert (code, asked) == (2, [])
    assert answer["error"]["hint"] or answer["error"]["message"]


def test_losses_that_could_be_realised(tmp_path):
    def run(*words):
        arguments = ["--db", str(tmp_path / "books.db"), *map(str, words), "--json"]
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
        return result.exit_code, json.loads(result.stdout)

    path = tmp_path / "Portfolio_Positions_Jul-13-2026.csv"
    heading = "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type"
    path.write_text(f"{heading}\nZ12345678,Individual,VTI,TOTAL MARKET,100,$300.00,$30000.00,$38000.00,Cash\n", encoding="utf-8")
    assert run("import", path)[0] == 0
    code, answer = run("harvest", "--trade-date", "2026-07-13")
    assert (code, [lot["symbol"] for lot in answer["lots"]]) == (0, ["VTI"])
    assert answer["lots"][0]["loss"] == 8000.0
    assert answer["lots"][0]["do_not_buy_until"] == "2026-08-12"
    assert run("harvest", "--no-sell", "VTI")[1]["lots"] == []
    assert run("harvest", "--account", "Nobody's")[0] == 2
