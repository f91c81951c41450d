"""Sleeve and sector of whatever a service or a list names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain.classification import GICS_SECTORS, Sector, Sleeve
from advisor.domain.fund_holdings import HoldingLine, LineKind
from advisor.domain.instruments import InstrumentProfile
from advisor.market.classification import (
    classify_line,
    classify_profile,
    securities_from_profiles,
    sleeve_by_size,
)
from advisor.market.gics import gics_sector, sector_of_company
from advisor.market.security_names import is_preferred
from advisor.market.snapshot import load_snapshot

BOOK = load_snapshot(Path(__file__).parents[2] / "resources" / "reference")
DAY = date(2026, 11, 20)
SHARE = InstrumentProfile(
    symbol="ZZQXW",
    name="Zzqxw Corporation",
    quote_type="EQUITY",
    exchange="NMS",
    currency="USD",
    country="United States",
    sector="Technology",
    industry="Semiconductors",
    market_cap=Decimal("3.1e9"),
    price=Decimal("12.5"),
    priced_on=date(2026, 11, 19),
    family="",
    category="",
    expense_ratio=None,
    as_of=DAY,
    source="Yahoo Finance",
)


def placed(**facts):
    found = classify_profile(replace(SHARE, **facts), BOOK)
    return found.sleeve, found.sector


def test_yahoos_sectors_are_the_eleven_of_gics():
    labels = {
        *("Technology", "Communication Services", "Consumer Cyclical", "Consumer Defensive", "Healthcare", "Financial Services"),
        *("Industrials", "Basic Materials", "Energy", "Utilities", "Real Estate"),
    }
    keys = {
        *("technology", "communication_services", "consumer_cyclical", "consumer_defensive", "healthcare"),
        *("financial_services", "industrials", "basic_materials", "energy", "utilities", "realestate"),
    }
    assert {gics_sector(label) for label in labels} == {gics_sector(key) for key in keys} == set(GICS_SECTORS)
    assert all(gics_sector(sector.value) is sector for sector in GICS_SECTORS)
    assert gics_sector("") is gics_sector("Conglomerates") is Sector.UNCLASSIFIED


@pytest.mark.parametrize(
    ("billions", "sleeve"),
    [
        ("22.7", Sleeve.US_OTHER),
        ("22.69", Sleeve.MID_CAP),
        ("8.0", Sleeve.MID_CAP),
        ("7.99", Sleeve.SMALL_CAP),
        ("0.05", Sleeve.SMALL_CAP),
    ],
)
def test_size_outside_the_indexes(billions, sleeve):
    assert placed(market_cap=Decimal(billions) * 10**9) == (sleeve, Sector.TECHNOLOGY)


@given(st.decimals("0.01", "5e12", places=2), st.decimals("0.01", "5e12", places=2))
def test_the_larger_company_is_never_in_the_smaller_sleeve(one, other):
    order = [Sleeve.SMALL_CAP, Sleeve.MID_CAP, Sleeve.US_OTHER]
    smaller, larger = sorted((one, other))
    assert order.index(sleeve_by_size(smaller)) <= order.index(sleeve_by_size(larger))


def test_what_cannot_be_sized_says_so():
    found = classify_profile(replace(SHARE, market_cap=None), BOOK)
    assert (found.sleeve, found.reason) == (Sleeve.US_OTHER, "A company of the United States whose size is not known")
    assert placed(currency="CAD")[0] is Sleeve.US_OTHER  # a size in another money is none
    assert sleeve_by_size(Decimal(0)) is Sleeve.US_OTHER


def test_the_reason_names_size_source_and_limits():
    reason = classify_profile(SHARE, BOOK).reason
    assert reason == (
        "A company of the United States worth $3.1 billion (Yahoo Finance, Nov 20, 2026): small by the limits of S&P Dow Jones "
        "Indices since Jul 1, 2025"
    )


@pytest.mark.parametrize("symbol", ["NVDA", "GOOG", "BRK.B", "IJR", "ACN"])
def test_membership_comes_before_what_a_service_says(symbol):
    said = classify_profile(replace(SHARE, symbol=symbol, market_cap=Decimal(1), country="Ireland", sector="Energy"), BOOK)
    known = BOOK.securities.get(symbol)
    if known is None:
        assert symbol in BOOK.funds
    else:
        assert (said.sleeve, said.sector) == (known.sleeve, known.sector)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"country": "Ireland"}, (Sleeve.INTERNATIONAL, Sector.TECHNOLOGY)),
        ({"country": "", "name": "Zzqxw Group plc American Depositary Shares"}, (Sleeve.INTERNATIONAL, Sector.TECHNOLOGY)),
        ({"name": "Zzqxw Ltd ADR"}, (Sleeve.INTERNATIONAL, Sector.TECHNOLOGY)),  # whatever country is printed beside it
        ({"sector": "Real Estate"}, (Sleeve.SMALL_CAP, Sector.REAL_ESTATE)),
        ({"symbol": "ZZQXW.PR.A"}, (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)),
        ({"name": "Zzqxw Corp. 6.5% Series A Preferred Stock"}, (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)),
        ({"name": "Zzqxw Corp. 5.25% Senior Notes due 2052"}, (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)),
        ({"symbol": "ZZQXW.PRA"}, (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)),
        ({"name": "American Zzqxw 4 Rent 5.875% Series G Preferred"}, (Sleeve.FIXED_INCOME, Sector.FIXED_INCOME)),
        ({"name": "Zzqxw Acquisition Corp. II Warrants", "market_cap": None}, (Sleeve.SMALL_CAP, Sector.TECHNOLOGY)),
        ({"quote_type": "CRYPTOCURRENCY"}, (Sleeve.ALTERNATIVES, Sector.ALTERNATIVES)),
        ({"quote_type": "MONEYMARKET"}, (Sleeve.CASH, Sector.CASH)),
        ({"quote_type": "INDEX"}, (Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED)),
        ({"quote_type": ""}, (Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED)),
    ],
)
def test_what_else_trades(facts, expected):
    assert placed(**facts) == expected


@pytest.mark.parametrize(
    ("sector", "industry", "expected"),
    [
        ("Real Estate", "REIT - Mortgage", Sector.FINANCIALS),
        ("Real Estate", "REIT—Mortgage", Sector.FINANCIALS),
        ("Real Estate", "REIT - Retail", Sector.REAL_ESTATE),
        ("Consumer Cyclical", "Packaging & Containers", Sector.MATERIALS),
        ("Consumer Cyclical", "Specialty Retail", Sector.CONSUMER_DISCRETIONARY),
        ("Consumer Defensive", "Education & Training Services", Sector.CONSUMER_DISCRETIONARY),
        ("Consumer Defensive", "Discount Stores", Sector.CONSUMER_STAPLES),
        ("Healthcare", "Pharmaceutical Retailers", Sector.CONSUMER_STAPLES),
        ("Financial Services", "Credit Services", Sector.FINANCIALS),
    ],
)
def test_industries_that_yahoo_keeps_in_another_sector_than_gics(sector, industry, expected):
    assert placed(sector=sector, industry=industry)[1] is expected


def test_yahoos_own_list_of_industries_has_those_that_lie_elsewhere():
    const = pytest.importorskip("yfinance.const")
    elsewhere = {
        industry
        for sector, industries in const.SECTOR_INDUSTY_MAPPING.items()
        for industry in industries
        if sector_of_company(sector, industry) is not gics_sector(sector)
    }
    assert elsewhere == {
        "Packaging & Containers",
        "Education & Training Services",
        "Pharmaceutical Retailers",
        next(name for name in const.SECTOR_INDUSTY_MAPPING["Real Estate"] if "Mortgage" in name),
    }


@pytest.mark.parametrize(
    ("name", "sleeve"),
    [
        ("Nuveen Zzqxw Municipal Income Fund", Sleeve.FIXED_INCOME),
        ("Invesco Zzqxw Trust for Investment Grade New York Municipals", Sleeve.FIXED_INCOME),
        ("Grayscale Zzqxw Solana Trust", Sleeve.ALTERNATIVES),
        ("Zzqxw Physical Gold and Silver Trust", Sleeve.ALTERNATIVES),
        ("Zzqxw Gold Trust", Sleeve.ALTERNATIVES),
        ("Zzqxw Global Gold Natural Resources & Income Trust", Sleeve.UNCLASSIFIED),  # companies that dig for it
        ("The Zzqxw Equity Trust Inc.", Sleeve.UNCLASSIFIED),
        ("Zzqxw Science and Technology Trust", Sleeve.UNCLASSIFIED),
        ("Zzqxw Direct Lending Fund", Sleeve.SMALL_CAP),  # a lender owned by its shareholders
        ("Zzqxw Trust Corporation", Sleeve.SMALL_CAP),  # a bank
        ("Zzqxw Capital Corporation", Sleeve.SMALL_CAP),
    ],
)
def test_closed_end_funds_trade_like_shares_and_are_none(name, sleeve):
    facts = {"sector": "Financial Services", "industry": "Asset Management", "name": name}
    assert placed(**facts)[0] is sleeve
    assert placed(**facts | {"industry": "REIT - Office"})[0] is Sleeve.SMALL_CAP
    found = securities_from_profiles({"ZZQXW": replace(SHARE, **facts)}, BOOK).securities
    assert bool(found) is (sleeve is not Sleeve.UNCLASSIFIED)


def test_a_newer_size_moves_what_size_alone_has_placed():
    known = replace(BOOK.securities["AACI"], sleeve=Sleeve.SMALL_CAP, sector=Sector.ENERGY)
    book = replace(BOOK, securities={**BOOK.securities, "AACI": known})
    grown = replace(SHARE, symbol="AACI", name=known.company_name, market_cap=Decimal("30e9"), country="Bermuda")
    (moved,) = securities_from_profiles({"AACI": grown}, book).securities.values()
    assert (moved.sleeve, moved.sector) == (Sleeve.US_OTHER, Sector.ENERGY)  # the tables settled country and sector
    older = replace(grown, as_of=known.as_of)
    assert not securities_from_profiles({"AACI": older}, book).securities
    member = replace(book, securities={**book.securities, "AACI": replace(known, is_member=True)})
    assert not securities_from_profiles({"AACI": grown}, member).securities
    elsewhere = replace(grown, currency="CAD")
    (kept,) = securities_from_profiles({"AACI": elsewhere}, book).securities.values()
    assert kept.sleeve is Sleeve.SMALL_CAP  # a size in another money moves nothing


@pytest.mark.parametrize(
    ("category", "sleeve"),
    [
        ("Intermediate Core Bond", Sleeve.FIXED_INCOME),
        ("Emerging Markets Bond", Sleeve.FIXED_INCOME),
        ("Muni National Interm", Sleeve.FIXED_INCOME),
        ("Ultrashort Bond", Sleeve.FIXED_INCOME),
        ("Preferred Stock", Sleeve.FIXED_INCOME),
        ("Money Market - Taxable", Sleeve.CASH),
        ("Commodities Focused", Sleeve.ALTERNATIVES),
        ("Digital Assets", Sleeve.ALTERNATIVES),
        ("Foreign Large Blend", Sleeve.INTERNATIONAL),
        ("Diversified Emerging Mkts", Sleeve.INTERNATIONAL),
        ("China Region", Sleeve.INTERNATIONAL),
        ("Miscellaneous Region", Sleeve.INTERNATIONAL),
        ("Focused Region", Sleeve.INTERNATIONAL),
        ("Pacific/Asia ex-Japan Stk", Sleeve.INTERNATIONAL),
        ("Target Maturity", Sleeve.FIXED_INCOME),
        ("Muni Target Maturity", Sleeve.FIXED_INCOME),
        ("Convertibles", Sleeve.FIXED_INCOME),
        ("Private Debt - General", Sleeve.FIXED_INCOME),
        ("Long-Short Credit", Sleeve.FIXED_INCOME),
        ("Stable Value", Sleeve.FIXED_INCOME),
        ("Insurance-Linked Securities", Sleeve.FIXED_INCOME),
        ("Global Bond-USD Hedged", Sleeve.FIXED_INCOME),
        ("Prime Money Market", Sleeve.CASH),
        ("Single Currency", Sleeve.CASH),
        ("Equity Digital Assets", Sleeve.UNCLASSIFIED),  # companies
        ("Systematic Trend", Sleeve.UNCLASSIFIED),
        ("Macro Trading", Sleeve.UNCLASSIFIED),
        ("Multi-Asset Leveraged", Sleeve.UNCLASSIFIED),
        ("Global Real Estate", Sleeve.UNCLASSIFIED),
        ("Defined Outcome", Sleeve.UNCLASSIFIED),
        ("Large Blend", Sleeve.UNCLASSIFIED),
        ("Target-Date 2045", Sleeve.UNCLASSIFIED),
        ("Moderate Allocation", Sleeve.UNCLASSIFIED),
        ("World Large-Stock Blend", Sleeve.UNCLASSIFIED),
        ("Equity Precious Metals", Sleeve.UNCLASSIFIED),
        ("Trading--Inverse Commodities", Sleeve.UNCLASSIFIED),
        ("", Sleeve.UNCLASSIFIED),
    ],
)
@pytest.mark.parametrize("quote_type", ["ETF", "MUTUALFUND"])
def test_funds_that_lie_in_one_sleeve(category, sleeve, quote_type):
    assert placed(quote_type=quote_type, category=category)[0] is sleeve


def test_a_held_stock_that_no_table_knows_is_classified_by_its_profile():
    (security,) = securities_from_profiles({"ZZQXW": SHARE}, BOOK).securities.values()
    assert (security.symbol, security.company_name, security.sleeve) == ("ZZQXW", "Zzqxw", Sleeve.SMALL_CAP)
    assert (security.price, security.as_of) == (Decimal("12.5"), date(2026, 11, 19))
    reasons = securities_from_profiles({"ZZQXW": SHARE}, BOOK).reasons
    assert reasons == {"ZZQXW": classify_profile(SHARE, BOOK).reason}


def test_profiles_complete_what_tables_leave_open_and_change_nothing_else():
    assert BOOK.securities["AACG"].sector is Sector.UNCLASSIFIED
    known = replace(SHARE, symbol="AACG", name="ATA Creativity Global", sector="Consumer Defensive", country="China")
    (security,) = securities_from_profiles({"AACG": known}, BOOK).securities.values()
    assert (security.sleeve, security.sector) == (Sleeve.INTERNATIONAL, Sector.CONSUMER_STAPLES)
    other = replace(known, name="Northern Lights Brewing")
    fund = replace(SHARE, symbol="ZZFUND", quote_type="ETF", category="Intermediate Core Bond")
    assert not securities_from_profiles({p.symbol: p for p in (other, fund, replace(SHARE, symbol="NVDA"))}, BOOK).securities


def test_all_classes_of_a_company_lie_together():
    classes = [s for s in BOOK.securities.values() if s.company == "BH"]
    assert len(classes) == 2
    open_book = replace(
        BOOK, securities={**BOOK.securities, **{s.symbol: replace(s, sector=Sector.UNCLASSIFIED) for s in classes}}
    )
    completed = securities_from_profiles({"BH": replace(SHARE, symbol="BH", name="Biglari Holdings Inc.")}, open_book).securities
    assert {(s.sleeve, s.sector) for s in completed.values()} == {(Sleeve.SMALL_CAP, Sector.TECHNOLOGY)}
    assert set(completed) == {"BH", "BH.A"}


def line(kind=LineKind.SHARE, **facts) -> HoldingLine:
    blank = HoldingLine("ZZQXW", "Zzqxw Corp", 0.01, Sector.ENERGY, kind, None, None, None, is_foreign=False, line=1)
    return replace(blank, **facts)


@pytest.mark.parametrize(
    ("unknown", "sleeve", "sector"),
    [
        (line(), Sleeve.US_OTHER, Sector.ENERGY),
        (line(country="US"), Sleeve.US_OTHER, Sector.ENERGY),
        (line(country="DE"), Sleeve.INTERNATIONAL, Sector.ENERGY),
        (line(is_foreign=True), Sleeve.INTERNATIONAL, Sector.ENERGY),
        (line(LineKind.SWAP), Sleeve.US_OTHER, Sector.ENERGY),
        (line(LineKind.PREFERRED), Sleeve.FIXED_INCOME, Sector.FIXED_INCOME),
        (line(LineKind.BOND), Sleeve.FIXED_INCOME, Sector.FIXED_INCOME),
        (line(LineKind.CASH), Sleeve.CASH, Sector.CASH),
        (line(LineKind.OPTION), Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED),
        (line(LineKind.OTHER), Sleeve.UNCLASSIFIED, Sector.UNCLASSIFIED),
    ],
)
def test_lines_that_no_table_knows(unknown, sleeve, sector):
    found = classify_line(unknown)
    assert (found.sleeve, found.sector) == (sleeve, sector)


@pytest.mark.parametrize(
    ("name", "abroad"),
    [
        ("Skechers U.S.A., Inc.", False),
        ("SKECHERS U.S.A. INC", False),
        ("Splash Beverage Group Inc. (NV) Common Stock", False),
        ("WESTERN URANIUM CORP /NV/", False),
        ("Globant S.A.", True),
        ("BUNGE GLOBAL SA", True),
        ("Coca-Cola Femsa, S.A.B. de C.V.", True),
        ("NXP Semiconductors N.V.", True),
        ("ELASTIC NV", True),
        ("Novo Nordisk A/S", True),
    ],
)
def test_a_name_tells_a_company_abroad_by_its_legal_form_alone(name, abroad):
    expected = Sleeve.INTERNATIONAL if abroad else Sleeve.US_OTHER
    assert classify_line(line(name=name)).sleeve is expected


def test_common_shares_of_a_foreign_bank_are_not_its_preferred_ones():
    assert is_preferred("Bank of America Corporation Depositary Shares Series KK")
    assert not is_preferred("Bank Nova Scotia Halifax Pfd 3 Ordinary Shares")
    assert not is_preferred("Alibaba Group Holding Limited American Depositary Shares")
    assert BOOK.securities["BNS"].sleeve is Sleeve.INTERNATIONAL
