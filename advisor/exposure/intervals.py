"""Between which bounds a share of the portfolio truly lies.

What is seen is sure. Money in a pool is an estimate: all of it, or none, may lie in any category the pool reaches. Unknown money
may lie anywhere. So with s seen and u unseen the interval is [s, s + u], and each pool adds its whole money to the upper bound of
what it reaches. Where all of a pool lies in one category (US mid-caps in the mid-cap sleeve), it is no estimate there.

The bounds hold for funds whose hidden legs are not negative.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.exposure.flows import Flows
from advisor.exposure.leaves import SLEEVES, LeafTable
from advisor.exposure.sums import sum_amounts

_WHOLE = 1.0 - 1e-9


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper bound by category, in the unit of the flows."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]


def bounds(flows: Flows, category: NDArray[np.intp], count: int) -> Bounds:
    """Bounds by category.

    Args:
        category: Category of each leaf, 0 ≤ category < count.
    """
    known = np.where(flows.leaves.unknown, 0.0, flows.pool_mix)
    into_category = _indicator(category, count)
    mix = np.asarray(known @ into_category)
    reached = np.asarray(np.abs(known) @ into_category) > 0
    unknown_part = flows.pool_mix @ flows.leaves.unknown.astype(np.float64)
    seen = sum_amounts(flows.seen, category, count)
    low, high = seen + flows.unknown_under, seen + flows.unknown_over
    for value in (flows.pool_over, flows.pool_under):
        least, most = _pool_range(value[:, None], mix, reached, unknown_part[:, None])
        low, high = low + least.sum(axis=0), high + most.sum(axis=0)
    return Bounds(low, high)


def mega_cap_share_bounds(flows: Flows) -> tuple[float, float]:
    """Bounds of mega-cap tech's share of the equity.

    Lowest: as little mega-cap tech as is sure, beside as much other equity as is possible (the unknown all other equity).
    Highest: the other way round (the unknown all mega-cap tech). Unknown money outside equity lies between.
    """
    other_equity = [sleeve in EQUITY_SLEEVES and sleeve is not Sleeve.MEGA_CAP_TECH for sleeve in SLEEVES]
    kind_of_sleeve = np.array(other_equity, dtype=np.intp)
    kind_of_sleeve[SLEEVES.index(Sleeve.MEGA_CAP_TECH)] = 2
    found = bounds(flows, kind_of_sleeve[flows.leaves.sleeve], 3)
    _, other_low, mega_low = found.low.tolist()
    _, other_high, mega_high = found.high.tolist()
    return _share(mega_low, other_high), _share(mega_high, other_low)


def certain_sleeve(leaves: LeafTable, pool_mix: NDArray[np.float64]) -> NDArray[np.bool_]:
    """By pool: whether all of it lies in one known sleeve.

    Args:
        pool_mix: Pools × leaves: what one unit in the pool is estimated to be.
    """
    known = np.where(leaves.unknown, 0.0, pool_mix)
    mix = np.asarray(known @ _indicator(leaves.sleeve, len(SLEEVES)))
    unknown_part = pool_mix @ leaves.unknown.astype(np.float64)
    return np.asarray(_is_all(mix, unknown_part[:, None]).any(axis=1), dtype=np.bool_)


def _pool_range(
    value: NDArray[np.float64], mix: NDArray[np.float64], reached: NDArray[np.bool_], unknown_part: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least and most of each pool (rows) that may lie in each category (columns)."""
    possible = np.where(reached, value, value * unknown_part)
    estimate = value * mix
    sure = _is_all(mix, unknown_part)
    least = np.where(sure, estimate, np.minimum(0.0, np.minimum(possible, estimate)))
    most = np.where(sure, estimate, np.maximum(0.0, np.maximum(possible, estimate)))
    return least, most


def _is_all(mix: NDArray[np.float64], unknown_part: NDArray[np.float64]) -> NDArray[np.bool_]:
    """By pool and category: whether all of the pool lies there, and nothing elsewhere, owned or owed."""
    elsewhere = np.abs(mix).sum(axis=1, keepdims=True) + np.abs(unknown_part) - np.abs(mix)
    return np.asarray((mix >= _WHOLE) & (elsewhere <= 1.0 - _WHOLE), dtype=np.bool_)


def _indicator(category: NDArray[np.intp], count: int) -> sparse.csr_array:
    leaves = len(category)
    return sparse.csr_array((np.ones(leaves), (np.arange(leaves), category)), shape=(leaves, count))


def _share(part: float, rest: float) -> float:
    whole = part + rest
    return min(max(part / whole, 0.0), 1.0) if whole > 0 else 0.0
