"""Jumps in closes that nothing on file explains: a split nobody noted, a wrong close, or a true jump.

Each is told by the share's own moves before and after it. Where there is no time to look around, and doubt is enough to leave
closes aside, `domain.price_jumps` judges by the two closes alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.price_jumps import MOST_DAYS_APART, SPLIT_RATIOS
from advisor.domain.prices import PRICE_UNIT, PriceEventKind, PriceHistory

_LEAST_MOVE = 0.40  # a fraction of the close before; less is no jump, of whatever share
_TIMES_OWN_MOVE = 15.0  # nor is what is not far beyond the share's own days: so many times the median of their moves
_OWN_DAYS = 125  # on each side
# New shares for old, or old for new. A share may truly fall by a third, and rarely are 3 made of 2: such a jump is no sign.
_SPLITS = tuple(ratio.numerator for ratio in SPLIT_RATIOS if ratio.denominator == 1)
_OWN_SLACK = 3.0  # so many of the share's own moves may come on top of a split, or stay of a wrong close
_STAYS = 0.1  # or this part of the jump to a wrong close
_SPLIT_SLACK = 0.015  # and for each new share no more than this: the smaller the split, the sooner a mere move hits its size
_BACK_WITHIN = 2  # sessions
_LONG_GAP = 45.0  # days from a close to the next
_TIMES_USUAL_GAP = 5.0  # and so many times what is usual: some files have a close a month
_OTHER_LEVEL = 3


class JumpKind(StrEnum):
    """What a jump of the close looks like."""

    SPLIT = "split"  # of the size of a split, and none is on file
    TAKEN_BACK = "taken_back"  # the next closes are where the last ones were
    PLAIN = "plain"
    RESTARTED = "restarted"  # closes stopped for weeks, and went on at quite another price


class Jump(NamedTuple):
    """A jump to the close of a day, as traded; `shares`: new shares for one old, of a split that would explain it."""

    day: date
    kind: JumpKind
    before: Decimal
    close: Decimal
    shares: Decimal | None


def find_jumps(history: PriceHistory) -> Iterator[Jump]:
    """Every jump without its reason, oldest first. A wrong close is one jump, not two."""
    moves = _unexplained_moves(history)
    after = 0
    for place in np.flatnonzero((moves > np.log(1 + _LEAST_MOVE)) | (moves < np.log(1 - _LEAST_MOVE))).tolist():
        own = _own_move(moves, place)
        if place < after or abs(moves[place]) <= _TIMES_OWN_MOVE * own:
            continue
        day, back = date.fromordinal(history.days[place + 1]), _back_at(moves, place, own)
        after = back
        shares = None if back else _split(float(moves[place]), own)
        kind = JumpKind.TAKEN_BACK if back else JumpKind.SPLIT if shares else JumpKind.PLAIN
        before, close = (history.closes[at] * PRICE_UNIT for at in (place, place + 1))
        yield Jump(day, kind, before, close, shares)


def find_restarts(history: PriceHistory) -> Iterator[Jump]:
    """Long gaps after which closes go on at quite another price: an exchange may have given the ticker to another company."""
    days = np.asarray(history.days)
    gaps = np.diff(days)
    long = max(_LONG_GAP, _TIMES_USUAL_GAP * float(np.median(gaps))) if len(gaps) else 0.0
    for place in np.flatnonzero(gaps > long).tolist():
        stopped, day = (date.fromordinal(history.days[at]) for at in (place, place + 1))
        before, close = (history.closes[at] * PRICE_UNIT for at in (place, place + 1))
        now_worth = close * history.split_factor(stopped, day)
        if before > 0 and now_worth > 0 and max(before, now_worth) > _OTHER_LEVEL * min(before, now_worth):
            yield Jump(day, JumpKind.RESTARTED, before, close, None)


def _split(move: float, own: float) -> Decimal | None:
    """New shares for one old, of the split that explains a move; None where none does."""
    times = np.exp(abs(move))
    ratio = min(_SPLITS, key=lambda ratio: abs(np.log(times / ratio)))
    if abs(np.log(times / ratio)) > min(_OWN_SLACK * own, _SPLIT_SLACK * ratio):
        return None
    return Decimal(ratio) if move < 0 else 1 / Decimal(ratio)


def _unexplained_moves(history: PriceHistory) -> NDArray[np.float64]:
    """Logarithm of each close over the one before, splits and distributions between them made good; 0 across long gaps."""
    days, closes = np.asarray(history.days), np.asarray(history.closes, dtype=np.float64)
    worth = closes[1:].copy()
    for event in history.events:
        place = int(np.searchsorted(days, event.day.toordinal())) - 1
        if 0 <= place < len(worth) and days[place + 1] - days[place] <= MOST_DAYS_APART:
            factor, paid = (
                (float(event.amount), 0.0) if event.kind is PriceEventKind.SPLIT else (1.0, float(event.amount / PRICE_UNIT))
            )
            worth[place] = worth[place] * factor + paid
    sound = (closes[:-1] > 0) & (worth > 0) & (np.diff(days) <= MOST_DAYS_APART)
    return np.log(np.divide(worth, closes[:-1], out=np.ones_like(worth), where=sound))


def _own_move(moves: NDArray[np.float64], place: int) -> float:
    """The median size of the moves around a place, itself left out."""
    around = np.concatenate([moves[max(place - _OWN_DAYS, 0) : place], moves[place + 1 : place + 1 + _OWN_DAYS]])
    return float(np.median(np.abs(around))) if len(around) else 0.0


def _back_at(moves: NDArray[np.float64], place: int, own: float) -> int:
    """The place after the move that takes a jump back, but for the share's own moves; 0 where none does."""
    for end in range(place + 2, min(place + 2 + _BACK_WITHIN, len(moves) + 1)):
        if abs(moves[place:end].sum()) <= max(_OWN_SLACK * own, _STAYS * abs(moves[place])):
            return end
    return 0
