"""What a plan is asked for: the books, the market and the investor's wishes, all of them."""

from __future__ import annotations

import json
from array import array
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from advisor.advice.model.request import FixedTrade, TradeAction
from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.model.taxes import LotMethod
from advisor.advice.model.washing import WashPolicy
from advisor.advice.plan import solve
from advisor.advice.risk import tracking_error
from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.domain.instruments import InstrumentProfile
from advisor.domain.prices import PriceEvent, PriceEventKind, PriceHistory, price_units
from advisor.services.choose_target import choose_target, list_targets
from advisor.services.import_files import import_files
from advisor.services.plan_request import plan_request
from advisor.services.spread_contributions import spread_contributions
from advisor.services.suggest_options import SuggestOptions
from advisor.services.task import Task
from advisor.services.typed_contribution import read_contribution
from advisor.services.typed_wishes import TypedWishes, read_wishes
from advisor.storage.accounts import load_accounts
from advisor.storage.database import open_database
from advisor.storage.instruments import save_profile
from advisor.storage.prices import save_history
from tests.services.odd_books import NOT_UNDERSTOOD, UNDERSTOOD, import_odd_books

DAY = date(2026, 7, 13)


@pytest.fixture
def db(tmp_path):
    with closing(open_database(tmp_path / "books.db")) as opened:
        import_odd_books(opened, tmp_path)
        yield opened


@pytest.fixture
def target(db):
    return choose_target(db, Task(), "broadening")


def asked(db, target, **wishes):
    return plan_request(db, Task(), SuggestOptions(target, DAY, **wishes))


def test_what_is_not_understood_is_never_traded(db, target):
    request = asked(db, target)
    tradable = {each.symbol for each in request.positions if each.tradable}
    assert tradable == {"VTSAX", "FXAIX", "VTI", "AAPL", "BRKB", "BND"}
    assert len(request.positions) == len(UNDERSTOOD) + len(NOT_UNDERSTOOD) + 1
    assert sum(each.value for each in request.positions) == Decimal("2000") * 8 + Decimal("3190") + Decimal("1000")


def test_the_books_are_in_it(db, target):
    request = asked(db, target)
    held = {each.symbol: each for each in request.positions}
    assert request.cash == {held["VTI"].account.id: 1000, held["BND"].account.id: 50}
    assert held["AAPL"].cost_basis is None
    assert held["AAPL"].contents.companies == {"AAPL": 1.0}
    assert len(held["VTI"].contents.companies) > 500
    assert held["VTI"].lots[1].acquired == date(2024, 5, 1)
    assert request.history.complete_since == {account.id: None for account in request.accounts}
    assert request.taxes.ordinary
    assert request.taxes.as_of is not None or request.taxes.assumed


def test_an_account_that_holds_nothing_can_be_paid_into(db, target, tmp_path):
    fresh = {"name": "New Roth", "broker": "schwab", "number_masked": "4444", "tax_type": "roth", "cash": "0", "positions": []}
    line = {"symbol": "KO", "name": "KO", "kind": "stock", "quantity": "10", "price": "70", "value": "700.00"}
    more = fresh | {"name": "More", "number_masked": "3333", "positions": [line]}
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-10", "accounts": [fresh, more]}
    (tmp_path / "fresh.json").write_text(json.dumps(books), encoding="utf-8")
    import_files(db, Task(), [tmp_path / "fresh.json"])
    (roth,) = (account for account in load_accounts(db) if account.name == "New Roth")
    assert roth not in asked(db, target).accounts
    wishes = read_wishes(db, Task(), TypedWishes("broadening", DAY, contribute=("new roth=2000",), time_limit=2.0))
    request = plan_request(db, Task(), wishes)
    assert request.accounts[-1] == roth
    assert request.cash[roth.id] == 0
    assert any(trade.account == roth for trade in solve(request).trades)
    monthly = read_contribution(db, Task(), "New Roth=500:2", replace(wishes, flows={}))
    assert spread_contributions(db, Task(), monthly).steps


def test_several_lines_of_one_holding_are_one(db, target, tmp_path):
    line = {"symbol": "KO", "name": "KO", "kind": "stock", "price": "70"}
    first = line | {"quantity": "10", "value": "700.00", "lots": [_bought("2024-05-01", "10", "500.00")]}
    second = line | {"quantity": "20", "value": "1400.00", "lots": [_bought("2025-05-01", "20", "900.00")]}
    account = {"name": "More", "broker": "schwab", "number_masked": "3333", "cash": "0", "positions": [first, second]}
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-10", "accounts": [account]}
    (tmp_path / "more.json").write_text(json.dumps(books), encoding="utf-8")
    import_files(db, Task(), [tmp_path / "more.json"])
    (held,) = (each for each in asked(db, target).positions if each.symbol == "KO")
    assert (held.quantity, held.value, held.tradable) == (30, 2100, True)
    assert [(lot.quantity, lot.cost_basis) for lot in held.lots] == [(10, 500), (20, 900)]


