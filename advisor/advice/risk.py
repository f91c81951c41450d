"""How far a portfolio may wander from its target: a factor model estimated from weekly returns."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from statistics import median

import numpy as np
from numpy.typing import NDArray

from advisor.advice.factors import LARGE_COMPANIES, FactorReturns, factor_returns, factor_symbols, loadings, weekly_returns
from advisor.advice.model.risk import Risk
from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents

WEEKS_A_YEAR = 52
MOST_WEEKS = 3 * WEEKS_A_YEAR  # older weeks say little about the risk of the next
FEWEST_WEEKS = WEEKS_A_YEAR
_ENOUGH_COMPANIES = 5  # of a sleeve, to tell what is typical of it


def build_risk(
    closes: Mapping[str, NDArray[np.float64]],
    contents: Mapping[str, Contents],
    company_sleeves: Mapping[str, Sleeve],
    as_of: date,
) -> Risk | None:
    """Estimate how sleeves, sectors and companies move; None without a year of closes of the large companies.

    The reference is empty: it is the target's, which the closes do not tell.

    Args:
        closes: Weekly total-return closes by symbol, all of one length, oldest first; NaN where there is none.
        contents: What the symbols are, as of the last week; those of `factor_symbols` and of companies.
        company_sleeves: Sleeve by company symbol.
        as_of: Day of the last closes.
    """
    recent = {symbol: row[-(MOST_WEEKS + 1) :] for symbol, row in closes.items() if symbol in contents}
    whole = {symbol: row for symbol, row in recent.items() if not np.isnan(row).any()}
    if LARGE_COMPANIES not in whole or len(whole[LARGE_COMPANIES]) <= FEWEST_WEEKS:
        return None
    found = factor_returns({symbol: whole[symbol] for symbol in factor_symbols() if symbol in whole}, contents)
    specific = _specific_variances(recent, contents, found)
    by_sleeve = _typical(specific, company_sleeves)
    risk = Risk(
        factors=found.factors,
        covariance=found.returns,
        specific=specific,
        specific_by_sleeve=by_sleeve,
        reference=Contents({}),
        company_sleeves=company_sleeves,
        as_of=as_of,
        weeks=found.returns.shape[1],
        volatilities=_volatilities(found),
        left_out=found.left_out,
    )
    return replace(risk, covariance=_covariance(found, risk))


def tracking_error(risk: Risk, held: Contents) -> float:
    """Yearly standard deviation of the difference to the reference, fraction.

    Args:
        held: The portfolio, one dollar of it.
    """
    factors = loadings(risk.factors, held) - loadings(risk.factors, risk.reference)
    companies = held.companies.keys() | risk.reference.companies.keys()
    specific = math.fsum(
        risk.specific_variance(company) * (held.companies.get(company, 0.0) - risk.reference.companies.get(company, 0.0)) ** 2
        for company in companies
    )
    return math.sqrt(max(float(factors @ risk.covariance @ factors), 0.0) + specific)


def _specific_variances(
    closes: Mapping[str, NDArray[np.float64]], contents: Mapping[str, Contents], found: FactorReturns
) -> dict[str, float]:
    """Yearly variance beyond the factors of every company with a year of closes."""
    variances = {}
    for symbol, prices in closes.items():
        returns = weekly_returns(prices[-(found.returns.shape[1] + 1) :])
        there = ~np.isnan(returns)
        if contents[symbol].companies.get(symbol) == 1.0 and there.sum() >= FEWEST_WEEKS:
            beyond = returns - loadings(found.factors, contents[symbol]) @ found.returns
            variances[symbol] = WEEKS_A_YEAR * float(np.var(beyond[there], ddof=1))
    return variances


def _typical(specific: Mapping[str, float], company_sleeves: Mapping[str, Sleeve]) -> dict[Sleeve, float]:
    """The median of each sleeve's companies; that of all where too few of a sleeve have closes."""
    if not specific:
        return {}
    every = median(specific.values())
    own = {
        sleeve: [variance for symbol, variance in specific.items() if company_sleeves.get(symbol) is sleeve] for sleeve in Sleeve
    }
    return {sleeve: median(variances) if len(variances) >= _ENOUGH_COMPANIES else every for sleeve, variances in own.items()}


def _volatilities(found: FactorReturns) -> dict[Sleeve | Sector, float]:
    deviations = found.whole.std(axis=1, ddof=1) * np.sqrt(WEEKS_A_YEAR)
    return dict(zip(found.factors, deviations.tolist(), strict=True))


def _covariance(found: FactorReturns, risk: Risk) -> NDArray[np.float64]:
    """Yearly, factors × factors, positive semidefinite.

    What the companies in a factor's funds did by themselves shows in the factor's return though it is none of the factor's doing:
    it is taken off, or it would count twice in whoever holds the same companies.
    """
    companies = sorted({company for held in found.companies for company in held})
    held = np.array([[each.get(company, 0.0) for company in companies] for each in found.companies])
    noise = (held * np.array([risk.specific_variance(company) for company in companies])) @ held.T
    return _nearest_semidefinite(WEEKS_A_YEAR * _shrunk(found.returns) - noise)


def _shrunk(returns: NDArray[np.float64]) -> NDArray[np.float64]:
    """Covariance with its correlations drawn towards 0 by as much as so few weeks leave them uncertain.

    The intensity is that of Schäfer and Strimmer (2005), after Ledoit and Wolf: the summed variance of the sample's correlations
    over their summed squares.
    """
    weeks = returns.shape[1]
    centred = returns - returns.mean(axis=1, keepdims=True)
    deviations = centred.std(axis=1, ddof=1)
    scaled = centred / np.where(deviations > 0, deviations, 1.0)[:, None]
    products = scaled[:, None, :] * scaled[None, :, :]
    correlations = products.sum(axis=2) / (weeks - 1)
    uncertain = products.var(axis=2) * weeks**2 / (weeks - 1) ** 3
    apart = ~np.eye(len(returns), dtype=np.bool_)
    squares = float((correlations[apart] ** 2).sum())
    intensity = min(1.0, float(uncertain[apart].sum()) / squares) if squares > 0 else 1.0
    return np.asarray(np.where(apart, 1.0 - intensity, 1.0) * correlations * np.outer(deviations, deviations), dtype=np.float64)


def _nearest_semidefinite(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    return np.asarray((vectors * np.maximum(values, 0.0)) @ vectors.T, dtype=np.float64)
