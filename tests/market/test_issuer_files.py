"""Issuers' own files against what a spreadsheet user would sum from them by hand."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas as pd
import pytest

from advisor.domain.classification import GICS_SECTORS, MAGNIFICENT_SEVEN, Sleeve
from advisor.domain.errors import MalformedFileError, UnknownFileError, UnreadableFileError
from advisor.domain.fund_holdings import FundHoldingsFile, HoldingLine, LineKind
from advisor.domain.market import MarketBook, Source
from advisor.market.fund_legs_of_lines import fund_from_holdings
from advisor.market.issuers import read_holdings_file
from advisor.market.snapshot import load_snapshot
from tests.exposure.books import with_funds

SEVEN_TICKERS = {*MAGNIFICENT_SEVEN, "GOOG"}
REFERENCE = Path(__file__).parents[2] / "resources" / "reference"


class Counted(NamedTuple):
    """What one file says, counted without the program.

    Attributes:
        rows: Rows of shares and of swaps on shares; of lists that tell no classes (State Street, Schwab) all rows.
        weight_sum: Of every printed weight, in percent; "<0.01%" counts as nothing.
        seven: Weight of the Magnificent Seven, in percent.
        kinds: What those rows and the others are.
    """

    name: str
    symbol: str
    as_of: date
    publisher: str
    rows: int
    weight_sum: float
    seven: float
    kinds: dict[str, int]


FILES = [
    Counted(
        *("2026-06-19_IVV_holdings.csv", "IVV", date(2026, 6, 19), "iShares", 504, 99.87, 32.50),
        {"share": 503, "other": 1, "cash": 3, "future": 1},
    ),
    Counted(
        *("2026-06-19_IJH_holdings.csv", "IJH", date(2026, 6, 19), "iShares", 403, 99.96, 0.0),
        {"share": 400, "swap": 3, "cash": 7, "future": 1},
    ),
    Counted(
        *("2026-06-19_IJR_holdings.csv", "IJR", date(2026, 6, 19), "iShares", 657, 99.95, 0.0),
        {"share": 604, "swap": 51, "other": 2, "cash": 7, "future": 1},
    ),
    Counted(
        *("2026-05-05_IWM_holdings.csv", "IWM", date(2026, 5, 5), "iShares", 1924, 99.90, 0.0),
        {"share": 1915, "other": 9, "cash": 4, "future": 1},
    ),
    Counted(
        *("2025-09-30_holdings-daily-us-en-spy.xlsx", "SPY", date(2025, 9, 30), "State Street", 504, 100.25, 34.54),
        {"share": 503, "cash": 1},
    ),
    Counted(
        *("2025-01-31_holdings-daily-us-en-mdy.xlsx", "MDY", date(2025, 1, 31), "State Street", 401, 100.00, 0.0),
        {"share": 401},
    ),
    Counted(
        *("2025-09-26_QQQ_holdings.csv", "QQQ", date(2025, 9, 26), "Invesco", 101, 100.00, 44.49),
        {"share": 101},
    ),
    # Its rows of shares add up to 99.23, or to 99.27 if each of the four "<0.01%" is taken for 0.01; reserves are 0.57.
    Counted(
        *("2025-09-30_VOO_holdings.csv", "VOO", date(2025, 9, 30), "Vanguard", 504, 99.80, 34.38),
        {"share": 503, "other": 1, "cash": 3},
    ),
    Counted(
        *("2025-10-17_SCHD_holdings.csv", "SCHD", date(2025, 10, 17), "Schwab", 103, 99.79, 0.0),
        {"share": 99, "cash": 2, "future": 2},
    ),
]
IDS = [counted.symbol for counted in FILES]


def plain_rows(path: Path) -> list[dict[str, str]]:
    """Every row of every table of a file under the headings above it, with nothing of the program."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
        records = [["" if cell is None else str(cell) for cell in record] for record in sheet.iter_rows(values_only=True)]
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            records = list(csv.reader(file))
    rows, headings = [], []
    for record in records:
        if {"Ticker", "TICKER", "Symbol", "Holding Ticker"} & set(record):
            headings = record
        elif headings and len([cell for cell in record if cell.strip()]) > 4:
            rows.append(dict(zip(headings, record, strict=False)))
    return rows


def plain_weight(row: dict[str, str]) -> float:
    cell = next(row[key] for key in ("Weight (%)", "Market Weight", "Weight", "% OF FUNDS*", "Percent of Assets") if key in row)
    return float(cell.strip("%")) if cell not in ("", "-") and not cell.startswith("<") else 0.0


