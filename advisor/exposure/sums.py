"""Sums by group."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def sum_amounts(amounts: NDArray[np.float64], group: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    """Sum of the amounts of each group, 0 ≤ group < count."""
    return np.asarray(np.bincount(group, weights=amounts, minlength=count), dtype=np.float64)


def sum_cents(cents: NDArray[np.int64], group: NDArray[np.intp], count: int) -> NDArray[np.int64]:
    """Sum of the whole cents of each group, 0 ≤ group < count; exact."""
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, group, cents)
    return sums
