"""How much less a portfolio swings than its parts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.domain.errors import InvalidRequestError


def diversification_ratio(weights: NDArray[np.float64], covariance: NDArray[np.float64]) -> float:
    """Σ wᵢσᵢ / √(w′Σw), at least 1 for long-only weights (Choueifaty and Coignard 2008).

    1 where all parts move as one, √n for n equal parts that have nothing to do with one another.

    Args:
        weights: Fractions of the portfolio, none negative; shape (n,).
        covariance: Of the parts' returns; shape (n, n).

    Raises:
        InvalidRequestError: A weight is negative, or the parts do not swing at all.
    """
    if (weights < 0).any():
        raise InvalidRequestError("The diversification ratio is not defined for positions sold short.")
    together = float(np.sqrt(weights @ covariance @ weights))
    if together <= 0:
        raise InvalidRequestError("The diversification ratio is not defined for positions that do not swing.")
    return float(weights @ np.sqrt(np.diag(covariance))) / together
