"""What one dollar of each instrument is: the same as the portfolio that is measured from it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Source
from advisor.domain.portfolio import InstrumentKind
from advisor.exposure.instrument_contents import instrument_contents
from advisor.exposure.measure import measure
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import book, fund, position, stock

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
MANY = 200


@pytest.fixture(scope="module")
def known():
    return load_snapshot(REFERENCE)


PORTFOLIOS = {
    "four doors": (("NVDA", 25_000), ("VTI", 40_000), ("QQQ", 30_000), ("VGT", 20_000)),
    "two share classes": (("GOOG", 10_000), ("GOOGL", 15_000), ("SPY", 50_000)),
    "an estimated fund and bonds": (("VXUS", 20_000), ("BND", 30_000), ("FCNTX", 45_000), ("GLD", 5_000)),
    "a short sale and something unknown": (("VTI", 90_000), ("AAPL", -20_000), ("NOSUCH", 7_000)),
}


@pytest.mark.parametrize("lines", PORTFOLIOS.values(), ids=PORTFOLIOS.keys())
def test_the_parts_add_up_to_the_measured_portfolio(known, lines):
    # Large values, so that the whole cents of the measured portfolio do not blur the comparison.
    positions = [position(symbol, value * 10**6) for symbol, value in lines]
    exposure = measure(positions, known, "SPY")
    contents = instrument_contents(positions, (), known, {}).held
    total = sum(value for _, value in lines)
    sleeves, sectors, companies = Counter(), Counter(), Counter()
    unseen = 0.0
    for symbol, value in lines:
        weight = value / total
        each = contents[symbol]
        assert sum(each.sleeves.values()) == pytest.approx(1, abs=1e-9)
        assert sum(each.sectors.values()) == pytest.approx(1, abs=1e-9)
        unseen += abs(weight) * each.unseen
        for counter, parts in ((sleeves, each.sleeves), (sectors, each.sectors), (companies, each.companies)):
            counter.update({key: weight * part for key, part in parts.items()})
    assert all(sleeves[sleeve] == pytest.approx(exposure.sleeves[sleeve].weight, abs=1e-9) for sleeve in Sleeve)
    assert all(sectors[sector] == pytest.approx(exposure.sectors[sector].weight, abs=1e-9) for sector in Sector)
    named = {company.symbol: company.weight for company in exposure.companies if company.named}
    assert companies.keys() == named.keys()
    assert all(companies[symbol] == pytest.approx(weight, abs=1e-9) for symbol, weight in named.items())
    assert unseen == pytest.approx(exposure.unseen, abs=1e-9)


def test_what_is_offered_is_looked_through_like_what_is_held(known):
    found = instrument_contents([position("VTI", 1000)], ("IJH", "VTI", "MSFT", "NOSUCH"), known, {})
    assert found.held["VTI"] == found.offered["VTI"]
    assert found.offered["IJH"].is_fund
    assert found.offered["MSFT"].companies == {"MSFT": 1.0}
    assert not found.offered["MSFT"].is_fund
    assert found.offered["NOSUCH"].unseen == 1.0


def test_a_coin_that_is_held_is_not_the_share_that_is_offered():
    market = book(stock("SOL", Sleeve.SMALL_CAP, Sector.ENERGY))
    found = instrument_contents([position("SOL", 1000, InstrumentKind.CRYPTO)], ("SOL",), market, {})
    assert found.held["SOL"].sleeves == {Sleeve.ALTERNATIVES: 1.0}
    assert found.held["SOL"].companies == {}
    assert found.offered["SOL"].companies == {"SOL": 1.0}


def test_the_investors_own_classification_holds_inside_funds():
    market = book(stock("A"), stock("B"), fund("F", {"A": 0.25, "B": 0.75}))
    found = instrument_contents([position("F", 1000)], (), market, {"A": (Sleeve.MID_CAP, Sector.ENERGY)})
    assert found.held["F"].sleeves == {Sleeve.MID_CAP: 0.25, Sleeve.SP493: 0.75}


def test_a_pool_is_an_estimate():
    pool = fund("@POOL", {"A": 0.5, "B": 0.5}, Source.CATEGORY, pool=True)
    market = book(stock("A"), stock("B", Sleeve.MID_CAP), pool, fund("F", {"A": 0.4, "@POOL": 0.6}))
    assert instrument_contents([position("F", 1000)], (), market, {}).held["F"].unseen == pytest.approx(0.6)


def test_two_hundred_funds_over_1500_companies_are_seen_through_whole():
    companies = [stock(f"C{number}") for number in range(1500)]
    legs = {company.symbol: 1 / 1500 for company in companies}
    funds = [fund(f"F{number}", dict(legs)) for number in range(MANY)]
    positions = [position(each.symbol, 1000) for each in funds]
    market = book(*companies, *funds)
    found = instrument_contents(positions, (), market, {})
    assert sum(len(each.companies) for each in found.held.values()) == MANY * 1500


def test_a_sleeve_of_a_portfolio_is_what_its_holdings_bring_to_it():
    market = book(stock("A"), stock("B"), stock("M", Sleeve.MID_CAP, Sector.ENERGY), fund("F", {"A": 0.5, "M": 0.5}))
    found = instrument_contents([position("F", 1000), position("B", 1000)], ("F", "B"), market, {})
    held = found.sleeves_held({"F": 1000.0, "B": 1000.0})
    assert held.keys() == {Sleeve.SP493, Sleeve.MID_CAP}
    assert held[Sleeve.SP493].companies == pytest.approx({"A": 1 / 3, "B": 2 / 3})
    assert held[Sleeve.MID_CAP].sectors == {Sector.ENERGY: 1.0}
    assert found.sleeves_offered("F")[Sleeve.SP493].companies == {"A": 1.0}
    assert found.sleeves_offered("B").keys() == {Sleeve.SP493}
