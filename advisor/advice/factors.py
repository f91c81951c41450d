"""What each sleeve and each sector returned by itself, worked out from funds whose contents are known.

A fund's return is taken as the sum of what its sleeves and sectors returned, each times its fraction in the fund. Solved for the
sleeves and sectors, week by week, that gives the factors of the risk. What companies with closes of their own did is taken out of
a fund first, so that one large company does not pass for its whole sector.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import GICS_SECTORS, MAGNIFICENT_SEVEN, Sector, Sleeve
from advisor.exposure.contents import Contents, mixture

LARGE_COMPANIES = "SPY"

# The first that has closes stands for its sleeve. US companies that no index sizes move as small companies do.
SLEEVE_FUNDS: Mapping[Sleeve, tuple[str, ...]] = {
    Sleeve.SP493: (LARGE_COMPANIES,),
    Sleeve.MID_CAP: ("IJH", "MDY"),
    Sleeve.SMALL_CAP: ("IJR",),
    Sleeve.US_OTHER: ("IJR",),
    Sleeve.INTERNATIONAL: ("VXUS", "IXUS"),
    Sleeve.FIXED_INCOME: ("BND", "AGG"),
    Sleeve.ALTERNATIVES: ("GLD",),
}
SECTOR_FUNDS: Mapping[Sector, str] = {
    Sector.TECHNOLOGY: "XLK",
    Sector.COMMUNICATION: "XLC",
    Sector.CONSUMER_DISCRETIONARY: "XLY",
    Sector.CONSUMER_STAPLES: "XLP",
    Sector.HEALTH_CARE: "XLV",
    Sector.FINANCIALS: "XLF",
    Sector.INDUSTRIALS: "XLI",
    Sector.MATERIALS: "XLB",
    Sector.ENERGY: "XLE",
    Sector.UTILITIES: "XLU",
    Sector.REAL_ESTATE: "XLRE",
}

_SLEEVES = (Sleeve.MEGA_CAP_TECH, *SLEEVE_FUNDS)
_FACTORS: tuple[Sleeve | Sector, ...] = (*_SLEEVES, *GICS_SECTORS)


@dataclass(frozen=True, slots=True)
class FactorReturns:
    """What moves sleeves and sectors.

    Attributes:
        factors: Rows of `returns`.
        returns: Factors × weeks, fractions. A sector's is what it did beyond its sleeves; weighted as in the S&P 500 without the
            seven, the sectors' sum to nothing.
        whole: Of the same shape: what a dollar in the sleeve or sector returned altogether.
        companies: By factor, the part of each company in the portfolio that the factor was worked out from.
        left_out: Sleeves and sectors without closes.
    """

    factors: tuple[Sleeve | Sector, ...]
    returns: NDArray[np.float64]
    whole: NDArray[np.float64]
    companies: tuple[Mapping[str, float], ...]
    left_out: tuple[Sleeve | Sector, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Something whose contents are known, and its return by week."""

    contents: Contents
    returns: NDArray[np.float64]


def factor_symbols() -> tuple[str, ...]:
    """Whose closes and contents the factors are worked out from."""
    funds = (symbol for symbols in SLEEVE_FUNDS.values() for symbol in symbols)
    return tuple(dict.fromkeys((*MAGNIFICENT_SEVEN, *funds, *SECTOR_FUNDS.values())))


def loadings(factors: Iterable[Sleeve | Sector], contents: Contents) -> NDArray[np.float64]:
    """The fraction of each factor in something, by factor."""
    sleeves, sectors = contents.sleeves, contents.sectors
    parts = (sleeves.get(each, 0.0) if isinstance(each, Sleeve) else sectors.get(each, 0.0) for each in factors)
    return np.fromiter(parts, np.float64)


