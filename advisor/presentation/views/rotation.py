"""The Rotation page: its head and what stands in its part about the market."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.presentation.views.advice import Side
from advisor.presentation.views.rich import Rich

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class RotationHead:
    """The sentences over every part. `notes` say what was left out or assumed; `is_stale` marks the dates."""

    headline: str
    explanation: Rich
    dates_text: str
    is_stale: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RatioView:
    """One ratio in small: "RSP / SPY", what it says, its change since the left edge, and the values from there on.

    Attributes:
        above: Symbol over the line.
        below: Symbol under it.
        values: The ratio, without gaps; shape (days,); empty where `nothing` says why.
    """

    above: str
    below: str
    name: str
    meaning: str
    change_text: str
    tone: str
    spoken: str
    values: NDArray[np.float64]
    nothing: str = ""


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """What one symbol returned. Texts, tones and numbers follow the windows: 1w, 1m, 3m, 6m, year to date, 1y.

    `sort_values` end with the three figures behind them: below the high, up capture, down capture.
    """

    symbol: str
    name: str
    color_key: str
    texts: tuple[str, ...]
    tones: tuple[str, ...]
    fall_text: str
    up_text: str
    down_text: str
    sort_values: tuple[float, ...]
    tip: str
    fall_tip: str
    capture_tip: str


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One sleeve of the investor's, or the total. `quadrant` is a `Quadrant` id, empty where it stands nowhere on the map.

    `sort_values`: share now, return, contribution, against the benchmark.
    """

    sleeve: str
    label: str
    symbol: str
    share_text: str
    quadrant: str
    quadrant_text: str
    rate_text: str
    rate_tone: str
    contribution_text: str
    contribution_tone: str
    against_text: str
    against_tone: str
    sort_values: tuple[float, ...]
    tip: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class StandingView:
    """The investor's sleeves over one window; no rows without a portfolio."""

    sentence: Rich
    note: str
    definition: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class SidesView:
    """The case for a broadening market beside the case against it, and what neither knows."""

    sides: tuple[Side, ...]
