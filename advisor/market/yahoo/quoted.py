"""Prices that went through single precision and splits, as they were quoted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.domain.prices import PRICE_UNIT

_SINGLE_PRECISION = 1e-7  # relative; half a step is 6e-8
_SIXTH_DECIMAL = 0.5e-6  # Yahoo rounds what it divided by a split
_FEWEST_DECIMALS, _MOST_DECIMALS = 2, 8


def as_quoted(prices: NDArray[np.float64], factors: NDArray[np.float64]) -> NDArray[np.int64]:
    """Hundred-millionths of the plainest decimal that each price can have been before Yahoo handled it.

    Args:
        prices: Already multiplied by the splits.
        factors: By what.
    """
    rounded = np.round(prices, _MOST_DECIMALS)
    slack = prices * _SINGLE_PRECISION + np.where(factors == 1, 0.0, _SIXTH_DECIMAL * factors)
    for decimals in range(_MOST_DECIMALS - 1, _FEWEST_DECIMALS - 1, -1):
        plainer = np.round(prices, decimals)
        rounded = np.where(np.abs(plainer - prices) <= slack, plainer, rounded)
    return np.rint(rounded / float(PRICE_UNIT)).astype(np.int64)
