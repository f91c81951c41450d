"""Old prices of what a plan trades, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from advisor.advice.model.request import PlanRequest
from advisor.advice.model.target import TargetModel
from advisor.advice.plan import solve
from advisor.domain.classification import Sleeve
from advisor.domain.days import long_date
from advisor.presentation.plan_prices import old_prices_in_words
from tests.advice.households import ROTH, TRADE_DAY, fund, holding

TARGET = TargetModel("t", "T", "", {Sleeve.MEGA_CAP_TECH: 0.2, Sleeve.SP493: 0.4, Sleeve.MID_CAP: 0.4})


def _request(held_for_days: int, bought_for_days: int) -> PlanRequest:
    held = replace(holding(ROTH, "SEVEN", "300", "100.00", basis="9000"), price_as_of=TRADE_DAY - timedelta(held_for_days))
    bought = replace(fund("MID", "61.00"), price_as_of=TRADE_DAY - timedelta(bought_for_days))
    return PlanRequest((held,), {ROTH.id: Decimal(0)}, (ROTH,), TARGET, (bought,), TRADE_DAY)


def test_prices_of_the_last_week_are_not_mentioned() -> None:
    request = _request(7, 0)
    assert old_prices_in_words(request, solve(request)) == ()


def test_an_old_price_names_its_symbol_and_its_day_and_comes_first_of_what_is_not_known() -> None:
    request = _request(8, 0)
    plan = solve(request)
    said = "".join(text for text, _strong in old_prices_in_words(request, plan))
    assert said == f" The price of SEVEN is old: {long_date(TRADE_DAY - timedelta(8))}."
    assert plan.warnings[0].startswith("The prices that your books have of SEVEN are of")


def test_old_prices_of_what_is_bought_count_too() -> None:
    request = _request(20, 10)
    said = "".join(text for text, _strong in old_prices_in_words(request, solve(request)))
    assert said.startswith(" Prices of SEVEN and MID are old: ")
