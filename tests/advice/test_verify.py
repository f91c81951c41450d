"""The second working-out of a plan passes a sound one and catches every way of spoiling it that is tried here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import FixedTrade, PlanRequest
from advisor.advice.model.risk import Risk
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import LotMethod, Term
from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashPolicy
from advisor.advice.verifying.verify import verify, verify_figures
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.errors import PlanNotSoundError
from advisor.domain.portfolio import TaxLot
from advisor.exposure.contents import Contents
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, fund, holding
from tests.advice.plans_by_hand import plan_of

CENT = Decimal("0.01")
LONG_AGO, LATELY = date(2020, 1, 2), date(2026, 3, 2)
AAPL = Contents({Sleeve.MEGA_CAP_TECH: 1.0}, {Sector.TECHNOLOGY: 1.0}, {"AAPL": 1.0})
LARGE = Contents({Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.SP493: 0.7}, {Sector.TECHNOLOGY: 0.5}, {"AAPL": 0.06, "JPM": 0.02}, 0.1, True)
EVEN = Contents({Sleeve.SP493: 1.0}, {Sector.FINANCIALS: 0.4}, {"JPM": 0.01}, is_fund=True)

Spoiled = tuple[PlanRequest, Plan]


def sound_request() -> PlanRequest:
    """Two accounts, gains and losses of both terms, a loss that the Roth IRA washes in part, a basis and a date not known."""
    seven = (TaxLot(LONG_AGO, Decimal(60), Decimal(3000)), TaxLot(LATELY, Decimal(40), Decimal(5000)))
    unknown = (TaxLot(None, Decimal(30), Decimal("4100.10")), TaxLot(LATELY, Decimal("20.5"), None))
    risk = Risk(
        (Sleeve.MEGA_CAP_TECH, Sleeve.SP493, Sector.TECHNOLOGY),
        np.array([[0.05, 0.02, 0.01], [0.02, 0.03, 0.0], [0.01, 0.0, 0.04]]),
        *({"AAPL": 0.06}, {Sleeve.SP493: 0.02}, LARGE, {"JPM": Sleeve.SP493}, TRADE_DAY, 156),
    )
    positions = (
        replace(holding(BROKERAGE, "SEVEN", "100", "100.00", lots=seven), contents=AAPL, income=0.01),
        replace(holding(BROKERAGE, "GROWTH", "50.5", "90.33", lots=unknown), contents=LARGE, income=0.02, expense=0.005),
        replace(
            holding(ROTH, "SEVEN", "5", "100.00", lots=(TaxLot(date(2026, 6, 20), Decimal(5), Decimal(480)),)), contents=AAPL
        ),
    )
    sleeves = {Sleeve.MEGA_CAP_TECH: 0.3, Sleeve.SP493: 0.6, Sleeve.CASH: 0.1}
    return PlanRequest(
        positions=positions,
        cash={1: Decimal("250.10"), 2: Decimal("3000.33")},
        accounts=(BROKERAGE, ROTH),
        target=TargetModel("a", "A", "", sleeves, company_max=0.05, themes={"phones": 0.1}),
        candidates=(
            replace(fund("EQUAL", "51.07"), contents=EVEN, income=0.02, expense=0.002),
            replace(fund("MARKET", "30.00"), contents=LARGE),
        ),
        trade_date=TRADE_DAY,
        new_cash=Decimal(100),
        flows={2: Decimal(-50)},
        risk=risk,
        theme_members={"phones": {"AAPL": 0.5}},
        history=WashHistory((Move(ROTH, "SEVEN", date(2026, 6, 20), MoveKind.BOUGHT, Decimal(5), Decimal(480)),)),
    )


SOLD = ((0, "20"), (1, "40"))


def orders(
    request: PlanRequest,
    seven: tuple[tuple[int, str], ...] = SOLD,
    growth: tuple[tuple[int, str], ...] = ((0, "6"), (1, "20.5")),
    equal: str = "130",
) -> Orders:
    """Sell of both positions in the taxable account, the second's odd fraction among it, and buy in both accounts."""
    lots = [tuple((place, Decimal(units)) for place, units in taken) for taken in (seven, growth)]
    sales = [
        SaleOrder(position, sum((units for _, units in taken), Decimal(0)), taken)
        for position, taken in zip(request.positions, lots, strict=False)
        if taken
    ]
    purchases = [PurchaseOrder(BROKERAGE, request.candidates[0], Decimal(equal))] if equal else []
    return Orders(tuple(sales), (*purchases, PurchaseOrder(ROTH, request.candidates[0], Decimal(50))))