@pytest.fixture(scope="module")
def book() -> MarketBook:
    return load_snapshot(REFERENCE)


def read(shared: Path, name: str) -> FundHoldingsFile:
    path = shared / "data" / "issuers" / name
    return read_holdings_file(path.read_bytes(), path.name)


@pytest.mark.parametrize("counted", FILES, ids=IDS)
def test_the_table_above_is_what_the_files_say(shared, counted):
    rows = plain_rows(shared / "data" / "issuers" / counted.name)
    tickers = [
        (row.get("Ticker") or row.get("TICKER") or row.get("Symbol") or row.get("Holding Ticker", "")).strip() for row in rows
    ]
    held = sum(plain_weight(row) for row, ticker in zip(rows, tickers, strict=True) if ticker in SEVEN_TICKERS)
    shares = [row for row in rows if row.get("Asset Class", "Equity") == "Equity" and ("TICKER" not in row or "COUNTRY" in row)]
    assert len(shares) == counted.rows
    assert len(rows) == sum(counted.kinds.values())
    assert sum(map(plain_weight, rows)) == pytest.approx(counted.weight_sum, abs=0.006)
    assert held == pytest.approx(counted.seven, abs=0.006)


@pytest.mark.parametrize("counted", FILES, ids=IDS)
def test_each_issuer_file_reads_as_counted_without_the_program(shared, counted):
    file = read(shared, counted.name)
    assert (file.symbol, file.as_of, file.publisher) == (counted.symbol, counted.as_of, counted.publisher)
    assert Counter(line.kind.value for line in file.lines) == counted.kinds
    assert file.skipped == ()
    # VOO's "<0.01%" weigh their value here; SCHD's futures weigh nothing here, and less than nothing in the file.
    assert 100 * file.weight_sum == pytest.approx(counted.weight_sum, abs=0.03 if counted.symbol == "VOO" else 0.01)
    held = sum(line.weight for line in file.lines if line.symbol in SEVEN_TICKERS)
    assert 100 * held == pytest.approx(counted.seven, abs=0.006)


@pytest.mark.parametrize("counted", FILES, ids=IDS)
def test_what_is_not_understood_is_told_and_nothing_else(shared, counted):
    told = {
        "VOO": ("column “SUB-INDUSTRY”", "column “SECURITYDEPOSITORYRECEIPTTYPE”"),
        "SCHD": ("how much it moves: “S&P MID 400 EMINI DEC 25”", "how much it moves: “DJIA MINI e-CBOT DEC 25”"),
    }
    assert read(shared, counted.name).not_understood == told.get(counted.symbol, ())


@pytest.mark.parametrize("counted", FILES, ids=IDS)
def test_each_record_of_a_file_is_a_line_skipped_or_structure(shared, counted):
    file = read(shared, counted.name)
    path = shared / "data" / "issuers" / counted.name
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as text:
            assert file.records == sum(any(cell.strip() for cell in record) for record in csv.reader(text))
    assert file.records == file.structure + len(file.lines) + len(file.skipped)


@pytest.mark.parametrize("counted", [each for each in FILES if each.name.endswith(".csv") and each.symbol != "VOO"], ids=str)
def test_columns_in_another_order_say_the_same(shared, counted):
    path = shared / "data" / "issuers" / counted.name
    with path.open(encoding="utf-8-sig", newline="") as text:
        records = list(csv.reader(text))
    width = Counter(map(len, records)).most_common(1)[0][0]
    order = random.Random(width).sample(range(width), width)
    shuffled = io.StringIO()
    csv.writer(shuffled).writerows([record[at] for at in order] if len(record) == width else record for record in records)
    read_anew = read_holdings_file(shuffled.getvalue().encode(), path.name)
    in_order = read(shared, counted.name)
    assert replace(read_anew, not_understood=()) == replace(in_order, not_understood=(), records=read_anew.records)
    assert set(read_anew.not_understood) == set(in_order.not_understood)


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


@pytest.mark.parametrize("name", [row.name for row in FILES], ids=IDS)
def test_a_loaded_file_puts_the_seven_where_the_file_has_them(shared, book, name):
    file = read(shared, name)
    fund, introduced = fund_from_holdings(file, book)
    wider = with_funds(book, {fund.symbol: fund}, introduced)
    assert wider.funds[file.symbol].source is Source.HOLDINGS
    expected = next(row.seven for row in FILES if row.name == name)
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
    assert fund.legs == pytest.approx({"TSLA": 0.6, "BRK.B": 0.39, "CASH": 0.01}), (
        "less than one percent is its share of the value"
    )


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


