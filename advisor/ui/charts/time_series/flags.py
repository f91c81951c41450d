"""Words beside upright lines, on as few rows as keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BESIDE = 5.0  # between a line and its word, logical pixels
_APART = 6.0


@dataclass(frozen=True, slots=True)
class Flag:
    """A word to place: x of its line, what it says, how wide that is; without a line it begins at x."""

    x: float
    text: str
    width: float
    has_line: bool = True


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """Where a word begins, and its row from the top; None where no row had room for it."""

    flag: Flag
    left: float
    row: int | None


def place_flags(flags: Sequence[Flag], left: float, right: float, rows: int) -> tuple[PlacedFlag, ...]:
    """Give each word a place left of its line, else right of it, else on the next row; earlier flags choose first.

    Args:
        left, right: What words may not leave.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    return tuple(_placed(flag, left, right, taken) for flag in flags)


def _placed(flag: Flag, left: float, right: float, taken: list[list[tuple[float, float]]]) -> PlacedFlag:
    starts = (flag.x - _BESIDE - flag.width, flag.x + _BESIDE) if flag.has_line else (flag.x,)
    for row, others in enumerate(taken):
        for start in starts:
            end = start + flag.width
            free = all(end + _APART <= other_start or start >= other_end + _APART for other_start, other_end in others)
            if left <= start and end <= right and free:
                others.append((start, end))
                return PlacedFlag(flag, start, row)
    return PlacedFlag(flag, flag.x, None)
