"""How many take part in what the index does, as it travels to the window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line


@dataclass(frozen=True, slots=True)
class MemberList:
    """Who belonged to an index, or to any other group, on a day.

    Attributes:
        name: "S&P 500".
        symbols: As the panel calls them; each once.
        as_of: The day that the list is of.
    """

    name: str
    symbols: tuple[str, ...]
    as_of: date


@dataclass(frozen=True, slots=True)
class CountedShare:
    """A share of members on one day.

    Attributes:
        day: Which.
        share: part / counted, as a fraction; None when none counted.
        part: Members for which it holds.
        counted: Members that it could be told of.
        left_out: The other members: without a close that day, or with too few before it.
    """

    day: date
    share: float | None
    part: int
    counted: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ShareByDay:
    """A share of members, by day; all arrays of shape (days,).

    Attributes:
        days: Proleptic ordinals, ascending.
        parts: Members for which it holds.
        counted: Members that it could be told of.
        left_out: The other members of that day's list.
        definition: One sentence for the investor.
    """

    days: NDArray[np.int64]
    parts: NDArray[np.int64]
    counted: NDArray[np.int64]
    left_out: NDArray[np.int64]
    definition: str

    @property
    def shares(self) -> NDArray[np.float64]:
        """Fractions; NaN where none counted."""
        shares = np.full(len(self.days), np.nan)
        np.divide(self.parts, self.counted, out=shares, where=self.counted > 0)
        return shares

    @property
    def latest(self) -> CountedShare | None:
        """As of the last day; None without days."""
        return self.at(len(self.days) - 1) if len(self.days) else None

    def at(self, place: int) -> CountedShare:
        """As of one of the days, by its place."""
        part, counted, left_out = (int(each[place]) for each in (self.parts, self.counted, self.left_out))
        share = part / counted if counted else None
        return CountedShare(date.fromordinal(int(self.days[place])), share, part, counted, left_out)


@dataclass(frozen=True, slots=True)
class AdvanceDecline:
    """Who rose and who fell, by day; all arrays of shape (days,).

    Attributes:
        days: Proleptic ordinals, ascending.
        advances: Members that closed above their close before.
        declines: Members that closed below it.
        counted: Members with both closes; those that did not move among them.
        left_out: The other members of that day's list.
        definition: One sentence for the investor.
    """

    days: NDArray[np.int64]
    advances: NDArray[np.int64]
    declines: NDArray[np.int64]
    counted: NDArray[np.int64]
    left_out: NDArray[np.int64]
    definition: str

    @property
    def net(self) -> NDArray[np.float64]:
        """(advances - declines) / counted, as fractions; 0 where none counted."""
        net = np.zeros(len(self.days))
        np.divide(self.advances - self.declines, self.counted, out=net, where=self.counted > 0)
        return net

    @property
    def line(self) -> NDArray[np.float64]:
        """The running sum of `net`: from 0 before the first day, in members' worth of one whole index a day."""
        return np.cumsum(self.net)


@dataclass(frozen=True, slots=True)
class Breadth:
    """How many members of an index take part.

    Attributes:
        name: Of the index.
        above: Share above their plain average of the last n closes, by n.
        advance_decline: Who rose and who fell.
        new_highs: Share that closed above each of their 251 closes before.
        new_lows: Share that closed below each of them.
        absent: Members of the last list that the panel has no closes of at all.
        notes: What the figures cannot show, in sentences.
    """

    name: str
    above: Mapping[int, ShareByDay]
    advance_decline: AdvanceDecline
    new_highs: ShareByDay
    new_lows: ShareByDay
    absent: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexBreadth:
    """An index's breadth, and how many of its members lead.

    Attributes:
        beating: Members that returned more than the S&P 500.
        is_live: Whether it was worked out from members' closes on file; else it is of the bundled day.
    """

    breadth: Breadth
    beating: ShareByDay
    is_live: bool


@dataclass(frozen=True, slots=True)
class EqualAgainstCap:
    """An equally weighted fund against the one weighted by market value, from one close to another.

    Attributes:
        equal_rate: Return of the first, as a fraction.
        cap_rate: Return of the second.
        spread: Their difference, as a fraction (shown in points).
        ratio_change: (1 + equal_rate) / (1 + cap_rate) - 1: what holding the first instead of the second made of a dollar.
        from_day: Day of the first close of both.
        to_day: Day of the last close of both.
        sessions: Trading days from the one to the other.
        line: The ratio, 100 on `from_day`.
    """

    equal_rate: float
    cap_rate: float
    spread: float
    ratio_change: float
    from_day: date
    to_day: date
    sessions: int
    line: Line
