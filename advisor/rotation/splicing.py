"""Two tellings of one symbol's closes made one. Each is adjusted as of its own last day, so that only their ratio joins them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_LEAST_COMMON = 5  # days: with fewer, nothing says that two tellings are of one thing
_SAME_RETURN = 0.001  # typical difference of a day's returns, as a fraction
_SAME_LEVEL = 0.01  # so far the ratio of the two may wander: a telling without distributions wanders further


class Closes(NamedTuple):
    """Closes of one symbol.

    Attributes:
        days: Proleptic ordinals, ascending, none twice; shape (days,).
        closes: Above zero, at one level of adjustment; same shape.
    """

    days: NDArray[np.int64]
    closes: NDArray[np.float64]


class Spliced(NamedTuple):
    """Closes of one symbol, put together.

    Attributes:
        days: Proleptic ordinals, ascending; shape (days,).
        closes: At the level of whoever tells the last day; same shape.
        of_first: Which of them the first telling gave; same shape.
        joined: Whether the two are tellings of one thing, and share enough days to say so. If not, the longer one stands alone.
    """

    days: NDArray[np.int64]
    closes: NDArray[np.float64]
    of_first: NDArray[np.bool_]
    joined: bool


def spliced(first: Closes, second: Closes) -> Spliced:
    """Make one telling of two.

    The first counts wherever it has closes, and the second before and after. Where the first lacks distributions or a split that
    the second knows of, it is the other way round. Returns from one day to the next are always those of one of the two.

    Args:
        first: Not empty; so is the second.
    """
    _, at_first, at_second = np.intersect1d(first.days, second.days, assume_unique=True, return_indices=True)
    ratios = first.closes[at_first] / second.closes[at_second]
    if len(ratios) < _LEAST_COMMON or not _are_one(first.closes[at_first], second.closes[at_second]):
        return _alone(first, second)
    if ratios.max() <= ratios.min() * (1.0 + _SAME_LEVEL):
        return _filled(first, second, ratios[0], ratios[-1], base_is_first=True)
    return _filled(second, first, 1.0 / ratios[0], 1.0 / ratios[-1], base_is_first=False)


def _are_one(first: NDArray[np.float64], second: NDArray[np.float64]) -> bool:
    apart = np.abs(first[1:] / first[:-1] - second[1:] / second[:-1])
    return bool(np.median(apart) <= _SAME_RETURN)


def _alone(first: Closes, second: Closes) -> Spliced:
    is_first = len(first.days) >= len(second.days)
    longer = first if is_first else second
    return Spliced(longer.days, longer.closes, np.full(len(longer.days), is_first), False)


def _filled(base: Closes, other: Closes, ratio_before: float, ratio_after: float, *, base_is_first: bool) -> Spliced:
    """The base whole, and what the other has outside of it, at the ratios of base to other of their first and last common day."""
    before, after = other.days < base.days[0], other.days > base.days[-1]
    parts = (other.closes[before] * ratio_before, base.closes, other.closes[after] * ratio_after)
    closes = np.concatenate(parts)
    if after.any():
        closes /= ratio_after
    of_base = np.repeat([False, True, False], [len(part) for part in parts])
    days = np.concatenate((other.days[before], base.days, other.days[after]))
    return Spliced(days, closes, of_base == base_is_first, True)
