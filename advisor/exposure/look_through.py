"""Nested funds resolved to the bottom: x = w + H'm, where m = w_f + N'm is the money that reaches each fund."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.market import Source
from advisor.exposure.matrix import FundMatrix
from advisor.exposure.sums import sum_amounts

SOURCES = tuple(Source)
_SOURCE_CODE = {source: code for code, source in enumerate(SOURCES)}
_NO_POOL = -1


@dataclass(frozen=True, slots=True)
class LookThrough:
    """Every way in which money reaches a fund from the roots, ready to be followed.

    A way is told apart by what matters at its end: the fund, the weakest source met, the first pool entered. Money that enters
    at a root walks over `step` until it lies only in leaves.

    Attributes:
        fund: Row of the fund, by way.
        source: Position in SOURCES of the weakest source so far, by way.
        pool: Row of the first pool entered, by way; −1 before any.
        entry: The way on which each root begins: the roots asked for, then every pool.
        pools: Rows of the pools, in the order of their roots.
        step: Ways × ways: the fraction that goes on from one to the next.
        depth: Steps until no money moves.
    """

    matrix: FundMatrix
    fund: NDArray[np.intp]
    source: NDArray[np.intp]
    pool: NDArray[np.intp]
    entry: NDArray[np.intp]
    pools: NDArray[np.intp]
    step: sparse.csr_array
    depth: int
    _onward: sparse.csr_array
    _into_leaves: sparse.csr_array

    def way_values(self, root_values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Money that passes over each way, by way."""
        moving = sum_amounts(root_values, self.entry, len(self.fund))
        passed = moving
        for _ in range(self.depth):
            moving = np.asarray(self._onward @ moving)
            passed = passed + moving
        return passed

    def into_leaves(self, way_values: NDArray[np.float64]) -> NDArray[np.float64]:
        """What the funds at the ends of these ways hold in leaves themselves, by leaf."""
        return np.asarray(self._into_leaves @ self._by_fund(way_values))

    def unit_ways(self) -> sparse.csr_array:
        """Roots × ways: what one unit in each root sends over each way."""
        count = len(self.entry)
        moving = sparse.csr_array((np.ones(count), (np.arange(count), self.entry)), shape=(count, len(self.fund)))
        passed = moving
        for _ in range(self.depth):
            moving = sparse.csr_array(moving @ self.step)
            passed = sparse.csr_array(passed + moving)
        return passed

    def unit_leaves(self, unit_ways: sparse.csr_array) -> sparse.csr_array:
        """Roots × leaves: what one unit in each root is in the end; every row sums to 1."""
        ways = len(self.fund)
        at_fund = sparse.csr_array((np.ones(ways), (np.arange(ways), self.fund)), shape=(ways, len(self.matrix.funds)))
        unit_leaves = sparse.csr_array(unit_ways @ at_fund @ self.matrix.legs)
        unit_leaves.eliminate_zeros()
        return unit_leaves

    def _by_fund(self, way_values: NDArray[np.float64]) -> NDArray[np.float64]:
        return sum_amounts(way_values, self.fund, len(self.matrix.funds))


def trace(matrix: FundMatrix, roots: Sequence[str]) -> LookThrough:
    """Find every way from the roots (canonical fund symbols of the matrix) through nested funds.

    Every pool of the matrix is a further root, after those named, so that intervals can ask what a pool is made of.
    """
    pools = [row for row, fund in enumerate(matrix.funds) if fund.pool]
    rows = [matrix.row_of[symbol] for symbol in roots] + pools
    tracer = _Tracer(matrix)
    entry = np.array([tracer.way(row, 0, _NO_POOL) for row in rows], dtype=np.intp)
    step = tracer.walk()
    fund, source, pool = np.array(tracer.ways, dtype=np.intp).reshape(-1, 3).T
    return LookThrough(
        matrix=matrix,
        fund=fund.copy(),
        source=source.copy(),
        pool=pool.copy(),
        entry=entry,
        pools=np.array(pools, dtype=np.intp),
        step=step,
        depth=_depth(step),
        _onward=sparse.csr_array(step.T),  # a row at a time is twice as fast as a column at a time
        _into_leaves=sparse.csr_array(matrix.legs.T),
    )


class _Tracer:
    def __init__(self, matrix: FundMatrix) -> None:
        self._matrix = matrix
        self._fund_source = [_SOURCE_CODE[fund.source] for fund in matrix.funds]
        self._index: dict[tuple[int, int, int], int] = {}
        self.ways: list[tuple[int, int, int]] = []

    def way(self, row: int, source_so_far: int, pool_so_far: int) -> int:
        entered = row if pool_so_far == _NO_POOL and self._matrix.funds[row].pool else pool_so_far
        way = (row, max(source_so_far, self._fund_source[row]), entered)
        if way not in self._index:
            self._index[way] = len(self.ways)
            self.ways.append(way)
        return self._index[way]

    def walk(self) -> sparse.csr_array:
        nested = self._matrix.nested
        starts, inner, weights = nested.indptr.tolist(), nested.indices.tolist(), nested.data.tolist()
        before: list[int] = []
        after: list[int] = []
        fraction: list[float] = []
        for index, (row, source, pool) in enumerate(self.ways):  # grows while it is walked
            for leg in range(starts[row], starts[row + 1]):
                before.append(index)
                after.append(self.way(inner[leg], source, pool))
                fraction.append(weights[leg])
        return sparse.csr_array((fraction, (before, after)), shape=(len(self.ways), len(self.ways)))


def _depth(step: sparse.csr_array) -> int:
    linked = sparse.csr_array((np.ones(step.nnz), step.indices, step.indptr), shape=step.shape)
    reached = np.ones(len(linked.indptr) - 1)
    depth = 0
    while (reached := np.asarray(linked @ reached > 0, dtype=np.float64)).any():
        depth += 1
    return depth
