"""The seven, the other 493, and how far the two ways to work them out lie apart; as they travel to the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line


@dataclass(frozen=True, slots=True)
class MemberWeights:
    """What an index was made of on one day.

    Attributes:
        as_of: Day of the weights.
        weights: By symbol, every share class on its own; fractions of the list, which may sum to a little less than 1 (a fund's
            cash).
        source: Who said so.
    """

    as_of: date
    weights: Mapping[str, float]
    source: str


@dataclass(frozen=True, slots=True)
class MonthlyDifference:
    """Two ways to work out the same return, by calendar month that is over.

    Attributes:
        months: year * 12 + month - 1, ascending.
        synthesised: Monthly returns, as fractions.
        direct: The same, summed over members.
        mean_absolute: Mean of |synthesised - direct|, as a fraction a month.
        mean: Mean of synthesised - direct.
        largest: Largest |synthesised - direct|.
    """

    months: NDArray[np.int64]
    synthesised: NDArray[np.float64]
    direct: NDArray[np.float64]
    mean_absolute: float
    mean: float
    largest: float


@dataclass(frozen=True, slots=True)
class Synthesis:
    """Total-return lines of the seven and of the rest of the index, on the same days; 100 on the first.

    Attributes:
        seven: The companies weighted by market value.
        seven_equal: The same in equal parts, evened out again at the end of each quarter.
        rest: The index without them.
        seven_weight: Their weight in the index each evening, as a fraction.
        direct: The rest, summed over its members; None where too few of them have closes.
        members: How many share classes each day of `direct` is made of; empty without it.
        difference: `rest` against `direct`; None without it or without a month that is over.
        notes: What was left out, and what is assumed, in sentences.
    """

    seven: Line
    seven_equal: Line
    rest: Line
    seven_weight: Line
    direct: Line | None
    members: NDArray[np.int64]
    difference: MonthlyDifference | None
    notes: tuple[str, ...]
