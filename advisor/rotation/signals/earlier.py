"""A value among all values before it: its rank, and what it would have to beat. Nothing looks ahead."""

from __future__ import annotations

from bisect import bisect_left, insort
from math import ceil, isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_ROUNDING = 1e-9  # 0.95 x 140 must count as 133, not as a hair more


class AmongEarlier(NamedTuple):
    """Each value against those before it; shapes (values,).

    Attributes:
        ranks: Share of the earlier values that are lower; NaN with too few of them, and where the value is NaN.
        to_beat: A value above this has a rank of at least the one asked for; NaN with too few earlier values.
        counts: How many earlier values there are.
    """

    ranks: NDArray[np.float64]
    to_beat: NDArray[np.float64]
    counts: NDArray[np.int64]


def among_earlier(values: NDArray[np.float64], rank: float, least: int) -> AmongEarlier:
    """Rank each value among those before it.

    Args:
        values: In order of time; NaN are passed over and count for no later value.
        rank: Between 0 and 1, for `to_beat`.
        least: With fewer earlier values than this there is neither rank nor limit; at least 1.
    """
    ranks, to_beat = np.full(len(values), np.nan), np.full(len(values), np.nan)
    counts = np.zeros(len(values), dtype=np.int64)
    before: list[float] = []
    for place, value in enumerate(values.tolist()):
        counts[place] = len(before)
        if len(before) >= least:
            to_beat[place] = before[max(ceil(rank * len(before) - _ROUNDING), 1) - 1]
        if isnan(value):
            continue
        lower = bisect_left(before, value)
        if len(before) >= least:
            ranks[place] = lower / len(before)
        insort(before, value, lower)
    return AmongEarlier(ranks, to_beat, counts)
