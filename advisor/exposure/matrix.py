"""A market book as sparse matrices: only the funds that can be reached from those asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from advisor.domain.market import Fund, MarketBook
from advisor.exposure.leaves import UNSEEN_COLUMN, LeafRegistry

_EXCESS_WORTH_TELLING = 0.005
_SUMMATION_NOISE = 1e-9  # what adding thousands of floats leaves behind is no unseen money


@dataclass(frozen=True, slots=True)
class FundMatrix:
    """What funds hold, as fractions of each fund.

    Every row of `legs` and `nested` together sums to 1: what a fund does not show is a leg to the unseen leaf, and what its
    legs have too much is a negative one.

    Attributes:
        row_of: Row by canonical fund symbol.
        legs: Funds × leaves.
        nested: Funds × funds, without cycles.
        problems: Missing legs, cycles and legs that sum to clearly more than 1, in plain words.
    """

    funds: tuple[Fund, ...]
    row_of: Mapping[str, int]
    legs: sparse.csr_array
    nested: sparse.csr_array
    problems: tuple[str, ...]


def compile_funds(symbols: Iterable[str], book: MarketBook, leaves: LeafRegistry) -> FundMatrix:
    """Follow the funds named, and every fund inside them, down to leaves (which are added to `leaves`).

    Args:
        symbols: Canonical symbols of funds in the book.
    """
    compiler = _Compiler(book, leaves)
    for symbol in symbols:
        compiler.row(symbol)
    return compiler.compile()


@dataclass(frozen=True, slots=True)
class _Legs:
    """Legs of many funds as parallel arrays; a node ≥ 0 is a leaf's column, a node < 0 is fund −node − 1."""

    row: NDArray[np.intp]
    node: NDArray[np.intp]
    weight: NDArray[np.float64]


class _Compiler:
    def __init__(self, book: MarketBook, leaves: LeafRegistry) -> None:
        self._book = book
        self._leaves = leaves
        self._row_of: dict[str, int] = {}
        self._funds: list[Fund] = []
        self._node_of: dict[str, int] = {}
        self._problems: list[str] = []

    def row(self, symbol: str) -> int:
        if symbol not in self._row_of:
            self._row_of[symbol] = len(self._funds)
            self._funds.append(self._book.funds[symbol])
        return self._row_of[symbol]

    def compile(self) -> FundMatrix:
        legs = self._read_all()
        is_fund = legs.node < 0
        nested = self._without_cycles(legs.row[is_fund], -legs.node[is_fund] - 1, legs.weight[is_fund])
        known = sparse.csr_array(
            (legs.weight[~is_fund], (legs.row[~is_fund], legs.node[~is_fund])), shape=(len(self._funds), len(self._leaves))
        )
        unseen = self._unseen(known, nested)
        missing = sparse.csr_array((unseen, (np.arange(len(unseen)), np.full(len(unseen), UNSEEN_COLUMN))), shape=known.shape)
        whole = sparse.csr_array(known + missing) if unseen.any() else known
        return FundMatrix(tuple(self._funds), self._row_of, whole, nested, tuple(self._problems))

    def _read_all(self) -> _Legs:
        nodes: list[NDArray[np.intp]] = []
        weights: list[NDArray[np.float64]] = []
        for fund in self._funds:  # grows while it is read: a leg may be a fund not met before
            node, weight = self._read(fund)
            nodes.append(node)
            weights.append(weight)
        row = np.repeat(np.arange(len(nodes)), [len(node) for node in nodes])
        return _Legs(row, np.concatenate(nodes or [np.empty(0, np.intp)]), np.concatenate(weights or [np.empty(0)]))

    def _read(self, fund: Fund) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
        known = self._node_of
        nodes = [known[symbol] if symbol in known else self._node(symbol) for symbol in fund.legs]
        weight = np.fromiter(fund.legs.values(), np.float64, len(nodes))
        node = np.array(nodes, dtype=np.intp)
        lost = (node == UNSEEN_COLUMN) | ~np.isfinite(weight)
        if lost.any():
            names = [symbol for symbol, is_lost in zip(fund.legs, lost, strict=True) if is_lost]
            self._problems.append(_missing_legs(fund, names, float(np.nansum(np.where(np.isinf(weight), 0, weight)[lost]))))
        return node[~lost], weight[~lost]

    def _node(self, symbol: str) -> int:
        book = self._book
        canonical = book.canonical(symbol)
        fund = book.funds.get(canonical)
        security = book.securities.get(canonical)
        if self._leaves.is_overridden(canonical):
            name = canonical if fund is None else fund.name
            node = self._leaves.add_overridden(canonical, name, is_company=False)
        elif fund is not None:
            node = -self.row(canonical) - 1
        elif security is not None:
            node = self._leaves.add_security(security)
        else:
            node = UNSEEN_COLUMN
        self._node_of[symbol] = node
        return node

    def _without_cycles(self, row: NDArray[np.intp], inner: NDArray[np.intp], weight: NDArray[np.float64]) -> sparse.csr_array:
        """Cut every leg between funds that contain one another, whichever is held, so that results stay additive."""
        shape = (len(self._funds), len(self._funds))
        if not len(row):
            return sparse.csr_array(shape)
        _, circle = connected_components(sparse.csr_array((np.ones(len(row)), (row, inner)), shape=shape), connection="strong")
        cut = circle[row] == circle[inner]
        for label in dict.fromkeys(circle[row[cut]].tolist()):
            members = sorted(self._funds[index].symbol for index in np.flatnonzero(circle == label))
            self._problems.append(_circle(members))
        return sparse.csr_array((weight[~cut], (row[~cut], inner[~cut])), shape=shape)

    def _unseen(self, known: sparse.csr_array, nested: sparse.csr_array) -> NDArray[np.float64]:
        unseen = 1.0 - np.asarray(known.sum(axis=1)).ravel() - np.asarray(nested.sum(axis=1)).ravel()
        unseen[np.abs(unseen) < _SUMMATION_NOISE] = 0.0
        for index in np.flatnonzero(unseen < -_EXCESS_WORTH_TELLING):
            self._problems.append(_too_much(self._funds[index], -float(unseen[index])))
        return np.asarray(unseen, dtype=np.float64)


def _missing_legs(fund: Fund, names: list[str], weight: float) -> str:
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return f"{fund.symbol} holds {shown}, not known here: {weight:.2%} of the fund is left unclassified."


def _circle(members: list[str]) -> str:
    if len(members) == 1:
        return f"{members[0]} is said to hold itself: that part is left unclassified."
    return f"{', '.join(members)} are said to hold one another in a circle: those parts are left unclassified."


def _too_much(fund: Fund, excess: float) -> str:
    return f"The holdings of {fund.symbol} sum to {1 + excess:.2%} of the fund: the excess is taken off as unclassified."