@lru_cache
def sound() -> Spoiled:
    request = replace(sound_request(), whole_shares=False)
    return request, plan_of(request, orders(request))


def test_a_sound_plan_passes() -> None:
    request, plan = sound()
    assert plan.tax.disallowed == plan.tax.lost_for_ever == 125
    assert not plan.tax.complete and plan.tax.low < plan.tax.high
    assert plan.shape_after.tracking_error
    verify(request, plan)


def with_trade(plan: Plan, place: int, **changes: Any) -> Plan:
    trades = list(plan.trades)
    trades[place] = replace(trades[place], **changes)
    return replace(plan, trades=tuple(trades))


def with_lot(plan: Plan, trade: int, lot: int, **changes: Any) -> Plan:
    lots = list(plan.trades[trade].lots)
    lots[lot] = replace(lots[lot], **changes)
    return with_trade(plan, trade, lots=tuple(lots))


def with_tax(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, tax=replace(plan.tax, **changes))


def with_after(plan: Plan, **changes: Any) -> Plan:
    return replace(plan, shape_after=replace(plan.shape_after, **changes))


def shifted(amounts: Any, first: Any, second: Any, by: Any) -> dict[Any, Any]:
    """So much less of one, and more of another."""
    return {**amounts, first: amounts[first] - by, second: amounts[second] + by}


def one_more(trade: Trade, units: str = "1") -> dict[str, Any]:
    quantity = trade.quantity + Decimal(units)
    return {"quantity": quantity, "value": (quantity * trade.price).quantize(CENT)}


