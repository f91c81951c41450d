"""Tracking error of money in places: the factor model as rows of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.advice.looked_through import SECTORS, SLEEVES, LookedThrough
from advisor.advice.model.risk import Risk
from advisor.domain.classification import Sector, Sleeve


@dataclass(frozen=True, slots=True)
class Tracking:
    """A risk model over places.

    TE² · V² = Σ (moves @ dollars + cash · `cash_moves` − `wanted_moves`)² + the same for companies.

    Attributes:
        moves: Factor rows × places; the rows are independent and scaled to yearly standard deviation.
        cash_moves: Of a dollar of cash, by factor row.
        wanted_moves: Of a dollar of the target, by factor row.
        companies: Places × companies, scaled to each company's own yearly standard deviation.
        wanted_companies: Of a dollar of the target, scaled alike.
    """

    moves: NDArray[np.float64]
    cash_moves: NDArray[np.float64]
    wanted_moves: NDArray[np.float64]
    companies: sparse.csr_array
    wanted_companies: NDArray[np.float64]

    def error(self, places: NDArray[np.float64], cash: float) -> float:
        """Yearly tracking error, fraction, of what lies in each place and in cash (account currency)."""
        value = float(places.sum()) + cash
        factors = self.moves @ places + self.cash_moves * cash - self.wanted_moves * value
        own = places @ self.companies - self.wanted_companies * value
        return float(np.sqrt(factors @ factors + own @ own)) / value if value > 0 else 0.0


def tracking_of(risk: Risk, looked: LookedThrough) -> Tracking:
    """A risk model fitted to places."""
    root = _root(risk.covariance)
    loadings = np.column_stack([_factor_column(factor, looked) for factor in risk.factors])
    cash = np.array([float(factor in (Sleeve.CASH, Sector.CASH)) for factor in risk.factors])
    wanted = np.array([_of(risk.reference.sleeves, risk.reference.sectors, factor) for factor in risk.factors])
    names = sorted({*looked.company_names, *risk.reference.companies})
    deviations = np.sqrt([risk.specific_variance(name) for name in names])
    return Tracking(
        moves=root @ loadings.T,
        cash_moves=root @ cash,
        wanted_moves=root @ wanted,
        companies=sparse.csr_array(_spread_out(looked, names) * deviations),
        wanted_companies=np.array([risk.reference.companies.get(name, 0.0) for name in names]) * deviations,
    )


def _root(covariance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Independent rows whose squares sum to d′Σd; those of no variance are left out."""
    variances, vectors = np.linalg.eigh(covariance)
    kept = variances > 1e-12 * max(1e-12, float(variances.max(initial=0.0)))
    return np.asarray(np.sqrt(variances[kept])[:, None] * vectors[:, kept].T)


def _factor_column(factor: Sleeve | Sector, looked: LookedThrough) -> NDArray[np.float64]:
    if isinstance(factor, Sleeve):
        return looked.sleeves[:, SLEEVES.index(factor)]
    return looked.sectors[:, SECTORS.index(factor)]


def _of(sleeves: Mapping[Sleeve, float], sectors: Mapping[Sector, float], factor: Sleeve | Sector) -> float:
    return sleeves.get(factor, 0.0) if isinstance(factor, Sleeve) else sectors.get(factor, 0.0)


def _spread_out(looked: LookedThrough, names: list[str]) -> sparse.csr_array:
    """The company columns of places, laid out over a longer list of names."""
    place = {name: at for at, name in enumerate(names)}
    columns = np.array([place[name] for name in looked.company_names], dtype=np.int64)
    matrix = looked.companies
    laid_out = (matrix.data, columns[matrix.indices] if len(columns) else matrix.indices, matrix.indptr)
    return sparse.csr_array(laid_out, shape=(matrix.shape[0], len(names)))
