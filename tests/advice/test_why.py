"""Why a plan is as it is: trades it does not make, what rules cost, why there is none at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import FixedTrade, PlanRequest
from advisor.advice.model.target import Band, TargetModel
from advisor.advice.model.taxes import RateStep, TaxRules
from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashPolicy
from advisor.advice.plan import solve
from advisor.advice.worksheet import work_out_worksheet
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import NoFeasiblePlanError
from advisor.domain.portfolio import TaxLot
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding
from tests.advice.random_households import SMALL, TINY, household

SEVEN = Sleeve.MEGA_CAP_TECH
TARGET = TargetModel("t", "T", "", {SEVEN: 0.2, Sleeve.SP493: 0.4, Sleeve.MID_CAP: 0.4})
CHEAP = (TaxLot(date(2020, 1, 2), Decimal(300), Decimal(3000)),)
REQUEST = PlanRequest(
    positions=(holding(BROKERAGE, "SEVEN", "300", "100.00", lots=CHEAP), holding(ROTH, "EQUAL", "300", "100.00")),
    cash={BROKERAGE.id: Decimal("500.00"), ROTH.id: Decimal(0)},
    accounts=(ROTH, BROKERAGE),
    target=TARGET,
    candidates=(fund("MID", "61.00"), fund("EQUAL", "100.00")),
    trade_date=TRADE_DAY,
)


def flat(rate: str) -> TaxRules:
    return TaxRules((RateStep(None, Decimal(rate)),), (RateStep(None, Decimal(rate)),), Decimal(rate))


def not_made(plan: Plan, action: TradeAction, symbol: str) -> str:
    return next(each.reason for each in plan.not_made if (each.action, each.symbol) == (action, symbol))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"locked": frozenset({"SEVEN"})}, "It is locked."),
        ({"no_sell": frozenset({"SEVEN"})}, "It is on the no-sell list."),
        ({"buy_only": True}, "The plan only buys."),
        ({"minimum_trade": Decimal(31000)}, "It is worth less than the minimum trade of $31,000."),
        ({"max_gain": Decimal(0)}, "would break the limit of $0 on realised gains."),
        ({"max_turnover": 0.0}, "would break the limit of 0% on turnover."),
        ({"taxes": flat("0.9")}, "in tax, and coming closer by it counts for"),
        ({"positions": (holding(BROKERAGE, "SEVEN", "300", "100.00"),), "taxes": flat("0.9")}, "Its cost is not known: selling"),
        ({"target": replace(TARGET, band=Band(0.9, 9.0))}, "inside the band around 20%; selling"),
    ],
)
def test_the_largest_surplus_that_is_kept_has_its_reason(changes: dict[str, object], said: str) -> None:
    plan = solve(replace(REQUEST, **changes))
    assert said in not_made(plan, TradeAction.SELL, "SEVEN")


def test_a_sale_that_stops_short_says_why() -> None:
    plan = solve(replace(REQUEST, max_gain=Decimal(9000)))
    assert not_made(plan, TradeAction.SELL, "SEVEN").startswith("No more is sold: selling")


def test_a_loss_that_would_not_count_is_no_reason_to_sell() -> None:
    losing = (TaxLot(date(2020, 1, 2), Decimal(100), Decimal(30000)),)
    bought = Move(ROTH, "EQUAL", date(2026, 6, 20), MoveKind.BOUGHT, Decimal(100), Decimal(10000))
    request = replace(
        REQUEST,
        positions=(holding(BROKERAGE, "EQUAL", "100", "100.00", lots=losing),),
        target=TargetModel("t", "T", "", {Sleeve.SP493: 1.0}),
        history=WashHistory((bought,)),
        wash_policy=WashPolicy.FORBID,
    )
    reason = not_made(solve(request), TradeAction.SELL, "EQUAL")
    assert reason == "There is a loss of $20,000, of which $20,000 would not count (wash sale)."


def test_what_is_missing_and_cash_that_stays_have_their_reasons() -> None:
    plan = solve(replace(REQUEST, no_buy=frozenset({"MID"})))
    assert "MID is on the no-buy list" in not_made(plan, TradeAction.BUY, "MID")
    sold = Move(ROTH, "MID", date(2026, 6, 20), MoveKind.SOLD, Decimal(10), Decimal(2000), Decimal(610), date(2020, 1, 1))
    washing = replace(REQUEST, history=WashHistory((replace(sold, account=BROKERAGE),)), wash_policy=WashPolicy.FORBID)
    assert "was sold at a loss within 30 days" in not_made(solve(washing), TradeAction.BUY, "MID")
    idle = replace(REQUEST, cash={BROKERAGE.id: Decimal(500), ROTH.id: Decimal(50)}, positions=(), minimum_trade=Decimal(10))
    assert any("$50.00 in Roth IRA stays in cash: it is less than one share" in each.reason for each in solve(idle).not_made)


@pytest.mark.parametrize(("size", "seeds"), [(TINY, range(25)), (SMALL, range(6))])
def test_no_trade_that_is_forced_upon_a_proven_plan_betters_it_by_more_than_the_gap(size, seeds) -> None:
    for seed in seeds:
        try:
            plan = solve(replace(household(size, seed), time_limit=3.0))
        except NoFeasiblePlanError:
            continue
        assert not [each for each in plan.not_made if "not together" in each.reason], seed
        assert all(each.reason.endswith(".") for each in plan.not_made)


def test_each_rule_has_its_price() -> None:
    symbols = frozenset({"SEVEN", "EQUAL"})
    prices = {each.rule: each for each in solve(replace(REQUEST, no_sell=symbols)).rule_prices}
    assert prices["no_sell"].dollars >= prices["no_sell:SEVEN"].dollars > 500
    assert prices["no_sell:SEVEN"].sentence.startswith("With SEVEN free to be sold the plan could be $")
    free = {each.rule for each in solve(REQUEST).rule_prices}
    assert not free & {"no_sell", "locked", "max_gain", "fixed", "buy_only"}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("max_gain", {"max_gain": Decimal(100)}),
        ("max_turnover", {"max_turnover": 0.01}),
        ("maximum_trade", {"maximum_trade": Decimal(900)}),
        ("locked", {"locked": frozenset({"SEVEN"})}),
        ("no_buy", {"no_buy": frozenset({"MID"})}),
        ("buy_only", {"buy_only": True}),
    ],
)
def test_a_rule_that_costs_much_is_named_as_binding(rule: str, changes: dict[str, object]) -> None:
    plan = solve(replace(REQUEST, **changes))
    assert rule in {each.rule for each in plan.rule_prices}
    assert len(plan.binding) > len(solve(REQUEST).binding) - 3
    assert any("closer" in text or "used up" in text for text in plan.binding)


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        (
            {"max_gain": Decimal(100)},
            "It takes a gain of $7,650 or a little more. Or withdraw $8,389 less.",
        ),  # 90 % of it is gain
        ({"no_sell": frozenset({"SEVEN", "OTHER"})}, "Take SEVEN off the no-sell list. Or withdraw $8,500 less."),
        ({"locked": frozenset({"SEVEN"})}, "Unlock SEVEN. Or withdraw $8,500 less."),
        ({"buy_only": True}, "Allow sales. Or withdraw $8,500 less."),
    ],
)
def test_without_a_plan_the_way_out_is_told(changes: dict[str, object], hint: str) -> None:
    with pytest.raises(NoFeasiblePlanError) as caught:
        solve(replace(REQUEST, new_cash=Decimal(-9000), **changes))
    assert caught.value.hint == hint


def test_no_more_is_taken_off_a_withdrawal_than_was_asked_for() -> None:
    scoped = replace(REQUEST.target, sleeves={Sleeve.MEGA_CAP_TECH: 1.0}, scope=frozenset({Sleeve.MEGA_CAP_TECH}))
    kept = {"target": scoped, "no_sell": frozenset({"SEVEN", "OTHER"})}
    for withdrawn, way_out in ((Decimal(-9000), "Or withdraw $8,500 less."), (Decimal(-700), "Or withdraw $200 less.")):
        with pytest.raises(NoFeasiblePlanError) as caught:
            solve(replace(REQUEST, new_cash=withdrawn, **kept))
        assert caught.value.hint.endswith(way_out)
    with pytest.raises(NoFeasiblePlanError) as caught:
        solve(replace(REQUEST, cash=dict.fromkeys(REQUEST.cash, Decimal(0)), new_cash=Decimal(-700), **kept))
    assert caught.value.hint.endswith("Or withdraw nothing.")


@pytest.mark.parametrize(
    ("changes", "clash", "hints"),
    [
        (
            {"max_gain": Decimal(100), "max_turnover": 0.01},
            "the limit of 1% on turnover and the largest gain of $100",
            "Raise the limit on turnover. It takes a gain of $7,650 or a little more. Or withdraw $8,389 less.",
        ),
        (
            {"max_gain": Decimal(10), "locked": frozenset({"SEVEN"})},
            "the list of locked positions and the largest gain of $10",
            "Unlock SEVEN. It takes a gain of $7,650 or a little more. Or withdraw $8,500 less.",
        ),
        (
            {"maximum_trade": Decimal(200), "buy_only": True},
            "the wish to buy only and the largest trade of $200",
            "Allow sales. Raise the largest trade. Or withdraw $8,500 less.",
        ),
        (
            {"no_sell": frozenset({"SEVEN"}), "max_turnover": 0.02},
            "the no-sell list and the limit of 2% on turnover",
            "Take SEVEN off the no-sell list. Raise the limit on turnover. Or withdraw $8,500 less.",
        ),
    ],
)
def test_rules_that_clash_are_named_together(changes: dict[str, object], clash: str, hints: str) -> None:
    with pytest.raises(NoFeasiblePlanError) as caught:
        solve(replace(REQUEST, new_cash=Decimal(-9000), **changes))
    assert str(caught.value) == f"No plan keeps all your rules: {clash} stand in the way together."
    assert caught.value.hint == f"It takes all of this: {hints}"


def test_limits_on_companies_wanted_funds_and_sectors_are_reasons_too() -> None:
    companies = replace(REQUEST.positions[0].contents, companies={"AAPL": 1.0}, sectors={Sector.TECHNOLOGY: 1.0})
    seven = replace(REQUEST.positions[0], contents=companies)
    target = TargetModel("t", "T", "", {}, company_max=0.05)
    request = replace(REQUEST, positions=(seven, REQUEST.positions[1]), target=target)
    reason = next(trade.reason for trade in solve(request).trades if trade.symbol == "SEVEN")
    assert reason.startswith("AAPL is 49.6% of your money through everything, and the limit is 5%")
    wanted = replace(request, target=TargetModel("t", "T", "", {}, instruments={"SEVEN": 0.2, "MID": 0.3}))
    assert "in tax, and coming closer by it counts for" in not_made(solve(wanted), TradeAction.SELL, "SEVEN")
    wanted = replace(wanted, taxes=flat("0.05"))
    reasons = {trade.symbol: trade.reason for trade in solve(wanted).trades}
    assert reasons["SEVEN"].startswith("It is 49.6% of your money, and the target is 20%")
    assert reasons["MID"] == "MID is 0% of your money; the target is 30%."
    sectors = replace(wanted, target=TargetModel("t", "T", "", {}, sectors={"Information Technology": 0.2}))
    assert solve(sectors).trades[0].reason.startswith("Information Technology is 49.6% of your money, and the target is 20%")


def test_something_much_the_same_bought_at_once_is_a_question_for_an_adviser() -> None:
    losing = (TaxLot(date(2020, 1, 2), Decimal(100), Decimal(30000)),)
    request = replace(
        REQUEST,
        positions=(holding(BROKERAGE, "SEVEN", "100", "100.00", lots=losing),),
        history=WashHistory(ask={"SEVEN": frozenset({"EQUAL"})}, reinvesting={"SEVEN": None}),
    )
    lines = (
        (BROKERAGE.id, TradeAction.SELL, "SEVEN", Decimal(100)),
        (BROKERAGE.id, TradeAction.BUY, "EQUAL", Decimal(100)),
    )
    said = " ".join(work_out_worksheet(request, tuple(FixedTrade(*line) for line in lines)).warnings)
    assert "The plan sells SEVEN at a loss and buys EQUAL, which is much the same" in said
    assert "Distributions of SEVEN are reinvested, which is a purchase" in said
    assert "Not every transaction of Brokerage and Roth IRA in the 30 days before the sale is on file" in said
    assert "Buying any of it, in any account, by Jul 31, 2026 would take the loss back." in said