# Each spoils one thing in the stated plan.
FIGURES: dict[str, Callable[[Plan], Plan]] = {
    "value a cent off": lambda p: with_trade(p, 0, value=p.trades[0].value + CENT),
    "tax of one trade alone": lambda p: with_trade(p, 0, tax_alone=p.trades[0].tax_alone + CENT),
    "price a cent off": lambda p: with_trade(p, 0, price=p.trades[0].price + CENT),
    "price and value of a purchase": lambda p: with_trade(p, 2, price=Decimal(50), value=Decimal(6500)),
    "one share more sold": lambda p: with_trade(p, 0, **one_more(p.trades[0])),
    "one share more bought": lambda p: with_trade(p, 2, **one_more(p.trades[2])),
    "more sold than held": lambda p: with_trade(p, 0, **one_more(p.trades[0], "41")),
    "nothing sold": lambda p: with_trade(p, 0, quantity=Decimal(0), value=Decimal(0), lots=()),
    "bought below nothing": lambda p: with_trade(p, 2, **one_more(p.trades[2], "-200")),
    "another symbol": lambda p: with_trade(p, 0, symbol="GROWTH"),
    "a symbol not held": lambda p: with_trade(p, 0, symbol="MID"),
    "a symbol not offered": lambda p: with_trade(p, 2, symbol="MID"),
    "another account": lambda p: with_trade(p, 2, account=ROTH),
    "an account renamed": lambda p: with_trade(p, 2, account=replace(BROKERAGE, name="Other")),
    "bought, not sold": lambda p: with_trade(p, 0, action=TradeAction.BUY),
    "a trade left out": lambda p: replace(p, trades=p.trades[:-1]),
    "a trade told twice": lambda p: replace(p, trades=(*p.trades, p.trades[-1])),
    "lots left out": lambda p: with_trade(p, 0, lots=()),
    "lots of a purchase": lambda p: with_trade(p, 2, lots=p.trades[0].lots),
    "one lot told twice": lambda p: with_trade(p, 0, lots=(p.trades[0].lots[0],) * 3),
    "shares from another lot": lambda p: with_lot(with_lot(p, 0, 0, quantity=Decimal(21)), 0, 1, quantity=Decimal(39)),
    "a lot oversold": lambda p: with_lot(with_lot(p, 0, 0, quantity=Decimal(15)), 0, 1, quantity=Decimal(45)),
    "a lot of another day": lambda p: with_lot(p, 0, 0, acquired=date(2020, 1, 3)),
    "a lot's day not told": lambda p: with_lot(p, 0, 0, acquired=None, term=Term.UNKNOWN),
    "a lot's basis": lambda p: with_lot(p, 0, 0, cost_basis=p.trades[0].lots[0].cost_basis + CENT),
    "a lot's gain": lambda p: with_lot(p, 0, 0, gain=p.trades[0].lots[0].gain + CENT),
    "basis and gain of a lot": lambda p: with_lot(p, 0, 0, gain=Decimal(1001), cost_basis=Decimal(999)),
    "an unknown basis guessed": lambda p: with_lot(p, 1, 1, gain=Decimal(0), cost_basis=Decimal("1851.77")),
    "a known basis forgotten": lambda p: with_lot(p, 0, 0, gain=None, cost_basis=None),
    "a term": lambda p: with_lot(p, 0, 1, term=Term.LONG),
    "the gain of a sale": lambda p: with_trade(p, 0, gain=p.trades[0].gain + CENT),
    "the gain of a sale forgotten": lambda p: with_trade(p, 0, gain=None),
    "the gain of a sale of unknown basis": lambda p: with_trade(p, 1, gain=Decimal(1)),
    "cash a cent off": lambda p: replace(p, cash_after={**p.cash_after, 1: p.cash_after[1] + CENT}),
    "cash of another account": lambda p: replace(p, cash_after=shifted(p.cash_after, 2, 1, CENT)),
    "cash of an account forgotten": lambda p: replace(p, cash_after={1: p.cash_after[1]}),
    "short-term gain": lambda p: with_tax(p, short_term_gain=p.tax.short_term_gain + CENT),
    "long-term gain": lambda p: with_tax(p, long_term_gain=p.tax.long_term_gain - CENT),
    "tax": lambda p: with_tax(p, estimated_tax=p.tax.estimated_tax - CENT),
    "the least tax": lambda p: with_tax(p, low=p.tax.low + CENT),
    "the most tax": lambda p: with_tax(p, high=p.tax.high - CENT),
    "tax told complete": lambda p: with_tax(p, complete=True),
    "a loss carried on": lambda p: with_tax(p, carried=p.tax.carried + CENT),
    "washed losses forgotten": lambda p: with_tax(p, disallowed=Decimal(0)),
    "losses gone for ever": lambda p: with_tax(p, lost_for_ever=Decimal(0)),
    "no wash told": lambda p: replace(p, washed=()),
    "no wash anywhere": lambda p: with_lot(
        with_tax(replace(p, washed=()), disallowed=Decimal(0), lost_for_ever=Decimal(0)), 0, 1, disallowed=Decimal(0)
    ),
    "the wash of a lot": lambda p: with_lot(p, 0, 1, disallowed=Decimal(100)),
    "the wash of another lot": lambda p: with_lot(with_lot(p, 0, 1, disallowed=Decimal(0)), 0, 0, disallowed=Decimal(125)),
    "a wash a cent off": lambda p: replace(p, washed=(replace(p.washed[0], disallowed=p.washed[0].disallowed - CENT),)),
    "washed shares": lambda p: replace(p, washed=(replace(p.washed[0], quantity=Decimal(4)),)),
    "an IRA that carries a basis": lambda p: replace(p, washed=(replace(p.washed[0], basis_carried=Decimal(125)),)),
    "a sleeve": lambda p: with_after(p, sleeves=shifted(p.after, Sleeve.MEGA_CAP_TECH, Sleeve.SP493, 1e-4)),
    "a sleeve before": lambda p: replace(
        p, shape_before=replace(p.shape_before, sleeves=shifted(p.before, Sleeve.MEGA_CAP_TECH, Sleeve.SP493, 1e-4))
    ),
    "a sector": lambda p: with_after(p, sectors=shifted(p.shape_after.sectors, Sector.TECHNOLOGY, Sector.FINANCIALS, 1e-4)),
    "a company": lambda p: with_after(p, companies={**p.shape_after.companies, "AAPL": 0.01}),
    "a company forgotten": lambda p: with_after(p, companies={"AAPL": p.shape_after.companies["AAPL"]}),
    "companies out of order": lambda p: with_after(p, companies=dict(reversed(p.shape_after.companies.items()))),
    "a theme": lambda p: with_after(p, themes={"phones": 0.0}),
    "what is unseen": lambda p: with_after(p, unseen=0.0),
    "tracking error": lambda p: with_after(p, tracking_error=p.shape_after.tracking_error * 0.99),
    "tracking error forgotten": lambda p: with_after(p, tracking_error=None),
    "income": lambda p: with_after(p, income=p.shape_after.income + 1),
    "income forgotten": lambda p: with_after(p, income=None),
    "the cost of funds": lambda p: with_after(p, fund_cost=p.shape_after.fund_cost - 1),
    "the cost of trading": lambda p: replace(p, trading_cost=p.trading_cost + CENT),
    "the value of all": lambda p: replace(p, value=p.value + CENT),
    "turnover": lambda p: replace(p, turnover=p.turnover * 1.001),
    "money that changes place": lambda p: replace(p, changes_place=p.changes_place - CENT),
    "the gap before": lambda p: replace(p, gap_before=p.gap_before + 1e-5),
    "the gap after": lambda p: replace(p, gap_to_target=p.gap_to_target - 1e-5),
    "the objective": lambda p: replace(p, objective=p.objective - 0.5),
    "better than the best": lambda p: replace(p, optimality_gap=-1.0),
    "another target": lambda p: replace(
        p, target=replace(p.target, sleeves=shifted(p.target.sleeves, Sleeve.SP493, Sleeve.CASH, 0.01))
    ),
    "a sleeve of the target forgotten": lambda p: replace(p, target=replace(p.target, sleeves={Sleeve.CASH: 0.1})),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_is_not_so_is_caught(name: str) -> None:
    request, plan = sound()
    spoiled = FIGURES[name](plan)
    assert repr(spoiled) != repr(plan)
    with pytest.raises(PlanNotSoundError) as refused:
        verify_figures(request, spoiled)
    assert refused.value.message.endswith(".")


def typed(action: TradeAction, symbol: str, quantity: str, *lots: tuple[int, str]) -> tuple[FixedTrade, ...]:
    taken = tuple((place, Decimal(units)) for place, units in lots)
    return (FixedTrade(1, action, symbol, Decimal(quantity), taken),)


# Rules that the sound plan breaks, and what the refusal speaks of.
RULES: dict[str, tuple[dict[str, Any], str]] = {
    "locked": ({"locked": frozenset({"SEVEN"})}, "locked"),
    "a purchase locked": ({"locked": frozenset({"EQUAL"})}, "locked"),
    "not to be sold": ({"no_sell": frozenset({"GROWTH"})}, "shall not be sold"),
    "not to be bought": ({"no_buy": frozenset({"EQUAL"})}, "shall not be bought"),
    "to buy only": ({"buy_only": True}, "only buy"),
    "whole shares": ({"whole_shares": True}, "fraction"),
    "smallest trade": ({"minimum_trade": Decimal("2393.76")}, "smaller"),
    "largest trade": ({"maximum_trade": Decimal("6639.09")}, "larger"),
    "gains": ({"max_gain": Decimal("1698.72")}, "gains"),
    "turnover": ({"max_turnover": 0.4}, "moves more"),
    "no wash sale": ({"wash_policy": WashPolicy.FORBID}, "washes a loss"),
    "a line typed at 0": ({"fixed": typed(TradeAction.SELL, "SEVEN", "0")}, "typed"),
    "a line typed otherwise": ({"fixed": typed(TradeAction.SELL, "SEVEN", "61")}, "typed"),
    "a line typed and not made": ({"fixed": typed(TradeAction.BUY, "MARKET", "4")}, "typed"),
    "lots typed otherwise": ({"fixed": typed(TradeAction.SELL, "SEVEN", "60", (0, "30"), (1, "30"))}, "lots typed"),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_that_is_broken_is_caught(name: str) -> None:
    request = sound()[0]
    changes, words = RULES[name]
    asked = replace(request, **changes)
    with pytest.raises(PlanNotSoundError, match=words):
        verify(asked, plan_of(replace(asked, locked=frozenset(), no_buy=frozenset()), orders(asked)))


def test_the_same_rules_at_their_edge_are_kept() -> None:
    request, plan = sound()
    edges = {
        "minimum_trade": min(trade.value for trade in plan.trades),
        "maximum_trade": max(trade.value for trade in plan.trades),
        "max_turnover": plan.turnover,
        "max_gain": Decimal("1698.73"),
        "fixed": typed(TradeAction.SELL, "SEVEN", "60", (0, "20"), (1, "40")),
    }
    asked = replace(request, **edges)
    verify(asked, plan_of(asked, orders(asked)))


OLD_FIRST, NEW_FIRST = ((0, "60"), (1, "10")), ((0, "10"), (1, "40"))


@pytest.mark.parametrize(
    ("method", "kept", "broken"),
    [
        (LotMethod.FIFO, OLD_FIRST, NEW_FIRST),
        (LotMethod.AVERAGE_COST, OLD_FIRST, NEW_FIRST),
        (LotMethod.LIFO, NEW_FIRST, OLD_FIRST),
        (LotMethod.HIFO, NEW_FIRST, OLD_FIRST),
        (LotMethod.M1, NEW_FIRST, OLD_FIRST),
    ],
)
def test_lots_out_of_the_order_that_was_asked_for_are_caught(method: LotMethod, kept: Any, broken: Any) -> None:
    request = replace(sound()[0], lot_method=method)
    verify(request, plan_of(request, orders(request, seven=kept, growth=(), equal="90")))
    with pytest.raises(PlanNotSoundError, match="another order"):
        verify(request, plan_of(request, orders(request, seven=broken, growth=(), equal="90")))


def test_what_cannot_be_traded_is_not_sold() -> None:
    request, plan = sound()
    options = replace(request.positions[0], tradable=False)
    with pytest.raises(PlanNotSoundError, match="cannot be traded"):
        verify_figures(replace(request, positions=(options, *request.positions[1:])), plan)


def test_a_line_that_the_investor_typed_goes_before_the_lists() -> None:
    request = replace(sound()[0], no_sell=frozenset({"SEVEN"}), fixed=typed(TradeAction.SELL, "SEVEN", "60"))
    verify(request, plan_of(request, orders(request)))


def test_a_plan_worse_than_doing_nothing_is_caught() -> None:
    request = sound()[0]
    dear = replace(request, costs=replace(request.costs, per_trade=5000.0))
    plan = plan_of(dear, orders(dear))
    verify_figures(dear, plan)
    with pytest.raises(PlanNotSoundError, match="Doing nothing"):
        verify(dear, plan)


def test_an_account_overdrawn_by_a_cent_is_caught() -> None:
    request = sound()[0]
    left = plan_of(request, orders(request)).cash_after[1]
    to_the_last = replace(request, new_cash=request.new_cash - left)
    verify(to_the_last, plan_of(to_the_last, orders(to_the_last)))
    overdrawn = replace(request, new_cash=request.new_cash - left - CENT)
    with pytest.raises(PlanNotSoundError, match="below"):
        verify(overdrawn, plan_of(overdrawn, orders(overdrawn)))
