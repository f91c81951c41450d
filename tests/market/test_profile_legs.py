"""Funds that only a service's profile tells about, measured whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.instruments import TopHolding
from advisor.domain.market import Source
from advisor.exposure.measure import measure
from advisor.market.identity import Identities
from advisor.market.resolution import resolve_book
from advisor.market.snapshot import load_snapshot
from advisor.market.typical_mixes import StockMix, stock_mix
from tests.exposure.books import position
from tests.market.profiles import NASDAQ_LARGEST, NASDAQ_SECTORS, fund_profile

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"


@pytest.fixture(scope="module")
def measured():
    """The exposure of $1,000 in one fund, and the book it was measured by."""
    bundled = load_snapshot(REFERENCE)
    identities = Identities(bundled)

    def of(*profiles):
        told = {profile.symbol: profile for profile in profiles}
        book = resolve_book(bundled, (), told, {}, identities, date(2026, 11, 21)).book
        return measure([position(profiles[0].symbol, 1000)], book, "SPY"), book.funds[profiles[0].symbol]

    return of


def by_sleeve(exposure):
    return {sleeve: part.weight for sleeve, part in exposure.sleeves.items() if part.value}


def test_the_largest_count_by_name_and_the_rest_as_an_estimate_in_the_stated_sectors(measured):
    exposure, fund = measured(
        fund_profile(
            "QQQZ", "Large Growth", NASDAQ_LARGEST, asset_classes={"stock": 0.99, "cash": 0.01}, sector_weights=NASDAQ_SECTORS
        )
    )
    assert (fund.source, fund.confidence) == (Source.PROFILE, "medium")
    assert exposure.sleeves[Sleeve.CASH].weight == pytest.approx(0.01)
    for sector, weight in {Sector.TECHNOLOGY: 0.51, Sector.COMMUNICATION: 0.16, Sector.MATERIALS: 0.02}.items():
        part = exposure.sectors[sector]
        assert part.weight == pytest.approx(0.99 * weight, abs=1e-3)
        assert part.high - part.low < 2e-5, "the sector is stated, whatever the company; a cent is rounding"
    seven = exposure.sleeves[Sleeve.MEGA_CAP_TECH]
    assert seven.weight == pytest.approx(0.439, abs=1e-3), "all seven are named: the rest holds no more of them"
    other = exposure.sleeves[Sleeve.SP493]
    assert other.low == pytest.approx(0.07, abs=1e-3)
    assert other.high == pytest.approx(0.99 - 0.439, abs=1e-3)
    assert exposure.coverage[Source.PROFILE] == pytest.approx(0.519)
    assert exposure.coverage[Source.CATEGORY] == pytest.approx(0.481)


def test_no_company_weighs_more_than_the_least_of_the_largest(measured):
    largest = {"JPM": 0.03, "XOM": 0.028, "WMT": 0.026, "JNJ": 0.02, "PG": 0.015}
    exposure, _ = measured(fund_profile("VALZ", "Large Value", largest, asset_classes={"stock": 1.0}))
    unnamed = [company for company in exposure.companies if company.symbol not in largest and company.symbol != "GOOGL"]
    assert max(company.weight for company in unnamed) == pytest.approx(0.015, abs=1e-4)  # GOOGL: two classes
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].low == 0


def test_mid_caps_by_category_may_be_large_caps(measured):
    """Funds that are called mid-cap hold many members of the S&P 500."""
    exposure, fund = measured(fund_profile("MIDZ", "Mid-Cap Blend", asset_classes={"stock": 0.98, "cash": 0.02}))
    mid = exposure.sleeves[Sleeve.MID_CAP]
    assert (mid.low, mid.high) == pytest.approx((0, 0.98))
    assert 0.3 < mid.weight < 0.6
    assert exposure.unseen == pytest.approx(0.98)
    assert fund.confidence == "low"


@pytest.mark.parametrize(
    ("category", "said", "expected"),
    [
        ("Foreign Large Blend", {"stock": 0.97, "cash": 0.03}, {Sleeve.INTERNATIONAL: 0.97, Sleeve.CASH: 0.03}),
        (
            "Intermediate Core Bond",
            {"bond": 0.9, "cash": 0.04, "convertible": 0.06},
            {Sleeve.FIXED_INCOME: 0.96, Sleeve.CASH: 0.04},
        ),
        ("Commodities Focused", {"other": 1.0}, {Sleeve.ALTERNATIVES: 1.0}),
        ("Digital Assets", {}, {Sleeve.ALTERNATIVES: 1.0}),
        ("Money Market - Taxable", {}, {Sleeve.CASH: 1.0}),
        ("Trading--Leveraged Equity", {"stock": 0.8, "cash": 0.2}, {Sleeve.UNCLASSIFIED: 1.0}),
        ("", {}, {Sleeve.UNCLASSIFIED: 1.0}),
        ("Intermediate Core Bond", {"bond": 0.9}, {Sleeve.FIXED_INCOME: 0.9, Sleeve.UNCLASSIFIED: 0.1}),
    ],
)
def test_what_lies_in_one_place_lies_there_and_the_rest_is_unseen(measured, category, said, expected):
    exposure, _ = measured(fund_profile("ANYZ", category, asset_classes=said))
    assert by_sleeve(exposure) == pytest.approx(expected)


def test_companies_abroad_are_named_where_they_are_listed_among_the_largest(measured):
    profile = fund_profile(
        "FORZ",
        "Foreign Large Blend",
        asset_classes={"stock": 1.0},
        top_holdings=(
            TopHolding("2330.TW", "Taiwan Semiconductor Manufacturing", 0.1),
            TopHolding("ASML.AS", "ASML Holding", 0.05),
        ),
    )
    exposure, _ = measured(profile)
    assert by_sleeve(exposure) == pytest.approx({Sleeve.INTERNATIONAL: 1.0})
    named = {company.name: company.weight for company in exposure.companies if company.named}
    assert sorted(named.values()) == pytest.approx([0.05, 0.1])


def test_a_class_of_shares_is_no_exchange_and_an_unknown_ticker_is_not_abroad(measured):
    """Yahoo writes Berkshire's class with a dash, and the exchange after a foreign ticker with a point."""
    largest = (TopHolding("BRK-B", "Berkshire Hathaway Inc Class B", 0.1), TopHolding("QQZZ", "Quince Zephyr Inc", 0.05))
    _, fund = measured(fund_profile("USAZ", "Large Value", asset_classes={"stock": 1.0}, top_holdings=largest))
    assert {leg: weight for leg, weight in fund.legs.items() if not leg.startswith("@")} == {"BRK.B": 0.1, "QQZZ": 0.05}


