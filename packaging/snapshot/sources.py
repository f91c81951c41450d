"""Where each input lies inside the data folder, and how it is read."""

from __future__ import annotations

import bz2
import csv
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from advisor.domain.classification import Sector
from advisor.domain.fund_holdings import FundHoldingsFile
from advisor.market.issuers import read_holdings_file, values

# Of this third party's tables, those of iShares funds carry the issuer's own GICS labels; in the others they are guesses.
GICS_TABLES = ("ITOT", "IWF", "IWD", "MTUM", "QUAL", "USMV", "VLUE", "LRGF", "IXUS", "IEMG", "EFA")
INTERNATIONAL_FUNDS = ("IXUS", "IEMG", "EFA", "VXUS", "VEA", "VWO", "VSS")
# These files state no date inside: the dates change with the files.
THIRD_PARTY_DATE = date(2025, 11, 1)
LISTINGS_DATE = date(2026, 8, 22)
_US_EXCHANGES = frozenset({"NAS", "NMS", "NGM", "PCX", "BTS", "ASE"})
NUMBERS_DATE = date(2026, 10, 23)
FUND_NAMES_DATE = date(2026, 8, 16)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The data folder.

    It holds `issuers/` (DATE_TICKER_holdings.csv and State Street's .xlsx), `funds/holdings_json/`, `fund_map/`,
    `constituents/`, `security_master/` (the exchanges' screens and the SEC's tickers) and `prices/`.
    """

    folder: Path

    def holdings_file(self, fund: str) -> FundHoldingsFile:
        """The newest issuer's file of a fund."""
        endings = (f"_{fund}_holdings.csv", f"_holdings-daily-us-en-{fund.lower()}.xlsx")
        path = max(path for path in (self.folder / "issuers").iterdir() if path.name.endswith(endings))
        return read_holdings_file(path.read_bytes(), path.name)

    def third_party_holdings(self, fund: str) -> list[dict[str, object]]:
        """Rows {ticker, name, sector, country, weight (percent)} of a fund, November 2025."""
        text = (self.folder / "funds" / "holdings_json" / f"{fund}.json").read_text(encoding="utf-8")
        rows: list[dict[str, object]] = json.loads(text)
        return rows

    def us_sectors(self) -> dict[str, Sector]:
        """GICS sector by ticker as issuers of GICS-labelled files print it; the newer files win."""
        found = {
            str(row["ticker"]): values.sector(str(row["sector"]))
            for table in GICS_TABLES
            if table not in INTERNATIONAL_FUNDS
            for row in self.third_party_holdings(table)
        }
        for fund in ("MDY", "QQQ", "SCHD", "IWM"):
            found |= {line.symbol: line.sector for line in self.holdings_file(fund).lines}
        return {symbol: sector for symbol, sector in found.items() if sector not in (Sector.UNCLASSIFIED, Sector.CASH)}

    def listings(self) -> list[dict[str, str]]:
        """Every US listing of the exchanges' own screens, sorted by symbol."""
        rows: list[dict[str, str]] = []
        for exchange in ("nasdaq", "nyse", "amex"):
            path = self.folder / "security_master" / f"rreichel3_{exchange}_full_tickers.json"
            rows.extend(json.loads(path.read_text(encoding="utf-8")))
        return sorted(rows, key=lambda row: row["symbol"])

    def ciks(self) -> dict[str, str]:
        """SEC company number by ticker ("BRK-B" spelling)."""
        numbers: dict[str, str] = json.loads(
            (self.folder / "security_master" / "sec_company_tickers.json").read_text(encoding="utf-8")
        )
        return numbers

    @property
    def constituents(self) -> Path:
        """The dated list of S&P 500 companies."""
        return max((self.folder / "constituents").glob("sp500_constituents_*.csv"))

    def constituent_sectors(self) -> dict[str, str]:
        """GICS sectors of the S&P 500 companies by symbol."""
        with self.constituents.open(encoding="utf-8", newline="") as file:
            return {row["Symbol"]: row["GICS Sector"] for row in csv.DictReader(file)}

    def members_listed(self, index: str) -> frozenset[str]:
        """Symbols in the newest list of an index ("sp500"), which has neither weights nor sectors."""
        lines = (self.folder / "constituents" / "major_index-etfs" / f"{index}.txt").read_text(encoding="utf-8").split()
        return frozenset(line.partition(":")[2].replace("/", ".") for line in lines)

    def constituent_names(self) -> dict[str, str]:
        """Names of the S&P 500 companies by symbol."""
        with self.constituents.open(encoding="utf-8", newline="") as file:
            return {row["Symbol"]: row["Security"] for row in csv.DictReader(file)}

    def fund_names(self) -> dict[str, str]:
        """Names of funds that are quoted in dollars on a US exchange, by symbol."""
        names = {}
        for kind in ("etfs", "funds"):
            path = self.folder / "security_master" / "FinanceDatabase_2026-08-16" / f"compression_{kind}.bz2"
            with bz2.open(path, "rt", encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    if row["currency"] == "USD" and row["symbol"].isalpha() and row["exchange"] in _US_EXCHANGES:
                        names[row["symbol"]] = row["name"]
        return dict(sorted(names.items()))

    def fund_map(self) -> list[dict[str, str]]:
        """The funds and how each is looked through."""
        with (self.folder / "fund_map" / "fund_map.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
