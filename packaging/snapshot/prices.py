"""Histories of adjusted closes and latest prices, from downloads that agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from advisor.market.followed import FOLLOWED
from snapshot.tables import ReferenceFolder, compact

FIRST_DAY = "2016-01-04"
# The last day that every source has in full.
LAST_DAY = "2026-07-13"


def read_closes(folder: Path) -> pd.DataFrame:
    """Adjusted closes by day (index) and symbol (columns): trading days only, whole days only."""
    prices = folder / "prices"
    wide = pd.read_parquet(next(prices.glob("adjclose_sp500_plus_etfs_*.parquet")))
    members = pd.read_parquet(next(prices.glob("adjclose_sp1500_plus_etfs_*.parquet")))
    wide = wide[wide["SPY"].notna() & (wide.notna().sum(axis="columns") > len(wide.columns) // 3)]
    members = members.iloc[:-1]
    joined = wide.combine_first(members[[column for column in members.columns if column not in wide.columns]])
    for path in sorted(prices.glob("dsturdy5_*/*.csv")):
        if path.stem not in joined.columns:
            joined[path.stem] = single(folder, path.stem)
    return joined.sort_index()


def single(folder: Path, symbol: str) -> pd.Series:
    """One symbol's adjusted closes since its first day, by day."""
    path = max((folder / "prices").glob(f"dsturdy5_*/{symbol}.csv"))
    series = pd.read_csv(path, parse_dates=["Date"]).set_index("Date")["Close"]
    return series[series.index <= LAST_DAY]


def write_prices(folder: ReferenceFolder, closes: pd.DataFrame, funds: Iterable[str]) -> None:
    """Write the closes of all that is followed, as far as the downloads have it, and the funds' latest prices."""
    followed = [each.symbol for each in FOLLOWED if each.symbol in closes.columns]
    history = closes.loc[FIRST_DAY:LAST_DAY, followed]
    history = history[history["SPY"].notna()]
    folder.write(
        "closes",
        ("date", *followed),
        (
            (day.date().isoformat(), *(compact(value, 6) if value > 0 else "" for value in row))
            for day, row in zip(history.index, history.to_numpy(), strict=True)
        ),
        description="Daily closes, adjusted for splits and dividends, of funds and of companies that the themes name",
        source="Yahoo Finance, two downloads that agree",
        as_of=LAST_DAY,
    )
    found = _latest_prices(closes, sorted(funds))
    folder.write(
        "prices",
        ("symbol", "price", "date"),
        ((symbol, compact(price, 7), day) for symbol, price, day in found),
        description="Latest close on file of funds",
        source="Yahoo Finance",
        as_of=min(day for _, _, day in found),
    )


def _latest_prices(closes: pd.DataFrame, symbols: Sequence[str]) -> list[tuple[str, float, str]]:
    """(symbol, close, ISO date): each symbol's last close on file. On its last day an adjusted close is the plain close."""
    found = []
    for symbol in symbols:
        series = closes[symbol].dropna() if symbol in closes.columns else None
        if series is not None and len(series):
            found.append((symbol, float(series.iloc[-1]), series.index[-1].date().isoformat()))
    return found
