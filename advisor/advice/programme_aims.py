"""What the plan aims at as rows: distances from targets, limits on companies, and tracking error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.advice.aims import Aim
from advisor.advice.columns import PurchaseColumns, SaleColumns, Terms
from advisor.advice.household import Household
from advisor.advice.linear import LinearModel
from advisor.advice.objective import BEYOND_A_LIMIT, PriceSteps

_SMALL = 1e-9


@dataclass(frozen=True, slots=True)
class MoneyMoved:
    """How trades move money between places.

    Attributes:
        columns: Of units; every other array has one entry for each.
        places: Where the units are.
        dollars: What one unit brings there (below 0: takes away); cash changes by as much the other way.
    """

    columns: NDArray[np.int64]
    places: NDArray[np.int64]
    dollars: NDArray[np.float64]

    def terms(self, counted: NDArray[np.float64], cash: float) -> Terms:
        """Terms of the change of a weighted sum of money in places and cash."""
        weights = (counted[self.places] - cash) * self.dollars
        kept = np.abs(weights) > _SMALL
        return dict(zip(self.columns[kept].tolist(), weights[kept].tolist(), strict=True))


def money_moved(sales: Sequence[SaleColumns], purchases: Sequence[PurchaseColumns]) -> MoneyMoved:
    """Every column of units with where it moves how much."""
    moved = [(column, sale.place, -each) for sale in sales for column, each in sale.sold(float(sale.position.unit_value)).items()]
    moved += [(purchase.units, purchase.place, float(purchase.candidate.price)) for purchase in purchases]
    return MoneyMoved(
        columns=np.array([each[0] for each in moved], dtype=np.int64),
        places=np.array([each[1] for each in moved], dtype=np.int64),
        dollars=np.array([each[2] for each in moved], dtype=float),
    )


def price_aims(model: LinearModel, household: Household, moved: MoneyMoved) -> None:
    """Charge every aim but the limit on each company."""
    idle, cash = household.place_values, float(sum(household.cash.values()))
    for aim in household.aims:
        away = aim.wanted - float(aim.counted @ idle) - aim.cash * cash
        _charge(model, aim, moved.terms(aim.counted, aim.cash), away)


def _charge(model: LinearModel, aim: Aim, terms: Terms, away: float) -> None:
    above = dict.fromkeys(_step_columns(model, aim.above), -1.0)
    below = dict.fromkeys(_step_columns(model, aim.below), 1.0)
    model.add_row({**terms, **above, **below}, lower=away if aim.below else -np.inf, upper=away if aim.above else np.inf)


def _step_columns(model: LinearModel, steps: PriceSteps) -> list[int]:
    return [model.add_column(cost=price, upper=length) for length, price in steps]


class CompanyLimits:
    """The limit on each company, with a row for those only that were seen to bind."""

    def __init__(self, model: LinearModel, household: Household, moved: MoneyMoved) -> None:
        self._model, self._moved = model, moved
        self._companies = household.looked.companies.tocsc()
        most = household.target.company_max
        self._most = None if most is None else most * float(household.value)
        self._idle = household.place_values @ household.looked.companies
        self._written: set[int] = set()
        if self._most is not None:
            self._write(np.flatnonzero(self._idle > 0.8 * self._most).tolist())

    def add_violated(self, values: NDArray[np.float64]) -> int:
        """Write the companies that a solution takes beyond the limit; how many."""
        if self._most is None:
            return 0
        change = np.zeros(self._companies.shape[0])
        np.add.at(change, self._moved.places, self._moved.dollars * values[self._moved.columns])
        beyond = self._idle + change @ self._companies - self._most
        found = [each for each in np.flatnonzero(beyond > 1.0).tolist() if each not in self._written]
        self._write(found)
        return len(found)

    def _write(self, companies: list[int]) -> None:
        price = BEYOND_A_LIMIT[0][1]
        assert self._most is not None
        for company in companies:
            counted = self._companies[:, [company]].toarray().ravel()
            over = self._model.add_column(cost=price)
            terms = self._moved.terms(counted, 0.0)
            self._model.add_row({**terms, over: -1.0}, upper=self._most - float(self._idle[company]))
            self._written.add(company)
