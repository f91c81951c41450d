"""The target as a portfolio: filled as the market holds it, kept as the investor does."""

from __future__ import annotations

import pytest

from advisor.advice.model.target import TargetModel
from advisor.advice.reference import reference_contents
from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents, mixture


def company(symbol: str, sleeve: Sleeve) -> Contents:
    return Contents({sleeve: 1.0}, {Sector.ENERGY: 1.0}, {symbol: 1.0})


BONDS = Contents({Sleeve.FIXED_INCOME: 1.0}, {Sector.FIXED_INCOME: 1.0}, is_fund=True)
MARKET = {
    Sleeve.SP493: mixture([(0.75, company("XOM", Sleeve.SP493)), (0.25, company("CVX", Sleeve.SP493))]),
    Sleeve.MID_CAP: company("MID", Sleeve.MID_CAP),
    Sleeve.FIXED_INCOME: BONDS,
}
OWN = {Sleeve.SP493: company("KO", Sleeve.SP493), Sleeve.ALTERNATIVES: company("BARS", Sleeve.ALTERNATIVES)}
BEFORE = {Sleeve.SP493: 0.6, Sleeve.ALTERNATIVES: 0.3, Sleeve.CASH: 0.1}


def reference(target: TargetModel, **instruments: Contents) -> Contents:
    found = reference_contents(target, BEFORE, OWN, MARKET, instruments)
    assert sum(found.sleeves.values()) == pytest.approx(1)
    assert sum(found.sectors.values()) == pytest.approx(1)
    return found


def target(sleeves: dict[Sleeve, float], **more: object) -> TargetModel:
    return TargetModel("t", "T", "", sleeves, **more)


def test_sleeves_are_filled_as_the_market_holds_them() -> None:
    found = reference(target({Sleeve.SP493: 0.8, Sleeve.FIXED_INCOME: 0.2}))
    assert found.companies == pytest.approx({"XOM": 0.6, "CVX": 0.2})
    assert found.sleeves == pytest.approx({Sleeve.SP493: 0.8, Sleeve.FIXED_INCOME: 0.2})


def test_what_is_kept_is_filled_as_the_investor_holds_it() -> None:
    kept = frozenset({Sleeve.SP493, Sleeve.ALTERNATIVES})
    found = reference(target({Sleeve.SP493: 0.6, Sleeve.ALTERNATIVES: 0.3, Sleeve.CASH: 0.1}, kept=kept))
    assert found.companies == pytest.approx({"KO": 0.6, "BARS": 0.3})
    assert found.sleeves[Sleeve.CASH] == pytest.approx(0.1)


def test_what_has_no_target_keeps_its_proportions_and_what_is_in_it() -> None:
    found = reference(target({Sleeve.ALTERNATIVES: 0.3}))
    assert found.sleeves == pytest.approx({Sleeve.ALTERNATIVES: 0.3, Sleeve.SP493: 0.6, Sleeve.CASH: 0.1})
    assert found.companies == pytest.approx({"BARS": 0.3, "KO": 0.6})
    assert reference(target({}, company_max=0.05)).companies == pytest.approx({"BARS": 0.3, "KO": 0.6})


def test_instruments_are_held_as_they_are_and_the_rest_of_each_sleeve_is_filled() -> None:
    whole = target({Sleeve.SP493: 0.8, Sleeve.MID_CAP: 0.2}, instruments={"CVX": 0.5, "GONE": 0.1})
    found = reference(whole, CVX=company("CVX", Sleeve.SP493))
    assert found.companies == pytest.approx({"CVX": 0.5 + 0.3 * 0.25, "XOM": 0.3 * 0.75, "MID": 0.2})


def test_only_instruments() -> None:
    found = reference(target({}, instruments={"CVX": 1.0}), CVX=company("CVX", Sleeve.SP493))
    assert found.companies == pytest.approx({"CVX": 1.0})


def test_a_sleeve_that_nobody_holds_is_itself() -> None:
    found = reference(target({Sleeve.INTERNATIONAL: 1.0}))
    assert found.sleeves == pytest.approx({Sleeve.INTERNATIONAL: 1.0})


def test_a_target_that_wants_nothing_of_what_is_held_is_money() -> None:
    unwanted = dict.fromkeys(BEFORE, 0.0)
    assert reference(target(unwanted)).sleeves == {Sleeve.CASH: 1.0}
