"""Histories of adjusted closes and latest prices, from two downloads that agree."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from advisor.domain.classification import MAGNIFICENT_SEVEN

FIRST_DAY = "2016-01-04"
# The last day that every source has in full.
LAST_DAY = "2026-07-13"
BENCHMARKS = (
    *("SPY", "RSP", "MDY", "IJH", "IJR", "IWM", "QQQ", "DIA", "VTI", "VXUS", "MAGS", "XMAG"),
    *("VTV", "VUG", "VO", "VB", "IWB", "IWF", "IWD", "ITOT", "IXUS", "VT", "AGG", "BND", "TLT", "SGOV", "GLD"),
)
SECTORS = ("XLB", "XLC", "XLE", "XLF", "XLI", "XLK", "XLP", "XLRE", "XLU", "XLV", "XLY")
SEVEN = MAGNIFICENT_SEVEN


def read_closes(folder: Path) -> pd.DataFrame:
    """Adjusted closes by day (index) and symbol (columns): trading days only, whole days only."""
    prices = folder / "prices"
    wide = pd.read_parquet(next(prices.glob("adjclose_sp500_plus_etfs_*.parquet")))
    members = pd.read_parquet(next(prices.glob("adjclose_sp1500_plus_etfs_*.parquet")))
    wide = wide[wide["SPY"].notna() & (wide.notna().sum(axis="columns") > len(wide.columns) // 3)]
    members = members.iloc[:-1]
    joined = wide.combine_first(members[[column for column in members.columns if column not in wide.columns]])
    joined["MDY"] = _single(prices, "MDY")
    return joined.sort_index()


def _single(prices: Path, symbol: str) -> pd.Series:
    path = max(prices.glob(f"dsturdy5_*/{symbol}.csv"))
    series = pd.read_csv(path, parse_dates=["Date"]).set_index("Date")["Close"]
    return series[series.index <= LAST_DAY]


def history(closes: pd.DataFrame) -> pd.DataFrame:
    """The benchmarks', sectors' and seven's closes over the common span, on days SPY traded."""
    symbols = [*BENCHMARKS, *SECTORS, *SEVEN]
    span = closes.loc[FIRST_DAY:LAST_DAY, symbols]
    return span[span["SPY"].notna()]


def latest_prices(closes: pd.DataFrame, symbols: list[str]) -> list[tuple[str, float, str]]:
    """(symbol, close, ISO date): each symbol's last close on file. On its last day an adjusted close is the plain close."""
    found = []
    for symbol in symbols:
        series = closes[symbol].dropna() if symbol in closes.columns else None
        if series is not None and len(series):
            found.append((symbol, float(series.iloc[-1]), series.index[-1].date().isoformat()))
    return found
