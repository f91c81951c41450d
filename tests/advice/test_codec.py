"""What is kept of a plan comes back as it was, and what is no plan is refused in plain words."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from advisor.advice.codec.documents import plan_from_text, plan_to_text, request_from_text, request_to_text
from advisor.advice.codec.values import from_json, to_json
from advisor.advice.model.risk import Risk
from advisor.advice.model.taxes import RateStep
from advisor.advice.model.washing import Move, MoveKind, WashHistory
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import MalformedFileError
from advisor.exposure.contents import Contents
from tests.advice.households import BROKERAGE, TRADE_DAY, requests
from tests.advice.kept import PLAN
from tests.advice.random_households import SMALL, Traits, household

_QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@_QUICK
@given(requests())
def test_a_request_comes_back_as_it_was(request):
    assert request_from_text(request_to_text(request), "a plan") == request


@pytest.mark.parametrize("seed", range(6))
def test_a_household_with_everything_comes_back_as_it_was(seed):
    everything = Traits(*[True] * len(Traits.__dataclass_fields__))
    text = request_to_text(household(SMALL, seed, everything))
    assert request_to_text(request_from_text(text, "a plan")) == text


def test_a_plan_comes_back_as_it_was():
    assert plan_from_text(plan_to_text(PLAN), "a plan") == PLAN
    unproven = replace(PLAN, optimality_gap=math.inf)
    assert plan_from_text(plan_to_text(unproven), "a plan").optimality_gap == math.inf


@_QUICK
@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_amounts_keep_every_digit(amount):
    back = from_json(json.loads(json.dumps(to_json(amount, Decimal))), Decimal)
    assert (back, back.as_tuple()) == (amount, amount.as_tuple())


@_QUICK
@given(st.floats(allow_nan=False))
def test_numbers_keep_every_bit(number):
    back = from_json(json.loads(json.dumps(to_json(number, float))), float)
    assert (back, math.copysign(1, back)) == (number, math.copysign(1, number))


def test_a_risk_model_keeps_its_covariance_and_which_enum_a_factor_is():
    covariance = np.array([[0.04, 0.01], [0.01, 1 / 3]])
    reference = Contents({Sleeve.CASH: 1.0}, {Sector.ENERGY: 0.5}, {"XOM": 0.25}, 0.1, True)
    risk = Risk(
        (Sleeve.CASH, Sector.ENERGY),
        covariance,
        {"XOM": 0.1},
        {Sleeve.CASH: 0.0},
        reference,
        {"XOM": Sleeve.SP493},
        TRADE_DAY,
        104,
    )
    back = from_json(json.loads(json.dumps(to_json(risk, Risk))), Risk)
    assert np.array_equal(back.covariance, covariance)
    assert [type(factor) for factor in back.factors] == [Sleeve, Sector]
    assert (back.factors, back.reference, back.company_sleeves) == (risk.factors, reference, risk.company_sleeves)


def test_keys_of_two_enums_stay_apart():
    kind = Mapping[Sleeve | Sector, float]
    weights = {Sleeve.UNCLASSIFIED: 0.25, Sector.UNCLASSIFIED: 0.75, Sector.ENERGY: 0.5}
    back = from_json(json.loads(json.dumps(to_json(weights, kind))), kind)
    assert [(type(key), key, weight) for key, weight in back.items()] == [(type(k), k, w) for k, w in weights.items()]
    for damaged in ({"Colour:red": 1.0}, {"Sleeve:red": 1.0}, {"cash": 1.0}):
        with pytest.raises(ValueError, match="is not"):
            from_json(damaged, kind)


def test_a_history_of_washed_sales_comes_back():
    move = Move(BROKERAGE, "VTI", date(2026, 6, 1), MoveKind.SOLD, Decimal("1.50"), Decimal(10), None, None, planned=True)
    history = WashHistory(
        (move,), {"VTI": "g"}, {"VTI": frozenset({"ITOT", "SCHB"})}, {"VTI": None}, {1: date(2026, 1, 1), 2: None}
    )
    assert from_json(json.loads(json.dumps(to_json(history, WashHistory))), WashHistory) == history


def test_no_number_at_all_is_never_written():
    with pytest.raises(ValueError, match="NaN"):
        plan_to_text(replace(PLAN, turnover=math.nan))
    with pytest.raises(ValueError, match="not an amount"):
        to_json(RateStep(None, Decimal("NaN")), RateStep)


def _damaged(change):
    document = json.loads(plan_to_text(PLAN))
    change(document)
    return json.dumps(document)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda it: it.update(format="advisor-target"), "“format” must be “advisor-plan”"),
        (lambda it: it.update(version=2), "another version"),
        (lambda it: it["content"].pop("value"), "“value” is missing"),
        (lambda it: it["content"].update(colour="red"), "“colour” is not known"),
        (lambda it: it["content"].update(value="plenty"), "“plenty” at value is not an amount"),
        (lambda it: it["content"].update(value="Infinity"), "“Infinity” at value is not an amount"),
        (lambda it: it["content"].update(turnover=True), "turnover must be a number"),
        (lambda it: it["content"].update(trades={}), "trades must be a list"),
        (lambda it: it["content"]["trades"][0].update(action="keep"), "“keep” at trades[0].action is not one of buy, sell"),
        (lambda it: it["content"]["cash_after"].update(first="1"), "“first” in cash_after is not a whole number"),
    ],
)
def test_what_is_no_plan_is_refused_with_the_place(change, said):
    with pytest.raises(MalformedFileError) as refused:
        plan_from_text(_damaged(change), "Spring plan")
    assert said in refused.value.message
    assert refused.value.message.startswith("Spring plan cannot be read: ")


def test_a_text_that_is_no_json_is_refused():
    with pytest.raises(MalformedFileError, match="no JSON"):
        request_from_text("{", "a plan")


def test_a_field_that_came_later_takes_its_default():
    document = json.loads(plan_to_text(PLAN))
    del document["content"]["windows"]
    assert plan_from_text(json.dumps(document), "a plan") == replace(PLAN, windows=())


@pytest.mark.parametrize("shape", [[2, 1], [-1, -3], [3, -1]])
def test_numbers_that_do_not_fill_their_shape_are_refused(shape):
    with pytest.raises(ValueError, match="do not fill its shape"):
        from_json({"shape": shape, "numbers": [1.0, 2.0, 3.0]}, NDArray[np.float64])
