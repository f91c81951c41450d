"""NVIDIA held as itself, and inside SPY, QQQ and MAGS: what a person with pencil and paper would find."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from advisor.domain.classification import Sleeve
from advisor.domain.market import MarketBook, Source
from advisor.exposure.measure import measure
from advisor.market.fund_legs_of_lines import fund_from_holdings
from advisor.market.identifiers import read_identifiers
from advisor.market.identity import Identities
from advisor.market.issuers import read_holdings_file
from advisor.market.nport import read_nport
from advisor.market.resolution import resolve_book
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import position, with_funds

TESTS = Path(__file__).parents[1]
REFERENCE = TESTS.parent / "resources" / "reference"
SEVEN_SWAPS = TESTS / "market" / "reports" / "seven_swaps.xml"
HELD = [position("NVDA", 8_000), position("SPY", 40_000), position("QQQ", 20_000), position("MAGS", 12_000)]
# Of the report: 5.5 % in shares and 9 % by swap.
NVIDIA_OF_MAGS = 0.055 + 0.090


@pytest.fixture(scope="module")
def bundled() -> MarketBook:
    return load_snapshot(REFERENCE)


@pytest.fixture(scope="module")
def identities(bundled) -> Identities:
    return Identities(bundled, read_identifiers(REFERENCE))


def nvidia(exposure):
    return next(company for company in exposure.companies if company.symbol == "NVDA")


def spdr_workbook(*rows: tuple[str, str, float]) -> bytes:
    """A list as State Street lays it out."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (
        ("Fund Name:", "State Street SPDR S&P 500 ETF Trust"),
        ("Ticker Symbol:", "SPY"),
        ("Holdings:", "As of 13-Nov-2026"),
    ):
        sheet.append(row)
    sheet.append(())
    sheet.append(("Name", "Ticker", "Identifier", "SEDOL", "Weight", "Sector", "Shares Held", "Local Currency"))
    for name, ticker, weight in rows:
        sheet.append((name, ticker, "", "", weight, "-", 1000, "USD"))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


QQQ_LIST = (
    "Fund Ticker,Security Identifier,Holding Ticker,Shares/Par Value,MarketValue,Weight,Name,Class of Shares,Sector,Date\n"
    "QQQ,67066G104,NVDA ,100,950,9.5,NVIDIA Corp,Common Stock,Information Technology,11/13/2026\n"
    "QQQ,037833100,AAPL ,100,850,8.5,Apple Inc,Common Stock,Information Technology,11/13/2026\n"
    "QQQ,22160K105,COST ,100,8200,82.0,Costco Wholesale Corp,Common Stock,Consumer Staples,11/13/2026\n"
)


def test_by_lists_of_november(bundled, identities):
    """8,000 + 8.0 % of 40,000 + 9.5 % of 20,000 + 14.5 % of 12,000 = 8,000 + 3,200 + 1,900 + 1,740 = 14,840 of 80,000."""
    spy = spdr_workbook(
        ("NVIDIA CORP", "NVDA", 8.0), ("APPLE INC", "AAPL", 7.0), ("JPMORGAN CHASE + CO", "JPM", 84.5), ("US DOLLAR", "-", 0.5)
    )
    lists = [
        read_holdings_file(spy, "holdings-daily-us-en-spy.xlsx"),
        read_holdings_file(QQQ_LIST.encode(), "QQQ_holdings.csv"),
        read_nport(SEVEN_SWAPS.read_bytes(), "MAGS_nport.xml"),
    ]
    resolved = resolve_book(bundled, lists, {}, {}, identities, date(2026, 11, 21))
    exposure = measure(HELD, resolved.book, "SPY")
    company = nvidia(exposure)
    assert (company.direct, dict(company.via)) == (8_000, {"SPY": 3_200, "QQQ": 1_900, "MAGS": 1_740})
    assert company.value == 14_840
    assert company.weight == company.low == pytest.approx(0.1855)
    # Cash: 0.5 % of SPY; of MAGS bills, money fund and open gains of 65 % against 64.7 % that the swaps owe.
    assert exposure.sleeves[Sleeve.CASH].value == 200 + 36
    assert exposure.coverage[Source.HOLDINGS] == pytest.approx(0.9)
    assert exposure.coverage[Source.DIRECT] == pytest.approx(0.1)


def bundled_weight(table: str, first: str, symbol: str) -> float:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.reader(file) if row[:2] == [first, symbol]]
    return float(row[4] if table == "index_members" else row[2])


def test_by_the_bundled_tables(bundled):
    """The rows of the tables themselves: a member of the S&P 500, a line of QQQ, a seventh of MAGS."""
    spy, qqq = bundled_weight("index_members", "sp500", "NVDA"), bundled_weight("fund_holdings", "QQQ", "NVDA")
    company = nvidia(measure(HELD, bundled, "SPY"))
    assert float(company.via["SPY"]) == pytest.approx(40_000 * spy, abs=0.02)
    assert float(company.via["QQQ"]) == pytest.approx(20_000 * qqq, abs=0.02)
    assert float(company.via["MAGS"]) == pytest.approx(12_000 / 7, abs=1.5)
    assert float(company.value) == pytest.approx(8_000 + 40_000 * spy + 20_000 * qqq + 12_000 * 0.1428, abs=0.05)


def test_by_the_issuers_own_files(shared, bundled, identities):
    """7.98 % of SPY and 9.507 % of QQQ as printed in September 2025: 3,192 and 1,901.40, beside the 1,740 of MAGS."""
    folder = shared / "data" / "issuers"
    spy, qqq = folder / "2025-09-30_holdings-daily-us-en-spy.xlsx", folder / "2025-09-26_QQQ_holdings.csv"
    known = bundled
    for file in (
        read_holdings_file(spy.read_bytes(), spy.name),
        read_holdings_file(qqq.read_bytes(), qqq.name),
        read_nport(SEVEN_SWAPS.read_bytes(), "MAGS_nport.xml"),
    ):
        fund, introduced = fund_from_holdings(file, bundled, identities)
        known = with_funds(known, {fund.symbol: fund}, introduced)
    company = nvidia(measure(HELD, known, "SPY"))
    rows = openpyxl.load_workbook(spy).active.iter_rows(values_only=True)
    of_spy = next(float(row[4]) for row in rows if row[1] == "NVDA") / 100
    with qqq.open(encoding="utf-8-sig", newline="") as text:
        of_qqq = next(float(row["Weight"]) for row in csv.DictReader(text) if row["Holding Ticker"].strip() == "NVDA") / 100
    assert (round(of_spy, 4), of_qqq) == (0.0798, 0.09507)
    expected = {"SPY": 40_000 * of_spy, "QQQ": 20_000 * of_qqq, "MAGS": 12_000 * NVIDIA_OF_MAGS}
    assert {symbol: float(value) for symbol, value in company.via.items()} == pytest.approx(expected, abs=0.02)
    assert float(company.value) == pytest.approx(8_000 + sum(expected.values()), abs=0.05)
