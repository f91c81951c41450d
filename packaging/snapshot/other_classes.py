"""Funds that the map leaves out: further share classes of its funds, and funds whose name states all there is to know.

Retirement plans hold institutional classes, which have tickers of their own and hold the very same portfolio.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from advisor.domain.market import Source
from snapshot.fund_rules import FundRow

_CLASS = re.compile(
    r"\s+(?:(?:ETF|Admiral|Investor|Institutional|Institutional Plus|Institutional Select) Shares"
    r"|Class (?:[A-Z]|[A-Z]?-?\d{1,3}[A-Z]?|\d{3}-[A-Z]|[FR]-\d[A-Z]?|K6)"
    r"|(?:Advisor|I|R|Z|Investor|Institutional|Institutional Premium) Class)$"
)
_WORD = re.compile(r"[^\W_]+")
# Classes whose name does not tell the fund: Vanguard's exchange-traded funds are a share class of its mutual funds.
_CLASS_OF = {"VOO": "VFIAX", "VEA": "VTMGX", "VWO": "VEMAX", "VHYAX": "VYM", "VTWAX": "VT"}


# Their names state the index or the kind of thing. By symbol: the fund whose row is theirs too; the fund that stands in.
_SAME_INDEX = {"VFFSX": "VFIAX", "VRTPX": "VNQ"}
_STAND_INS = {"VTISX": "VXUS", "VFWAX": "VXUS", "VEU": "VXUS", "SPDW": "VEA", "FPADX": "IEMG"}
_BONDS = ("SWAGX", "SCHP", "DODIX", "PTTRX", "PIMIX", "MWTRX", "VWITX", "VWIUX", "VBIRX", "VFSUX")
_BILLS = ("SHV",)
# The Thrift Savings Plan's funds have no ticker: (symbol, name, fund whose row is theirs too or stands in).
_PLAN_FUNDS = (
    ("TSP C Fund", "TSP Common Stock Index Investment Fund", "VFIAX"),
    ("TSP F Fund", "TSP Fixed Income Index Investment Fund", "AGG"),
    ("TSP G Fund", "TSP Government Securities Investment Fund", "SPAXX"),
    ("TSP I Fund", "TSP International Stock Index Investment Fund", "IXUS"),
    ("TSP S Fund", "TSP Small Cap Stock Index Investment Fund", "FSMAX"),
)
_PLAN = "Federal Retirement Thrift Investment Board"
_STATED = (*_SAME_INDEX, *_STAND_INS, *_BONDS, *_BILLS)


def other_rows(
    rows: Sequence[FundRow], facts: Iterable[Mapping[str, str]], names: Mapping[str, str], as_of: date
) -> list[FundRow]:
    """Rows of further share classes of these rows' funds, and of funds whose name says enough.

    Args:
        facts: The map's own rows.
        names: Every US fund by symbol, as the third party has it on `as_of`.
    """
    known = {row.symbol: row for row in rows}
    with_classes = [each["ticker"] for each in facts if each["vehicle"] != "ETF" or each["issuer"] == "Vanguard"]
    by_portfolio: dict[str, FundRow] = {}
    # A mutual fund's row already says whose holdings it shows; an exchange-traded class serves where there is none.
    for symbol in sorted(with_classes, key=lambda each: (len(each) < len("VTSAX"), each)):
        for name in (known[symbol].name, names.get(symbol, "")):
            by_portfolio.setdefault(_portfolio(name), known[symbol])
    by_portfolio.pop("", None)
    classes = [
        replace(twin, symbol=symbol, name=name)
        for symbol, name in names.items()
        if symbol not in known and symbol not in _STATED and (twin := by_portfolio.get(_portfolio(name)))
    ]
    stated = [_stated_row(symbol, names[symbol], known, as_of) for symbol in _STATED if symbol not in known]
    return classes + stated + [_plan_row(symbol, name, known[twin]) for symbol, name, twin in _PLAN_FUNDS]


def _plan_row(symbol: str, name: str, twin: FundRow) -> FundRow:
    if symbol == "TSP G Fund":
        return replace(twin, symbol=symbol, name=name, issuer=_PLAN, index="none", origin="Government securities of fixed worth")
    if symbol == "TSP I Fund":
        stands_in = replace(twin, index="MSCI ACWI IMI ex USA ex China ex Hong Kong", method="legs", detail=f"{twin.symbol}:1")
        origin = "Stand-in: IXUS, which holds China and Hong Kong too"
        return replace(stands_in, symbol=symbol, name=name, issuer=_PLAN, source=Source.PROFILE, origin=origin, confidence="low")
    return replace(twin, symbol=symbol, name=name, issuer=_PLAN)


def portfolios(rows: Sequence[FundRow]) -> dict[str, str]:
    """By symbol what a fund's share classes are classes of; funds without classes are not among them."""
    bare = {row.symbol: _CLASS.sub("", row.name) for row in rows}
    names = {row.symbol: row.name for row in rows}
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for symbol in names:
        by_key[_portfolio(names[_CLASS_OF.get(symbol, symbol)])].append(symbol)
    found = {}
    for symbols in by_key.values():
        told = Counter(bare[symbol] for symbol in symbols if bare[symbol] != names[symbol])
        if told:
            whole = sorted(names[symbol] for symbol in symbols if bare[symbol] == names[symbol] and symbol not in _CLASS_OF)
            found |= dict.fromkeys(symbols, next(iter(whole), max(sorted(told), key=told.__getitem__)))
    return found


def _stated_row(symbol: str, name: str, known: Mapping[str, FundRow], as_of: date) -> FundRow:
    if symbol in _SAME_INDEX:
        return replace(known[_SAME_INDEX[symbol]], symbol=symbol, name=name)
    if symbol in _STAND_INS:
        twin = known[_STAND_INS[symbol]]
        stands_in = replace(twin, symbol=symbol, name=name, issuer="", index="none", method="legs", detail=f"{twin.symbol}:1")
        return replace(stands_in, source=Source.PROFILE, origin=f"Stand-in: {twin.symbol}", confidence="medium")
    legs, origin = ("CASH:1", "A money or bill fund") if symbol in _BILLS else ("@bonds:1", "A bond fund")
    return FundRow(symbol, name, "", "none", "legs", legs, 1, Source.PROFILE, as_of, origin, "high")


def _portfolio(name: str) -> str:
    """What a fund is called but for its share class, spelling and capitals left aside."""
    bare = _CLASS.sub("", " ".join(name.split()))
    return " ".join(_WORD.findall(bare.casefold().removesuffix(" fund")))
