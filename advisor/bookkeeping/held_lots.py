"""The tax lots of what is held: the broker's own list where it fits the position, else what the history explains."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from advisor.bookkeeping.open_lots import OpenLots, in_order
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Position, TaxLot, Transaction

Lots = tuple[TaxLot, ...]
Lines = tuple[Position, ...]  # one or more of one symbol in one account
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
    dealt = _dealt_out(positions, stated)
    lines = Counter(map(_key, positions))
    return tuple(
        _with_lots_of(position, listed, entries.get(_key(position), ()) if lines[_key(position)] == 1 else ())
        for position, listed in zip(positions, dealt, strict=True)
    )


def holdings_that_differ(positions: Sequence[Position], stated: LotsByHolding) -> tuple[tuple[Lines, Decimal], ...]:
    """Holdings whose broker lists lots that add up to another quantity: all lines of each, and what its lots add up to."""
    lines: defaultdict[tuple[int, str], list[Position]] = defaultdict(list)
    for position in positions:
        if position.quantity is not None and _key(position) in stated:
            lines[_key(position)].append(position)
    sums = {key: _sum(stated[key]) for key in lines}
    return tuple((tuple(held), sums[key]) for key, held in lines.items() if sums[key] != _sum(held))


def _key(position: Position) -> tuple[int, str]:
    return position.account.id, position.symbol


def _dealt_out(positions: Sequence[Position], stated: LotsByHolding) -> list[Lots]:
    """For each position its part of the broker's list; nothing where the list does not fit.

    Shares held in cash and on margin are two positions of one symbol: the list has their lots one after the other.
    """
    places: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place, position in enumerate(positions):
        places[_key(position)].append(place)
    dealt: list[Lots] = [()] * len(positions)
    for key, lots in stated.items():
        parts = _parts(lots, [positions[place].quantity for place in places[key]])
        for place, part in zip(places[key], parts, strict=bool(parts)):
            dealt[place] = part
    return dealt


def _parts(lots: Lots, quantities: Sequence[Decimal | None]) -> list[Lots]:
    """The list cut into runs that add up to each quantity in turn, with none left over; empty where it cannot be."""
    parts: list[Lots] = []
    rest = list(lots)
    for quantity in quantities:
        taken: list[TaxLot] = []
        while rest and _sum(taken) != quantity:
            taken.append(rest.pop(0))
        if _sum(taken) != quantity:
            return []
        parts.append(tuple(taken))
    return [] if rest else parts


def _with_lots_of(position: Position, listed: Lots, entries: Sequence[Transaction]) -> Position:
    if position.lots or position.quantity is None:
        return position
    if listed:
        return replace(position, lots=listed)
    explained = _explained(position, entries)
    return replace(position, lots=explained, lots_worked_out=bool(explained))


def _sum(parts: Iterable[TaxLot | Position]) -> Decimal:
    return sum((part.quantity or ZERO for part in parts), ZERO)


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
