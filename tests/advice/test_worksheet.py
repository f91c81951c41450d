"""The plan that the investor writes line by line: exact arithmetic, no search."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import FixedTrade, PlanRequest, TradingCost
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import LotMethod, RateStep, TaxRules, Term
from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashPolicy
from advisor.advice.worksheet import fixed_from, key_of, lines_of, work_out_worksheet
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.portfolio import Account, TaxLot
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding
from tests.advice.random_households import TINY, household

BUY, SELL = TradeAction.BUY, TradeAction.SELL
LOTS = (
    TaxLot(date(2019, 5, 6), Decimal(100), Decimal(2000)),  # gains 80 a share
    TaxLot(date(2021, 3, 3), Decimal(100), Decimal(7000)),  # gains 30
    TaxLot(date(2026, 2, 2), Decimal(100), Decimal(9500)),  # gains 5, short-term
)
REQUEST = PlanRequest(
    positions=(holding(BROKERAGE, "SEVEN", "300", "100.00", lots=LOTS), holding(ROTH, "GROWTH", "50.5", "100.00", basis="4000")),
    cash={BROKERAGE.id: Decimal("500.00"), ROTH.id: Decimal(0)},
    accounts=(ROTH, BROKERAGE),
    target=TargetModel("t", "T", "", {Sleeve.MEGA_CAP_TECH: 0.2, Sleeve.SP493: 0.4, Sleeve.MID_CAP: 0.4}),
    candidates=(fund("MID", "61.00"), fund("EQUAL", "180.00")),
    trade_date=TRADE_DAY,
    costs=TradingCost(5.0, 0.001),
    taxes=TaxRules((RateStep(None, Decimal("0.30")),), (RateStep(None, Decimal("0.15")),), Decimal("0.30")),
)


def line(action: TradeAction, symbol: str, quantity: str, account=BROKERAGE, lots=()) -> FixedTrade:
    return FixedTrade(account.id, action, symbol, Decimal(quantity), lots)


def test_the_lines_are_the_plan_and_its_figures_are_exact() -> None:
    plan = work_out_worksheet(REQUEST, (line(SELL, "SEVEN", "150"), line(BUY, "MID", "200"), line(SELL, "GROWTH", "50.5", ROTH)))
    sale, other, purchase = plan.trades
    # Long-term: 50 x 30 = 1,500 at 15% is dearer than short-term: 100 x 5 = 500 at 30%; the other 50 cost 225.
    assert [(lot.acquired, lot.quantity, lot.gain) for lot in sale.lots] == [
        (date(2021, 3, 3), Decimal(50), Decimal(1500)),
        (date(2026, 2, 2), Decimal(100), Decimal(500)),
    ]
    assert (plan.tax.short_term_gain, plan.tax.long_term_gain, plan.tax.estimated_tax) == (500, 1500, 375)
    assert plan.cash_after == {BROKERAGE.id: Decimal("3300.00"), ROTH.id: Decimal("5050.00")}
    assert plan.trading_cost == Decimal("47.25")  # three trades of 15,000, 12,200 and 5,050
    assert (other.symbol, purchase.symbol, purchase.value) == ("GROWTH", "MID", 12200)
    assert all(trade.edited for trade in plan.trades)
    assert math.isinf(plan.optimality_gap)
    assert (plan.search.found_by, plan.problems) == ("worksheet", ())
    assert plan.shape_after.sleeves[Sleeve.MID_CAP] == pytest.approx(12200 * 0.95 / 35550)


def test_an_empty_worksheet_does_nothing() -> None:
    plan = work_out_worksheet(REQUEST, (line(BUY, "MID", "0"),))
    assert plan.trades == ()
    assert plan.shape_after.sleeves == pytest.approx(plan.shape_before.sleeves)


def test_the_investor_may_name_the_lots_or_their_order() -> None:
    sale = work_out_worksheet(REQUEST, (line(SELL, "SEVEN", "30", lots=((0, Decimal(30)),)),)).trades[0]
    assert [(lot.acquired, lot.gain) for lot in sale.lots] == [(date(2019, 5, 6), 2400)]
    assert sale.why_these_lots == (
        "The lots that you named: another lot, bought Feb 2, 2026, would take $2,250 off the gain and cost $315 less tax."
    )
    oldest = work_out_worksheet(replace(REQUEST, lot_method=LotMethod.FIFO), (line(SELL, "SEVEN", "30"),))
    assert oldest.trades[0].why_these_lots.startswith("Oldest lots first, as you chose: another lot, bought Feb 2, 2026")


def test_a_sale_says_why_not_the_next_lot() -> None:
    sale = work_out_worksheet(REQUEST, (line(SELL, "SEVEN", "80"),)).trades[0]
    assert sale.why_these_lots == (
        "These lots cost least: the next lot, bought Mar 3, 2021, would add $2,000 of gain and cost $240 more tax."
    )
    everything = work_out_worksheet(REQUEST, (line(SELL, "SEVEN", "300"),)).trades[0]
    assert everything.why_these_lots == ""


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((line(SELL, "SEVEN", "301"),), "sells 301 SEVEN in Brokerage, which holds 300"),
        ((line(SELL, "MID", "1"),), "Brokerage holds no MID to sell"),
        ((line(BUY, "XYZ", "1"),), "XYZ cannot be bought in Brokerage"),
        ((line(BUY, "MID", "-1"),), "fewer than 0"),
        ((line(BUY, "MID", "1"), line(BUY, "MID", "2")), "two lines to buy MID in Brokerage"),
        ((FixedTrade(9, SELL, "SEVEN", Decimal(1)),), "an account that is not in the portfolio"),
        ((line(SELL, "SEVEN", "5", lots=((7, Decimal(5)),)),), "SEVEN"),
    ],
)
def test_a_line_that_cannot_be_worked_out_is_refused_by_name(lines: tuple[FixedTrade, ...], said: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        work_out_worksheet(REQUEST, lines)
    assert said in caught.value.message


@pytest.mark.parametrize(
    ("changes", "lines", "said"),
    [
        ({}, (line(BUY, "MID", "10"),), "Brokerage lacks $110.00 of cash for these lines"),
        ({}, (line(SELL, "SEVEN", "1.5"),), "The line to sell 1.5 SEVEN in Brokerage is not of whole shares."),
        ({"max_gain": Decimal(10)}, (line(SELL, "SEVEN", "3"),), "realise $15 of gains, more than the $10"),
        ({"locked": frozenset({"SEVEN"})}, (line(SELL, "SEVEN", "3"),), "trades something that is locked"),
        ({"no_sell": frozenset({"SEVEN"})}, (line(SELL, "SEVEN", "3"),), "on the no-sell list"),
        ({"max_turnover": 0.01}, (line(SELL, "SEVEN", "30"),), "8.4% of the money changes place"),
        ({}, (line(SELL, "SEVEN", "9"), line(BUY, "SEVEN", "1")), "sell and buy SEVEN at once"),
    ],
)
def test_what_the_investor_may_still_mend_is_told(changes: dict[str, object], lines: tuple[FixedTrade, ...], said: str) -> None:
    problems = work_out_worksheet(replace(REQUEST, **changes), lines).problems
    assert any(said in text for text in problems), problems


def test_the_last_fraction_goes_with_the_whole_holding() -> None:
    assert work_out_worksheet(REQUEST, (line(SELL, "GROWTH", "50.5", ROTH),)).problems == ()


def test_a_washed_loss_is_told_and_counts_for_nothing() -> None:
    losing = (TaxLot(date(2020, 1, 2), Decimal(100), Decimal(15000)),)
    bought = Move(ROTH, "SEVEN", date(2026, 6, 20), MoveKind.BOUGHT, Decimal(40), Decimal(4000))
    request = replace(
        REQUEST,
        positions=(holding(BROKERAGE, "SEVEN", "100", "100.00", lots=losing),),
        history=WashHistory((bought,)),
        wash_policy=WashPolicy.FORBID,
    )
    plan = work_out_worksheet(request, (line(SELL, "SEVEN", "100"),))
    assert (plan.tax.disallowed, plan.tax.lost_for_ever) == (2000, 2000)
    assert "but losses of $2,000 in it do not count (wash sale)" in plan.trades[0].reason
    assert plan.problems == ("A loss on SEVEN would be a wash sale, which you do not allow.",)
    assert any("and $2,000 of them never will" in text for text in plan.warnings)
    assert plan.windows


def test_a_plan_becomes_lines_and_lines_the_same_plan() -> None:
    lines = (line(SELL, "SEVEN", "150"), line(BUY, "MID", "200"))
    plan = work_out_worksheet(REQUEST, lines)
    again = lines_of(REQUEST, plan)
    assert again[0].lots == ((1, Decimal(50)), (2, Decimal(100)))
    assert work_out_worksheet(REQUEST, again).tax == plan.tax


def test_locked_and_edited_lines_are_what_a_search_must_respect() -> None:
    plan = work_out_worksheet(REQUEST, (line(SELL, "SEVEN", "150"), line(BUY, "MID", "200")))
    sale, purchase = (key_of(trade) for trade in plan.trades)
    struck_out = (BROKERAGE.id, BUY, "EQUAL")
    fixed = fixed_from(plan, {sale, struck_out}, {purchase: Decimal(120)})
    assert set(fixed) == {line(SELL, "SEVEN", "150"), line(BUY, "MID", "120"), line(BUY, "EQUAL", "0")}


@pytest.mark.parametrize("seed", range(40))
def test_whatever_lines_are_typed_every_figure_stands_up_to_its_check(seed: int) -> None:
    request, draw = household(TINY, seed), random.Random(seed)
    lines = [
        FixedTrade(position.account.id, SELL, position.symbol, Decimal(draw.randint(1, int(position.quantity))))
        for position in request.positions
        if position.tradable and position.quantity >= 1 and draw.random() < 0.6
    ]
    lines += [
        FixedTrade(draw.choice(request.accounts).id, BUY, candidate.symbol, Decimal(draw.randint(1, 40)))
        for candidate in request.candidates
        if candidate.price > 0 and draw.random() < 0.6
    ]
    plan = work_out_worksheet(request, lines)
    assert {key_of(trade): trade.quantity for trade in plan.trades} == {key_of(each): each.quantity for each in lines}
    assert work_out_worksheet(request, lines_of(request, plan)).tax == plan.tax


@pytest.mark.parametrize(("account", "term"), [(BROKERAGE, Term.LONG), (ROTH, Term.SHORT)])
def test_gains_of_named_lots_in_taxable_accounts_decide_what_is_taxed_least_beside_them(account: Account, term: Term) -> None:
    # 5 a share of short-term gain at 10% is less than 8 at 15%; beyond another 1,000 of it, it is taxed at 40%.
    rates = (RateStep(Decimal(1000), Decimal("0.10")), RateStep(None, Decimal("0.40")))
    either = (TaxLot(date(2026, 2, 2), Decimal(100), Decimal(9500)), TaxLot(date(2021, 3, 3), Decimal(100), Decimal(9200)))
    beside = (TaxLot(date(2026, 2, 2), Decimal(100), Decimal(9000)),)
    request = replace(
        REQUEST,
        positions=(
            holding(BROKERAGE, "SEVEN", "200", "100.00", lots=either),
            holding(account, "GROWTH", "100", "100.00", lots=beside),
        ),
        taxes=replace(REQUEST.taxes, ordinary=rates),
    )
    lines = (line(SELL, "SEVEN", "30"), line(SELL, "GROWTH", "100", account, lots=((0, Decimal(100)),)))
    (sale,) = (trade for trade in work_out_worksheet(request, lines).trades if trade.symbol == "SEVEN")
    assert [lot.term for lot in sale.lots] == [term]


DAY, OTHER_DAY = date(2021, 3, 3), date(2021, 3, 4)


@pytest.mark.parametrize(
    ("lots", "named"),
    [
        ([(DAY, "10", "900"), (DAY, "100", "9000")], [(1, "50")]),  # of one day and price, and only one is large enough
        ([(DAY, "60", "5400"), (OTHER_DAY, "60", "5400")], [(1, "50")]),
        ([(DAY, "100", "4500"), (DAY, "60", "5400")], [(1, "50")]),  # what part of the lot cost, not the whole
        ([(DAY, "60", "5400"), (DAY, "60", "5400")], [(0, "50"), (1, "50")]),
    ],
)
def test_the_lines_of_a_plan_name_the_very_lots_that_it_sells(
    lots: list[tuple[date, str, str]], named: list[tuple[int, str]]
) -> None:
    held = tuple(TaxLot(day, Decimal(units), Decimal(basis)) for day, units, basis in lots)
    quantity = sum(lot.quantity for lot in held)
    request = replace(REQUEST, positions=(holding(BROKERAGE, "SEVEN", str(quantity), "100.00", lots=held),))
    taken = tuple((place, Decimal(units)) for place, units in named)
    typed = line(SELL, "SEVEN", str(sum(units for _, units in taken)), lots=taken)
    assert lines_of(request, work_out_worksheet(request, (typed,))) == (typed,)


def test_no_lot_is_named_at_average_cost() -> None:
    averaged = replace(REQUEST.positions[0], average_cost=True)
    request = replace(REQUEST, positions=(averaged,))
    assert lines_of(request, work_out_worksheet(request, (line(SELL, "SEVEN", "150"),))) == (line(SELL, "SEVEN", "150"),)


def test_what_cannot_be_traded_is_not_sold() -> None:
    request = replace(REQUEST, positions=(replace(REQUEST.positions[0], tradable=False),))
    with pytest.raises(InvalidRequestError, match="cannot be sold here"):
        work_out_worksheet(request, (line(SELL, "SEVEN", "1"),))
