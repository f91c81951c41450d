"""Figures that no price tells: growth of earnings, valuations, spending, macro dials. Each is dated and has a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Measure(StrEnum):
    """What a figure's value counts."""

    FRACTION = "fraction"  # 0.027 is shown as 2.7%
    POINTS = "points"  # a difference of two fractions: 0.11 is shown as 11 points
    MULTIPLE = "multiple"  # of earnings
    DOLLARS = "dollars"
    LEVEL = "level"  # of an index
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one day.

    Attributes:
        id: Stable; the investor's value of the same id takes this one's place.
        series: What it is a value of; the values of one series are comparable by day, e.g. "fed_funds_upper".
        period: What the value is about, e.g. "Q4 2025"; empty where the day says it all.
        name: For the investor.
        as_of: Day on which it was published or observed.
        source: Who says so, and where.
        definition: What is counted and what is not.
        is_users: The investor stated it.
        is_fetched: A source answered it to a refresh.
    """

    id: str
    series: str
    period: str
    name: str
    value: Decimal
    unit: Measure
    as_of: date
    source: str
    definition: str
    is_users: bool = False
    is_fetched: bool = False
