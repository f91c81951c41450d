"""The Signals part of the Rotation page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.time_series import TimeSeriesView


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal. `sort_values` are value, threshold, since, as of (days); what is not known is minus infinity.

    Attributes:
        icon: Lucide name of the sign that stands with the state's word.
        speaks_text: Which way of the market it speaks for, "" for neither.
    """

    id: str
    name: str
    now_text: str
    rule_text: str
    threshold_text: str
    state_text: str
    tone: str
    icon: str
    speaks_text: str
    since_text: str
    as_of_text: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One condition of a signal."""

    name: str
    value_text: str
    limit_text: str
    state_text: str
    tone: str
    icon: str


@dataclass(frozen=True, slots=True)
class SignalDetail:
    """One signal in full.

    Attributes:
        caption: State, its beginning, the day that it was measured on.
        criteria: Empty where the value against the threshold is all.
        notes: What was left out and why, in sentences.
    """

    id: str
    name: str
    state_text: str
    tone: str
    caption: str
    sentence: str
    definition: str
    rule: str
    criteria: tuple[CriterionRow, ...]
    chart: TimeSeriesView
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoteRow:
    """How one signal votes on the regime. `lean` orders rows: 1 broadening, -1 narrowing, minus infinity without a vote."""

    signal: str
    name: str
    state_text: str
    tone: str
    icon: str
    why: str
    lean: float


@dataclass(frozen=True, slots=True)
class RegimeView:
    """The regime: `caption` says since when and as of when."""

    state_text: str
    tone: str
    icon: str
    caption: str
    sentence: str
    rule: str
    votes: tuple[VoteRow, ...]


@dataclass(frozen=True, slots=True)
class FollowedRow:
    """What came after weeks of one state. `sort_values` are months, weeks, separate cases, median, lowest, share positive.

    Attributes:
        months_text: "3 months".
        after_text: "Broadening", or "Any week" for what to compare with.
        enough_text: Whether there are enough separate cases to say anything.
        sentence: The row in words.
    """

    months_text: str
    after_text: str
    weeks_text: str
    separate_text: str
    median_text: str
    range_text: str
    positive_text: str
    enough_text: str
    tone: str
    sentence: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FollowedView:
    """What followed each state, for one pair of markets."""

    name: str
    weeks_text: str
    sentence: str
    definition: str
    caution: str
    rows: tuple[FollowedRow, ...]


@dataclass(frozen=True, slots=True)
class SignalsView:
    """`details` are by id of the signal, in the order of `rows`."""

    caption: str
    regime: RegimeView
    rows: tuple[SignalRow, ...]
    details: tuple[SignalDetail, ...]
    followed: tuple[FollowedView, ...]
