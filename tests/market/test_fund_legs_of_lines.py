"""Where each kind of line of a fund's list lies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.market import Source
from advisor.market.fund_legs_of_lines import LineReader, fund_from_holdings
from advisor.market.fund_names import fund_named
from advisor.market.identity import Identities
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import DAY, book, fund, stock

NVDA, MSFT = stock("NVDA"), stock("MSFT")
INDEX = replace(
    fund("IDX", {"NVDA": 1.0}), name="Index Fund ETF Shares", portfolio="Index Fund", price=Decimal(9), price_as_of=DAY
)
BOOK = book(NVDA, MSFT, INDEX)


def line(kind: LineKind = LineKind.SHARE, symbol: str = "", name: str = "", weight: float = 0.1, **more) -> HoldingLine:
    bare = HoldingLine(symbol, name or symbol, weight, Sector.UNCLASSIFIED, kind, None, None, None, is_foreign=False, line=1)
    return replace(bare, **more)


def listed(*lines: HoldingLine, symbol: str = "MINE", name: str = "My Fund") -> FundHoldingsFile:
    return FundHoldingsFile(symbol, name, "Somebody", date(2026, 6, 19), lines, (), 1.0)


def leg(each: HoldingLine) -> str:
    return LineReader(BOOK, Identities(BOOK), DAY).leg(each)


@pytest.mark.parametrize(
    ("each", "where"),
    [
        (line(symbol="NVDA"), "NVDA"),
        (line(LineKind.SWAP, "NVDA"), "NVDA"),
        (line(LineKind.FUND, "IDX"), "IDX"),
        (line(LineKind.FUND, name="A FUND OF SOMEBODY"), "A FUND OF SOMEBODY"),
        (line(LineKind.CASH, "USD", "US DOLLAR"), "CASH"),
        (line(LineKind.BOND, name="ACME CORP 5% 2031"), "@bonds"),
        (line(LineKind.BOND, name="United States Treasury Bill 01/26"), "CASH"),
        (line(LineKind.PREFERRED, "ZZZ.PR.A", "ZZZ PFD"), "@bonds"),
        (line(LineKind.PREFERRED, name="NVDA"), "@bonds"),
        (line(LineKind.PREFERRED, "005935", "Samsung Electronics Pref", is_foreign=True), "INTL:005935"),
        (line(LineKind.FUTURE, name="S&P MID 400 EMINI DEC26"), "@us_mid"),
        (line(LineKind.FUTURE, name="S&P500 EMINI DEC26"), "@us_large"),
        (line(LineKind.FUTURE, name="Russell 2000 mini"), "@us_small"),
        (line(LineKind.FUTURE, name="MSCI EAFE DEC26"), "@intl"),
        (line(LineKind.FUTURE, name="US 10YR T-NOTE"), "@bonds"),
        (line(LineKind.FUTURE, name="LEAN HOGS FEB27"), "@commodities"),
        (line(LineKind.FUTURE, name="ZINC", sector=Sector.ALTERNATIVES), "@commodities"),
        (line(LineKind.SWAP, name="NASDAQ 100 INDEX"), "@nasdaq_100"),  # where a company's name has its place
        (line(name="NASDAQ INC"), "NASDAQ INC"),  # a share is no index, whatever it is called like
        (line(LineKind.FUTURE, name="EURO-BUND", sector=Sector.FIXED_INCOME), "@bonds"),
        (line(LineKind.OPTION, name="SPX US 12/18/26 P4000"), "@unclassified"),
        (line(LineKind.OTHER, name="S&P 500 LINKED NOTE"), "@unclassified"),
        (line(symbol="NVDA", name="Something Else Ltd"), "NVDA:SOMETHING"),
        (line(symbol="NVDA", name="Northern Vineyards", is_foreign=True), "INTL:NVDA"),
        (line(symbol="ACME"), "ACME"),
        (line(name="ACME WIDGETS"), "ACME WIDGETS"),
        (line(name="Acme Kabel AG", is_foreign=True), "INTL:Acme Kabel AG"),
    ],
)
def test_where_a_line_lies(each, where):
    assert leg(each) == where


def test_what_nobody_knows_is_introduced_as_its_line_tells_it():
    reader = LineReader(BOOK, Identities(BOOK), DAY)
    reader.leg(line(symbol="SAP", name="SAP SE", sector=Sector.TECHNOLOGY, is_foreign=True, price=Decimal("210.5")))
    reader.leg(line(symbol="NVDA"))
    (security,) = reader.introduced.values()
    assert (security.symbol, security.company_name, security.sleeve) == ("INTL:SAP", "SAP SE", Sleeve.INTERNATIONAL)
    assert (security.sector, security.price, security.as_of) == (Sector.TECHNOLOGY, Decimal("210.5"), DAY)


def test_derivatives_count_beside_an_opposite_cash_leg_and_nothing_is_rescaled():
    lines = (
        line(symbol="NVDA", weight=0.3),
        line(LineKind.SWAP, "NVDA", weight=0.2),
        line(LineKind.SWAP, "MSFT", weight=-0.1),
        line(LineKind.CASH, weight=0.4),
        line(symbol="MSFT", weight=0.0),
    )
    found, introduced = fund_from_holdings(listed(*lines), BOOK)
    assert found.legs == pytest.approx({"NVDA": 0.5, "MSFT": -0.1, "CASH": 0.3})
    assert (found.symbol, found.name, found.source, found.as_of) == ("MINE", "My Fund", Source.HOLDINGS, date(2026, 6, 19))
    assert (found.origin, introduced) == ("Somebody list of MINE, 5 lines", {})


def test_a_fund_of_the_book_keeps_its_name_price_and_portfolio():
    found, _ = fund_from_holdings(listed(line(symbol="MSFT", weight=1.0), symbol="IDX", name="As the issuer writes it"), BOOK)
    assert (found.name, found.price, found.price_as_of, found.portfolio) == ("Index Fund ETF Shares", 9, DAY, "Index Fund")
    assert found.legs == {"MSFT": 1.0}


def test_a_fund_without_a_name_is_called_by_its_ticker():
    assert fund_from_holdings(listed(line(symbol="NVDA"), name=""), BOOK)[0].name == "MINE"


def test_a_fund_is_found_by_its_whole_name_in_any_case_or_not_at_all():
    assert fund_named("INDEX FUND", BOOK) == "IDX"
    assert fund_named("Another Fund", BOOK) == ""


@pytest.mark.parametrize("told", [{"symbol": "VRTPX"}, {"kind": LineKind.FUND, "name": "Vanguard Real Estate II Index Fund"}])
def test_the_unlisted_twin_that_a_fund_holds_is_looked_through(told):
    bundled = load_snapshot(Path(__file__).parents[2] / "resources" / "reference")
    twin = LineReader(bundled, Identities(bundled), DAY).leg(line(**told))
    assert bundled.funds[twin].legs == bundled.funds["VNQ"].legs
    assert twin not in bundled.funds["VNQ"].legs
