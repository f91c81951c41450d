"""Words beside upright lines, on as few rows as keep them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BESIDE = 5.0  # between a line and its word, logical pixels
_APART = 6.0
_MISLEADING = 3


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
    """Give each word a place beside its line, where other lines rather do not cross it; earlier flags choose first.

    Args:
        left, right: What words may not leave.
        rows: How many there are.
    """
    taken: list[list[tuple[float, float]]] = [[] for _ in range(rows)]
    placed = []
    for flag in flags:
        others = [other.x for other in flags if other is not flag and other.has_line]
        places = [(row, start) for row in range(rows) for start in _starts(flag)]
        free = [place for place in places if _is_free(flag, place, taken, left, right)]
        if not free:
            placed.append(PlacedFlag(flag, flag.x, None))
            continue
        row, start = min(free, key=lambda place: _crossings(flag, place[1], others))
        taken[row].append((start, start + flag.width))
        placed.append(PlacedFlag(flag, start, row))
    return tuple(placed)


def _starts(flag: Flag) -> tuple[float, ...]:
    """Left of its line, else right of it."""
    return (flag.x - _BESIDE - flag.width, flag.x + _BESIDE) if flag.has_line else (flag.x,)


def _is_free(
    flag: Flag, place: tuple[int, float], taken: Sequence[Sequence[tuple[float, float]]], left: float, right: float
) -> bool:
    row, start = place
    end = start + flag.width
    apart = all(end + _APART <= other_start or start >= other_end + _APART for other_start, other_end in taken[row])
    return apart and left <= start and end <= right


def _crossings(flag: Flag, start: float, others: Sequence[float]) -> int:
    """Lines behind the word; one between the word and its own line counts more, since the word would seem to be that one's."""
    between = (flag.x, start) if start > flag.x else (start + flag.width, flag.x)
    through = sum(start <= x <= start + flag.width for x in others)
    return through + _MISLEADING * sum(between[0] < x < between[1] for x in others)
