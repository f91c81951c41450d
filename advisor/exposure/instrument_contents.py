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
from advisor.exposure.leaves import SECTORS, SLEEVES, Leaf, LeafRegistry, LeafTable
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
    found = _look_through((*held, *notional), book, overrides)
    return KnownContents(
        held={each.symbol: contents for each, contents in zip(held, found, strict=False)},
        offered={each.symbol: contents for each, contents in zip(notional, found[len(held) :], strict=True)},
    )


def _notional(symbol: str, book: MarketBook) -> Held:
    return Held(symbol, book.canonical(symbol), symbol, InstrumentKind.SECURITY, book.as_of, 0)


def _look_through(
    lines: tuple[Held, ...], book: MarketBook, overrides: Mapping[str, tuple[Sleeve, Sector]]
) -> tuple[Contents, ...]:
    registry = LeafRegistry(book, overrides)
    split = split_held(lines, book, registry)
    roots = [each.canonical for each, _ in split.funds]
    look_through = trace(compile_funds(roots, book, registry), roots)
    leaves = registry.table()
    unit_ways = look_through.unit_ways()
    unit_leaves = look_through.unit_leaves(unit_ways)
    pool_mix = unit_leaves[len(roots) :].toarray()
    seen = unit_ways[: len(roots)] @ seen_on_way(look_through, leaves, pool_mix)
    # A line is told from another by its identity: the same symbol may be held on one exchange and offered on another.
    found = {id(each.held): _of_leaf(leaves.leaves[each.column]) for each in split.direct}
    funds = _of_funds(unit_leaves[: len(roots)], seen, leaves)
    found |= {id(held): contents for (held, _), contents in zip(split.funds, funds, strict=True)}
    return tuple(found[id(line)] for line in lines)


def _of_leaf(leaf: Leaf) -> Contents:
    companies = {leaf.key: 1.0} if leaf.named else {}
    return Contents({leaf.sleeve: 1.0}, {leaf.sector: 1.0}, companies, unseen=1.0 if leaf.unknown else 0.0)


def _of_funds(unit_leaves: sparse.csr_array, seen: NDArray[np.float64], leaves: LeafTable) -> list[Contents]:
    """One for each row.

    Args:
        unit_leaves: Funds × leaves, rows sum to 1.
        seen: By fund, the fraction whose sleeve is known.
    """
    keys = np.array([leaf.key for leaf in leaves.leaves], dtype=np.object_)
    sleeves = _by_category(unit_leaves, leaves.sleeve, len(SLEEVES))
    sectors = _by_category(unit_leaves, leaves.sector, len(SECTORS))
    unseen = np.clip(1.0 - seen, 0.0, 1.0)
    found = []
    for row in range(len(unseen)):
        inside = slice(unit_leaves.indptr[row], unit_leaves.indptr[row + 1])
        columns, weights = unit_leaves.indices[inside], unit_leaves.data[inside]
        named = leaves.named[columns]
        companies = dict(zip(keys[columns[named]].tolist(), weights[named].tolist(), strict=True))
        parts = _present(SLEEVES, sleeves[row]), _present(SECTORS, sectors[row])
        found.append(Contents(*parts, companies, float(unseen[row]), is_fund=True))
    return found


def _by_category(unit_leaves: sparse.csr_array, category: NDArray[np.intp], count: int) -> NDArray[np.float64]:
    leaves = len(category)
    indicator = sparse.csr_array((np.ones(leaves), (np.arange(leaves), category)), shape=(leaves, count))
    return np.asarray((unit_leaves @ indicator).toarray(), dtype=np.float64)


def _present(categories: tuple[_Category, ...], row: NDArray[np.float64]) -> dict[_Category, float]:
    return {each: weight for each, weight in zip(categories, row.tolist(), strict=True) if weight}
