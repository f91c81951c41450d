"""Presets: built from benchmarks, fitted to a portfolio."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from advisor.advice.model.action import TradeAction
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.target import TargetModel
from advisor.advice.plan import solve
from advisor.advice.targets import benchmark_target, for_portfolio, presets
from advisor.domain.classification import Sleeve
from advisor.domain.portfolio import TaxLot
from advisor.exposure.contents import Contents
from tests.advice.households import BROKERAGE, MARKET, TRADE_DAY, fund, holding

VTI = {
    Sleeve.MEGA_CAP_TECH: 0.30,
    Sleeve.SP493: 0.50,
    Sleeve.MID_CAP: 0.06,
    Sleeve.SMALL_CAP: 0.04,
    Sleeve.US_OTHER: 0.08,
    Sleeve.INTERNATIONAL: 0.02,
}
RSP = {Sleeve.MEGA_CAP_TECH: 0.014, Sleeve.SP493: 0.986}
WORLD = {Sleeve.MEGA_CAP_TECH: 0.2, Sleeve.SP493: 0.4, Sleeve.INTERNATIONAL: 0.37, Sleeve.US_OTHER: 0.029, Sleeve.CASH: 0.001}
TODAY = {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.INTERNATIONAL: 0.1, Sleeve.FIXED_INCOME: 0.3, Sleeve.CASH: 0.1}


def test_presets_divide_the_us_stocks_and_keep_the_rest() -> None:
    targets = {target.id: for_portfolio(target, TODAY) for target in presets({"VTI": VTI, "RSP": RSP})}
    assert set(targets) == {"market_weight", "equal_weight", "broadening", "only_493", "sixty_forty"}
    for target in targets.values():
        assert sum(target.sleeves.values()) == pytest.approx(1)
        for sleeve in (Sleeve.INTERNATIONAL, Sleeve.CASH):
            assert target.sleeves[sleeve] == TODAY[sleeve]
        if target.id != "sixty_forty":
            assert target.sleeves[Sleeve.FIXED_INCOME] == TODAY[Sleeve.FIXED_INCOME]
    # Half of the portfolio is US stocks; the four sleeves are 0.90 of the benchmark.
    assert targets["market_weight"].sleeves[Sleeve.MEGA_CAP_TECH] == pytest.approx(0.5 * 0.30 / 0.90)
    assert targets["equal_weight"].sleeves[Sleeve.SP493] == pytest.approx(0.5 * 0.986)


def test_broadening_keeps_two_thirds_of_the_seven_and_raises_mid_and_small_caps() -> None:
    targets = {target.id: target.sleeves for target in presets({"VTI": VTI})}
    market, broad = targets["market_weight"], targets["broadening"]
    assert broad[Sleeve.MEGA_CAP_TECH] == pytest.approx(market[Sleeve.MEGA_CAP_TECH] * 2 / 3)
    freed = market[Sleeve.MEGA_CAP_TECH] / 3
    assert broad[Sleeve.MID_CAP] == pytest.approx(market[Sleeve.MID_CAP] + 0.6 * freed)
    assert broad[Sleeve.SMALL_CAP] == pytest.approx(market[Sleeve.SMALL_CAP] + 0.4 * freed)
    assert broad[Sleeve.SP493] == market[Sleeve.SP493]
    assert broad[Sleeve.MID_CAP] > market[Sleeve.MID_CAP]
    assert broad[Sleeve.SMALL_CAP] > market[Sleeve.SMALL_CAP]
    assert sum(broad.values()) == pytest.approx(1)


def test_only_the_493_takes_the_seven_out_and_gives_the_493_what_they_were() -> None:
    targets = {target.id: target.sleeves for target in presets({"VTI": VTI})}
    market, without = targets["market_weight"], targets["only_493"]
    assert without[Sleeve.MEGA_CAP_TECH] == 0.0
    assert without[Sleeve.SP493] == pytest.approx(market[Sleeve.SP493] + market[Sleeve.MEGA_CAP_TECH])
    assert without[Sleeve.MID_CAP] == market[Sleeve.MID_CAP]
    assert sum(without.values()) == pytest.approx(1)


def test_sixty_forty_divides_us_stocks_and_bonds() -> None:
    (target,) = (each for each in presets({"VTI": VTI}) if each.id == "sixty_forty")
    fitted = for_portfolio(target, TODAY).sleeves
    divided = 1 - TODAY[Sleeve.INTERNATIONAL] - TODAY[Sleeve.CASH]
    assert fitted[Sleeve.FIXED_INCOME] == pytest.approx(0.4 * divided)
    assert fitted[Sleeve.MEGA_CAP_TECH] == pytest.approx(0.6 * divided * 0.30 / 0.90)
    assert sum(fitted.values()) == pytest.approx(1)


def test_the_benchmark_in_use_is_a_target_of_what_it_holds_today() -> None:
    target = benchmark_target("VT", "World Stock", WORLD)
    assert target.sleeves[Sleeve.INTERNATIONAL] == pytest.approx(0.37 / 0.97)
    assert target.sleeves[Sleeve.MID_CAP] == 0.0
    assert sum(target.sleeves.values()) == pytest.approx(1)
    assert Sleeve.US_OTHER not in target.scope
    assert for_portfolio(target, TODAY).sleeves[Sleeve.FIXED_INCOME] == TODAY[Sleeve.FIXED_INCOME]
    assert benchmark_target("BND", "Bonds", {Sleeve.FIXED_INCOME: 1.0}).scope == {Sleeve.FIXED_INCOME}
    assert benchmark_target("SGOV", "Bills", {Sleeve.CASH: 1.0}) is None


def test_every_preset_says_what_it_is() -> None:
    for target in presets({"VTI": VTI, "RSP": RSP}):
        assert target.name
        assert target.description.endswith("share.")
        assert target.candidates


def test_a_preset_without_its_benchmark_is_left_out() -> None:
    assert [target.id for target in presets({"RSP": RSP})] == ["equal_weight"]


def test_what_is_not_classified_is_sold_at_a_loss_though_the_target_keeps_all_else() -> None:
    lost = (TaxLot(date(2024, 1, 2), Decimal(100), Decimal(9000)),)
    mystery = Contents({Sleeve.UNCLASSIFIED: 1.0})
    unknown = replace(holding(BROKERAGE, "SEVEN", "100", "60.00", lots=lost), symbol="MYSTERY", contents=mystery)
    request = PlanRequest(
        positions=(unknown, holding(BROKERAGE, "MARKET", "400", "100.00", basis="40000")),
        cash={BROKERAGE.id: Decimal(0)},
        accounts=(BROKERAGE,),
        target=TargetModel("t", "T", "", MARKET, scope=frozenset(MARKET)),
        candidates=(fund("MARKET", "100.00"),),
        trade_date=TRADE_DAY,
    )
    (sold,) = (trade for trade in solve(request).trades if trade.action is TradeAction.SELL)
    assert (sold.symbol, sold.quantity) == ("MYSTERY", 100)
    bonds = replace(unknown, contents=Contents({Sleeve.FIXED_INCOME: 1.0}))
    kept = solve(replace(request, positions=(bonds, *request.positions[1:])))
    assert sum(trade.quantity for trade in kept.trades if trade.action is TradeAction.SELL) < 100
