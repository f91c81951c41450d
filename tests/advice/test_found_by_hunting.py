"""Advice that a careful adviser would not give, found with whole books; each is told with what should come instead."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from advisor.advice.household import describe_household
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import TargetModel
from advisor.advice.outcome import work_out
from advisor.advice.plan import solve
from advisor.advice.reasons import reason_to_sell
from advisor.advice.why.covered_calls import about_covered_calls
from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding

REQUEST = PlanRequest(
    positions=(
        holding(ROTH, "SEVEN", "600", "100.00", basis="9000"),
        holding(BROKERAGE, "MARKET", "400", "100.00", basis="39000"),
    ),
    cash={BROKERAGE.id: Decimal(1000), ROTH.id: Decimal(500)},
    accounts=(ROTH, BROKERAGE),
    target=TargetModel("part", "Part", "", {Sleeve.MEGA_CAP_TECH: 0.1, Sleeve.SP493: 0.25}),
    candidates=(fund("MID", "61.00"), fund("EQUAL", "180.00"), fund("ABROAD", "87.00")),
    trade_date=TRADE_DAY,
)


def test_what_is_sold_for_a_target_that_leaves_the_rest_open_is_invested_again() -> None:
    plan = solve(REQUEST)
    assert plan.before[Sleeve.CASH] < 0.02
    assert plan.after[Sleeve.CASH] < 0.10


@pytest.mark.parametrize(
    ("contracts", "sold", "told"),
    [
        (-4, 300, "Calls that you wrote stand for 400 shares of SEVEN in Roth IRA, and the plan leaves 300: buy the calls back"),
        (-4, 200, None),
        (4, 300, None),
    ],
)
def test_shares_that_cover_calls_are_not_sold_without_a_word(contracts: int, sold: int, told: str | None) -> None:
    call = replace(REQUEST.positions[0], symbol="SEVEN261218C00120000", quantity=Decimal(contracts), tradable=False)
    request = replace(REQUEST, positions=(*REQUEST.positions, call))
    sale = SaleOrder(request.positions[0], Decimal(sold), ((0, Decimal(sold)),))
    household = describe_household(request)
    said = list(about_covered_calls(household, work_out(household, Orders((sale,), ()))))
    assert [text.startswith(told or "?") for text in said] == [True] * (told is not None)


def test_a_sale_that_spreads_the_risk_of_one_company_says_so() -> None:
    ball = Contents({Sleeve.SP493: 1.0}, {Sector.MATERIALS: 1.0}, {"BALL": 1.0})
    held = replace(holding(ROTH, "EQUAL", "600", "100.00"), symbol="BALL", contents=ball)
    target = TargetModel("t", "T", "", {Sleeve.SP493: 0.95, Sleeve.MID_CAP: 0.05})
    request = replace(REQUEST, positions=(held,), target=target, cash={})
    reference = Contents({Sleeve.SP493: 0.95, Sleeve.MID_CAP: 0.05})
    risk = Risk((Sleeve.SP493,), np.array([[0.03]]), {"BALL": 0.09}, {}, reference, {}, TRADE_DAY, 104)
    household = describe_household(replace(request, risk=risk))
    outcome = work_out(household, Orders((SaleOrder(held, Decimal(500), ((0, Decimal(500)),)),), ()))
    assert reason_to_sell(household, held, outcome.trades[0], outcome) == (
        "BALL alone is 100% of your money: selling it spreads that risk; selling in this account costs no tax."
    )


OTHERS = TargetModel("t", "T", "", {Sleeve.SP493: 0.5, Sleeve.MID_CAP: 0.5})


@pytest.mark.parametrize(
    ("sold", "bought", "taken_out", "said"),
    [
        (10, 0, 2000, "Raises $1,000 towards the withdrawal"),
        (30, 0, 2000, "Raises $1,000 towards the withdrawal"),  # of the $3,000, what $1,000 of cash leaves missing
        (30, 0, 0, "Turns $3,000 into cash"),
        (30, 49, 0, "Frees $3,000 for what lies further from its target"),
        (30, -30, 0, "Frees $3,000 for what replaces it"),
    ],
)
def test_a_sale_says_where_its_money_goes(sold: int, bought: int, taken_out: int, said: str) -> None:
    held = replace(REQUEST.positions[1], symbol="ABROAD", contents=fund("ABROAD", "1").contents)
    wishes = {"target": OTHERS, "new_cash": Decimal(-taken_out), "candidates": (fund("MID", "61.00"), fund("SMALL", "100.00"))}
    household = describe_household(replace(REQUEST, positions=(held,), cash={BROKERAGE.id: Decimal(1000)}, **wishes))
    sale = SaleOrder(held, Decimal(sold), ((0, Decimal(sold)),))
    account, candidate = next(
        each for each in household.purchases if each[0] == BROKERAGE and (each[1].symbol == "MID") == (bought > 0)
    )
    purchases = (PurchaseOrder(account, candidate, Decimal(abs(bought))),) if bought else ()
    outcome = work_out(household, Orders((sale,), purchases))
    assert reason_to_sell(household, held, outcome.trades[0], outcome).startswith(said)
