"""How much less a portfolio swings than its parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from advisor.domain.classification import Sleeve
from advisor.domain.errors import InvalidRequestError
from advisor.rotation.panel import Panel
from advisor.rotation.series import weekly_panel
from advisor.rotation.standing import REPRESENTATIVES

_WEEKS = 52


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


def sleeves_diversification(panel: Panel, weights: Mapping[Sleeve, float]) -> float | None:
    """How many times as much the sleeves swing one by one as together, on weekly returns of what stands for them.

    The returns are of the last 52 weeks, all known of all. Cash does not swing; what nothing stands for is left out.

    Args:
        weights: Fractions by sleeve; what they sum to is the whole.

    Returns:
        None with less than two such sleeves, with one sold short, or without a year of closes.
    """
    symbols = {
        sleeve: next((symbol for symbol in choices if symbol in panel.symbols), "")
        for sleeve, choices in REPRESENTATIVES.items()
        if sleeve is not Sleeve.CASH and weights.get(sleeve)
    }
    held = np.array([weights[sleeve] for sleeve, symbol in symbols.items() if symbol])
    weeks, _ = weekly_panel(panel.only(filter(None, symbols.values())))
    swings = np.diff(np.log(weeks.closes[:, -_WEEKS - 1 :]))
    if len(held) < 2 or (held < 0).any() or swings.shape[1] < _WEEKS or np.isnan(swings).any():
        return None
    return diversification_ratio(held, np.cov(swings))
