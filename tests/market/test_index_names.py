"""What a future or swap rides on, by the names that reports and lists print."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.market.index_names import named_index
from advisor.market.snapshot import load_snapshot

BOOK = load_snapshot(Path(__file__).parents[2] / "resources" / "reference")

NAMES = {
    "S&P500 EMINI DEC26": "@us_large",
    "S&P 500 Total Return Index": "@us_large",
    "RUSSELL 1000 VALUE": "@us_large",
    "S&P MID 400 EMINI": "@us_mid",
    "S&P MidCap 400 Index": "@us_mid",
    "S&P SmallCap 600": "@us_small",
    "RUSSELL 2000 EMINI CME": "@us_small",
    "NASDAQ-100 Index": "@nasdaq_100",
    "DOW JONES INDUSTRIAL AVERAGE": "@dow_30",
    "DJIA MINI e-CBOT": "@dow_30",
    "Technology Select Sector Index": "@us_large/Information Technology",
    "E-MINI FINANCIAL SELECT SECTOR": "@us_large/Financials",
    "DJ US REAL ESTATE INDEX": "@us_large/Real Estate",
    "MSCI EAFE DEC26": "@intl",
    "S&P/TSX 60": "@intl",
    "FTSE China 50": "@intl",
    "MSCI ACWI ex USA": "@intl",
    "US 10YR NOTE (CBT)": "@bonds",
    "U.S. Long Bond": "@bonds",
    "GOLD 100 OZ FUTR": "@gold",
    "CME Bitcoin Futures": "@crypto",
    "NATURAL GAS FUTR": "@commodities",
}
UNTOLD = (
    "CBOE VIX FUTURE",
    "S&P 500 VIX SHORT-TERM FUTURES INDEX",
    "NASDAQ Biotechnology Index",
    "S&P Biotechnology Select Industry",
    "DJ US SEMICONDUCTORS",
    "NYSE Arca Gold Miners Index",
    "MSCI WORLD",
    "A basket of somebody",
)


@pytest.mark.parametrize("name", NAMES)
def test_an_index_is_known_by_its_name(name):
    assert named_index(name) == NAMES[name]
    assert NAMES[name] in BOOK.funds or NAMES[name] in BOOK.securities


@pytest.mark.parametrize("name", UNTOLD)
def test_what_bears_a_market_s_name_is_not_the_market(name):
    assert named_index(name) == "@unclassified"
