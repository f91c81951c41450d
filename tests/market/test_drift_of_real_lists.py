"""Real lists of September 2025, moved with real prices to June 2026, against the list of another fund on the same index.

The prices at hand are adjusted closes: a member that pays dividends rises faster in them than its price did, by its yield
(a point and a half a year for the index, nothing for some of the seven). They serve as closes here, which widens the errors
below a little. Most of what remains is what no price tells: companies that joined or left the index, and shares issued or
bought back.
"""

from __future__ import annotations

from array import array
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from advisor.domain.classification import MAGNIFICENT_SEVEN
from advisor.domain.market import Fund, MarketBook
from advisor.domain.prices import PriceHistory, price_units
from advisor.market.drift import move_with_prices
from advisor.market.fund_legs_of_lines import fund_from_holdings
from advisor.market.issuers import read_holdings_file
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import with_funds

REFERENCE = Path(__file__).parents[2] / "resources" / "reference"
SEVEN = (*MAGNIFICENT_SEVEN, "GOOG")
UNTIL = date(2026, 6, 18)  # the prices of the later list; the 19th was a holiday
TABLES = (
    "adjclose_sp500_plus_etfs_stockjeokrib_2016_to_2026-08-21.parquet",
    "adjclose_sp1500_plus_etfs_dsturdy_2016_to_2026-08-03.parquet",
)


@pytest.fixture(scope="module")
def book() -> MarketBook:
    return load_snapshot(REFERENCE)


@pytest.fixture(scope="module")
def histories(shared, book) -> dict[str, PriceHistory]:
    found: dict[str, PriceHistory] = {}
    for name in TABLES:
        table = pd.read_parquet(shared / "data" / "prices" / name).loc["2025-09-01" : UNTIL.isoformat()]
        for column in table.columns:
            series = table[column].dropna()
            days = array("i", [day.toordinal() for day in series.index.date])
            closes = array("q", [price_units(Decimal(repr(float(close)))) for close in series])
            symbol = book.canonical(str(column))
            if days:
                found.setdefault(symbol, PriceHistory(symbol, "USD", days, closes, (), "adjusted closes"))
    return found


@pytest.fixture(scope="module")
def later(shared, book) -> Fund:
    return listed(shared, book, "2026-06-19_IVV_holdings.csv")[0]


def listed(shared: Path, book: MarketBook, name: str) -> tuple[Fund, MarketBook]:
    fund, introduced = fund_from_holdings(read_holdings_file((shared / "data" / "issuers" / name).read_bytes(), name), book)
    return fund, with_funds(book, {fund.symbol: fund}, introduced)


def apart(one: Fund, other: Fund) -> float:
    """Half the sum of differences: the share of the fund that lies elsewhere."""
    return sum(abs(one.legs.get(leg, 0) - other.legs.get(leg, 0)) for leg in {*one.legs, *other.legs}) / 2


def of_seven(fund: Fund) -> float:
    return sum(fund.legs[symbol] for symbol in SEVEN)


@pytest.mark.parametrize("name", ["2025-09-30_holdings-daily-us-en-spy.xlsx", "2025-09-30_VOO_holdings.csv"])
def test_a_list_moved_over_nine_months_is_four_times_nearer_to_the_truth(shared, book, histories, later, name):
    old, known = listed(shared, book, name)
    moved = move_with_prices(known, histories).funds[old.symbol]
    assert moved.moved_to == UNTIL
    assert apart(old, later) > 0.13
    assert apart(moved, later) < 0.033
    assert of_seven(old) - of_seven(later) > 0.018
    assert abs(of_seven(moved) - of_seven(later)) < 0.004
    assert max(abs(moved.legs[symbol] - later.legs[symbol]) for symbol in SEVEN) < 0.002  # 0.024 unmoved: Microsoft


@pytest.mark.parametrize("fund", ["SPY", "VOO"])
def test_with_prices_of_the_seven_and_the_fund_alone_the_seven_come_as_near(shared, book, histories, later, fund):
    names = {"SPY": "2025-09-30_holdings-daily-us-en-spy.xlsx", "VOO": "2025-09-30_VOO_holdings.csv"}
    old, known = listed(shared, book, names[fund])
    moved = move_with_prices(known, {symbol: histories[symbol] for symbol in (*SEVEN, fund)}).funds[fund]
    assert moved.moved_to == UNTIL
    assert sum(moved.legs.values()) == pytest.approx(sum(old.legs.values()))
    assert max(abs(moved.legs[symbol] - later.legs[symbol]) for symbol in SEVEN) < 0.002
