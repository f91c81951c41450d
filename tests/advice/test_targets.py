"""Presets: built from benchmarks, fitted to a portfolio."""

from __future__ import annotations

import pytest

from advisor.advice.targets import for_portfolio, presets
from advisor.domain.classification import Sleeve

VTI = {
    Sleeve.MEGA_CAP_TECH: 0.30,
    Sleeve.SP493: 0.50,
    Sleeve.MID_CAP: 0.06,
    Sleeve.SMALL_CAP: 0.04,
    Sleeve.US_OTHER: 0.08,
    Sleeve.INTERNATIONAL: 0.02,
}
RSP = {Sleeve.MEGA_CAP_TECH: 0.014, Sleeve.SP493: 0.986}
TODAY = {Sleeve.MEGA_CAP_TECH: 0.5, Sleeve.INTERNATIONAL: 0.1, Sleeve.FIXED_INCOME: 0.3, Sleeve.CASH: 0.1}


def test_presets_divide_the_us_stocks_and_keep_the_rest() -> None:
    targets = {target.id: for_portfolio(target, TODAY) for target in presets({"VTI": VTI, "RSP": RSP})}
    assert set(targets) == {"market_weight", "equal_weight", "broadening"}
    for target in targets.values():
        assert sum(target.sleeves.values()) == pytest.approx(1)
        for sleeve in (Sleeve.INTERNATIONAL, Sleeve.FIXED_INCOME, Sleeve.CASH):
            assert target.sleeves[sleeve] == TODAY[sleeve]
    # Half of the portfolio is US stocks; the four sleeves are 0.90 of the benchmark.
    assert targets["market_weight"].sleeves[Sleeve.MEGA_CAP_TECH] == pytest.approx(0.5 * 0.30 / 0.90)
    assert targets["equal_weight"].sleeves[Sleeve.SP493] == pytest.approx(0.5 * 0.986)


def test_broadening_keeps_two_thirds_of_the_seven_and_raises_mid_and_small_caps() -> None:
    targets = {target.id: target.sleeves for target in presets({"VTI": VTI})}
    market, broad = targets["market_weight"], targets["broadening"]
    assert broad[Sleeve.MEGA_CAP_TECH] == pytest.approx(market[Sleeve.MEGA_CAP_TECH] * 2 / 3)
    assert broad[Sleeve.SP493] == market[Sleeve.SP493]
    assert broad[Sleeve.MID_CAP] > market[Sleeve.MID_CAP]
    assert broad[Sleeve.SMALL_CAP] > market[Sleeve.SMALL_CAP]
    assert sum(broad.values()) == pytest.approx(1)


def test_a_preset_without_its_benchmark_is_left_out() -> None:
    assert [target.id for target in presets({"RSP": RSP})] == ["equal_weight"]
