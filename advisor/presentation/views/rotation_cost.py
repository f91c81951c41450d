"""What leaving the seven costs, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class CostPoint:
    """One point of the curve.

    Attributes:
        place: Among the curve's points, from today's on.
        share: Of the seven in the stocks, fraction.
        values: Heights by the key of each measure; a measure that is not known is left out.
        mark_text: A name for it, such as "Today"; empty for most.
        note: Why it has that name, one sentence.
        sentence: What it does, in one line.
        facts: (words, figure) pairs beside the chart.
        sort_values: Numbers behind the cells of its row, in the order of the columns.
    """

    place: int
    share: float
    values: dict[str, float]
    share_text: str
    removed_text: str
    tax_text: str
    cost_text: str
    together_text: str
    turnover_text: str
    tracking_text: str
    trades_text: str
    mark_text: str
    note: str
    sentence: str
    facts: tuple[tuple[str, str], ...]
    sort_values: tuple[float, ...]


class CostMeasure(NamedTuple):
    """What the height of the curve can be.

    Attributes:
        is_money: Dollars; else a fraction.
        caption: What it is, beside the chart's title.
    """

    key: str
    title: str
    is_money: bool
    caption: str


@dataclass(frozen=True, slots=True)
class CostView:
    """The whole curve.

    Attributes:
        first_place: The point that is chosen to begin with.
        notes: What the marks say, and what is assumed.
    """

    headline: str
    explanation: Rich
    points: tuple[CostPoint, ...]
    measures: tuple[CostMeasure, ...]
    first_place: int
    notes: tuple[str, ...]