def _bought(day: str, quantity: str, basis: str) -> dict[str, str]:
    return {"acquired": day, "quantity": quantity, "cost_basis": basis}


@pytest.mark.parametrize(("contracts", "pledged"), [("-3", 300), ("-2", 200), ("3", 0)])
def test_what_covers_calls_is_pledged(db, target, tmp_path, contracts, pledged):
    shares = {"symbol": "KO", "name": "KO", "kind": "stock", "quantity": "500", "price": "70", "value": "35000.00"}
    call = {"symbol": "KO270115C00080000", "name": "KO", "kind": "option", "quantity": contracts, "price": "1"}
    call["value"] = f"{int(contracts) * 100}.00"
    account = {"name": "More", "broker": "schwab", "number_masked": "3333", "cash": "0", "positions": [shares, call]}
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-10", "accounts": [account]}
    (tmp_path / "more.json").write_text(json.dumps(books), encoding="utf-8")
    import_files(db, Task(), [tmp_path / "more.json"])
    (held,) = (each for each in asked(db, target).positions if each.symbol == "KO")
    assert (held.tradable, held.pledged) == (True, pledged)


def test_the_day_of_each_price_is_told(db, target):
    assert {each.price_as_of for each in asked(db, target).positions} == {date(2026, 7, 10)}


def test_nothing_is_sold_on_a_day_before_it_was_bought(db, target):
    with pytest.raises(InvalidRequestError) as refused:
        plan_request(db, Task(), SuggestOptions(target, date(2024, 4, 30)))
    assert refused.value.message.startswith("On Apr 30, 2024 you did not hold all that your books have: some V")
    assert refused.value.message.endswith("was bought on May 1, 2024.")
    assert refused.value.hint == "Choose May 1, 2024 or a later day for the trades."
    assert plan_request(db, Task(), SuggestOptions(target, date(2024, 5, 1))).positions


def test_mutual_funds_whose_lots_cost_the_same_are_kept_at_average_cost(db, target):
    averaged = {each.symbol for each in asked(db, target).positions if each.average_cost}
    assert averaged == {"VTSAX"}


def test_where_a_usual_fund_stands_at_a_loss_another_may_be_bought_that_keeps_its_exposure(db, target, tmp_path):
    assert not {"AGG", "IXUS", "IWM"} & {each.symbol for each in asked(db, target).candidates}  # the BND at hand is in an IRA
    lots = [{"acquired": "2024-05-01", "quantity": "10", "cost_basis": "1100.00"}]
    bonds = {"symbol": "BND", "name": "BND", "kind": "fund", "quantity": "10", "price": "70", "value": "700.00", "lots": lots}
    account = {"name": "More", "broker": "schwab", "number_masked": "3333", "cash": "0", "positions": [bonds]}
    books = {"format": "advisor-portfolio", "version": 1, "as_of": "2026-07-10", "accounts": [account]}
    (tmp_path / "more.json").write_text(json.dumps(books), encoding="utf-8")
    import_files(db, Task(), [tmp_path / "more.json"])
    offered = {each.symbol for each in asked(db, target).candidates}
    assert "AGG" in offered
    assert not {"IXUS", "IWM"} & offered
    for wishes in ({"buy_only": True}, {"no_sell": frozenset({"BND"})}, {"locked": frozenset({"BND"})}):
        assert "AGG" not in {each.symbol for each in asked(db, target, **wishes).candidates}


def test_what_a_worksheet_buys_is_offered(db, target):
    held = asked(db, target).positions[0].account.id
    line = FixedTrade(held, TradeAction.BUY, "VTV", Decimal(3))
    assert "VTV" in {each.symbol for each in asked(db, target, fixed=(line,)).candidates}


def test_risk_is_measured_against_the_target_and_falls_as_one_comes_closer(db, target):
    request = asked(db, target)
    assert request.risk is not None
    assert sum(request.risk.reference.sleeves.values()) == pytest.approx(1)
    held = {each.symbol: each for each in request.positions}
    fund, single = tracking_error(request.risk, held["VTI"].contents), tracking_error(request.risk, held["AAPL"].contents)
    assert 0.0 < fund < single < 0.5


def test_distributions_and_costs_on_file_are_told(db, target):
    days = [DAY - timedelta(days=number) for number in range(400, -1, -1)]
    dividends = [
        PriceEvent(DAY - timedelta(days=380), PriceEventKind.DIVIDEND, Decimal(9)),
        PriceEvent(DAY - timedelta(days=200), PriceEventKind.DIVIDEND, Decimal(2)),
        PriceEvent(DAY - timedelta(days=100), PriceEventKind.SPLIT, Decimal(2)),
        PriceEvent(DAY - timedelta(days=50), PriceEventKind.DIVIDEND, Decimal("0.5")),
    ]
    ordinals, closes = array("i", [day.toordinal() for day in days]), array("q", [price_units(Decimal(100))] * len(days))
    asked_at = datetime(2026, 7, 13, 22, tzinfo=UTC)
    for symbol, source in (("IJH", "Yahoo Finance"), ("IJR", "file closes.csv")):
        history = PriceHistory(symbol, "USD", ordinals, closes, tuple(dividends), source)
        save_history(db, history, asked_at, replace=True)
    profile = InstrumentProfile("IJH", "", "ETF", "", "USD", "", "", "", None, None, None, "", "", 0.0005, DAY, "Yahoo Finance")
    save_profile(db, profile)
    candidates = {each.symbol: each for each in asked(db, target).candidates}
    assert candidates["IJH"].income == pytest.approx((2 / 2 + 0.5) / 100)
    assert candidates["IJH"].expense == 0.0005
    assert candidates["IJR"].income is None
    assert candidates["IJR"].expense is None


