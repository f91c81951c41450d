"""What is held and what may be bought, looked through together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from advisor.domain.classification import Sector, Sleeve
from advisor.domain.market import MarketBook
from advisor.domain.portfolio import InstrumentKind, Position
from advisor.exposure.contents import Contents
from advisor.exposure.held import Held, gather, split_held
from advisor.exposure.inside import seen_on_way
from advisor.exposure.leaves import SECTORS, SLEEVES, LeafRegistry, LeafTable
from advisor.exposure.look_through import trace
from advisor.exposure.matrix import compile_funds

_Category = TypeVar("_Category", Sleeve, Sector)


@dataclass(frozen=True, slots=True)
class KnownContents:
    """What every instrument of a plan is.

    Attributes:
        held: By symbol as the positions have it.
        offered: By symbol as asked for; it may differ from what is held under the same symbol on another exchange.
    """

    held: Mapping[str, Contents]
    offered: Mapping[str, Contents]
    _traced: _Traced

    def sleeves_held(self, values: Mapping[str, float]) -> dict[Sleeve, Contents]:
        """What one dollar in each sleeve of a portfolio is.

        Args:
            values: Money by symbol held.
        """
        return self._by_sleeve(np.array([*(values.get(symbol, 0.0) for symbol in self.held), *(0.0 for _ in self.offered)]))

    def sleeves_offered(self, symbol: str) -> dict[Sleeve, Contents]:
        """What one dollar in each sleeve of something offered is."""
        return self._by_sleeve(np.array([*(0.0 for _ in self.held), *(float(each == symbol) for each in self.offered)]))

    def _by_sleeve(self, values: NDArray[np.float64]) -> dict[Sleeve, Contents]:
        leaves = self._traced.leaves
        money = np.asarray(self._traced.units.T @ values)
        inside = np.array([np.where(leaves.sleeve == code, money, 0.0) for code in range(len(SLEEVES))])
        held = np.flatnonzero(inside.sum(axis=1) > 0)
        units = sparse.csr_array(inside[held] / inside[held].sum(axis=1, keepdims=True))
        nothing = np.zeros(len(held))
        found = _contents(_Traced(leaves, units, nothing, nothing == 0))
        return {SLEEVES[code]: contents for code, contents in zip(held.tolist(), found, strict=True)}


def instrument_contents(
    positions: Sequence[Position],
    offered: Iterable[str],
    book: MarketBook,
    overrides: Mapping[str, tuple[Sleeve, Sector]],
) -> KnownContents:
    """Look through everything held, and through what may be bought, once and together.

    Args:
        offered: Symbols of funds and shares; one that the book does not know is unseen altogether.
        overrides: The investor's own sleeve and sector by symbol; they hold inside funds too.
    """
    held = gather(positions, book)
    notional = tuple(_notional(symbol, book) for symbol in dict.fromkeys(offered))
    traced = _traced((*held, *notional), book, overrides)
    found = _contents(traced)
    return KnownContents(
        held={each.symbol: contents for each, contents in zip(held, found, strict=False)},
        offered={each.symbol: contents for each, contents in zip(notional, found[len(held) :], strict=True)},
        _traced=traced,
    )


@dataclass(frozen=True, slots=True)
class _Traced:
    """Lines, looked through.

    Attributes:
        units: Lines × leaves, rows sum to 1: what one dollar of each is.
        unseen: By line, the fraction whose sleeve is estimated or unknown.
        is_fund: By line.
    """

    leaves: LeafTable
    units: sparse.csr_array
    unseen: NDArray[np.float64]
    is_fund: NDArray[np.bool_]


def _traced(lines: Sequence[Held], book: MarketBook, overrides: Mapping[str, tuple[Sleeve, Sector]]) -> _Traced:
    registry = LeafRegistry(book, overrides)
    split = split_held(lines, book, registry)
    roots = [each.canonical for each, _ in split.funds]
    look_through = trace(compile_funds(roots, book, registry), roots)
    leaves = registry.table()
    unit_ways = look_through.unit_ways()
    unit_leaves = look_through.unit_leaves(unit_ways)
    seen = unit_ways[: len(roots)] @ seen_on_way(look_through, leaves, unit_leaves[len(roots) :].toarray())
    columns = np.array([each.column for each in split.direct], dtype=np.intp)
    direct = sparse.csr_array(
        (np.ones(len(columns)), (np.arange(len(columns)), columns)), shape=(len(columns), len(leaves.leaves))
    )
    # A line is told from another by its identity: the same symbol may be held on one exchange and offered on another.
    found = [id(fund) for fund, _ in split.funds] + [id(each.held) for each in split.direct]
    place = {line: row for row, line in enumerate(found)}
    rows = np.array([place[id(line)] for line in lines], dtype=np.intp)
    unseen = np.concatenate([np.clip(1.0 - seen, 0.0, 1.0), leaves.unknown[columns].astype(np.float64)])
    units = sparse.vstack([unit_leaves[: len(roots)], direct], format="csr")
    return _Traced(leaves, sparse.csr_array(units)[rows], unseen[rows], rows < len(roots))


def _notional(symbol: str, book: MarketBook) -> Held:
    return Held(symbol, book.canonical(symbol), symbol, InstrumentKind.SECURITY, book.as_of, 0)


def _contents(traced: _Traced) -> list[Contents]:
    """One for each line."""
    leaves, units = traced.leaves, traced.units
    keys = np.array([leaf.key for leaf in leaves.leaves], dtype=np.object_)
    sleeves = _by_category(units, leaves.sleeve, len(SLEEVES))
    sectors = _by_category(units, leaves.sector, len(SECTORS))
    found = []
    for row, unseen in enumerate(traced.unseen.tolist()):
        inside = slice(units.indptr[row], units.indptr[row + 1])
        columns, weights = units.indices[inside], units.data[inside]
        named = leaves.named[columns]
        companies = dict(zip(keys[columns[named]].tolist(), weights[named].tolist(), strict=True))
        parts = _present(SLEEVES, sleeves[row]), _present(SECTORS, sectors[row])
        found.append(Contents(*parts, companies, unseen, is_fund=bool(traced.is_fund[row])))
    return found


def _by_category(unit_leaves: sparse.csr_array, category: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    leaves = len(category)
    indicator = sparse.csr_array((np.ones(leaves), (np.arange(leaves), category)), shape=(leaves, count))
    return np.asarray((unit_leaves @ indicator).toarray(), dtype=np.float64)


def _present(categories: tuple[_Category, ...], row: NDArray[np.float64]) -> dict[_Category, float]:
    return {each: weight for each, weight in zip(categories, row.tolist(), strict=True) if weight}
