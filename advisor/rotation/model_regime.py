"""The regime that the signals vote for, and what followed it, as they travel to the window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class RegimeState(StrEnum):
    """Where leadership goes."""

    BROADENING = "broadening"
    MIXED = "mixed"
    NARROWING = "narrowing"
    UNKNOWN = "not enough data"


REGIME_STATES: tuple[RegimeState, ...] = tuple(RegimeState)  # `RegimeHistory.states` holds places in it


@dataclass(frozen=True, slots=True)
class Vote:
    """How one signal votes.

    Attributes:
        signal: Its id.
        name: Its name.
        lean: 1 for broadening, -1 for narrowing, 0 for neither; None where it has too little data to vote.
        why: What it votes for and when, in one sentence.
    """

    signal: str
    name: str
    lean: int | None
    why: str


@dataclass(frozen=True, slots=True)
class RegimeHistory:
    """The regime at the end of each full week; nothing in it changes when later closes come.

    Attributes:
        days: Last trading day of each week, ordinals; shape (weeks,).
        scores: Mean of the votes, -1 to 1; NaN with too few of them; same shape.
        voters: How many signals voted; same shape.
        states: Places in `REGIME_STATES`; same shape.
    """

    days: NDArray[np.int64]
    scores: NDArray[np.float64]
    voters: NDArray[np.int64]
    states: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Regime:
    """Where leadership goes, by the votes of the signals.

    Attributes:
        state: At the end of the last full week.
        as_of: That week's last trading day; None without data.
        since: Last trading day of the first week of the state without a break.
        score: Mean of the votes; None with too few of them.
        rule: How the state comes from the votes, in sentences.
        sentence: What it says now.
        votes: Of the last full week.
        history: For the chart and for what followed.
    """

    state: RegimeState
    as_of: date | None
    since: date | None
    score: float | None
    rule: str
    sentence: str
    votes: tuple[Vote, ...]
    history: RegimeHistory


@dataclass(frozen=True, slots=True)
class Followed:
    """How far one market came out ahead of another in the months after weeks of one state.

    Attributes:
        state: The regime; None for all weeks, whatever their state: what to compare with.
        months: Length of the span: 1, 3, 6 or 12.
        weeks: Weeks of that state whose span is over; the spans of neighbouring weeks overlap.
        separate: How many of them follow one another without overlapping: the honest number of cases.
        pending: Weeks of that state whose span is not over yet.
        median: Of the weeks' outcomes, points as a fraction; None without weeks. So are lowest and highest.
        lowest: The worst of them.
        highest: The best of them.
        positive: Share of the weeks in which the first came out ahead; None without weeks.
        enough: Whether there are enough separate cases to say anything.
        sentence: The row in words.
    """

    state: RegimeState | None
    months: int
    weeks: int
    separate: int
    pending: int
    median: float | None
    lowest: float | None
    highest: float | None
    positive: float | None
    enough: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class WalkForward:
    """What followed each state of the regime, out of sample.

    Attributes:
        name: What is measured, e.g. "RSP against SPY".
        definition: From which close to which, by which convention.
        first_week: Of those counted; None without any.
        last_week: Of those counted; None without any.
        sentence: Whether a broadening market was followed by anything that other weeks were not.
        rows: By months, all weeks first, then state by state.
        caution: What the table cannot say.
    """

    name: str
    definition: str
    first_week: date | None
    last_week: date | None
    sentence: str
    rows: tuple[Followed, ...]
    caution: str
