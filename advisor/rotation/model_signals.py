"""Signals, as they travel to the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class State(StrEnum):
    """What a signal says on one day."""

    ON = "on"
    NEAR = "near"
    OFF = "off"
    UNKNOWN = "not enough data"


class Unit(StrEnum):
    """What a signal's value and threshold count."""

    RATE = "fraction"  # 0.05 is shown as 5%
    POINTS = "points"  # a difference of two fractions: 0.05 is shown as 5 points
    RANK = "rank"  # share of earlier values that are lower: 0.95 is shown as 95%
    CLOSES = "closes"
    CRITERIA = "criteria met"


STATES: tuple[State, ...] = tuple(State)  # `History.states` holds places in it


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition of a signal.

    Attributes:
        name: What is looked at, e.g. "Retracement of the pole".
        value: As it stands, in words: "38%".
        limit: What it must be, in words: "under 50%".
        met: None where it cannot be checked with what is on file.
    """

    name: str
    value: str
    limit: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class History:
    """A signal by day or by week; nothing in it changes when later closes come.

    Attributes:
        days: Proleptic ordinals, ascending; shape (days,).
        values: In the signal's unit; NaN where there is too little history; same shape.
        thresholds: What the value is held against on that day; NaN where there is none yet; same shape.
        states: Places in `STATES`; same shape.
        leans: 1 where the signal speaks for a broadening market, -1 for a narrowing one, else 0; same shape.
    """

    days: NDArray[np.int64]
    values: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    states: NDArray[np.int8]
    leans: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Signal:
    """One thing that is watched.

    Attributes:
        id: Stable, e.g. "mid_cap_week".
        name: For the investor, e.g. "Weekly mid-cap breakout".
        value: As of `as_of`; None without enough data.
        unit: Of value and threshold.
        rule: When the signal is on, near and off, in one or two sentences.
        threshold: What the value is held against; None without enough data.
        state: As of `as_of`.
        as_of: Last day (or end of the last full week) that it was measured on; None without data.
        since: First day of the state without a break; None without data.
        history: For its chart.
        sentence: What it says now.
        definition: What the value is: of which closes, over which windows, by which convention.
        criteria: Each condition beside its limit; empty where the value against the threshold is all.
        symbols: Whose closes it is computed from.
        missing_bars: How many days between the first and the last lack a close of one of its symbols.
        notes: What was left out and why, in sentences.
    """

    id: str
    name: str
    value: float | None
    unit: Unit
    rule: str
    threshold: float | None
    state: State
    as_of: date | None
    since: date | None
    history: History
    sentence: str
    definition: str
    criteria: tuple[Criterion, ...] = ()
    symbols: tuple[str, ...] = ()
    missing_bars: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Divergence:
    """What one market returned over three spans, beside the market that it is compared with.

    Attributes:
        symbol: Whose closes.
        name: For the investor.
        returns: Fractions over 5, 20 and 60 trading days; None without enough closes.
        ahead: The same, less the returns of the market compared with (points as fractions).
    """

    symbol: str
    name: str
    returns: tuple[float | None, ...]
    ahead: tuple[float | None, ...]
