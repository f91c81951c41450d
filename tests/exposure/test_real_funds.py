"""Real funds, measured whole: against the issuer's raw file, and against what is publicly known about each."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from advisor.domain.classification import GICS_SECTORS, MAGNIFICENT_SEVEN, Sleeve
from advisor.domain.market import Source
from advisor.exposure.measure import measure
from advisor.market.fund_legs_of_lines import fund_from_holdings
from advisor.market.issuers import read_holdings_file
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import position, with_funds

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
SEVEN_TICKERS = {*MAGNIFICENT_SEVEN, "GOOG"}


@pytest.fixture(scope="module")
def known():
    return load_snapshot(REFERENCE)


def raw_weights(path: Path) -> tuple[Counter[str], float]:
    """Percent by sector and of the seven, added up from the file's own lines."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        heading = next(line for line in file if line.startswith("Ticker,"))
        rows = [row for row in csv.DictReader(file, heading.strip().split(",")) if row["Asset Class"] == "Equity"]
    sectors: Counter[str] = Counter()
    seven = 0.0
    for row in rows:
        weight = float(row.get("Weight (%)") or row["Market Weight"].replace("-", "0"))
        sectors[row["Sector"].replace("Communication", "Communication Services")] += weight
        seven += weight if row["Ticker"] in SEVEN_TICKERS else 0.0
    return sectors, seven


@pytest.mark.parametrize("symbol", ["IVV", "IJH"])
@pytest.mark.parametrize(("from_file", "points"), [(True, 0.05), (False, 0.5)])
def test_one_fund_alone_has_its_issuers_weights(shared, known, symbol, from_file, points):
    path = shared / "data" / "issuers" / f"2026-06-19_{symbol}_holdings.csv"
    if from_file:
        fund, introduced = fund_from_holdings(read_holdings_file(path.read_bytes(), path.name), known)
        known = with_funds(known, {fund.symbol: fund}, introduced)
    exposure = measure([position(symbol, "123456.78")], known, "SPY")
    sectors, seven = raw_weights(path)
    for sector in GICS_SECTORS:
        assert 100 * exposure.sectors[sector].weight == pytest.approx(sectors[sector], abs=points), sector
    assert 100 * exposure.sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(seven, abs=points)


def alone(known, symbol):
    return measure([position(symbol, 100_000)], known, "SPY")


def test_the_sp500_is_as_concentrated_as_published(known):
    """Fewer than 50 effective holdings at the end of 2024 (Bridgeway); about a third in the seven in 2026 (Orion)."""
    spy = alone(known, "SPY")
    assert 35 < spy.concentration.effective_holdings < 50
    assert 0.30 < spy.concentration.mega_cap_tech_share_of_equity < 0.37
    assert spy.benchmark.active_share == pytest.approx(0)
    assert alone(known, "RSP").concentration.effective_holdings == pytest.approx(500, abs=3)


def test_funds_of_every_kind_come_out_as_what_they_are(known):
    total = alone(known, "VTI")
    assert 0.27 < total.sleeves[Sleeve.MEGA_CAP_TECH].weight < 0.33
    assert total.sleeves[Sleeve.SMALL_CAP].weight > 0.03
    assert alone(known, "FSKAX").sleeves[Sleeve.SP493].weight == pytest.approx(total.sleeves[Sleeve.SP493].weight, abs=0.02)

    target_date = alone(known, "VTTSX")
    assert 0.05 < target_date.sleeves[Sleeve.FIXED_INCOME].weight < 0.15
    assert 0.30 < target_date.sleeves[Sleeve.INTERNATIONAL].weight < 0.42

    assert alone(known, "MAGS").sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(1, abs=0.01)
    triple, single = alone(known, "TQQQ"), alone(known, "QQQ")
    assert triple.sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(3 * single.sleeves[Sleeve.MEGA_CAP_TECH].weight, abs=1e-4)
    assert triple.sleeves[Sleeve.CASH].weight == pytest.approx(-2)

    active = alone(known, "FCNTX")
    mega_cap = active.sleeves[Sleeve.MEGA_CAP_TECH]
    assert mega_cap.low == 0
    assert mega_cap.weight < mega_cap.high == pytest.approx(active.unseen)
    assert active.coverage[Source.CATEGORY] > 0.5


def test_no_fund_of_the_snapshot_has_a_problem_or_loses_a_cent(known):
    held = [position(symbol, "1000.01") for symbol, fund in known.funds.items() if not fund.pool]
    exposure = measure(held, known, "VTI")
    assert exposure.problems == ()
    for parts in (exposure.sleeves.values(), exposure.sectors.values(), exposure.companies):
        assert sum(part.value for part in parts) == exposure.total_value


@pytest.mark.parametrize(("a", "b", "shared"), [("BND", "VBTLX", 1.0), ("VTI", "VTSAX", 1.0), ("BND", "TLT", 0.0)])
def test_share_classes_of_one_portfolio_share_everything(known, a, b, shared):
    (pair,) = measure([position(a, 100), position(b, 100)], known, "SPY").overlap
    assert pair.weight == shared
