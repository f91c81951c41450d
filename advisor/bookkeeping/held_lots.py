"""The tax lots of what is held: the broker's own list where it fits the position, else what the history explains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.bookkeeping.open_lots import OpenLots, in_order
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Position, TaxLot, Transaction

Lots = tuple[TaxLot, ...]
LotsByHolding = Mapping[tuple[int, str], Lots]

# A broker's cost basis and the sum of what was paid differ by rounding and by what it washes; more than this is another history.
_SAME_COST = Decimal("0.01")


def with_lots(positions: Sequence[Position], stated: LotsByHolding, history: Sequence[Transaction]) -> tuple[Position, ...]:
    """The positions with their lots.

    Args:
        stated: By account id and symbol: what the broker lists. It counts where it adds up to the position's quantity.
        history: Every entry of every account once. Where no list fits, the lots that first in, first out leaves count, if they
            add up to the position's quantity and to its cost basis within a hundredth.
    """
    wanting = {_key(position) for position in positions if not position.lots}
    entries: defaultdict[tuple[int, str], list[Transaction]] = defaultdict(list)
    for entry in history:
        if (entry.account.id, entry.symbol) in wanting:
            entries[entry.account.id, entry.symbol].append(entry)
    lines = _lines(positions)
    return tuple(
        position if position.lots else _with_lots_of(position, lines, stated, entries.get(_key(position), ()))
        for position in positions
    )


def lots_that_differ(positions: Sequence[Position], stated: LotsByHolding) -> tuple[Position, ...]:
    """Positions whose broker lists lots that add up to another quantity: the list is of another day."""
    return tuple(
        position
        for position in positions
        if position.quantity is not None and _key(position) in stated and not _add_up(stated[_key(position)], position)
    )


def _key(position: Position) -> tuple[int, str]:
    return position.account.id, position.symbol


def _lines(positions: Sequence[Position]) -> Mapping[tuple[int, str], int]:
    counts: defaultdict[tuple[int, str], int] = defaultdict(int)
    for position in positions:
        counts[_key(position)] += 1
    return counts


def _with_lots_of(
    position: Position, lines: Mapping[tuple[int, str], int], stated: LotsByHolding, entries: Sequence[Transaction]
) -> Position:
    if position.quantity is None or lines[_key(position)] > 1:  # cash and margin lines of one symbol share a list
        return position
    listed = stated.get(_key(position), ())
    if listed and _add_up(listed, position):
        return replace(position, lots=listed)
    explained = _explained(position, entries)
    return replace(position, lots=explained, lots_worked_out=bool(explained))


def _add_up(lots: Lots, position: Position) -> bool:
    return sum((lot.quantity for lot in lots), ZERO) == position.quantity


def _explained(position: Position, entries: Sequence[Transaction]) -> Lots:
    open_lots = OpenLots()
    for entry in in_order(entries):
        open_lots.take(entry)
    if open_lots.oversold or open_lots.quantity != position.quantity or open_lots.cost_basis is None:
        return ()
    if position.cost_basis is not None and abs(open_lots.cost_basis - position.cost_basis) > _SAME_COST * abs(
        position.cost_basis
    ):
        return ()
    return open_lots.lots