def test_a_fund_of_funds_is_what_its_funds_are(measured):
    largest = {"VTI": 0.54, "VXUS": 0.36, "BND": 0.07}
    exposure, fund = measured(fund_profile("TDZ", "Target-Date 2060", largest, asset_classes={"stock": 0.9, "bond": 0.1}))
    assert fund.legs == largest
    assert exposure.sleeves[Sleeve.FIXED_INCOME].low == pytest.approx(0.07)
    assert exposure.sleeves[Sleeve.UNCLASSIFIED].weight == pytest.approx(0.03)


def test_a_profile_of_a_share_is_no_fund(measured):
    share = fund_profile("ZZZZZ", "", quote_type="EQUITY", country="United States", sector="Technology", name="Zebra Zoo")
    exposure, _ = measured(fund_profile("BONZ", "Intermediate Core Bond", asset_classes={"bond": 1.0}), share)
    assert by_sleeve(exposure) == pytest.approx({Sleeve.FIXED_INCOME: 1.0})


def test_sectors_that_the_largest_already_fill_or_that_nobody_knows_take_no_part_of_the_rest(measured):
    exposure, fund = measured(
        fund_profile(
            "SECZ",
            "Large Blend",
            {"NVDA": 0.3},
            asset_classes={"stock": 1.0},
            sector_weights={"technology": 0.25, "energy": 0.5, "something new": 0.25},
        )
    )
    assert {leg.partition("/")[2] for leg in fund.legs if leg.startswith("@")} == {"Energy"}
    assert exposure.sectors[Sector.TECHNOLOGY].weight == pytest.approx(0.3)
    assert exposure.sectors[Sector.ENERGY].weight == pytest.approx(0.7)


@pytest.mark.parametrize("mix", StockMix)
def test_the_shares_of_a_mix_make_a_whole(mix):
    assert sum(mix.shares.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("category", "mix"),
    [
        ("Foreign Small/Mid Blend", StockMix.ABROAD),
        ("Global Large-Stock Blend", StockMix.WORLD),
        ("Moderate Allocation", StockMix.BALANCED),
        ("Mid-Cap Growth", StockMix.US_MID),
        ("Small Value", StockMix.US_SMALL),
        ("Derivative Income", StockMix.US_LARGE),
        ("Technology", StockMix.US_ALL),
    ],
)
def test_a_category_stands_for_companies_of_some_size(category, mix):
    assert stock_mix(category) is mix