def factor_returns(closes: Mapping[str, NDArray[np.float64]], contents: Mapping[str, Contents]) -> FactorReturns:
    """Work out the factors.

    Args:
        closes: Weekly total-return closes by symbol, shape (weeks + 1,), none missing; those of `LARGE_COMPANIES` at least. What
            is missing of `factor_symbols` leaves its factor out.
        contents: Of the same symbols, as of the last week.
    """
    seven = tuple(symbol for symbol in MAGNIFICENT_SEVEN if symbol in closes)
    funds = _funds_by_factor(closes)
    by_fund = {fund: _without(seven, fund, closes, contents) for fund in (LARGE_COMPANIES, *funds.values())}
    stands_for = {factor: by_fund[fund] for factor, fund in funds.items()}
    if seven:
        stands_for[Sleeve.MEGA_CAP_TECH] = _together(seven, closes, contents)
    factors = tuple(factor for factor in _FACTORS if factor in stands_for)
    parts = list({id(part): part for part in stands_for.values()}.values())
    design = np.vstack([loadings(factors, part.contents) for part in parts])
    conditions = _conditions(factors, stands_for, by_fund[LARGE_COMPANIES].contents)
    portfolios = np.linalg.pinv(np.vstack([design, conditions]))[:, : len(parts)]
    mixtures = (mixture(zip(row, (part.contents for part in parts), strict=True)) for row in portfolios.tolist())
    return FactorReturns(
        factors=factors,
        returns=portfolios @ np.vstack([part.returns for part in parts]),
        whole=np.vstack([stands_for[factor].returns for factor in factors]),
        companies=tuple(held.companies for held in mixtures),
        left_out=tuple(factor for factor in _FACTORS if factor not in factors),
    )


def weekly_returns(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Fractions, one fewer than closes."""
    return np.asarray(closes[..., 1:] / closes[..., :-1] - 1.0, dtype=np.float64)


def _funds_by_factor(closes: Collection[str]) -> dict[Sleeve | Sector, str]:
    """The fund that stands for each factor whose fund has closes."""
    found: dict[Sleeve | Sector, str] = {}
    for sleeve, funds in SLEEVE_FUNDS.items():
        there = [fund for fund in funds if fund in closes]
        if there:
            found[sleeve] = there[0]
    return found | {sector: fund for sector, fund in SECTOR_FUNDS.items() if fund in closes}


def _conditions(
    factors: Sequence[Sleeve | Sector], stands_for: Mapping[Sleeve | Sector, _Part], large: Contents
) -> NDArray[np.float64]:
    """What ties the factors together, as rows that sum to nothing.

    The sectors' own returns cancel out among the large companies, else the market could count as either sleeve or sector; and
    sleeves that the same fund stands for move alike.
    """
    rows = [np.array([large.sectors.get(factor, 0.0) if isinstance(factor, Sector) else 0.0 for factor in factors])]
    for one, other in combinations(factors, 2):
        if stands_for[one] is stands_for[other]:
            rows.append(np.array([float(factor is one) - float(factor is other) for factor in factors]))
    return np.vstack(rows)


def _without(
    companies: Sequence[str], fund: str, closes: Mapping[str, NDArray[np.float64]], contents: Mapping[str, Contents]
) -> _Part:
    """A fund without these companies, whose weights in it moved with their closes."""
    whole = contents[fund]
    inside = {symbol: whole.companies[symbol] for symbol in companies if whole.companies.get(symbol, 0.0) > 0}
    taken, brought = np.zeros(len(closes[fund]) - 1), np.zeros(len(closes[fund]) - 1)
    for symbol, weight in inside.items():
        weights = weight * (_until_now(closes[symbol]) / _until_now(closes[fund]))[:-1]
        taken += weights
        brought += weights * weekly_returns(closes[symbol])
    left = 1.0 - sum(inside.values())
    rest = mixture([(1.0 / left, whole), *((-weight / left, contents[symbol]) for symbol, weight in inside.items())])
    return _Part(rest, (weekly_returns(closes[fund]) - brought) / (1.0 - taken))


def _together(companies: Sequence[str], closes: Mapping[str, NDArray[np.float64]], contents: Mapping[str, Contents]) -> _Part:
    """These companies, each with its weight among the large companies."""
    now = np.array([contents[LARGE_COMPANIES].companies.get(symbol, 0.0) for symbol in companies])
    prices = np.vstack([closes[symbol] for symbol in companies])
    weights = (now[:, None] * _until_now(prices))[:, :-1]
    held = mixture(zip((now / now.sum()).tolist(), (contents[symbol] for symbol in companies), strict=True))
    return _Part(held, (weights * weekly_returns(prices)).sum(axis=0) / weights.sum(axis=0))


def _until_now(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each close as a fraction of the last."""
    return np.asarray(closes / closes[..., -1:], dtype=np.float64)
