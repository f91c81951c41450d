"""Tracking error as rows: a sum of squares, each approached from below by tangents.

Half of κ times value times TE² is a sum of squares of weighted sums of money: one for each independent factor, one for each
company that is held directly, and for all others together at most one for each fund (QR). Each square has a column of its own
that may not fall below the tangents written so far, so a minimum over the rows is a bound; a single cut for the whole sum would
be one too, but so weak that a search accepts far too much risk.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.advice.household import Household
from advisor.advice.linear import LinearModel
from advisor.advice.programme_aims import MoneyMoved
from advisor.advice.tracking import Tracking

# Tangents around the place where the relaxation lies, as fractions of how far that is from no deviation.
_AROUND = (0.5, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 1.6)

# A square that is short of the truth by less than this many dollars needs no further tangent.
_EXACT_ENOUGH = 0.02


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
    """Rows for companies, fewer than there are companies: ‖Ax + b‖² = ‖Rx + Q′b‖² + what no trade changes."""
    matrix = tracking.companies.toarray()
    alike, inverse = np.unique(matrix, axis=0, return_inverse=True)
    idle = places @ matrix - tracking.wanted_companies * value
    single = np.flatnonzero((alike != 0).sum(axis=1) == 1)
    mixed = np.flatnonzero((alike != 0).sum(axis=1) > 1)
    direct = np.unique(np.argmax(alike[single] != 0, axis=1)) if len(single) else np.array([], dtype=np.int64)
    rest = np.setdiff1d(np.arange(matrix.shape[1]), direct)
    q, r = np.linalg.qr(alike[np.ix_(mixed, rest)].T)
    expand = np.zeros((r.shape[0], matrix.shape[0]))
    at = np.full(len(alike), -1)
    at[mixed] = np.arange(len(mixed))
    columns = at[inverse.ravel()]
    expand[:, columns >= 0] = r[:, columns[columns >= 0]]
    reached = q.T @ idle[rest]
    besides = max(0.0, float(idle[rest] @ idle[rest] - reached @ reached))
    return Squares(np.vstack([matrix[:, direct].T, expand]), np.concatenate([idle[direct], reached]), besides)


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
        for place in np.flatnonzero((short > _EXACT_ENOUGH) | around).tolist():
            for factor in (1.0, *_AROUND) if around else (1.0,):
                self._add_tangent(place, factor * float(sums[place]))
        return float(np.maximum(short, 0.0).sum())

    def _add_tangent(self, place: int, at: float) -> None:
        self._model.add_row({self._squared[place]: 1.0, self._sums[place]: -2 * at}, lower=-at * at)
