"""CUSIP and SEC number of each symbol, and which CUSIPs are beyond doubt."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from advisor.domain.security_numbers import is_cusip
from snapshot.listings import spellings

_ISSUER = 6  # the first characters of a CUSIP are its issuer's
Row = tuple[str, str, str, str]


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """(CUSIP, ticker) of edgartools' table `ct.pq`, or of an identifier table that was built from it."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return [(row["cusip"], row["symbol"]) for row in csv.DictReader(file) if row["cusip"]]
    table = pd.read_parquet(path)
    return list(zip(table["Cusip"], table["Ticker"], strict=True))


def identifier_rows(
    pairs: Iterable[tuple[str, str]],
    confirmed: Collection[tuple[str, str]],
    symbols: Collection[str],
    broadly_held: Collection[str],
    ciks: Mapping[str, str],
) -> Iterator[Row]:
    """Rows (symbol, cusip, cik, is_sure), sorted; a symbol without CUSIP but with an SEC number has a row too.

    Tickers are used again: a CUSIP is beyond doubt when an issuer's file has it beside the ticker, or when the ticker of a fund
    or of an index's member has had one issuer only. Former tickers tell nothing here, for the same reason.

    Args:
        pairs: (CUSIP, ticker), earlier CUSIPs among them.
        confirmed: (CUSIP, symbol) of issuers' files.
        broadly_held: Symbols of funds and of members of the S&P 1500.
        ciks: SEC number by ticker ("BRK-B" spelling).
    """
    cusips = _cusips([*pairs, *confirmed], symbols)
    for symbol in sorted(symbols):
        cik = ciks.get(symbol.replace(".", "-"), "")
        issuers = {cusip[:_ISSUER] for cusip in cusips[symbol]}
        is_only_holder = len(issuers) == 1 and symbol in broadly_held
        for cusip in sorted(cusips[symbol]):
            yield symbol, cusip, cik, "1" if is_only_holder or (cusip, symbol) in confirmed else ""
        if cik and not cusips[symbol]:
            yield symbol, "", cik, ""


def _cusips(pairs: Iterable[tuple[str, str]], symbols: Collection[str]) -> defaultdict[str, set[str]]:
    spelled = {form: symbol for symbol in sorted(symbols) for form in spellings(symbol)} | {symbol: symbol for symbol in symbols}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for cusip, ticker in pairs:
        symbol = spelled.get(ticker.strip())
        if symbol and is_cusip(cusip):
            found[symbol].add(cusip)
    return found
