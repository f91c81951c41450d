"""Positions at newer closes than their broker's file had, their quantities carried through the splits in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.bookkeeping.open_lots import SHARE_PLACES, in_new_shares
from advisor.bookkeeping.price_evidence import can_be_compared, counted_until, has_close_near, missing_split, price_doubt
from advisor.domain.money import CENT, ZERO, round_to_cents
from advisor.domain.portfolio import QUOTED_BY_TICKER, InstrumentKind, Position, TaxLot
from advisor.domain.prices import PriceHistory
from advisor.domain.quality import QualityIssue

DOLLARS = "USD"
_ROUNDED = Decimal("0.01")  # of a value: what files round their prices by; beyond it the price has another unit


@dataclass(frozen=True, slots=True)
class Revalued:
    """Positions, each at the newest price that is surely its own.

    Attributes:
        positions: As many as were given, in their order.
        doubts: What kept closes on file from counting: those positions are as their files tell them.
    """

    positions: tuple[Position, ...]
    doubts: tuple[QualityIssue, ...]


def revalue(positions: Sequence[Position], histories: Mapping[str, PriceHistory]) -> Revalued:
    """The positions of brokers' files at the newest close on file, where one is newer than the file.

    Quantity and lots follow the splits since the file's day; cost and day stay the file's, and the position `as_imported` stays
    at hand. Positions worked out from a history are priced by `rebuild`.

    Args:
        histories: Closes by the symbols of the positions, from some days before each position's own day on.
    """
    valued: list[Position] = []
    doubts: list[QualityIssue] = []
    for position in positions:
        history = histories.get(position.symbol)
        if history is None or not _is_newer(history, position.stated):
            valued.append(position)
            continue
        answer = _at_newest_close(position.stated, history)
        if isinstance(answer, QualityIssue):
            doubts.append(answer)
        valued.append(answer if isinstance(answer, Position) else position.stated)
    return Revalued(tuple(valued), tuple(doubts))


def _is_newer(history: PriceHistory, position: Position) -> bool:
    """Whether the closes can be those of this position, and one is newer than its file."""
    in_dollars = position.currency == position.account.currency == history.currency == DOLLARS
    newer = history.last_day is not None and history.last_day > position.as_of
    return in_dollars and newer and not position.rebuilt and _is_quoted(position) and _is_priced_by_the_share(position)


def _is_quoted(position: Position) -> bool:
    return position.kind in QUOTED_BY_TICKER or position.kind is InstrumentKind.CRYPTO


def _is_priced_by_the_share(position: Position) -> bool:
    if not position.quantity or position.price is None or position.price <= 0:
        return False
    worth = position.quantity * position.price
    return abs(worth - position.value) <= _ROUNDED * abs(position.value) + CENT


def _at_newest_close(position: Position, history: PriceHistory) -> Position | QualityIssue | None:
    """None where nothing tells whether the closes are this position's."""
    newest = history.close_at(date.max)
    if newest is None or position.price is None or position.quantity is None:
        return None
    # A coin's symbol may be that of some share, and coins move too far to be told by a later price.
    tells = has_close_near if position.kind is InstrumentKind.CRYPTO else can_be_compared
    if not tells(history, position.as_of):
        return None
    counted = counted_until(history, position.as_of, position.price)
    if counted is None:
        return price_doubt(position.account, position.symbol, history, position.as_of, position.price)
    missing = missing_split(position.symbol, history, counted)
    if missing is not None:
        return missing
    day, close = newest
    factor = history.split_factor(counted, day)
    quantity = in_new_shares(position.quantity, factor)
    return replace(
        position,
        quantity=quantity,
        price=close,
        value=round_to_cents(quantity * close),
        lots=split_lots(position.lots, factor, quantity),
        priced_on=day,
        as_imported=position,
    )


def split_lots(lots: tuple[TaxLot, ...], factor: Decimal, whole: Decimal) -> tuple[TaxLot, ...]:
    """Lots after a split, each at its old cost; the last takes what rounding leaves of the whole position."""
    if factor == 1 or not lots:
        return lots
    quantities = [in_new_shares(lot.quantity, factor) for lot in lots]
    rest = whole - sum(quantities, ZERO)
    if abs(rest) < SHARE_PLACES * len(lots):
        quantities[-1] += rest
    return tuple(replace(lot, quantity=quantity) for lot, quantity in zip(lots, quantities, strict=True))
