"""Fundamentals and macro dials as they travel to the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from advisor.domain.figures import Figure

OWN_STOCKS = "own"  # the group of what the investor owns


@dataclass(frozen=True, slots=True)
class EarningsGap:
    """How much faster the earnings of the seven grow than those of the other 493 in one period: stated beside published.

    Attributes:
        period: e.g. "Q4 2025", "2026".
        stated: The articles' gap; None where they state none.
        seven: Published growth of the seven; None where none is on file. So is `rest`.
        published: seven - rest, exact; None without both.
        apart: published - stated; None without both.
    """

    period: str
    stated: Figure | None
    seven: Figure | None
    rest: Figure | None
    published: Decimal | None
    apart: Decimal | None


@dataclass(frozen=True, slots=True)
class PriceEarnings:
    """P/E of a portfolio or an index, by both ways to treat companies that lose money.

    Attributes:
        with_losses: 1 / Σ(w / PE) over all companies whose P/E is known, losses as negative earnings; None where they earn
            nothing together.
        without_losses: The same over those that earn money alone; None where none does.
        covered: Weight of the companies whose P/E is known, as a fraction of the weights given.
        losing: Weight of those that lose money, as a fraction of the covered.
        unknown: How many companies have no known P/E.
    """

    with_losses: float | None
    without_losses: float | None
    covered: float
    losing: float
    unknown: int


class CompanyRatios(NamedTuple):
    """P/E of one company; below zero where it loses money, None where it is not known.

    Attributes:
        forward: On the earnings expected for the next year; `trailing` on those of the last four quarters.
        as_of: The day it was told.
    """

    forward: float | None
    trailing: float | None
    as_of: date


class ValuedGroup(NamedTuple):
    """Companies whose P/E is told together.

    Attributes:
        id: "sp500", "seven", "rest", "sp400", "sp600", "russell_2000", or `OWN_STOCKS`.
        weights: Fractions by company, or values: what they sum to is the whole. Empty where nobody's list is on file.
        weighed_on: The day of the weights; None without them.
    """

    id: str
    name: str
    weights: Mapping[str, float]
    weighed_on: date | None


@dataclass(frozen=True, slots=True)
class Valuation:
    """P/E of companies together, as published and as worked out from what is on file of each.

    Attributes:
        published: The newest figure of each series that tells it, by either rule for companies that lose money.
        forward, trailing: Worked out; None where nothing is known of any of the companies.
        told_from, told_to: The days on which their ratios were told; None without any.
    """

    group: ValuedGroup
    published: tuple[Figure, ...]
    forward: PriceEarnings | None
    trailing: PriceEarnings | None
    told_from: date | None
    told_to: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the newest value of a series stands among all its values.

    Attributes:
        newest: None for an empty series.
        percentile: Share of the earlier values that are lower, equal ones counted half; None with fewer than twelve of them.
        values: How many values there are.
        since: Day of the first; None for an empty series.
        sentence: The same in words.
    """

    newest: Figure | None
    percentile: float | None
    values: int
    since: date | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Dial:
    """One number that the whole market hangs on.

    Attributes:
        id: Its series, e.g. "ten_year".
        now: The newest value; None where nothing is on file.
        before: The one before it; None without one.
        is_live: It comes from closes on file, or from a source that a refresh asked.
        is_stale: It is older than `fresh_for` allows.
    """

    id: str
    name: str
    now: Figure | None
    before: Figure | None
    is_live: bool
    is_stale: bool
