"""Losses, worksheets, the cost of rotating and contributions, from the books on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import FixedTrade
from advisor.advice.model.washing import Likeness
from advisor.advice.targets import at_point
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.services.choose_target import choose_target
from advisor.services.cost_of_rotating import cost_of_rotating
from advisor.services.harvest_losses import HarvestOptions, harvest_losses, take_losses
from advisor.services.import_files import import_files
from advisor.services.load_sample import load_sample
from advisor.services.spread_contributions import ContributionOptions, spread_contributions
from advisor.services.suggest_options import SuggestOptions
from advisor.services.suggest_trades import suggest
from advisor.services.task import Task
from advisor.services.work_out_worksheet import key_of, lines_of, lines_to_respect, work_out_again, work_out_worksheet
from advisor.storage.database import open_database
from advisor.storage.engine import Database

DAY = date(2026, 8, 21)


@pytest.fixture
def sample(tmp_path) -> Iterator[Database]:
    with closing(open_database(tmp_path / "books.db")) as db:
        load_sample(db, Task())
        yield db


@pytest.fixture
def losing(tmp_path) -> Iterator[Database]:
    positions = [
        {"symbol": symbol, "name": symbol, "kind": "fund", "quantity": quantity, "price": price, "value": f"{Decimal(value)}.00"}
        | {"lots": [{"acquired": acquired, "quantity": quantity, "cost_basis": basis}], "cost_basis": basis}
        for symbol, quantity, price, value, acquired, basis in (
            ("VOO", "20", "700", "14000", "2024-03-01", "16000"),
            ("IJH", "100", "75", "7500", "2026-05-05", "8200"),
            ("QQQ", "10", "710", "7100", "2024-03-01", "7105"),
        )
    ]
    account = {"name": "Taxable", "broker": "schwab", "number_masked": "1111", "tax_type": "taxable", "currency": "USD"}
    account |= {"cash": "1000.00", "positions": positions}
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-08-20", "accounts": [account]}
    (tmp_path / "books.json").write_text(json.dumps(books), encoding="utf-8")
    with closing(open_database(tmp_path / "books.db")) as db:
        import_files(db, Task(), [tmp_path / "books.json"])
        yield db


def wishes(db: Database) -> SuggestOptions:
    return SuggestOptions(choose_target(db, Task(), "broadening"), DAY, time_limit=5.0)


def test_losses_name_a_fund_that_keeps_the_exposure_and_doubt_one_on_the_same_index(losing):
    view = harvest_losses(losing, Task(), HarvestOptions(DAY))
    assert [lot.symbol for lot in view.lots] == ["VOO", "IJH"]
    assert view.left_out == 1
    large = view.lots[0]
    clear = [each for each in large.replacements if each.likeness is Likeness.DIFFERENT]
    assert clear[0].companies > 0.8
    assert "IVV" in {each.symbol for each in large.replacements} - {each.symbol for each in clear}
    assert "VFIAX" in large.do_not_buy
    assert large.do_not_buy_until == date(2026, 9, 20)


def test_losses_that_are_taken_become_a_worksheet(losing):
    view = harvest_losses(losing, Task(), HarvestOptions(DAY))
    chosen = [(lot, lot.replacements[0]) for lot in view.lots]
    plan = take_losses(losing, Task(), HarvestOptions(DAY), chosen).plan
    assert plan.problems == ()
    assert {trade.symbol for trade in plan.trades if trade.action is TradeAction.SELL} == {"VOO", "IJH"}
    assert plan.tax.estimated_tax == -view.together.tax_saved
    assert plan.after[Sleeve.MID_CAP] == pytest.approx(plan.before[Sleeve.MID_CAP], abs=0.03)


def test_a_plan_opens_as_a_worksheet_is_edited_and_searched_again_around_its_locks(sample):
    options = wishes(sample)
    found = suggest(sample, Task(), options)
    lines = lines_of(found)
    same = work_out_worksheet(sample, Task(), options, lines)
    assert (same.plan.tax, same.plan.cash_after, same.plan.problems) == (found.plan.tax, found.plan.cash_after, ())
    sale = next(line for line in lines if line.action is TradeAction.SELL)
    fewer = replace(sale, quantity=sale.quantity - 1, lots=())
    edited = work_out_again(same.request, tuple(fewer if line == sale else line for line in lines))
    assert edited.plan.cash_after != same.plan.cash_after
    fixed = lines_to_respect(found.plan, {key_of(lines[-1])}, {key_of(sale): fewer.quantity})
    again = suggest(sample, Task(), replace(options, fixed=fixed)).plan
    made = {key_of(trade): trade.quantity for trade in again.trades}
    assert made[key_of(sale)] == fewer.quantity
    assert made[key_of(lines[-1])] == lines[-1].quantity
    assert sum(trade.edited for trade in again.trades) == 2


def test_a_line_for_something_that_is_neither_held_nor_offered_is_refused(sample):
    line = FixedTrade(1, TradeAction.BUY, "NOSUCH", Decimal(1))
    with pytest.raises(InvalidRequestError):
        work_out_worksheet(sample, Task(), wishes(sample), (line,))


def test_the_curve_leads_from_today_to_the_target(sample):
    told: list[tuple[int, int, str]] = []
    found = cost_of_rotating(sample, Task(lambda *step: told.append(step)), wishes(sample), 3)
    points = found.curve.points
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert points[0].share == pytest.approx(found.curve.today)
    assert points[-1].share <= found.curve.aimed + 0.006
    assert work_out_again(found.request, points[-1].lines).plan.tax == points[-1].plan.tax
    picked = at_point(points[1], points[1].plan.target)
    assert picked.sleeves[Sleeve.MEGA_CAP_TECH] == pytest.approx(points[1].share)
    whole = suggest(sample, Task(), wishes(sample)).plan
    assert points[-1].share <= whole.after[Sleeve.MEGA_CAP_TECH] + 0.0005
    again = suggest(sample, Task(), replace(wishes(sample), target=picked)).plan
    assert again.after[Sleeve.MEGA_CAP_TECH] == pytest.approx(points[1].share, abs=0.005)


def test_a_curve_that_is_stopped_has_the_levels_found_so_far(sample):
    assert not cost_of_rotating(sample, Task(), wishes(sample), 4, lambda: True).curve.complete


def test_contributions_buy_month_by_month_and_sell_nothing(sample):
    account = suggest(sample, Task(), wishes(sample)).request.accounts[0]
    done = spread_contributions(sample, Task(), ContributionOptions(wishes(sample), Decimal(2000), account.id, 3))
    assert [step.month for step in done.steps] == [1, 2, 3]
    assert all(trade.action is TradeAction.BUY for step in done.steps for trade in step.trades)
    assert sum(spent for _, spent in done.bought) > 3000
    assert done.steps[-1].gap < done.steps[0].gap
