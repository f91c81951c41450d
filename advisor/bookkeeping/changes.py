"""What happened to an account between two imports that no purchase or sale explains: splits and changes of ticker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from advisor.domain.money import ZERO
from advisor.domain.portfolio import InstrumentKind, Position
from advisor.domain.price_jumps import SPLIT_RATIOS
from advisor.domain.statement import StatementPosition

_SAME_WORTH = Decimal("0.35")  # how far prices may have moved, apart from the split
# Where no cost tells that nothing was paid, a purchase in a falling market looks much the same.
_SAME_WORTH_WITHOUT_COST = Decimal("0.1")
_SMALLEST_WITHOUT_COST = Fraction(3, 2)
_SAME_PRICE = Decimal("0.35")


class SplitSeen(NamedTuple):
    """Shares multiplied while their price fell by the same factor, and nothing was paid: "10-for-1"."""

    line: int
    symbol: str
    new: int
    old: int
    before: Decimal
    now: Decimal


class TickerChange(NamedTuple):
    """The same number of shares at the same cost, under another symbol."""

    line: int
    old_symbol: str
    new_symbol: str
    quantity: Decimal


def splits_between(before: Sequence[Position], now: Sequence[StatementPosition]) -> tuple[SplitSeen, ...]:
    """Splits that explain why a position of one account has another quantity.

    Args:
        before: The account's newest positions in the books.
        now: Its positions in the new file.
    """
    earlier = {position.symbol: position for position in before}
    found = (_split(earlier[position.symbol], position) for position in now if position.symbol in earlier)
    return tuple(split for split in found if split is not None)


def ticker_changes_between(before: Sequence[Position], now: Sequence[StatementPosition]) -> tuple[TickerChange, ...]:
    """Positions that went on under another symbol: the old one is gone, the new one has its shares, its cost and its price."""
    held_before, held_now = {position.symbol for position in before}, {position.symbol for position in now}
    gone = [position for position in before if position.symbol not in held_now and position.kind is not InstrumentKind.CASH]
    come = [position for position in now if position.symbol not in held_before and position.kind is not InstrumentKind.CASH]
    return tuple(_pairs(gone, come))


def _pairs(gone: Sequence[Position], come: Sequence[StatementPosition]) -> Iterator[TickerChange]:
    for old in gone:
        alike = [new for new in come if _same_holding(old, new)]
        if len(alike) == 1 and old.quantity is not None:
            yield TickerChange(alike[0].line, old.symbol, alike[0].symbol, old.quantity)


def _split(old: Position, new: StatementPosition) -> SplitSeen | None:
    if not (old.quantity and new.quantity and old.price and new.price) or old.quantity == new.quantity:
        return None
    has_cost = old.cost_basis is not None and new.cost_basis is not None
    if has_cost and not _near(old.cost_basis or ZERO, new.cost_basis or ZERO, Decimal("0.01")):
        return None
    ratios = SPLIT_RATIOS if has_cost else [each for each in SPLIT_RATIOS if each >= _SMALLEST_WITHOUT_COST]
    moved = _SAME_WORTH if has_cost else _SAME_WORTH_WITHOUT_COST
    ratio = Fraction(new.quantity) / Fraction(old.quantity)
    for split in (*ratios, *(1 / each for each in ratios)):
        # A reverse split pays out fractions in cash, so that the ratio is missed by less than one share.
        if abs(ratio - split) * abs(Fraction(old.quantity)) < 1 and _price_followed(old.price, new.price, split, moved):
            return SplitSeen(new.line, new.symbol, split.numerator, split.denominator, old.quantity, new.quantity)
    return None


def _price_followed(old: Decimal, new: Decimal, split: Fraction, moved: Decimal) -> bool:
    factor = Decimal(split.numerator) / Decimal(split.denominator)
    return _near(old, new * factor, moved) and not _near(old, new, Decimal("0.15"))


def _same_holding(old: Position, new: StatementPosition) -> bool:
    if old.quantity is None or old.quantity != new.quantity:
        return False
    if old.cusip and old.cusip == new.cusip:
        return True
    if old.cost_basis is None or old.cost_basis != new.cost_basis:
        return False
    return old.price is None or new.price is None or _near(old.price, new.price, _SAME_PRICE)


def _near(one: Decimal, other: Decimal, share: Decimal) -> bool:
    return abs(one - other) <= share * max(abs(one), abs(other))
