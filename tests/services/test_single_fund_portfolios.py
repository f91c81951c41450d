"""A portfolio of one fund must look like that fund's own file, recomputed here straight from the raw file."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path

import pytest

from advisor.domain.classification import GICS_SECTORS, Sleeve
from advisor.services.import_files import import_files
from advisor.services.import_fund_file import import_fund_file
from advisor.services.measure_exposure import measure_exposure
from advisor.services.open_books import open_books
from advisor.services.task import Task

FROM_FILE, FROM_SNAPSHOT = 0.0005, 0.005  # fractions: 0.05 and 0.5 points
SEVEN = {"AAPL", "MSFT", "NVDA", "AMZN", "GOOG", "GOOGL", "META", "TSLA"}
FILES = {"IVV": "2026-06-19_IVV_holdings.csv", "IJH": "2026-06-19_IJH_holdings.csv"}


def raw_ishares(path: Path) -> tuple[float, dict[str, float]]:
    """The seven's weight and the sectors' weights, as the issuer prints them (fractions)."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("Ticker,"))
    seven, sectors = 0.0, defaultdict(float)
    for row in csv.DictReader(io.StringIO("\n".join(lines[start:]))):
        weight = row.get("Weight (%)") or row.get("Market Weight")
        if row["Asset Class"] != "Equity" or not weight or not weight.strip("- "):
            continue
        seven += float(weight) / 100 if row["Ticker"] in SEVEN else 0
        sector = {"Communication": "Communication Services"}.get(row["Sector"], row["Sector"])
        sectors[sector] += float(weight) / 100
    return seven, sectors


@pytest.fixture
def measured_with(tmp_path):
    """Own $100,000 of one fund; optionally add holdings files first; measure."""

    def measure(symbol: str, *fund_files: Path):
        statement = tmp_path / "Portfolio_Positions_Jun-19-2026.csv"
        statement.write_text(
            "Account Number,Account Name,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total,Type\n"
            f"Z10000001,Individual,{symbol},A FUND,1000,$100.00,$100000.00,$90000.00,Cash\n",
            encoding="utf-8",
        )
        with open_books(tmp_path / "books.db") as db:
            import_files(db, Task(), [statement])
            for file in fund_files:
                import_fund_file(db, Task(), file)
            return measure_exposure(db, Task()).exposure

    return measure


@pytest.mark.parametrize("symbol", ["IVV", "IJH"])
def test_by_the_issuers_file(shared, tmp_path, measured_with, symbol):
    raw = shared / "data" / "issuers" / FILES[symbol]
    file = tmp_path / f"{symbol}_holdings.csv"
    file.write_bytes(raw.read_bytes())
    seven, sectors = raw_ishares(raw)
    exposure = measured_with(symbol, file)
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(seven, abs=FROM_FILE)
    for sector in GICS_SECTORS:
        assert exposure.sectors[sector].weight == pytest.approx(sectors[sector], abs=FROM_FILE), sector
    assert exposure.holdings[symbol].source == "holdings"


def test_an_old_list_gives_way_to_members_of_its_index_that_are_nine_months_newer(shared, measured_with):
    issuers = shared / "data" / "issuers"
    exposure = measured_with("SPY", issuers / "2025-09-30_holdings-daily-us-en-spy.xlsx")
    seven, _ = raw_ishares(issuers / FILES["IVV"])
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(seven, abs=FROM_SNAPSHOT)
    assert (exposure.holdings["SPY"].source, exposure.holdings["SPY"].as_of.isoformat()) == ("index", "2026-06-19")


@pytest.mark.parametrize(("symbol", "file"), [("SPY", "IVV"), ("IVV", "IVV"), ("IJH", "IJH")])
def test_by_the_bundled_snapshot(shared, measured_with, symbol, file):
    seven, sectors = raw_ishares(shared / "data" / "issuers" / FILES[file])
    exposure = measured_with(symbol)
    assert exposure.sleeves[Sleeve.MEGA_CAP_TECH].weight == pytest.approx(seven, abs=FROM_SNAPSHOT)
    for sector in GICS_SECTORS:
        assert exposure.sectors[sector].weight == pytest.approx(sectors[sector], abs=FROM_SNAPSHOT), sector
