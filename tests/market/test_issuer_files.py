"""Issuers' own files against what a spreadsheet user would sum from them by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from advisor.domain.classification import GICS_SECTORS, MAGNIFICENT_SEVEN, Sector, Sleeve
from advisor.domain.errors import MalformedFileError, UnknownFileError, UnreadableFileError
from advisor.domain.market import MarketBook, Source
from advisor.market.fund_legs_of_lines import fund_from_holdings, with_funds
from advisor.market.issuers import FundHoldingsFile, LineKind, read_holdings_file
from advisor.market.snapshot import load_snapshot

SEVEN_TICKERS = {*MAGNIFICENT_SEVEN, "GOOG"}
REFERENCE = Path(__file__).parents[2] / "resources" / "reference"

# File, fund, date, lines with a share's ticker, sum of weights in percent, the seven's weight in percent: counted by hand.
FILES = [
    ("2026-06-19_IVV_holdings.csv", "IVV", date(2026, 6, 19), 504, 99.87, 32.50),
    ("2026-06-19_IJH_holdings.csv", "IJH", date(2026, 6, 19), 400, 99.96, 0.0),
    ("2026-06-19_IJR_holdings.csv", "IJR", date(2026, 6, 19), 601, 99.95, 0.0),
    ("2026-05-05_IWM_holdings.csv", "IWM", date(2026, 5, 5), 1921, 99.90, 0.0),
    ("2025-09-30_holdings-daily-us-en-spy.xlsx", "SPY", date(2025, 9, 30), 503, 100.25, 34.54),
    ("2025-01-31_holdings-daily-us-en-mdy.xlsx", "MDY", date(2025, 1, 31), 401, 100.00, 0.0),
    ("2025-09-26_QQQ_holdings.csv", "QQQ", date(2025, 9, 26), 101, 100.00, 44.49),
    ("2025-09-30_VOO_holdings.csv", "VOO", date(2025, 9, 30), 504, 99.80, 34.38),
    ("2025-10-17_SCHD_holdings.csv", "SCHD", date(2025, 10, 17), 99, 99.79, 0.0),
]


@pytest.fixture(scope="module")
def book() -> MarketBook:
    return load_snapshot(REFERENCE)


def read(shared: Path, name: str) -> FundHoldingsFile:
    path = shared / "data" / "issuers" / name
    return read_holdings_file(path.read_bytes(), path.name)


@pytest.mark.parametrize(("name", "symbol", "as_of", "shares", "weight_sum", "seven"), FILES, ids=[row[1] for row in FILES])
def test_each_issuer_file_reads_as_counted_by_hand(shared, name, symbol, as_of, shares, weight_sum, seven):
    file = read(shared, name)
    assert (file.symbol, file.as_of) == (symbol, as_of)
    assert sum(line.kind is LineKind.SHARE for line in file.lines) == shares
    assert 100 * file.weight_sum == pytest.approx(weight_sum, abs=0.01)
    held = sum(line.weight for line in file.lines if line.symbol in SEVEN_TICKERS)
    assert 100 * held == pytest.approx(seven, abs=0.006)


@pytest.mark.parametrize("fund", ["IVV", "IJH", "IJR"])
def test_cash_fund_named_like_a_car_maker_is_cash(shared, fund):
    file = read(shared, f"2026-06-19_{fund}_holdings.csv")
    (line,) = [line for line in file.lines if line.symbol == "XTSLA"]
    assert line.kind is LineKind.CASH


def raw_sectors(path: Path) -> pd.Series:
    """Percent by sector of the plain share rows, straight from the raw file."""
    if path.suffix == ".xlsx":
        table = pd.read_excel(path, skiprows=4).dropna(subset=["Weight"])
        return table.groupby("Sector")["Weight"].sum()
    if "QQQ" in path.name:
        table = pd.read_csv(path)
        return table.groupby("Sector")["Weight"].sum()
    if "SCHD" in path.name:
        table = pd.read_csv(path, engine="python", on_bad_lines="skip").dropna(subset=["Sector"])
        return table.groupby("Sector")["Percent of Assets"].sum()
    table = pd.read_csv(path, skiprows=9, engine="python", on_bad_lines="skip", thousands=",")
    table = table[table["Asset Class"] == "Equity"]
    weight = "Weight (%)" if "Weight (%)" in table else "Market Weight"
    table[weight] = pd.to_numeric(table[weight].replace("-", "0"))
    return table.groupby("Sector")[weight].sum().rename({"Communication": "Communication Services"})


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [
        ("2026-06-19_IVV_holdings.csv", 0.05),
        ("2026-06-19_IJH_holdings.csv", 0.05),
        ("2025-01-31_holdings-daily-us-en-mdy.xlsx", 0.05),
        ("2025-09-26_QQQ_holdings.csv", 0.05),
        ("2025-10-17_SCHD_holdings.csv", 0.05),
    ],
)
def test_a_fund_from_its_file_has_the_sector_weights_of_the_file(shared, name, tolerance):
    file = read(shared, name)
    expected = raw_sectors(shared / "data" / "issuers" / name)
    found = dict.fromkeys(GICS_SECTORS, 0.0)
    for line in file.lines:
        if line.sector in found and line.kind is not LineKind.FUTURE:
            found[line.sector] += 100 * line.weight
    for sector in GICS_SECTORS:
        assert found[sector] == pytest.approx(expected.get(sector.value, 0.0), abs=tolerance), sector


def mix(book: MarketBook, symbol: str, kind: str) -> dict[str, float]:
    """Percent of a fund by sleeve or sector, through nested funds, the slow and obvious way."""
    totals: dict[str, float] = {}

    def walk(name: str, weight: float) -> None:
        if name in book.funds:
            for leg, share in book.funds[name].legs.items():
                walk(leg, weight * share)
        else:
            key = str(getattr(book.securities[name], kind))
            totals[key] = totals.get(key, 0.0) + 100 * weight

    walk(symbol, 1.0)
    return totals


@pytest.mark.parametrize("name", [row[0] for row in FILES], ids=[row[1] for row in FILES])
def test_a_loaded_file_puts_the_seven_where_the_file_has_them(shared, book, name):
    file = read(shared, name)
    fund, introduced = fund_from_holdings(file, book)
    wider = with_funds(book, {fund.symbol: fund}, introduced)
    assert wider.funds[file.symbol].source is Source.HOLDINGS
    expected = next(row[5] for row in FILES if row[0] == name)
    assert mix(wider, fund.symbol, "sleeve").get(Sleeve.MEGA_CAP_TECH, 0.0) == pytest.approx(expected, abs=0.05)
    assert sum(fund.legs.values()) == pytest.approx(file.weight_sum, abs=1e-9), "nothing is rescaled, nothing is lost"


def test_swaps_count_at_notional_beside_borrowed_cash(shared, book):
    file = read(shared, "2026-06-19_IJR_holdings.csv")
    fund, _ = fund_from_holdings(file, book)
    raw = pd.read_csv(
        shared / "data" / "issuers" / "2026-06-19_IJR_holdings.csv",
        skiprows=9,
        engine="python",
        on_bad_lines="skip",
        thousands=",",
    )
    money = pd.to_numeric(raw["Market Value"].replace("-", "0")).sum()
    notional = pd.to_numeric(raw.loc[raw["Type"] == "SWAP", "Notional Value"].replace("-", "0"))
    assert sum(line.weight for line in file.lines if line.kind is LineKind.SWAP) == pytest.approx(
        notional.sum() / money, rel=1e-4
    )
    jackson = raw.loc[(raw["Ticker"] == "JXN"), ["Market Value", "Notional Value", "Type"]]
    exposure = pd.to_numeric(jackson["Notional Value"]).sum() / money
    assert fund.legs["JXN"] == pytest.approx(exposure, abs=1e-4)


ISHARES_ABROAD = (
    'Example Fund\nFund Holdings as of,"Jun 19, 2026"\n\n'
    "Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Notional Value,Price,Location,Market Currency\n"
    '"MC","LVMH","Consumer Discretionary","Equity","60","60.00","60","5.00","France","EUR"\n'
    '"AAPL","APPLE INC","Information Technology","Equity","30","30.00","30","3.00","United States","USD"\n'
)


ARK_STYLE = (
    "date,fund,company,ticker,cusip,shares,market value ($),weight (%)\n"
    '06/18/2026,EXMP,"TESLA INC",TSLA,1,"10","$600.00",60.00%\n'
    '06/18/2026,EXMP,"BERKSHIRE HATHAWAY INC",BRK/B,2,"10","$390.00",39.00%\n'
    '06/18/2026,EXMP,"GOVT MONEY MARKET FUND",,3,"10","$10.00",<1.00%\n'
    '"Holdings are subject to change."\n'
)


def test_signs_in_cells_padded_spellings_and_footers_are_understood(book):
    file = read_holdings_file(b"\xef\xbb\xbf" + ARK_STYLE.encode(), "download.csv")
    fund, introduced = fund_from_holdings(file, book)
    assert (fund.symbol, fund.as_of, introduced) == ("EXMP", date(2026, 6, 18), {})
    assert fund.legs == pytest.approx({"TSLA": 0.6, "BRK.B": 0.39})


def test_a_foreign_ticker_is_not_mistaken_for_a_us_company(book):
    file = read_holdings_file(ISHARES_ABROAD.encode(), "EXMP_holdings.csv")
    fund, introduced = fund_from_holdings(file, book)
    assert "MC" in book.securities, "the US company that shares the ticker"
    assert "MC" not in fund.legs
    wider = with_funds(book, {fund.symbol: fund}, introduced)
    assert mix(wider, "EXMP", "sleeve") == pytest.approx({"international": 60.0, "mega_cap_tech": 30.0})
    assert sum(fund.legs.values()) == pytest.approx(0.9), "the tenth that the file leaves out stays unseen"


def test_what_is_no_holdings_file_is_refused_in_words():
    with pytest.raises(UnknownFileError) as caught:
        read_holdings_file(b"Account,Symbol,Quantity\nX1,AAPL,3\n", "positions.csv")
    assert "iShares" in caught.value.hint
    with pytest.raises(UnreadableFileError):
        read_holdings_file(b"PK\x03\x04 broken", "holdings.xlsx")
    with pytest.raises(UnreadableFileError):
        read_holdings_file(bytes(range(256)), "holdings.bin")
    with pytest.raises(MalformedFileError, match="which day"):
        read_holdings_file(ISHARES_ABROAD.replace("as of", "since").encode(), "EXMP_holdings.csv")


def test_every_line_of_a_file_is_stored_or_skipped_with_a_reason(shared):
    name = "2026-06-19_IJR_holdings.csv"
    file = read(shared, name)
    raw = pd.read_csv(shared / "data" / "issuers" / name, skiprows=9, engine="python", on_bad_lines="skip").dropna(
        subset=["Name"]
    )
    assert len(file.lines) + len(file.skipped) == len(raw)
    assert all(row.reason and row.line > 10 for row in file.skipped)
    assert {line.sector for line in file.lines if line.kind is LineKind.SHARE} <= {*GICS_SECTORS}
    assert Sector.UNCLASSIFIED not in {line.sector for line in file.lines if line.kind is LineKind.SWAP}
