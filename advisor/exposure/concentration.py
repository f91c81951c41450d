"""How few companies carry the equity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.exposure.leaves import SLEEVES, LeafTable

_EQUITY = np.array([sleeve in EQUITY_SLEEVES for sleeve in SLEEVES])
_MEGA_CAP = SLEEVES.index(Sleeve.MEGA_CAP_TECH)


@dataclass(frozen=True, slots=True)
class CompanyWeights:
    """Companies by their weight in the equity.

    Attributes:
        weight: Fraction of the equity by leaf; 0 for leaves outside it.
        largest_first: Weights of the named companies, descending.
        mega_cap: Mega-cap tech's fraction of the equity.
    """

    weight: NDArray[np.float64]
    largest_first: NDArray[np.float64]
    mega_cap: float


def company_weights(values: NDArray[np.float64], leaves: LeafTable) -> CompanyWeights:
    """Weights within the equity, which is the net money in equity sleeves.

    Unnamed buckets ("International companies, not named") are part of the equity that the weights are fractions of, and are no
    companies themselves: what they hold is taken as spread over many.

    Args:
        values: Money by leaf.
    """
    in_equity = np.where(_EQUITY[leaves.sleeve], values, 0.0)
    equity = float(in_equity.sum())
    if equity <= 0:
        return CompanyWeights(np.zeros(len(values)), np.empty(0), 0.0)
    weight = in_equity / equity
    held = weight[leaves.named & (weight != 0)]
    mega_cap = float(weight[leaves.sleeve == _MEGA_CAP].sum())
    return CompanyWeights(weight, np.sort(held)[::-1], mega_cap)


def hhi(weights: NDArray[np.float64]) -> float:
    """Herfindahl-Hirschman index Σw², between 1/n and 1 for n companies that make up all of it (Hirschman 1945)."""
    return float(weights @ weights)


def effective_holdings(weights: NDArray[np.float64]) -> float:
    """1 / Σw²: so many equal holdings would be as concentrated; 0 without any."""
    index = hhi(weights)
    return 1.0 / index if index > 0 else 0.0


def top_weight(largest_first: NDArray[np.float64], count: int) -> float:
    """What the largest so many companies weigh together, as a fraction; all of them where there are fewer."""
    return float(largest_first[:count].sum())


def curve(largest_first: NDArray[np.float64]) -> tuple[float, ...]:
    """Cumulative weight of the largest n companies, n = 1, 2, ...; ends below 1 where part of the equity has no name."""
    return tuple(np.cumsum(largest_first).tolist())
