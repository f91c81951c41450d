"""The Breadth part of the Rotation page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.rich import Rich
from advisor.presentation.views.time_series import TimeSeriesView


@dataclass(frozen=True, slots=True)
class BreadthRow:
    """One count of members, as of the last day. `sort_values` are share, left out, change over a month, change over a year.

    Attributes:
        measure: "Above 200-day average", "New highs", "Advances".
        part_text: "340 of 501".
        definition: What is counted, on which closes.
    """

    index: str
    measure: str
    share_text: str
    part_text: str
    left_out_text: str
    month_text: str
    year_text: str
    definition: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BreadthChart:
    """A chart, the sentence over it and what it is made of.

    Attributes:
        key: What chooses it where several share a place.
        label: Its name among those.
    """

    key: str
    label: str
    sentence: str
    definition: str
    chart: TimeSeriesView


@dataclass(frozen=True, slots=True, eq=False)
class BreadthView:
    """How many take part.

    Attributes:
        above: Shares above an average, one chart for each length of it.
        beating: Members and sectors ahead of the S&P 500.
        extremes: New highs and lows, one chart for each index.
        notes: What the figures cannot show, and who is left out, in sentences.
        nothing: Why there is none of it; empty where there is.
    """

    sentence: Rich
    rows: tuple[BreadthRow, ...]
    above: tuple[BreadthChart, ...]
    advance_decline: BreadthChart
    beating: BreadthChart
    extremes: tuple[BreadthChart, ...]
    equal_weight: BreadthChart
    difference: BreadthChart
    notes: tuple[str, ...]
    nothing: str
