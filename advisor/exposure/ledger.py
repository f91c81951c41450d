"""The portfolio's value in whole cents: by leaf, and by the door through which it is held."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.money import ZERO, from_cents
from advisor.exposure.flows import Flows
from advisor.exposure.intervals import Bounds, bounds
from advisor.exposure.leaves import SECTORS, SLEEVES, LeafTable
from advisor.exposure.model import CompanyExposure, Slice
from advisor.exposure.sums import sum_cents


@dataclass(frozen=True, slots=True)
class Ledger:
    """Exact cents; all entries sum to the portfolio's value.

    Attributes:
        direct: By leaf.
        fund_symbols: The funds held, as the positions have them.
        via: Funds held × leaves.
    """

    leaves: LeafTable
    direct: NDArray[np.int64]
    fund_symbols: tuple[str, ...]
    via: sparse.csr_array

    @property
    def through_funds(self) -> NDArray[np.int64]:
        """By leaf."""
        return sum_cents(self.via.data, self.via.indices.astype(np.intp), len(self.direct))

    @property
    def total(self) -> int:
        return int(self.direct.sum()) + int(self.via.data.sum())


def sleeve_slices(ledger: Ledger, flows: Flows) -> dict[Sleeve, Slice]:
    """Every sleeve, the empty ones too."""
    return dict(zip(SLEEVES, _slices(ledger, flows, ledger.leaves.sleeve, len(SLEEVES)), strict=True))


def sector_slices(ledger: Ledger, flows: Flows) -> dict[Sector, Slice]:
    """Every sector, the empty ones too."""
    return dict(zip(SECTORS, _slices(ledger, flows, ledger.leaves.sector, len(SECTORS)), strict=True))


def companies(ledger: Ledger, flows: Flows) -> tuple[CompanyExposure, ...]:
    """Every leaf that money reaches, largest value first."""
    total = ledger.total
    value = ledger.direct + ledger.through_funds
    weight, low, high = _shares(value, bounds(flows, np.arange(len(value)), len(value)), total)
    is_reached = ledger.direct != 0
    is_reached[ledger.via.indices] = True
    reached = np.flatnonzero(is_reached)
    doors, direct, cents = _doors(ledger), ledger.direct.tolist(), value.tolist()
    found = []
    for column in reached[np.lexsort((-flows.point[reached], -value[reached]))].tolist():
        leaf = ledger.leaves.leaves[column]
        found.append(
            CompanyExposure(
                symbol=leaf.key,
                name=leaf.name,
                sector=leaf.sector,
                sleeve=leaf.sleeve,
                value=from_cents(cents[column]),
                weight=weight[column],
                low=low[column],
                high=high[column],
                direct=from_cents(direct[column]) if direct[column] else ZERO,
                via=doors[column],
                named=leaf.named,
            )
        )
    return tuple(found)


def _slices(ledger: Ledger, flows: Flows, category: NDArray[np.intp], count: int) -> list[Slice]:
    direct = sum_cents(ledger.direct, category, count)
    via = sum_cents(ledger.through_funds, category, count)
    weight, low, high = _shares(direct + via, bounds(flows, category, count), ledger.total)
    return [
        Slice(
            value=from_cents(int(direct[code] + via[code])),
            weight=weight[code],
            low=low[code],
            high=high[code],
            direct=from_cents(int(direct[code])),
            via_funds=from_cents(int(via[code])),
        )
        for code in range(count)
    ]


def _shares(value: NDArray[np.int64], found: Bounds, total: int) -> tuple[list[float], list[float], list[float]]:
    """Weight, low and high; a portfolio that nets to nothing has no weights."""
    if total == 0:
        nothing = [0.0] * len(value)
        return nothing, nothing, nothing
    weight = value / total
    one, other = found.low / total, found.high / total  # change places when more is owed than owned
    low = np.minimum(np.minimum(one, other), weight)  # rounding to the cent may put the weight just outside
    high = np.maximum(np.maximum(one, other), weight)
    return weight.tolist(), low.tolist(), high.tolist()


def _doors(ledger: Ledger) -> list[dict[str, Decimal]]:
    """By leaf: value by fund held, largest first; funds that hold less than half a cent of it are left out."""
    by_leaf = ledger.via.tocoo()
    held = by_leaf.data != 0
    fund, leaf, cents = by_leaf.row[held], by_leaf.col[held], by_leaf.data[held]
    order = np.argsort(-cents, kind="stable")
    doors: list[dict[str, Decimal]] = [{} for _ in ledger.direct]
    for one_leaf, one_fund, one_value in zip(leaf[order].tolist(), fund[order].tolist(), cents[order].tolist(), strict=True):
        doors[one_leaf][ledger.fund_symbols[one_fund]] = from_cents(one_value)
    return doors
