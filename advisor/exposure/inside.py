"""One portfolio and its benchmark, compiled, followed to the bottom, and put into exact cents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import Fund, MarketBook
from advisor.domain.portfolio import Position
from advisor.exposure.apportion import apportion_holdings
from advisor.exposure.flows import Flows, endings, follow
from advisor.exposure.held import HeldSplit, as_amounts, gather, split_held
from advisor.exposure.intervals import certain_sleeve
from advisor.exposure.leaves import LeafRegistry, LeafTable
from advisor.exposure.ledger import Ledger
from advisor.exposure.look_through import LookThrough, trace
from advisor.exposure.matrix import compile_funds
from advisor.exposure.sums import sum_cents


@dataclass(frozen=True, slots=True)
class Inside:
    """What is known once every fund has been looked through.

    Attributes:
        unit_leaves: Funds held × leaves: what one unit in each fund is.
        benchmark_leaves: The same for the benchmark, by leaf.
        seen: By fund held, the fraction whose sleeve is known and not estimated.
        as_of: The oldest date among positions, funds and classifications that carry money.
        moved: By symbol of a fund that carries money, held or inside another: to which day prices moved its weights.
    """

    held: HeldSplit
    leaves: LeafTable
    look_through: LookThrough
    unit_leaves: sparse.csr_array
    benchmark_leaves: NDArray[np.float64]
    flows: Flows
    ledger: Ledger
    seen: NDArray[np.float64]
    as_of: date
    moved: Mapping[str, date]


def look_inside(
    positions: Sequence[Position], book: MarketBook, benchmark: str, overrides: Mapping[str, tuple[Sleeve, Sector]]
) -> Inside:
    """Look through the positions and, beside them, the benchmark (a canonical fund symbol of the book)."""
    registry = LeafRegistry(book, overrides)
    held = split_held(gather(positions, book), book, registry)
    roots = [each.canonical for each, _ in held.funds] + [benchmark]
    look_through = trace(compile_funds(roots, book, registry), roots)
    leaves = registry.table()
    unit_ways = look_through.unit_ways()
    unit_leaves = look_through.unit_leaves(unit_ways)
    funds = len(held.funds)
    ledger = _ledger(held, unit_leaves[:funds], leaves)
    root_values = np.zeros(len(look_through.entry))
    root_values[:funds] = as_amounts([each.cents for each, _ in held.funds])
    pool_mix = unit_leaves[funds + 1 :].toarray()
    flows = follow(look_through, leaves, root_values, ledger.direct.astype(np.float64), pool_mix)
    carrying = _carrying(look_through, root_values)
    return Inside(
        held=held,
        leaves=leaves,
        look_through=look_through,
        unit_leaves=unit_leaves[:funds],
        benchmark_leaves=unit_leaves[[funds]].toarray().ravel(),
        flows=flows,
        ledger=ledger,
        seen=unit_ways[:funds] @ seen_on_way(look_through, leaves, pool_mix),
        as_of=_oldest(positions, carrying, flows),
        moved={fund.symbol: fund.moved_to for fund in carrying if fund.moved_to is not None},
    )


def seen_on_way(look_through: LookThrough, leaves: LeafTable, pool_mix: NDArray[np.float64]) -> NDArray[np.float64]:
    """By way, the fraction that ends there in a sleeve one can be sure of.

    Args:
        pool_mix: Pools × leaves: what one unit in the pool is estimated to be.
    """
    is_open = look_through.pool < 0
    known = np.where(is_open, endings(look_through, leaves).known, 0.0)
    certain_funds = look_through.pools[certain_sleeve(leaves, pool_mix)]
    enters_certain = ~is_open & (look_through.fund == look_through.pool) & np.isin(look_through.fund, certain_funds)
    return np.asarray(known + enters_certain, dtype=np.float64)


def _ledger(held: HeldSplit, unit_leaves: sparse.csr_array, leaves: LeafTable) -> Ledger:
    cents = np.array([each.cents for each, _ in held.funds], dtype=np.int64)
    direct_cents = np.array([each.held.cents for each in held.direct], dtype=np.int64)
    columns = np.array([each.column for each in held.direct], dtype=np.intp)
    return Ledger(
        leaves=leaves,
        direct=sum_cents(direct_cents, columns, len(leaves.leaves)),
        fund_symbols=tuple(each.symbol for each, _ in held.funds),
        via=apportion_holdings(unit_leaves, cents, leaves),
    )


def _carrying(look_through: LookThrough, root_values: NDArray[np.float64]) -> list[Fund]:
    """The funds and pools through which money passes."""
    rows = np.unique(look_through.fund[look_through.way_values(root_values) != 0])
    return [look_through.matrix.funds[row] for row in rows.tolist()]


def _oldest(positions: Sequence[Position], carrying: Iterable[Fund], flows: Flows) -> date:
    dates = (flows.leaves.leaves[column].as_of for column in np.flatnonzero(flows.point).tolist())
    known = {fund.as_of for fund in carrying} | {position.as_of for position in positions}
    return min(known | {day for day in dates if day is not None})
