"""Numbers and official names of each symbol, from the tables inside the edgartools wheel (MIT)."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from advisor.domain.security_numbers import is_cusip
from snapshot.listings import spellings

_ISSUER = 6  # the first characters of a CUSIP are its issuer's


@dataclass(frozen=True, slots=True)
class NumberTables:
    """The folder `edgar/reference/data` of the wheel, or the reference folder that was once built from it."""

    folder: Path

    def cusips(self) -> list[tuple[str, str]]:
        """(CUSIP, ticker), earlier CUSIPs among them."""
        table = self.folder / "ct.pq"
        if not table.exists():
            return [(row["cusip"], row["symbol"]) for row in self._present("identifiers")]
        rows = pd.read_parquet(table)
        return list(zip(rows["Cusip"], rows["Ticker"], strict=True))

    def registrants(self) -> dict[str, tuple[str, str]]:
        """(SEC number, official name) by ticker."""
        table = self.folder / "company_tickers.parquet"
        if not table.exists():
            return {row["symbol"]: (row["cik"], row["name"]) for row in self._present("registrants")}
        rows = pd.read_parquet(table)
        return dict(zip(rows["ticker"], zip(rows["cik"], rows["name"], strict=True), strict=True))

    def _present(self, name: str) -> list[dict[str, str]]:
        with (self.folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def cusip_rows(
    pairs: Iterable[tuple[str, str]],
    confirmed: Collection[tuple[str, str]],
    symbols: Collection[str],
    broadly_held: Collection[str],
) -> Iterator[tuple[str, str, str]]:
    """Rows (symbol, cusip, is_sure), sorted.

    Tickers are used again: a CUSIP is beyond doubt when an issuer's file has it beside the ticker, or when the ticker of a fund
    or of an index's member has had one issuer only. Former tickers tell nothing here, for the same reason.

    Args:
        pairs: (CUSIP, ticker), earlier CUSIPs among them.
        confirmed: (CUSIP, symbol) of issuers' files.
        broadly_held: Symbols of funds and of members of the S&P 1500.
    """
    cusips = _cusips([*pairs, *confirmed], symbols)
    for symbol, known in sorted(cusips.items()):
        is_only_holder = len({cusip[:_ISSUER] for cusip in known}) == 1 and symbol in broadly_held
        for cusip in sorted(known):
            yield symbol, cusip, "1" if is_only_holder or (cusip, symbol) in confirmed else ""


def registrant_rows(registrants: Mapping[str, tuple[str, str]], symbols: Collection[str]) -> Iterator[tuple[str, str, str]]:
    """Rows (symbol, cik, name), sorted."""
    spelled = _spelled(symbols)
    yield from sorted(
        (spelled[ticker], cik.lstrip("0"), " ".join(name.split()))
        for ticker, (cik, name) in registrants.items()
        if ticker in spelled
    )


def _spelled(symbols: Collection[str]) -> dict[str, str]:
    return {form: symbol for symbol in sorted(symbols) for form in spellings(symbol)} | {symbol: symbol for symbol in symbols}


def _cusips(pairs: Iterable[tuple[str, str]], symbols: Collection[str]) -> defaultdict[str, set[str]]:
    spelled = _spelled(symbols)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for cusip, ticker in pairs:
        symbol = spelled.get(ticker.strip())
        if symbol and is_cusip(cusip):
            found[symbol].add(cusip)
    return found
