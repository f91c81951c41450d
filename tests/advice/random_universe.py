"""An invented stock market: companies by size, and the funds that hold them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from advisor.advice.model.risk import Risk
from advisor.domain.classification import GICS_SECTORS, Sector, Sleeve
from advisor.exposure.contents import Contents

Weights = NDArray[np.float64]
SIZED = (Sleeve.MEGA_CAP_TECH, Sleeve.SP493, Sleeve.MID_CAP, Sleeve.SMALL_CAP)
FACTORS: tuple[Sleeve | Sector, ...] = (*SIZED, Sleeve.INTERNATIONAL, Sleeve.FIXED_INCOME, *GICS_SECTORS)
_REST: Mapping[Sleeve, Sector] = {
    Sleeve.FIXED_INCOME: Sector.FIXED_INCOME,
    Sleeve.INTERNATIONAL: Sector.UNCLASSIFIED,
    Sleeve.CASH: Sector.CASH,
}


@dataclass(frozen=True)
class Universe:
    """Companies from the largest to the smallest, and funds by symbol; `market` is each company's part of all of them."""

    companies: tuple[str, ...]
    market: Weights
    sleeve_of: Mapping[str, Sleeve]
    sector_of: Mapping[str, Sector]
    funds: Mapping[str, Contents]

    def company(self, symbol: str) -> Contents:
        """A share of one company."""
        return Contents({self.sleeve_of[symbol]: 1.0}, {self.sector_of[symbol]: 1.0}, {symbol: 1.0})

    def fund(self, weights: Weights, rest: Mapping[Sleeve, float] | None = None, seen: float = 1.0) -> Contents:
        """A fund that holds companies by `weights` (rescaled) beside `rest`; of its companies the part `seen` is named."""
        others = dict(rest or {})
        scaled = weights / weights.sum() * (1.0 - sum(others.values()))
        sleeves: dict[Sleeve, float] = dict(others)
        sectors: dict[Sector, float] = {_REST[sleeve]: share for sleeve, share in others.items()}
        for symbol, weight in zip(self.companies, scaled.tolist(), strict=True):
            if weight:
                sleeve, sector = self.sleeve_of[symbol], self.sector_of[symbol]
                sleeves[sleeve] = sleeves.get(sleeve, 0.0) + weight
                sectors[sector] = sectors.get(sector, 0.0) + weight
        named, left = {}, seen * float(scaled.sum()) + 1e-12
        for place in np.argsort(-scaled, kind="stable"):
            if scaled[place] <= 0 or scaled[place] > left:
                break
            named[self.companies[place]] = float(scaled[place])
            left -= float(scaled[place])
        unseen = 0.0 if seen == 1.0 else float(scaled.sum()) - sum(named.values())
        return Contents(sleeves, sectors, named, max(0.0, unseen), is_fund=True)

    def risk(self, draw: np.random.Generator, reference: Contents) -> Risk:
        """A covariance of sleeves and sectors with one common market behind them, and each company's own variance."""
        loadings = 0.16 * draw.uniform(0.7, 1.3, (len(FACTORS), 1))
        own = draw.normal(0, 0.04, (len(FACTORS), 6))
        covariance = loadings @ loadings.T + own @ own.T + np.diag(draw.uniform(0.0004, 0.0036, len(FACTORS)))
        listed = draw.random(len(self.companies)) < 0.9
        variances = draw.uniform(0.01, 0.16, len(self.companies))
        specific = {symbol: float(variances[place]) for place, symbol in enumerate(self.companies) if listed[place]}
        fallback = dict(zip(SIZED, (0.05, 0.06, 0.08, 0.12), strict=True))
        volatilities = dict(zip(FACTORS, np.sqrt(np.diag(covariance)).tolist(), strict=True))
        day = date(2026, 6, 26)
        return Risk(FACTORS, covariance, specific, fallback, reference, dict(self.sleeve_of), day, 156, volatilities)


@lru_cache(maxsize=8)
def universe(count: int) -> Universe:
    """The market of `count` companies (20 or more); always the same."""
    draw = np.random.default_rng(count)
    edges = (max(2, min(7, count // 8)), count // 3, count * 3 // 5, count)
    companies = tuple(f"C{number}" for number in range(count))
    sleeve_of = {symbol: SIZED[sum(number >= edge for edge in edges)] for number, symbol in enumerate(companies)}
    drawn = draw.integers(0, len(GICS_SECTORS), count)
    drawn[: edges[0]] = draw.integers(0, 3, edges[0])
    sector_of = {symbol: GICS_SECTORS[place] for symbol, place in zip(companies, drawn.tolist(), strict=True)}
    market = np.arange(1, count + 1, dtype=float) ** -0.95
    bare = Universe(companies, market / market.sum(), sleeve_of, sector_of, {})
    return Universe(companies, bare.market, sleeve_of, sector_of, _funds(bare, edges, draw))


def _funds(market: Universe, edges: tuple[int, ...], draw: np.random.Generator) -> dict[str, Contents]:
    rank, weight = np.arange(len(market.companies)), market.market
    sectors = np.array([GICS_SECTORS.index(market.sector_of[symbol]) for symbol in market.companies])
    mega, large, mid, _ = edges
    funds = {
        "TOTAL": market.fund(weight),
        "LARGE": market.fund(weight * (rank < large)),
        "EQUAL": market.fund(1.0 * (rank < large)),
        "EXMEGA": market.fund(weight * (rank >= mega) * (rank < large)),
        "GROWTH": market.fund(weight * (rank < max(10, large // 5))),
        "MID": market.fund(weight * (rank >= large) * (rank < mid), {Sleeve.CASH: 0.01}),
        "SMALL": market.fund(weight * (rank >= mid)),
        "VALUE": market.fund(weight * (rank < large) * (draw.random(len(rank)) < 0.4)),
        "PARTLY": market.fund(weight * (rank < large), seen=0.55),
        "BALANCED": market.fund(weight, {Sleeve.FIXED_INCOME: 0.4}),
        "ABROAD": Contents({Sleeve.INTERNATIONAL: 1.0}, {Sector.UNCLASSIFIED: 1.0}, {}, 0.2, is_fund=True),
        "BONDS": Contents({Sleeve.FIXED_INCOME: 1.0}, {Sector.FIXED_INCOME: 1.0}, is_fund=True),
    }
    for place in range(len(GICS_SECTORS)):
        inside = sectors == place
        if inside.any():
            funds[f"SECTOR{place}"] = market.fund(weight * inside)
    number = 0
    while len(funds) < 60:
        funds[f"ACTIVE{number}"] = market.fund(weight * draw.gamma(0.6, 1.0, len(rank)) * (draw.random(len(rank)) < 0.3) + 1e-9)
        number += 1
    return funds