def line_of(file: FundHoldingsFile, symbol: str, kind: LineKind) -> HoldingLine:
    (line,) = [line for line in file.lines if line.symbol == symbol and line.kind is kind]
    return line


def test_swaps_and_futures_weigh_their_notional_over_the_funds_value(shared):
    name = "2026-06-19_IJH_holdings.csv"
    rows = plain_rows(shared / "data" / "issuers" / name)
    money = sum(float(row["Market Value"].replace(",", "")) for row in rows)
    file = read(shared, name)
    for symbol, kind in (("EQH", LineKind.SWAP), ("OZK", LineKind.SWAP), ("FNF", LineKind.SWAP), ("FAU6", LineKind.FUTURE)):
        (row,) = [row for row in rows if row["Ticker"] == symbol and row["Market Weight"] == "-"]
        notional = float(row["Notional Value"].replace(",", ""))
        assert line_of(file, symbol, kind).weight == pytest.approx(notional / money)
    assert line_of(file, "EQH", LineKind.SHARE).weight > 0, "the swap repeats the ticker of a share that is held too"


def test_a_contingent_value_right_is_not_the_company_it_came_from(shared):
    file = read(shared, "2026-06-19_IVV_holdings.csv")
    assert not [line for line in file.lines if line.symbol == "HOLX"]
    assert line_of(file, "HOLX US", LineKind.OTHER).is_foreign is False


def test_companies_whose_names_sound_like_papers_stay_companies(shared):
    file = read(shared, "2026-06-19_IJR_holdings.csv")
    for symbol in ("PFBC", "CVI", "CASH"):  # Preferred Bank, CVR Energy, Pathward
        assert [line.kind for line in file.lines if line.symbol == symbol and line.weight > 0.0003] == [LineKind.SHARE]
    warrants = [line for line in file.lines if line.kind is LineKind.OTHER]
    assert {(line.symbol, line.market_value) for line in warrants} == {("", 4.51)}


def test_the_cash_of_the_small_cap_fund_keeps_its_signs(shared):
    file = read(shared, "2026-06-19_IJR_holdings.csv")
    cash_fund = line_of(file, "XTSLA", LineKind.CASH)
    assert (cash_fund.weight, cash_fund.notional) == (pytest.approx(0.015), pytest.approx(-392_437_729.5))
    assert line_of(file, "USD", LineKind.CASH).weight == pytest.approx(0.006)
    assert line_of(file, "HSBBK", LineKind.CASH).weight < 0, "a blank weight with a value weighs its value"


def test_a_future_whose_exposure_is_not_told_weighs_nothing(shared):
    file = read(shared, "2025-10-17_SCHD_holdings.csv")
    assert [line.weight for line in file.lines if line.kind is LineKind.FUTURE] == [0.0, 0.0]


def test_less_than_a_hundredth_of_a_percent_weighs_its_value(shared):
    file = read(shared, "2025-09-30_VOO_holdings.csv")
    total = sum(line.market_value for line in file.lines)
    assert line_of(file, "BF/B", LineKind.SHARE).weight == pytest.approx(117_513_551.68 / total)
    assert 0.00007 < line_of(file, "BF/B", LineKind.SHARE).weight < 0.0001


def test_numbers_and_countries_of_securities_are_kept(shared):
    apple = line_of(read(shared, "2025-09-26_QQQ_holdings.csv"), "AAPL", LineKind.SHARE)
    assert (apple.cusip, apple.isin, apple.country) == ("037833100", "", "")
    assert line_of(read(shared, "2025-09-30_holdings-daily-us-en-spy.xlsx"), "NVDA", LineKind.SHARE).cusip == "67066G104"
    assert line_of(read(shared, "2025-10-17_SCHD_holdings.csv"), "SIG", LineKind.SHARE).country == "BM"
    russell = read(shared, "2026-05-05_IWM_holdings.csv")
    assert {"IL", "MC", "IM", "JE", "GI"} < {line.country for line in russell.lines}
    assert all(line.country for line in russell.lines if line.kind is LineKind.SHARE)
    assert not any(line.is_foreign for line in russell.lines if line.kind is LineKind.SHARE), "abroad, but listed at home"
