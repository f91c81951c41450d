"""What a fund rides on by its report to the SEC, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.domain.classification import MAGNIFICENT_SEVEN
from advisor.domain.portfolio import CASH
from advisor.market.fund_legs_of_lines import fund_from_holdings
from advisor.market.identifiers import read_identifiers
from advisor.market.identity import Identities
from advisor.market.nport import read_nport
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import with_funds

GOLDEN = Path(__file__).parents[1] / "market" / "reports"
REFERENCE = Path(__file__).parents[2] / "resources" / "reference"


@pytest.fixture(scope="module")
def book():
    return load_snapshot(REFERENCE)


@pytest.fixture(scope="module")
def identities(book):
    return Identities(book, read_identifiers(REFERENCE))


def fund(name, book, identities, symbol="EXMPL"):
    return fund_from_holdings(read_nport((GOLDEN / f"{name}.xml").read_bytes(), f"{symbol}_nport.xml"), book, identities)


def test_shares_and_swaps_on_the_seven_add_up_beside_the_cash_that_backs_them(book, identities):
    seven, introduced = fund("seven_swaps", book, identities)
    assert introduced == {}
    expected = {
        "AAPL": 0.050 + 0.092,
        "MSFT": 0.060 + 0.080,
        "NVDA": 0.055 + 0.090,
        "AMZN": 0.050 + 0.095,
        "GOOGL": 0.045 + 0.100,
        "META": 0.040 + 0.100,
        "TSLA": 0.050 + 0.090,
        CASH: 0.580 + 0.060 + 0.010 - 0.647,
    }
    assert seven.legs == pytest.approx(expected)
    assert set(MAGNIFICENT_SEVEN) == set(seven.legs) - {CASH}
    assert sum(seven.legs.values()) == pytest.approx(1.0)


def test_funds_inside_a_fund_are_legs_to_those_funds(book, identities):
    target, _ = fund("target_date", book, identities)
    assert target.legs["VSMPX"] == pytest.approx(0.54)
    assert target.legs["VGTSX"] == pytest.approx(0.359)
    assert target.legs[CASH] == pytest.approx(0.012 + 0.007 + 0.0005)
    assert target.legs["Example Total Bond Fund, Class Z"] == pytest.approx(0.08), "nobody knows it: unseen, and told"
    wider = with_funds(book, {target.symbol: target}, {})
    assert {"VSMPX", "VGTSX"} <= set(wider.funds)


def test_shorts_and_derivatives_leave_the_sum_of_a_fund_as_it_is_published(book, identities):
    read = read_nport((GOLDEN / "many_kinds.xml").read_bytes(), "EXMPL_nport.xml")
    everything, _ = fund_from_holdings(read, book, identities)
    assert sum(everything.legs.values()) == pytest.approx(read.weight_sum)
    assert everything.legs["OVEX"] == pytest.approx(-0.08 - 0.045)
    money = 0.03 + 0.021 - 0.00016 + 0.00008 + 0.4 + 0.00213 - 0.021
    notional = 0.25 - 0.11 + 0.02 + 0.11 + 0.04 - 0.045 - 0.02 + 0.01
    assert everything.legs[CASH] == pytest.approx(money - notional)


def leveraged(notional: int, legs: str) -> bytes:
    """A fund of 1,000 dollars: 995 in bills and cash, and a swap on the Nasdaq-100 whose open gain is 5."""
    swap = (
        "<invstOrSec><name>A Bank</name><title>SWAP 1</title><cusip>N/A</cusip><curCd>USD</curCd>"
        "<valUSD>5</valUSD><pctVal>0.5</pctVal><payoffProfile>N/A</payoffProfile><assetCat>DE</assetCat>"
        "<derivativeInfo><swapDeriv><descRefInstrmnt><indexBasketInfo>"
        f"<indexName>NASDAQ-100 Index</indexName></indexBasketInfo></descRefInstrmnt>{legs}"
        f"<notionalAmt>{notional}</notionalAmt><curCd>USD</curCd></swapDeriv></derivativeInfo></invstOrSec>"
    )
    return (
        '<edgarSubmission xmlns="http://www.sec.gov/edgar/nport"><formData><genInfo><seriesName>Three Times</seriesName>'
        "<repPdDate>2026-09-30</repPdDate></genInfo><fundInfo><netAssets>1000</netAssets><cshNotRptdInCorD>995</cshNotRptdInCorD>"
        f"</fundInfo><invstOrSecs>{swap}</invstOrSecs></formData></edgarSubmission>"
    ).encode()


RETURN, INTEREST = "<other{}Desc>Total return</other{}Desc>", '<floating{}Desc floatingRtIndex="FEDEF"/>'


@pytest.mark.parametrize(("received", "paid", "times"), [(RETURN, INTEREST, 3), (INTEREST, RETURN, -3)])
def test_three_times_and_three_times_inverse_beside_the_cash_leg(received, paid, times, book, identities):
    report = leveraged(3000, received.replace("{}", "Rec") + paid.replace("{}", "Pmnt"))
    legs, introduced = fund_from_holdings(read_nport(report, "EXMPL_nport.xml"), book, identities)
    assert introduced == {}
    assert legs.legs == pytest.approx({"@nasdaq_100": times, CASH: 1 - times})
    assert book.funds["@nasdaq_100"].legs["NVDA"] == pytest.approx(book.funds["QQQ"].legs["NVDA"])
    assert book.funds["@nasdaq_100"].pool
