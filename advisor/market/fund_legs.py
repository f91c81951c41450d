"""Rows of the fund table → funds with legs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from advisor.domain.classification import GICS_SECTORS, MAGNIFICENT_SEVEN, Sleeve
from advisor.domain.market import Fund, Security, Source
from advisor.domain.portfolio import CASH
from advisor.market.buckets import DOW_30_POOL, NASDAQ_100_POOL, US_LARGE_POOL, US_MID_POOL, US_SMALL_POOL
from advisor.market.tables import read_table

_NO_INDEX = {"active", "none"}  # words of the table
IndexWeights = Mapping[str, Mapping[str, float]]
Legs = Mapping[str, float]

_POOL_INDEX = {US_LARGE_POOL: "sp500", US_MID_POOL: "sp400", US_SMALL_POOL: "sp600"}
_POOL_SLEEVES = {
    US_LARGE_POOL: {Sleeve.MEGA_CAP_TECH, Sleeve.SP493},
    US_MID_POOL: {Sleeve.MID_CAP},
    US_SMALL_POOL: {Sleeve.SMALL_CAP},
}
_POOL_NAMES = {US_LARGE_POOL: "US large companies", US_MID_POOL: "US mid-cap companies", US_SMALL_POOL: "US small companies"}
# Indexes that futures and swaps ride on, mixed like the fund that follows them.
_FOLLOWED = {NASDAQ_100_POOL: ("QQQ", "Nasdaq-100 companies"), DOW_30_POOL: ("DIA", "The Dow's thirty companies")}
# Futures and swaps on one sector of the S&P 500 ride on these.
_SECTOR_POOLS = frozenset(f"{US_LARGE_POOL}/{sector.value}" for sector in GICS_SECTORS)


class FundLegs:
    """Legs by method, over the members of the snapshot's indexes."""

    def __init__(self, weights: IndexWeights, members: Mapping[str, Security], as_of: date) -> None:
        self._weights = dict(weights)
        self._members = members
        self._as_of = as_of
        self._weights["sp493"] = _rescaled(
            {s: w for s, w in weights["sp500"].items() if members[s].company not in MAGNIFICENT_SEVEN}
        )

    def index(self, index: str) -> Legs:
        return self._weights[index]

    def equal(self, index: str) -> Legs:
        """Each company alike, as S&P's equal-weight indexes have it; classes share by their own weights."""
        by_company: defaultdict[str, float] = defaultdict(float)
        for symbol, weight in self._weights[index].items():
            by_company[self._members[symbol].company] += weight
        share = 1.0 / len(by_company)
        return {
            symbol: share * weight / by_company[self._members[symbol].company] for symbol, weight in self._weights[index].items()
        }

    def pool(self, symbol: str) -> Fund:
        """A pseudo-fund that mixes like an index: "@us_large", "@us_large/ex7/Health Care".

        What went to another index since the day of the weights is not in it: the pool stands for companies of its size.

        Raises:
            KeyError: No pool has that name.
        """
        stem, *limits = symbol.split("/")
        branches = [limit for limit in limits if limit != "ex7"]
        legs = _rescaled(
            {
                s: weight
                for s, weight in self._weights["sp493" if "ex7" in limits else _POOL_INDEX[stem]].items()
                if self._members[s].sleeve in _POOL_SLEEVES[stem] and (not branches or self._members[s].sector.value in branches)
            }
        )
        name = " ".join([_POOL_NAMES[stem], *(f"({limit})" for limit in branches)])
        return Fund(symbol, name, Source.CATEGORY, self._as_of, legs, "Mixed like the S&P index of that size", "low", pool=True)


def read_funds(folder: Path, legs: FundLegs) -> dict[str, Fund]:
    """Every fund of the table, and the pools they need.

    Raises:
        UnreadableFileError: A table is missing.
    """
    tables: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for fund, symbol, weight in read_table(folder, "fund_holdings"):
        tables[fund][symbol] = float(weight)
    prices = {symbol: (Decimal(price), date.fromisoformat(day)) for symbol, price, day in read_table(folder, "prices")}
    funds = {row[0]: _fund(row, legs, tables, prices) for row in read_table(folder, "funds")}
    needed = {leg for fund in funds.values() for leg in fund.legs if leg.split("/")[0] in _POOL_INDEX}
    pools = {symbol: legs.pool(symbol) for symbol in sorted(needed | _SECTOR_POOLS | set(_POOL_INDEX))}
    return funds | pools | {symbol: _like_a_fund(symbol, funds[fund], name) for symbol, (fund, name) in _FOLLOWED.items()}


def read_fund_indices(folder: Path) -> Mapping[str, str]:
    """The index that each bundled fund follows, by the fund's symbol; funds that follow none are not among them.

    Raises:
        UnreadableFileError: The table is missing.
    """
    return {symbol: index for symbol, _, _, index, *_ in read_table(folder, "funds") if index not in _NO_INDEX}


def _fund(row: list[str], legs: FundLegs, tables: Mapping[str, Legs], prices: Mapping[str, tuple[Decimal, date]]) -> Fund:
    symbol, name, _, _, method, detail, leverage, source, as_of, origin, confidence, portfolio = row
    price, price_as_of = prices.get(symbol, (None, None))
    fund = Fund(
        symbol=symbol,
        name=name,
        source=Source(source),
        as_of=date.fromisoformat(as_of),
        legs=_legs(method, detail, legs, tables),
        origin=origin,
        confidence=confidence,
        price=price,
        price_as_of=price_as_of,
        portfolio=portfolio,
    )
    return fund if leverage == "1" else replace(fund, legs=_leveraged(fund.legs, int(leverage)))


def _legs(method: str, detail: str, legs: FundLegs, tables: Mapping[str, Legs]) -> Legs:
    if method == "index":
        return legs.index(detail)
    if method == "equal":
        return legs.equal(detail)
    if method == "table":
        return tables[detail]
    return {symbol: float(weight) for symbol, _, weight in (part.rpartition(":") for part in detail.split(";"))}


def _like_a_fund(symbol: str, fund: Fund, name: str) -> Fund:
    return Fund(symbol, name, Source.CATEGORY, fund.as_of, fund.legs, f"Mixed like {fund.symbol}", "medium", pool=True)


def _leveraged(legs: Legs, multiple: int) -> Legs:
    """A daily multiple: the index at its notional, and the cash that is borrowed (or held) beside it."""
    return {symbol: multiple * weight for symbol, weight in legs.items()} | {CASH: 1.0 - multiple}


def _rescaled(legs: Legs) -> Legs:
    total = sum(legs.values())
    return {symbol: weight / total for symbol, weight in legs.items()}
