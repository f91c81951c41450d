"""How far a portfolio may wander from its target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import Sector, Sleeve
from advisor.exposure.contents import Contents


@dataclass(frozen=True, slots=True)
class Risk:
    """A factor model of yearly returns: what moves sleeves and sectors together, and each company by itself.

    The tracking error of a portfolio against `reference` is the square root of d′Σd + Σ σ²·c², where d is the difference of the
    two portfolios by factor and c their difference by company, both fractions of the portfolio.

    Attributes:
        factors: What each row of the covariance stands for; an instrument's loading on one is its fraction in it.
        covariance: Factors × factors, yearly (fractions squared), positive semidefinite.
        specific: Yearly variance of a company beyond its factors, by symbol; a company that is not named has that of its sleeve.
        specific_by_sleeve: The same for the companies of a sleeve whose own closes are not on file.
        reference: What one dollar of the target holds, to its companies.
        company_sleeves: Sleeve by company symbol, for the fallback above.
        as_of: Last day of the closes.
        weeks: How many weekly returns it was estimated from.
        volatilities: Yearly standard deviation of a sleeve's or a sector's own return, fraction, of those with closes.
        left_out: Sleeves and sectors without closes: money in them counts as if it never moved. Cash is not among them.
    """

    factors: tuple[Sleeve | Sector, ...]
    covariance: NDArray[np.float64]
    specific: Mapping[str, float]
    specific_by_sleeve: Mapping[Sleeve, float]
    reference: Contents
    company_sleeves: Mapping[str, Sleeve]
    as_of: date
    weeks: int
    volatilities: Mapping[Sleeve | Sector, float] = field(default_factory=dict)
    left_out: tuple[Sleeve | Sector, ...] = ()

    def specific_variance(self, company: str) -> float:
        """Yearly variance of one company beyond its factors."""
        if company in self.specific:
            return self.specific[company]
        return self.specific_by_sleeve.get(self.company_sleeves.get(company, Sleeve.UNCLASSIFIED), 0.0)
