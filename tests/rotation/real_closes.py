"""Real closes and lists, where they lie beside the checkout."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from advisor.rotation.model_synthesis import MemberWeights
from advisor.rotation.panel import Panel, build_panel

CUT = date(2026, 7, 13)  # the last day that all files have whole
_REFERENCE = Path(__file__).resolve().parents[2] / "resources" / "reference"


@lru_cache(maxsize=1)
def members_and_funds(shared: Path) -> Panel:
    """Members of the S&P 1500, the main funds and MDY, on the days of SPY since 2016, until the cut."""
    prices = shared / "prices"
    table = pd.read_parquet(next(prices.glob("adjclose_sp1500*.parquet"))).iloc[:-1]
    closes = {str(symbol).replace("-", "."): _one(table[symbol]) for symbol in table}
    for file in sorted(prices.glob("dsturdy5*/*.csv")):
        closes[file.stem] = _one(pd.read_csv(file, index_col=0, parse_dates=True)["Close"])
    return build_panel(closes).until(CUT)


@lru_cache(maxsize=1)
def large_caps_and_funds(shared: Path) -> Panel:
    """Members of the S&P 500 and funds (MAGS, VXUS, RSP among them), weekend rows and partial last day included in the file."""
    table = pd.read_parquet(next((shared / "prices").glob("adjclose_sp500*.parquet")))
    return build_panel({str(symbol).replace("-", "."): _one(table[symbol]) for symbol in table})


def index_weights() -> MemberWeights:
    """The bundled list of the S&P 500's members."""
    with (_REFERENCE / "index_members.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["index"] == "sp500"]
    return MemberWeights(date(2026, 6, 19), {row["symbol"]: float(row["weight"]) for row in rows}, "IVV")


def joined(shared: Path) -> dict[str, date]:
    """Day on which each member of August 2026 became one."""
    with next((shared / "constituents").glob("sp500_constituents*.csv")).open(encoding="utf-8", newline="") as file:
        return {row["Symbol"]: date.fromisoformat(row["Date added"]) for row in csv.DictReader(file)}


def _one(closes: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    there = closes.dropna()
    days = there.index.to_numpy().astype("datetime64[D]").astype(np.int64) + date(1970, 1, 1).toordinal()
    return days, there.to_numpy(dtype=float)
