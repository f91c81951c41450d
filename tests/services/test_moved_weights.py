"""A fund's list and files of closes, through the services: what the investor sees is what pencil and paper find."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from advisor.domain.classification import Sleeve
from advisor.domain.market import Source
from advisor.presentation.frame import build_footer
from advisor.presentation.json_answers import exposure_json
from advisor.presentation.summary import build_summary
from advisor.services.import_files import import_files
from advisor.services.import_fund_file import import_fund_file
from advisor.services.import_prices import import_prices
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.task import Task

HEADINGS = "Ticker,Name,Type,Sector,Asset Class,Market Value,Notional Value,Quantity,Price,Currency,Market Weight,Notional Weight"
STOCK = "{},{},EQUITY,{},Equity,{value},{value},1,1,USD,-,-"
# Of 1,000: the swap is worth nothing, and rides on 100.
LINES = (
    STOCK.format("NVDA", "NVIDIA CORP", "Information Technology", value=400),
    STOCK.format("KO", "COCA-COLA", "Consumer Staples", value=290),
    STOCK.format("MCD", "MCDONALDS CORP", "Consumer Discretionary", value=30),
    "AAPL,APPLE INC,SWAP,Information Technology,Equity,0.00,100.00,1,1,USD,-,-",
    "XTSLA,BLK CSH FND TREASURY SL AGENCY,STIF,Cash and/or Derivatives,Money Market,280,280,280,1,USD,-,-",
)
# Closes divided by the split of July, as services write them; Jun 19 is a holiday.
NVIDIA = (
    "Date,Close,Dividends,Stock Splits\n2026-06-18,50,0,0\n2026-06-30,58,0,0\n"
    "2026-07-01,59,0,2\n2026-07-06,60,0,0\n2026-07-10,60,0.01,0\n"
)
OTHERS = "Date,KO,AAPL\n2026-06-18,50,200\n2026-06-30,48,240\n2026-07-01,48,240\n2026-07-06,48,240\n2026-07-10,45,250\n"


@pytest.fixture
def folder(tmp_path):
    def write(name: str, content: str) -> Path:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def db(tmp_path, folder):
    """Owns $100,000 of a fund that only a list knows."""
    statement = folder(
        "Portfolio_Positions_Jul-10-2026.csv",
        "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type\n"
        "Z10000001,Individual,ZFND,A FUND,1000,$100.00,$100000.00,$90000.00,Cash\n",
    )
    with open_books(tmp_path / "books.db") as opened:
        import_files(opened, Task(), [statement])
        yield opened


def listed(day: str, *lines: str) -> str:
    return "\n".join(("A Fund of Many Things ETF", f'Fund Holdings as of,"{day}"', "", HEADINGS, *lines, ""))


def companies(exposure) -> dict[str, float]:
    return {each.symbol: float(each.value) for each in exposure.companies}


AS_LISTED = {"NVDA": 40_000, "KO": 29_000, "MCD": 3_000, "AAPL": 10_000, "CASH": 18_000}


def test_a_list_moves_with_the_closes_since_and_every_page_says_so(db, folder):
    """NVIDIA 400 × 1.2, Coca-Cola 290 × 0.9, Apple's swap 100 × 1.25: 866 where 790 were, so each by 790 / 866.

    McDonald's, which has no closes, and cash of 280 − 100 stay.
    """
    import_fund_file(db, Task(), folder("ZFND_holdings.csv", listed("Jun 19, 2026", *LINES)))
    before = measure_exposure(db, Task())
    assert companies(before.exposure) == pytest.approx(AS_LISTED)
    assert exposure_json(before, today=date(2026, 7, 11))["moved_with_prices"] == {}
    import_prices(db, Task(), folder("NVDA.csv", NVIDIA))
    import_prices(db, Task(), folder("closes.csv", OTHERS))
    measured = measure_exposure(db, Task())
    exposure, share = measured.exposure, 79_000 / 866
    expected = {"NVDA": 480 * share, "KO": 261 * share, "AAPL": 125 * share, "MCD": 3_000, "CASH": 18_000}
    assert companies(exposure) == pytest.approx(expected, abs=0.02)
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(605 / 866 * 0.79, abs=1e-6)
    assert exposure.as_of == date(2026, 6, 19), "the day of the list, whatever the prices"
    assert exposure_json(measured, today=date(2026, 7, 11))["moved_with_prices"]["ZFND"] == "2026-07-10"
    assert exposure.holdings["ZFND"].origin.endswith("moved with prices to Jul 10, 2026")
    assert build_footer(measured, today=date(2026, 7, 11)).moved_text == "Weights moved with prices of Jul 10, 2026"
    assert "moved with prices of Jul 10, 2026" in " ".join(build_summary(measured, today=date(2026, 7, 11)).foot)


def test_a_fund_delivered_twice_is_one_fund_by_its_newer_list_moved_from_that_day(db, folder):
    """NVIDIA since July 6: nothing, beyond the split; Coca-Cola 48 to 45."""
    older, newer = listed("Jun 19, 2026", *LINES), listed("Jul 6, 2026", *LINES[:2])
    import_fund_file(db, Task(), folder("ZFND_new_holdings.csv", newer), "ZFND")
    import_fund_file(db, Task(), folder("ZFND_holdings.csv", older))
    import_fund_file(db, Task(), folder("ZFND_holdings (1).csv", older), "ZFND")
    import_prices(db, Task(), folder("NVDA.csv", NVIDIA))
    import_prices(db, Task(), folder("closes.csv", OTHERS))
    exposure = measure_exposure(db, Task()).exposure
    whole = 400 + 290 * 45 / 48
    assert companies(exposure) == pytest.approx({"NVDA": 4e7 / whole, "KO": 2.9e7 * 45 / 48 / whole}, abs=0.02)
    assert exposure.coverage == {source: float(source is Source.HOLDINGS) for source in Source}


def test_a_list_older_than_the_program_moves_too(db, folder):
    import_fund_file(db, Task(), folder("ZFND_holdings.csv", listed("Jun 28, 2019", *LINES[:2])))
    closes = "Date,NVDA,KO\n2019-06-28,4,50\n2019-07-01,4,50\n2026-07-09,60,60\n2026-07-10,60,60\n"
    import_prices(db, Task(), folder("closes.csv", closes))
    exposure = measure_exposure(db, Task()).exposure
    assert companies(exposure)["NVDA"] == pytest.approx(100_000 * 400 * 15 / (400 * 15 + 290 * 1.2), abs=0.02)
    assert exposure.as_of == date(2019, 6, 28)
