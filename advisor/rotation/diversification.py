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

    The returns are of the last 52 whole weeks; of what stands for a sleeve, the first that has closes of all of them counts. Cash
    does not swing; sleeves that nothing ever stands for are left out.

    Args:
        weights: Fractions by sleeve; what they sum to is the whole.

    Returns:
        None with less than two such sleeves, with one sold short, or where nothing that stands for one has a year of closes.
    """
    held = {sleeve: weights[sleeve] for sleeve in REPRESENTATIVES if sleeve is not Sleeve.CASH and weights.get(sleeve)}
    swings = _swings(panel.only(symbol for sleeve in held for symbol in REPRESENTATIVES[sleeve]))
    found = [next((symbol for symbol in REPRESENTATIVES[sleeve] if symbol in swings), None) for sleeve in held]
    known = [swings[symbol] for symbol in found if symbol is not None]
    if len(held) < 2 or min(held.values()) < 0 or len(known) < len(held):
        return None
    return diversification_ratio(np.array(list(held.values())), np.cov(known))


def _swings(panel: Panel) -> Mapping[str, NDArray[np.float64]]:
    """Logarithmic returns of the last 52 whole weeks, of the symbols that have them all."""
    weeks, is_running = weekly_panel(panel)
    whole = weeks.closes[:, : -1 if is_running else None]
    returns = np.diff(np.log(whole[:, -_WEEKS - 1 :]))
    if returns.shape[1] < _WEEKS:
        return {}
    return {symbol: own for symbol, own in zip(panel.symbols, returns, strict=True) if not np.isnan(own).any()}
