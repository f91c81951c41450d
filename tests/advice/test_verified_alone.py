"""Each check of a plan by itself: what one of them fails to see, no other one sees in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import Plan, Trade
from advisor.advice.model.request import FixedTrade, PlanRequest
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import LotMethod, SoldLot, Term
from advisor.advice.verifying.measure import check_no_worse_than_nothing
from advisor.advice.verifying.money_left import cash_without_trades, check_cash, check_trades, position_sold
from advisor.advice.verifying.sold_lots import check_sold_lots, held_lots, places_of, term_of
from advisor.advice.verifying.verify import verify_figures
from advisor.domain.classification import Sleeve
from advisor.domain.errors import PlanNotSoundError
from advisor.domain.portfolio import TaxLot, TaxType
from tests.advice.households import BROKERAGE, ROTH, TRADE_DAY, holding
from tests.advice.plans_by_hand import plan_of
from tests.advice.test_verify import CENT, one_more, sound, with_lot, with_trade

DAY = date(2024, 5, 6)


def lot(units: str, basis: str | None, acquired: date | None = DAY) -> TaxLot:
    return TaxLot(acquired, Decimal(units), None if basis is None else Decimal(basis))


def sold_lot(units: str, basis: str | None) -> SoldLot:
    cost = None if basis is None else Decimal(basis)
    return SoldLot(DAY, Decimal(units), cost, None if cost is None else Decimal(0), Term.LONG)


@pytest.mark.parametrize(
    ("acquired", "sold", "term"),
    [
        (None, DAY, Term.UNKNOWN),
        (date(2025, 7, 1), date(2026, 7, 1), Term.SHORT),
        (date(2025, 7, 1), date(2026, 7, 2), Term.LONG),
        (date(2024, 2, 28), date(2025, 2, 28), Term.SHORT),
        (date(2024, 2, 28), date(2025, 3, 1), Term.LONG),
        (date(2023, 2, 28), date(2024, 2, 29), Term.SHORT),
        (date(2023, 2, 28), date(2024, 3, 1), Term.LONG),
    ],
)
def test_a_year_ends_on_the_day_after_it(acquired: date | None, sold: date, term: Term) -> None:
    assert term_of(acquired, sold) is term


@pytest.mark.parametrize(
    ("lots", "held"),
    [
        ((lot("6", "60"), lot("5", "40")), (lot("10", "90", None),)),  # more than is held
        ((lot("12", "60"), lot("-2", "40")), (lot("10", "90", None),)),
        ((lot("10", "60"), lot("0", "0")), (lot("10", "90", None),)),
        ((lot("6", "60"), lot("4", "40")), (lot("6", "60"), lot("4", "40"))),
        ((lot("6", "60"),), (lot("6", "60"), lot("4", "30", None))),
        ((lot("6", "90"),), (lot("6", "90"), lot("4", "0", None))),
        ((lot("6", "91"),), (lot("6", "91"), lot("4", None, None))),
        ((lot("3", "30"), lot("3", None)), (lot("3", "30"), lot("3", None), lot("4", None, None))),
    ],
)
def test_what_the_listed_lots_leave_out_is_a_lot_too(lots: tuple[TaxLot, ...], held: tuple[TaxLot, ...]) -> None:
    assert held_lots(holding(BROKERAGE, "SEVEN", "10", "10", basis="90", lots=lots)) == held


@pytest.mark.parametrize(
    ("sold", "held", "places"),
    [
        ([("5", "50"), ("10", "100")], [("10", "100"), ("5", "50")], {0: 1, 1: 0}),  # the first makes way for the second
        ([("5", "50"), ("5", "50")], [("10", "100")], None),
        ([("5", "50.009")], [("10", "100")], {0: 0}),
        ([("5", "50.01")], [("10", "100")], None),
        ([("12", "120")], [("10", "100")], None),
        ([("5", "0")], [("10", None)], None),
        ([("5", None)], [("10", "100")], None),
        ([("5", None)], [("10", None)], {0: 0}),
    ],
)
def test_sold_lots_are_found_among_those_held(
    sold: list[tuple[str, str | None]], held: list[tuple[str, str | None]], places: dict[int, int] | None
) -> None:
    assert places_of([sold_lot(*each) for each in sold], [lot(*each) for each in held]) == places


def shift_gains(plan: Plan, first: Decimal, second: Decimal) -> Plan:
    lots = plan.trades[0].lots
    return with_lot(with_lot(plan, 0, 0, gain=lots[0].gain + first), 0, 1, gain=lots[1].gain + second)


NOTHING = {"quantity": Decimal(0), "cost_basis": Decimal(0), "gain": Decimal(0), "disallowed": Decimal(0)}

# Each spoils one thing in the sale of 20 units that gain and 40 that lose $1,000, and what the refusal speaks of.
SALES: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "a lot of nothing": (
        lambda p: with_trade(p, 0, lots=(*p.trades[0].lots, replace(p.trades[0].lots[0], **NOTHING))),
        "nothing",
    ),
    "more than its lots": (lambda p: with_trade(p, 0, **one_more(p.trades[0])), "do not sum"),
    "less than its lots": (lambda p: with_trade(p, 0, **one_more(p.trades[0], "-1")), "do not sum"),
    "a term": (lambda p: with_lot(p, 0, 1, term=Term.LONG), "term"),
    "a gain not told": (lambda p: with_lot(p, 0, 0, gain=None), "without a basis"),
    "more washed than lost": (lambda p: with_lot(p, 0, 1, disallowed=Decimal("1000.01")), "more than its loss"),
    "less washed than nothing": (lambda p: with_lot(p, 0, 1, disallowed=-CENT), "more than its loss"),
    "a gain washed": (lambda p: with_lot(p, 0, 0, disallowed=CENT), "more than its loss"),
    "one lot's gain in another": (lambda p: shift_gains(p, 2 * CENT, -2 * CENT), "brings"),
    "every lot a cent off": (lambda p: shift_gains(p, CENT, CENT), "bring"),
    "the gain of all": (lambda p: with_trade(p, 0, gain=p.trades[0].gain + CENT), "gain of"),
    "the gain of all not told": (lambda p: with_trade(p, 0, gain=None), "not told"),
}


@pytest.mark.parametrize("name", SALES)
def test_the_lots_of_a_sale_are_looked_at(name: str) -> None:
    request, plan = sound()
    check_sold_lots(plan.trades[0], request.positions[0], TRADE_DAY, LotMethod.MINIMUM_TAX)
    spoil, words = SALES[name]
    with pytest.raises(PlanNotSoundError, match=words):
        check_sold_lots(spoil(plan).trades[0], request.positions[0], TRADE_DAY, LotMethod.MINIMUM_TAX)


def dearer(trade: Trade) -> dict[str, Any]:
    price = trade.price + 1
    return {"price": price, "value": (price * trade.quantity).quantize(CENT)}


TRADES: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "told twice": (lambda p: replace(p, trades=(*p.trades, p.trades[-1])), "twice"),
    "nothing bought": (lambda p: with_trade(p, 2, quantity=Decimal(0), value=Decimal(0)), "not above 0"),
    "the value of a sale": (lambda p: with_trade(p, 0, value=p.trades[0].value + CENT), "the value of"),
    "the value of a purchase": (lambda p: with_trade(p, 2, value=p.trades[2].value - CENT), "the value of"),
    "sold at another price": (lambda p: with_trade(p, 0, **dearer(p.trades[0])), "not the position's"),
    "bought at another price": (lambda p: with_trade(p, 2, **dearer(p.trades[2])), "offered at"),
    "sold more than held": (lambda p: with_trade(p, 0, **one_more(p.trades[0], "41")), "more SEVEN than"),
    "lots of a purchase": (lambda p: with_trade(p, 2, lots=p.trades[0].lots), "lots or a gain"),
    "the gain of a purchase": (lambda p: with_trade(p, 2, gain=Decimal(0)), "lots or a gain"),
    "an account that is not there": (lambda p: with_trade(p, 2, account=replace(ROTH, id=9)), "not in the portfolio"),
}


@pytest.mark.parametrize("name", TRADES)
def test_every_trade_is_looked_at(name: str) -> None:
    request, plan = sound()
    check_trades(request, plan)
    spoil, words = TRADES[name]
    with pytest.raises(PlanNotSoundError, match=words):
        check_trades(request, spoil(plan))


def test_what_is_held_may_be_bought_at_its_own_price_where_no_candidate_has_one() -> None:
    request, plan = sound()
    held = replace(holding(BROKERAGE, "EQUAL", "5", "51.07"), contents=request.candidates[0].contents)
    without_price = (replace(request.candidates[0], price=Decimal(0)),)
    check_trades(replace(request, positions=(*request.positions, held), candidates=without_price), plan)
    unsold = replace(held, tradable=False)
    with pytest.raises(PlanNotSoundError, match="offered at"):
        check_trades(replace(request, positions=(*request.positions, unsold), candidates=without_price), plan)


def test_a_sale_takes_from_what_is_owned_not_from_what_is_owed() -> None:
    request, plan = sound()
    owed = holding(BROKERAGE, "SEVEN", "-5", "100.00")
    assert position_sold(replace(request, positions=(owed, *request.positions)), plan.trades[0]) == request.positions[0]


def test_new_cash_arrives_where_dollars_are_taxed() -> None:
    euros = replace(BROKERAGE, id=4, currency="EUR")
    request = PlanRequest((), {}, (euros, ROTH, BROKERAGE), sound()[0].target, (), TRADE_DAY, new_cash=Decimal(7))
    assert cash_without_trades(request) == {4: 0, 2: 0, 1: 7}
    assert cash_without_trades(replace(request, accounts=(euros, ROTH))) == {4: 0, 2: 7}
    elsewhere = replace(euros, id=5, tax_type=TaxType.ROTH)
    assert cash_without_trades(replace(request, accounts=(elsewhere, euros))) == {5: 0, 4: 7}


def test_cash_of_an_account_that_is_not_there_is_caught() -> None:
    request, plan = sound()
    with pytest.raises(PlanNotSoundError, match="every account"):
        check_cash(request, replace(plan, cash_after={**plan.cash_after, 9: Decimal(0)}))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"half_widths": {Sleeve.SP493: 0.2}}, "half the width"),
        ({"target": replace(sound()[1].target, sleeves={**sound()[1].target.sleeves, Sleeve.MID_CAP: 0.0})}, "other sleeves"),
    ],
)
def test_bands_and_sleeves_that_were_not_asked_for_are_caught(changes: dict[str, Any], words: str) -> None:
    request, plan = sound()
    with pytest.raises(PlanNotSoundError, match=words):
        verify_figures(request, replace(plan, **changes))


BUY_ONE, BUY_NONE = (FixedTrade(1, TradeAction.BUY, "EQUAL", Decimal(units)) for units in (1, 0))


@pytest.mark.parametrize(
    ("changes", "is_idle_allowed"),
    [
        ({}, True),
        ({"max_gain": Decimal(0)}, True),
        ({"max_gain": Decimal(-1)}, False),
        ({"fixed": (BUY_NONE,)}, True),
        ({"fixed": (BUY_ONE,)}, False),
        ({"flows": {2: Decimal(-9000)}}, False),  # more than the account has in cash
    ],
)
def test_a_plan_has_to_beat_doing_nothing_only_where_that_is_allowed(changes: dict[str, Any], is_idle_allowed: bool) -> None:
    request, plan = sound()
    asked, poor = replace(request, **changes), replace(plan, objective=1e6)
    if not is_idle_allowed:
        check_no_worse_than_nothing(asked, poor)
        return
    with pytest.raises(PlanNotSoundError, match="Doing nothing"):
        check_no_worse_than_nothing(asked, poor)


def test_a_debt_has_no_share_that_a_target_for_some_sleeves_would_keep() -> None:
    target = TargetModel(
        "s", "S", "", {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.SP493: 0.5}, scope=frozenset({Sleeve.MEGA_CAP_TECH, Sleeve.SP493})
    )
    request = replace(sound()[0], target=target, cash={1: Decimal(-4000)}, new_cash=Decimal(0), flows={})
    plan = plan_of(request, Orders((), ()))
    assert plan.shape_before.sleeves[Sleeve.CASH] < 0
    verify_figures(request, plan)


def test_cash_in_an_ira_is_room_for_bonds_and_cash_outside_is_none() -> None:
    bonds = holding(BROKERAGE, "BONDS", "100", "100.00", basis="10000")
    target = TargetModel("b", "B", "", {Sleeve.FIXED_INCOME: 0.5, Sleeve.SP493: 0.5})
    cash = {1: Decimal(1000), 2: Decimal(4000)}
    request = PlanRequest((bonds,), cash, (BROKERAGE, ROTH), target, (), TRADE_DAY, location_price=0.01)
    plan = plan_of(request, Orders((), ()))
    verify_figures(request, plan)
    unpriced = plan_of(replace(request, location_price=0.0), Orders((), ()))
    # Half of 15,000 is wanted and 4,000 of it had room: 3,500 of 10,000 lie outside for want of room.
    assert plan.objective - unpriced.objective == pytest.approx(0.01 * 6500)
    with pytest.raises(PlanNotSoundError, match="weighed"):
        verify_figures(request, unpriced)
