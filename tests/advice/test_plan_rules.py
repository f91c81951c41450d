"""What a plan is asked for, rule by rule, on households small enough to see the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import FixedTrade, PlanRequest, TradeAction, TradingCost
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import Band, Destination, TargetModel
from advisor.advice.objective import price_of, steps_above, steps_below
from advisor.advice.plan import solve
from advisor.advice.search import Progress
from advisor.advice.verifying.verify import verify
from advisor.advice.worksheet import work_out_worksheet
from advisor.domain.classification import Sleeve
from advisor.domain.errors import NoFeasiblePlanError, PlanNotSoundError
from advisor.domain.portfolio import TaxLot
from advisor.exposure.contents import Contents
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding
from tests.advice.random_households import TINY, household

HALVES = TargetModel("t", "T", "", {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.MID_CAP: 0.5}, band=Band(0.1, 1.0))
IN_THE_ROTH = PlanRequest(
    positions=(holding(ROTH, "SEVEN", "800", "10.00"), holding(ROTH, "SMALL", "0.0001", "10.00", tradable=False)),
    cash={ROTH.id: Decimal(0)},
    accounts=(ROTH,),
    target=HALVES,
    candidates=(replace(fund("MID", "10.00"), contents=Contents({Sleeve.MID_CAP: 1.0})),),
    trade_date=TRADE_DAY,
    costs=TradingCost(0.0, 0.0),
)


def weight(plan: Plan, sleeve: Sleeve) -> float:
    return round(plan.after[sleeve], 3)


@pytest.mark.parametrize(
    ("destination", "seven"), [(Destination.TARGET, 0.5), (Destination.HALF_WAY, 0.55), (Destination.EDGE, 0.6)]
)
def test_what_lies_outside_its_band_is_brought_as_far_back_as_was_asked(destination: Destination, seven: float) -> None:
    plan = solve(replace(IN_THE_ROTH, target=replace(HALVES, destination=destination)))
    assert weight(plan, Sleeve.MEGA_CAP_TECH) == pytest.approx(seven, abs=0.002)


def test_what_cannot_be_seen_makes_no_shortage_certain() -> None:
    width, unseen = 1000.0, 4000.0
    below = steps_below(width, Destination.TARGET, unseen)
    assert price_of(900.0, below) == price_of(900.0, steps_above(width, Destination.TARGET))
    within_the_unseen = price_of(5000.0, below) - price_of(1000.0, below)
    assert within_the_unseen == pytest.approx(0.015 * 4000)
    assert price_of(5100.0, below) - price_of(5000.0, below) == pytest.approx(0.10 * 100)


def test_a_line_of_the_worksheet_is_taken_as_it_is_with_its_lots() -> None:
    lots = (TaxLot(date(2020, 1, 2), Decimal(10), Decimal(50)), TaxLot(date(2020, 1, 3), Decimal(10), Decimal(150)))
    held = holding(BROKERAGE, "SEVEN", "20", "10.00", lots=lots)
    request = replace(IN_THE_ROTH, positions=(held,), accounts=(BROKERAGE,), cash={BROKERAGE.id: Decimal(40)})
    line = FixedTrade(BROKERAGE.id, TradeAction.SELL, "SEVEN", Decimal(3), ((0, Decimal(3)),))
    bought = FixedTrade(BROKERAGE.id, TradeAction.BUY, "MID", Decimal(0))
    plan = solve(replace(request, fixed=(line, bought), no_sell=frozenset({"SEVEN"})))
    assert [(trade.symbol, trade.quantity, trade.gain, trade.edited) for trade in plan.trades] == [("SEVEN", 3, 15, True)]
    verify(replace(request, fixed=(line, bought), no_sell=frozenset({"SEVEN"})), plan)


@pytest.mark.parametrize(
    ("changes", "most"),
    [
        ({"maximum_trade": Decimal(500)}, Decimal(500)),
        ({"max_turnover": 0.1}, Decimal(800)),
        ({"buy_only": True}, Decimal(0)),
        ({"no_buy": frozenset({"MID"})}, Decimal(0)),
        ({"locked": frozenset({"SEVEN"})}, Decimal(0)),
    ],
)
def test_limits_on_trades_are_kept(changes: dict[str, object], most: Decimal) -> None:
    plan = solve(replace(IN_THE_ROTH, **changes))
    bought = sum((trade.value for trade in plan.trades if trade.action is TradeAction.BUY), Decimal(0))
    assert bought == most
    verify(replace(IN_THE_ROTH, **changes), plan)


def test_bonds_move_to_where_they_are_not_taxed() -> None:
    bonds = holding(BROKERAGE, "BONDS", "100", "10.00", basis="1000")
    stocks = holding(ROTH, "SEVEN", "100", "10.00")
    target = TargetModel("t", "T", "", {Sleeve.FIXED_INCOME: 0.5, Sleeve.MEGA_CAP_TECH: 0.5})
    request = replace(
        IN_THE_ROTH,
        positions=(bonds, stocks),
        accounts=(BROKERAGE, ROTH),
        cash={BROKERAGE.id: Decimal(0), ROTH.id: Decimal(0)},
        candidates=(fund("BONDS", "10.00"), fund("SEVEN", "10.00")),
        target=target,
    )
    assert solve(request).trades == ()
    plan = solve(replace(request, location_price=0.01))
    assert {(trade.account.name, trade.action, trade.symbol, trade.quantity) for trade in plan.trades} == {
        ("Brokerage", TradeAction.SELL, "BONDS", 100),
        ("Brokerage", TradeAction.BUY, "SEVEN", 100),
        ("Roth IRA", TradeAction.SELL, "SEVEN", 100),
        ("Roth IRA", TradeAction.BUY, "BONDS", 100),
    }


def test_the_risk_of_wandering_pulls_a_plan_to_its_target() -> None:
    factors = (Sleeve.MEGA_CAP_TECH, Sleeve.MID_CAP)
    reference = Contents({Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.MID_CAP: 0.5})
    covariance = np.array([[0.09, 0.0], [0.0, 0.04]])
    risk = Risk(factors, covariance, {}, {}, reference, {}, TRADE_DAY, 104)
    no_aims = replace(IN_THE_ROTH, target=replace(HALVES, sleeves={}), risk=risk)
    assert solve(replace(no_aims, risk_price=0.0)).trades == ()
    plan = solve(no_aims)
    assert weight(plan, Sleeve.MEGA_CAP_TECH) == pytest.approx(0.5, abs=0.02)
    before, after = plan.shape_before.tracking_error, plan.shape_after.tracking_error
    assert before is not None
    assert after is not None
    assert before == pytest.approx((0.25 * 0.09 + 0.25 * 0.04) ** 0.5, rel=1e-3)
    assert after < 0.01


def test_progress_is_told_and_a_search_that_is_stopped_keeps_its_best_plan() -> None:
    told: list[Progress] = []
    plan = solve(IN_THE_ROTH, progress=told.append)
    assert all(each.gap_dollars >= -0.01 for each in told)
    stopped = solve(IN_THE_ROTH, cancelled=lambda: True)
    assert stopped.objective >= plan.objective - 0.01


@pytest.mark.parametrize("seed", range(6))
def test_the_same_question_gets_the_same_plan(seed: int) -> None:
    request = replace(household(TINY, seed), time_limit=20.0)
    first, second = solve(request), solve(request)
    assert replace(first, search=second.search) == second


@pytest.mark.parametrize(("whole", "most"), [(True, Decimal(300)), (False, Decimal("300.5"))])
def test_shares_behind_calls_are_kept_whatever_the_target_wants(whole: bool, most: Decimal) -> None:
    held = replace(holding(ROTH, "SEVEN", "800.5", "10.00"), pledged=Decimal(500))
    call = replace(
        held, symbol="SEVEN261218C00120000", quantity=Decimal(-5), value=Decimal(0), tradable=False, pledged=Decimal(0)
    )
    plan = solve(replace(IN_THE_ROTH, positions=(held, call), whole_shares=whole))
    (sale,) = (trade for trade in plan.trades if trade.action is TradeAction.SELL)
    assert sale.quantity == most
    assert "No more is sold: shares of it stand behind calls that you wrote." in [each.reason for each in plan.not_made]
    assert "Calls that you wrote stand for 500 shares of SEVEN in Roth IRA: the plan keeps that many." in plan.warnings


def test_what_is_wholly_behind_calls_is_not_sold_unless_the_investor_types_it() -> None:
    held = replace(holding(ROTH, "SEVEN", "500", "10.00"), pledged=Decimal(500))
    request = replace(IN_THE_ROTH, positions=(held,))
    assert not solve(request).trades
    line = FixedTrade(ROTH.id, TradeAction.SELL, "SEVEN", Decimal(50))
    assert [trade.quantity for trade in solve(replace(request, fixed=(line,))).trades if trade.symbol == "SEVEN"] == [50]
    (problem,) = work_out_worksheet(request, (line,)).problems
    assert problem == (
        "The line to sell 50 SEVEN in Roth IRA takes 50 that stand behind calls you wrote: buy the calls back before."
    )


def test_a_plan_that_sells_shares_behind_calls_is_refused() -> None:
    request = replace(IN_THE_ROTH, positions=(holding(ROTH, "SEVEN", "800", "10.00"),))
    plan = solve(request)
    with pytest.raises(PlanNotSoundError, match="stand behind calls"):
        verify(replace(request, positions=(replace(request.positions[0], pledged=Decimal(500)),)), plan)


@pytest.mark.parametrize("seed", range(12))
def test_shares_behind_calls_are_kept_by_whatever_plan_there_is(seed: int) -> None:
    asked = household(TINY, seed)
    half = tuple(replace(each, pledged=(max(each.quantity, Decimal(0)) / 2).quantize(Decimal(1))) for each in asked.positions)
    try:
        plan = solve(replace(asked, positions=half, time_limit=1.0))
    except NoFeasiblePlanError:
        return
    left = {(each.account.id, each.symbol): each.quantity - each.pledged for each in half if each.quantity > 0}
    sold = [trade for trade in plan.trades if trade.action is TradeAction.SELL and not trade.edited]
    assert all(trade.quantity <= left[trade.account.id, trade.symbol] for trade in sold)
