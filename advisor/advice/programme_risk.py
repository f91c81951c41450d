"""Tracking error as rows: a sum of squares, each approached from below by tangents.

Half of κ times value times TE² is a sum of squares of weighted sums of money: one for each independent factor, one for each
company that is held directly, and for all others together at most one for each fund. Each square has a column of its own
that may not fall below the tangents written so far, so a minimum over the rows is a bound; a single cut for the whole sum would
be one too, but so weak that a search accepts far too much risk.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.advice.household import Household
from advisor.advice.linear import LinearModel
from advisor.advice.programme_aims import MoneyMoved
from advisor.advice.tracking import Tracking

# Tangents around the place where the relaxation lies, as fractions of how far that is from no deviation.
_AROUND = (0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 1.6)

# Squares that are short of the truth by less than this many dollars, each and all together, need no further tangent.
_EXACT_ENOUGH = 0.02
_EXACT = 1e-5


@dataclass(frozen=True, slots=True)
class Squares:
    """Weighted sums of money whose squares sum to what risk costs, in dollars.

    Attributes:
        weights: Squares × places.
        idle: Of each sum if nothing is traded.
        besides: Dollars that no trade changes.
    """

    weights: NDArray[np.float64]
    idle: NDArray[np.float64]
    besides: float


def squares_of(household: Household) -> Squares | None:
    """The risk of a household; None without a risk model or a price of risk."""
    tracking, request = household.tracking, household.request
    if tracking is None or request.risk_price <= 0:
        return None
    places, cash = household.place_values, float(sum(household.cash.values()))
    value = float(household.value)
    # Trades move money between places and cash, never the whole: so cash is what is left of it.
    factors = tracking.moves - tracking.cash_moves[:, None]
    held = tracking.moves @ places + tracking.cash_moves * cash - tracking.wanted_moves * value
    own = _companies(tracking, places, value)
    scale = np.sqrt(request.risk_price / (2 * value))
    weights, idle = np.vstack([factors, own.weights]), np.concatenate([held, own.idle])
    return Squares(weights * scale, idle * scale, own.besides * float(scale) ** 2)


def _companies(tracking: Tracking, places: NDArray[np.float64], value: float) -> Squares:
    """Rows for companies, fewer than there are companies.

    Companies that something holds alone have a row each. For all others ‖Ax + b‖² = ‖Rx + r‖² + what no trade changes, with no
    more rows in R than there are different funds.
    """
    matrix = tracking.companies
    idle = places @ matrix - tracking.wanted_companies * value
    counts = np.diff(matrix.indptr)
    direct = np.unique(matrix.indices[matrix.indptr[:-1][counts == 1]])
    rest = np.setdiff1d(np.arange(matrix.shape[1]), direct)
    funds, fund_of = _different(matrix[:, rest])
    held = funds @ idle[rest]
    variances, vectors = _axes((funds @ funds.T).toarray().tobytes(), funds.shape[0])
    kept = variances > 1e-10 * max(1e-300, float(variances.max(initial=0.0)))
    spread = np.sqrt(variances[kept])
    weights = np.zeros((int(kept.sum()), matrix.shape[0]))
    weights[:, fund_of >= 0] = (spread[:, None] * vectors[:, kept].T)[:, fund_of[fund_of >= 0]]
    reached = vectors[:, kept].T @ held / spread
    besides = max(0.0, float(idle[rest] @ idle[rest] - reached @ reached))
    return Squares(np.vstack([matrix[:, direct].toarray().T, weights]), np.concatenate([idle[direct], reached]), besides)


@lru_cache(maxsize=4)
def _axes(products: bytes, size: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Variances and directions of a symmetric matrix; kept, as the same funds come back under each rule that is taken away."""
    variances, vectors = np.linalg.eigh(np.frombuffer(products).reshape(size, size))
    return variances, vectors


def _different(matrix: sparse.csr_array) -> tuple[sparse.csr_array, NDArray[np.int64]]:
    """The rows that are not empty, each once, and for every row its place among them (−1: empty)."""
    seen: dict[tuple[bytes, bytes], int] = {}
    first: list[int] = []
    place_of = np.full(matrix.shape[0], -1)
    for row in range(matrix.shape[0]):
        inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
        if not matrix.data[inside].any():
            continue
        key = matrix.indices[inside].tobytes(), matrix.data[inside].tobytes()
        if key not in seen:
            seen[key] = len(first)
            first.append(row)
        place_of[row] = seen[key]
    return matrix[first], place_of


class RiskRows:
    """The squares of a household in a model, with the tangents written so far."""

    def __init__(self, model: LinearModel, squares: Squares, moved: MoneyMoved) -> None:
        self._model = model
        model.offset += squares.besides
        self._sums: list[int] = []
        self._squared: list[int] = []
        for weights, idle in zip(squares.weights, squares.idle, strict=True):
            total = model.add_column(lower=-np.inf)
            model.add_row({**moved.terms(weights, 0.0), total: -1.0}, lower=-idle, upper=-idle)
            self._sums.append(total)
            self._squared.append(model.add_column(cost=1.0))
        for place, idle in enumerate(squares.idle.tolist()):
            for at in (idle, idle / 2):
                self._add_tangent(place, at)

    def add_tangents(self, values: NDArray[np.float64], *, around: bool = False) -> float:
        """Tangents where a solution lies, if its squares are short of the truth there; by how many dollars they were in all.

        Args:
            values: One per column.
            around: Write neighbours of each as well, for solutions near by.
        """
        sums, squared = values[self._sums], values[self._squared]
        short = sums**2 - squared
        enough = _EXACT_ENOUGH if short.max(initial=0.0) > _EXACT_ENOUGH or short.sum() <= _EXACT_ENOUGH else _EXACT
        for place in np.flatnonzero((short > enough) | around).tolist():
            for factor in (1.0, *_AROUND) if around else (1.0,):
                self._add_tangent(place, factor * float(sums[place]))
        return float(np.maximum(short, 0.0).sum())

    def _add_tangent(self, place: int, at: float) -> None:
        self._model.add_row({self._squared[place]: 1.0, self._sums[place]: -2 * at}, lower=-at * at)