def test_every_wish_arrives(db, target):
    account = asked(db, target).accounts[0].id
    fixed = (FixedTrade(account, TradeAction.SELL, "VTI", Decimal(3)),)
    request = asked(
        db,
        target,
        new_cash=Decimal(500),
        flows={account: Decimal(-20)},
        max_gain=Decimal(10),
        max_turnover=0.1,
        no_sell=frozenset({"BRK.B"}),
        no_buy=frozenset({"IJH"}),
        locked=frozenset({"AAPL"}),
        fixed=fixed,
        buy_only=True,
        minimum_trade=Decimal(250),
        maximum_trade=Decimal(9000),
        whole_shares=False,
        lot_method=LotMethod.HIFO,
        cost_per_trade=1.0,
        spread=0.001,
        risk_price=2.0,
        prefer_location=True,
        wash_policy=WashPolicy.FORBID,
        destination=Destination.EDGE,
        band=Band(rule=BandRule.ABSOLUTE),
        company_max=0.05,
        candidates=(("IJH", None), ("MDY", Decimal(600))),
    )
    assert (request.new_cash, request.flows, request.max_gain, request.max_turnover) == (500, {account: -20}, 10, 0.1)
    assert (request.no_sell, request.no_buy, request.locked) == ({"BRKB"}, {"IJH"}, {"AAPL"})  # as held
    assert (request.fixed, request.buy_only, request.minimum_trade, request.maximum_trade) == (fixed, True, 250, 9000)
    assert (request.whole_shares, request.lot_method, request.wash_policy) == (False, LotMethod.HIFO, WashPolicy.FORBID)
    assert (request.costs.per_trade, request.costs.spread, request.risk_price) == (1.0, 0.001, 2.0)
    assert request.location_price > 0
    assert (request.target.destination, request.target.band.rule) == (Destination.EDGE, BandRule.ABSOLUTE)
    assert request.target.company_max == 0.05
    assert {each.symbol: each.price for each in request.candidates}["MDY"] == 600


def test_without_wishes_the_targets_own_stand(db):
    own = TargetModel(
        "t", "T", "", {Sleeve.SP493: 1.0}, company_max=0.04, destination=Destination.HALF_WAY, instruments={"MDY": 0.2}
    )
    request = asked(db, own)
    assert (request.target.company_max, request.target.destination) == (0.04, Destination.HALF_WAY)
    assert "MDY" in {each.symbol for each in request.candidates}
    assert request.location_price == 0.0


def test_a_theme_counts_the_whole_of_its_companies(db):
    own = TargetModel("t", "T", "", {Sleeve.SP493: 1.0}, themes={"hyperscalers": 0.1})
    with pytest.raises(InvalidRequestError) as caught:
        asked(db, own)
    known = caught.value.hint.removeprefix("The themes are: ").rstrip(".").split(", ")
    request = asked(db, TargetModel("t", "T", "", {Sleeve.SP493: 1.0}, themes={known[0]: 0.1}))
    assert set(request.theme_members) == {known[0]}
    assert set(request.theme_members[known[0]].values()) == {1.0}


@pytest.mark.parametrize(
    "wishes",
    [
        {"no_sell": frozenset({"NFLX"})},
        {"fixed": (FixedTrade(1, TradeAction.BUY, "ZZZZ", Decimal(1)),)},
        {"flows": {999: Decimal(5)}},
        {"fixed": (FixedTrade(999, TradeAction.BUY, "IJH", Decimal(1)),)},
        {"account_id": 999},
    ],
)
def test_what_is_not_there_is_refused(db, target, wishes):
    with pytest.raises(InvalidRequestError):
        asked(db, target, **wishes)


def test_the_benchmark_in_use_is_offered_as_a_target(db):
    names = {target.id: target.name for target in list_targets(db, Task(), "vt")}
    assert names["benchmark"] == "Today’s VT"
    with pytest.raises(InvalidRequestError):
        list_targets(db, Task(), "NOSUCH")


def test_what_is_offered_on_the_spot_is_spelled_as_held(db, target):
    request = asked(db, target, candidates=(("BRK.B", Decimal(500)), ("IJH", None)))
    assert [each.symbol for each in request.candidates] == ["BRKB", "IJH"]
    assert request.candidates[0].price == 500
