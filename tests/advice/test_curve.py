"""The cost of leaving the seven, level by level."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from advisor.advice.curve import cost_of_rotating
from advisor.advice.model.curve import MarkKind
from advisor.advice.model.request import PlanRequest, TradingCost
from advisor.advice.model.target import Band, BandRule, TargetModel
from advisor.advice.plan import solve
from advisor.advice.targets import at_point
from advisor.advice.worksheet import work_out_worksheet
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import TaxLot
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding
from tests.advice.random_households import MEDIUM, household

SEVEN = Sleeve.MEGA_CAP_TECH
LOTS = (
    TaxLot(date(2025, 1, 6), Decimal(100), Decimal(9900)),  # gains next to nothing
    TaxLot(date(2020, 1, 2), Decimal(100), Decimal(6000)),
    TaxLot(date(2015, 1, 2), Decimal(100), Decimal(1000)),
    TaxLot(date(2026, 3, 2), Decimal(100), Decimal(2000)),  # short-term
)
REQUEST = PlanRequest(
    positions=(holding(BROKERAGE, "SEVEN", "400", "100.00", lots=LOTS), holding(ROTH, "EQUAL", "100", "100.00")),
    cash={BROKERAGE.id: Decimal(0), ROTH.id: Decimal(0)},
    accounts=(BROKERAGE, ROTH),
    target=TargetModel("t", "T", "", {SEVEN: 0.1, Sleeve.SP493: 0.5, Sleeve.MID_CAP: 0.4}),
    candidates=(fund("MID", "10.00"), fund("EQUAL", "100.00")),
    trade_date=TRADE_DAY,
    costs=TradingCost(0.0, 0.0),
    time_limit=20.0,
)


def test_each_level_is_reached_and_no_point_costs_less_than_the_one_before() -> None:
    told: list[tuple[int, int]] = []
    curve = cost_of_rotating(REQUEST, 7, lambda done, total: told.append((done, total)))
    assert told == [(done, 8) for done in range(1, 9)]
    assert (curve.today, curve.aimed, curve.complete) == (0.8, 0.1, True)
    assert [round(point.level, 3) for point in curve.points] == [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.182, 0.1]
    assert all(point.share <= point.level + 0.0051 for point in curve.points)
    assert all(first.cost <= second.cost and first.share > second.share for first, second in pairwise(curve.points))
    assert curve.points[0].plan.trades == ()
    # Everything but a little of the short-term lot: 100 + 4,000 + 9,000 long-term at 15 %; 8,000 short-term at 24 %, in part.
    assert curve.points[-1].plan.tax.long_term_gain == 13100
    assert curve.points[-1].cost == curve.points[-1].plan.tax.estimated_tax > Decimal(1965)


def test_points_worth_a_name_have_one() -> None:
    curve = cost_of_rotating(REQUEST, 7)
    marks = {mark.kind: mark for mark in curve.marks}
    assert marks[MarkKind.TODAY].sentence == "Today the seven are 80% of your money."
    own = curve.points[marks[MarkKind.TARGET].place]
    assert own.target == REQUEST.target  # short-term gains keep its plan from coming as low as the curve
    assert own.share == pytest.approx(solve(REQUEST).after[SEVEN])
    assert marks[MarkKind.DEARER].place <= 2
    assert "nothing held a year or less is sold" in marks[MarkKind.ALL_LONG_TERM].sentence


def test_a_point_opens_as_a_worksheet_and_as_a_target() -> None:
    curve = cost_of_rotating(REQUEST, 2)
    point = curve.points[1]
    plan = work_out_worksheet(REQUEST, point.lines)
    assert (plan.tax, plan.problems) == (point.plan.tax, ())
    again = solve(replace(REQUEST, target=at_point(point, REQUEST.target)))
    assert again.after[SEVEN] == pytest.approx(point.share, abs=0.005)


def test_the_curve_reaches_what_the_plan_for_the_target_reaches() -> None:
    for target in (REQUEST.target, replace(REQUEST.target, company_max=0.05, band=Band(0.001, rule=BandRule.ABSOLUTE))):
        request = replace(REQUEST, target=target)
        plan, curve = solve(request), cost_of_rotating(request, 3)
        assert curve.points[-1].share <= plan.after[SEVEN] + 0.0005
        assert MarkKind.TARGET in {mark.kind for mark in curve.marks}


@pytest.mark.parametrize("seed", [5, 6])
def test_a_target_of_a_point_leads_to_it_in_a_random_household(seed: int) -> None:
    drawn = household(MEDIUM, seed)
    free = replace(drawn.target, company_max=None, themes={})
    request = replace(drawn, target=free, max_gain=None, fixed=(), time_limit=9.0)
    point = cost_of_rotating(request, 2).points[-1]
    again = solve(replace(request, target=at_point(point, free), time_limit=3.0))
    assert again.after[SEVEN] == pytest.approx(point.share, abs=0.0055)


def test_rules_hold_on_the_way_and_the_curve_ends_where_they_end_it() -> None:
    curve = cost_of_rotating(replace(REQUEST, max_gain=Decimal(1000)), 4)
    assert all(point.plan.tax.long_term_gain + point.plan.tax.short_term_gain <= 1000 for point in curve.points)
    assert curve.points[-1].share > 0.5
    assert any(mark.sentence.startswith("As far as your rules allow") for mark in curve.marks)


def test_where_the_target_does_not_lower_the_seven_the_way_leads_to_none_of_them() -> None:
    target = TargetModel("t", "T", "", {SEVEN: 0.9, Sleeve.SP493: 0.1})
    curve = cost_of_rotating(replace(REQUEST, target=target), 2)
    assert curve.aimed is None
    assert curve.points[-1].share <= 0.0051
    assert curve.points[-1].target.sleeves == pytest.approx({SEVEN: 0.0, Sleeve.SP493: 1.0})


def test_cancelled_it_ends_with_what_it_has() -> None:
    curve = cost_of_rotating(REQUEST, 8, cancelled=lambda: True)
    assert not curve.complete
    assert len(curve.points) == 1


def test_without_any_of_the_seven_there_is_no_curve() -> None:
    with pytest.raises(InvalidRequestError):
        cost_of_rotating(replace(REQUEST, positions=REQUEST.positions[1:]))
