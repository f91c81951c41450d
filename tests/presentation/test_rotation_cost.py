"""The curve in words: shares of the stocks, dollars of tax and cost, and a target that leads to a point."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.advice.model.curve import CurveMark, MarkKind, RotationCurve, RotationPoint
from advisor.advice.model.plan import Plan, Search, Shape
from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.model.taxes import TaxEstimate
from advisor.domain.classification import Sleeve
from advisor.presentation.rotation_cost import build_rotation_cost, target_at_point

_TIGHT = Band(points=0.005, rule=BandRule.ABSOLUTE)
_BEFORE = {Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.SP493: 0.5, Sleeve.FIXED_INCOME: 0.2}


def _shape(sleeves: dict[Sleeve, float], tracking: float | None) -> Shape:
    return Shape(sleeves, {}, {}, {}, 0.0, tracking, None, None)


def _point(seven: float, tax: int, tracking: float | None = 0.02) -> RotationPoint:
    after = {**_BEFORE, Sleeve.MEGA_CAP_TECH: seven, Sleeve.SP493: 0.8 - seven}
    target = TargetModel("level", "Level", "", after, band=_TIGHT, destination=Destination.EDGE)
    estimate = TaxEstimate(Decimal(0), Decimal(tax * 5), Decimal(tax), complete=True)
    plan = Plan(
        target=target, value=Decimal(100_000), trades=(), shape_before=_shape(_BEFORE, tracking),
        shape_after=_shape(after, tracking), cash_after={}, tax=estimate, trading_cost=Decimal(10) if tax else Decimal(0),
        turnover=0.3 - seven, changes_place=Decimal(5_000), gap_before=0.1, gap_to_target=0.0, objective=0.0,
        optimality_gap=0.0, search=Search("curve", 0.0, 0.0, 0.0, None), binding=(), warnings=(),
    )  # fmt: skip
    return RotationPoint(seven, seven, 0.3 - seven, Decimal(tax) + plan.trading_cost, target, (), plan)


@pytest.fixture
def curve() -> RotationCurve:
    points = (_point(0.3, 0), _point(0.27, 90), _point(0.24, 1_890))
    marks = (
        CurveMark(MarkKind.TODAY, 0, ""),
        CurveMark(MarkKind.DEARER, 1, ""),
        CurveMark(MarkKind.TARGET, 2, ""),
    )
    return RotationCurve(points, marks, 0.3, 0.24)


def test_shares_are_of_the_stocks_and_the_cost_is_tax_and_trading(curve):
    view = build_rotation_cost(curve)
    assert view.headline == "From 37% to 30% of your stocks in the seven costs about $1,900."
    assert [point.share_text for point in view.points] == ["37.5%", "33.8%", "30.0%"]
    assert view.points[2].together_text == "$1,900"
    assert [point.mark_text for point in view.points] == ["Today", "Dearer from here", "Target"]


def test_where_it_becomes_dear_the_two_prices_of_a_point_are_told(curve):
    # 3.75 points of the stocks for $100, then 3.75 for $1,800.
    note = build_rotation_cost(curve).points[1].note
    assert "costs $27 on average; the next ones cost $480 each" in note


def test_without_a_risk_model_there_is_no_line_of_tracking_error(curve):
    blind = replace(curve, points=tuple(_point(share, 0, None) for share in (0.3, 0.27)), marks=())
    assert [measure.key for measure in build_rotation_cost(blind).measures] == ["cost", "turnover"]
    assert [measure.key for measure in build_rotation_cost(curve).measures][-1] == "tracking"


def test_a_curve_that_was_stopped_says_so(curve):
    told = "".join(text for text, _ in build_rotation_cost(replace(curve, complete=False)).explanation)
    assert "Stopped before the last point" in told


def test_a_target_below_what_the_rules_allow_is_not_called_reached(curve):
    view = build_rotation_cost(replace(curve, aimed=0.1))
    assert "As far as your rules allow" in view.points[2].note


def test_the_target_of_a_point_is_met_closely_and_keeps_the_limits_wished_for(curve):
    wished = TargetModel("mine", "Mine", "", {Sleeve.MEGA_CAP_TECH: 0.1}, company_max=0.05)
    target = target_at_point(curve.points[1], wished)
    assert target.sleeves[Sleeve.MEGA_CAP_TECH] == 0.27
    assert (target.destination, target.company_max) == (Destination.EDGE, 0.05)
    assert target.band.half_width(0.27) < _TIGHT.points
    assert target.name == "The seven at 34%"
    assert target.id != wished.id
