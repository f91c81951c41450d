"""How much two sets of companies have in common, and how far they are apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.exposure.leaves import LeafTable
from advisor.exposure.model import Overlap


def fund_overlaps(funds: Sequence[tuple[str, str]], unit_leaves: sparse.csr_array, leaves: LeafTable) -> tuple[Overlap, ...]:
    """Σ min(wₐ, w_b) over named companies for every pair of funds, largest first.

    Weights are fractions of each fund, whole fund counted, so two bond funds share nothing named; two share classes of one
    portfolio share everything. A short leg is nothing shared. For long-only weights that sum to 1 it is 1 − active share.

    Args:
        funds: Symbol and portfolio (empty when not known) of each fund.
        unit_leaves: Funds × leaves, in the order of the funds.
    """
    named = unit_leaves.tocsc()[:, leaves.named]
    weights = np.maximum(named[:, np.diff(named.indptr) > 1].toarray(), 0.0)
    found = []
    for first, (symbol, portfolio) in enumerate(funds[:-1]):
        shared = np.minimum(weights[first + 1 :], weights[first]).sum(axis=1)
        for (other, other_portfolio), weight in zip(funds[first + 1 :], shared.tolist(), strict=True):
            found.append(Overlap(symbol, other, 1.0 if portfolio and portfolio == other_portfolio else weight))
    return tuple(sorted(found, key=lambda pair: (-pair.weight, pair.a, pair.b)))


def active_share(weights: NDArray[np.float64], benchmark: NDArray[np.float64]) -> float:
    """½ Σ|w − w_b| over the union of companies (Cremers and Petajisto 2009).

    Both are weights within the equity, so that bonds and cash, which the sleeves show, do not count as a choice of companies.
    A bucket of unnamed companies is compared as one line; 1 when only one side holds equity, 0 when neither does.
    """
    if weights.any() and benchmark.any():
        return 0.5 * float(np.abs(weights - benchmark).sum())
    return 1.0 if weights.any() or benchmark.any() else 0.0
