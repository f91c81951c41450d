"""Breadth: how many members of an index take part in what it does.

A member without enough closes of its own by a day, or without one on it, is left out of that day's figure, and counted as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.rotation.indicators import AVERAGES, YEAR
from advisor.rotation.model_breadth import AdvanceDecline, Breadth, EqualAgainstCap, MemberList, ShareByDay
from advisor.rotation.own_closes import without_gaps
from advisor.rotation.panel import Panel
from advisor.rotation.returns import session_returns
from advisor.rotation.rolling import highest, is_above, lowest, moving_averages
from advisor.rotation.series import ratio_of, rebased

_CLOSES = "on closes adjusted for splits and distributions"
_ABOVE = (
    "Share of members that closed above the plain average of their last {window} closes, {closes}. On closes that are adjusted "
    "for splits only it reads lower, mostly by 1 to 3 points at 200 days: a dividend paid since lowers the closes before it."
)
ADVANCE_DEFINITION = (
    "Members that closed higher than at their close before, less those that closed lower, over all that have both closes, "
    f"{_CLOSES}; the line adds these shares up."
)
HIGHS_DEFINITION = (
    f"Share of members that closed above each of their {YEAR - 1} closes before, {_CLOSES}; one as high is no new high."
)
LOWS_DEFINITION = (
    f"Share of members that closed below each of their {YEAR - 1} closes before, {_CLOSES}; one as low is no new low."
)
_BEATING = "Share of the {name} that returned more than {benchmark} over {sessions} trading days, {closes}."


class _Roll(NamedTuple):
    """The members' closes and who of them was one when.

    Attributes:
        closes: Shape (members, days).
        listed: Whether the row is on the day's list; same shape.
        size: Names on the day's list, with closes or without; shape (days,).
    """

    days: NDArray[np.int64]
    closes: NDArray[np.float64]
    listed: NDArray[np.bool_]
    size: NDArray[np.int64]

    def share(self, holds: NDArray[np.bool_], known: NDArray[np.bool_], definition: str) -> ShareByDay:
        counted = _count(known & self.listed)
        return ShareByDay(self.days, _count(holds & known & self.listed), counted, self.size - counted, definition)


def breadth(panel: Panel, lists: Sequence[MemberList]) -> Breadth:
    """How many of an index's members are above their averages, rise, and make highs and lows.

    Args:
        panel: Closes of the members.
        lists: The index's members at one or more dates, ascending. Each holds until the next; the first also for all days before
            it, which the notes say.

    Raises:
        ValueError: No list is given.
    """
    roll = _roll(panel, lists)
    averages = moving_averages(roll.closes, AVERAGES)
    highs, lows = _extremes(roll)
    last = lists[-1]
    return Breadth(
        name=last.name,
        above={
            window: roll.share(is_above(roll.closes, average), ~np.isnan(average), above_definition(window))
            for window, average in averages.items()
        },
        advance_decline=_advance_decline(roll),
        new_highs=highs,
        new_lows=lows,
        absent=_absent(panel, last),
        notes=survivorship(panel.days, lists[0]),
    )


def beating(panel: Panel, lists: Sequence[MemberList], benchmark: str, sessions: int) -> ShareByDay:
    """Share of members, or of sectors, that returned more than a benchmark over so many trading days, by day.

    Args:
        lists: As in `breadth`.

    Raises:
        KeyError: The panel has no such benchmark.
    """
    roll = _roll(panel, lists)
    theirs = session_returns(panel.of(benchmark), sessions)
    own = session_returns(roll.closes, sessions)
    definition = beating_definition(lists[-1].name, benchmark, sessions)
    return roll.share(own > theirs, ~np.isnan(own) & ~np.isnan(theirs), definition)


def above_definition(window: int) -> str:
    """What the share above an average of so many closes is, as one sentence for the investor."""
    return _ABOVE.format(window=window, closes=_CLOSES)


def beating_definition(name: str, benchmark: str, sessions: int) -> str:
    """What the share of an index's members ahead of a benchmark is, as one sentence for the investor."""
    return _BEATING.format(name=name, benchmark=benchmark, sessions=sessions, closes=_CLOSES)


def survivorship(days: NDArray[np.int64], first: MemberList) -> tuple[str, ...]:
    """What taking the first list for the days before it does to the figures; nothing where there are none."""
    if not len(days) or days[0] >= first.as_of.toordinal():
        return ()
    day = long_date(first.as_of)
    return (
        f"Before {day} the members of the {first.name} are taken as they were on that day. Companies that left it earlier are "
        "missing, and those that rose into it are there, so earlier shares mostly read too high.",
    )


def equal_against_cap(panel: Panel, equal: str, cap: str, since: date) -> EqualAgainstCap | None:
    """An equally weighted fund against the one weighted by market value, up to their last close.

    Args:
        since: The first close is the last that both have on or before this day.

    Returns:
        None where they have no closes in common on or before that day.

    Raises:
        KeyError: The panel lacks one of them.
    """
    ratio = ratio_of(panel, equal, cap)
    if ratio.first_day is None or ratio.last_day is None or ratio.first_day > since:
        return None
    line = rebased(ratio, since)
    first, last = (int(place) for place in np.searchsorted(panel.days, line.days[[0, -1]]))
    equal_rate, cap_rate = (float(panel.of(symbol)[last] / panel.of(symbol)[first] - 1.0) for symbol in (equal, cap))
    return EqualAgainstCap(
        equal_rate=equal_rate,
        cap_rate=cap_rate,
        spread=equal_rate - cap_rate,
        ratio_change=(1.0 + equal_rate) / (1.0 + cap_rate) - 1.0,
        from_day=date.fromordinal(int(line.days[0])),
        to_day=ratio.last_day,
        sessions=last - first,
        line=line,
    )


def _roll(panel: Panel, lists: Sequence[MemberList]) -> _Roll:
    if not lists:
        raise ValueError("breadth needs a list of members")
    members = panel.only(dict.fromkeys(symbol for each in lists for symbol in each.symbols))
    listed = np.zeros(members.closes.shape, dtype=np.bool_)
    size = np.zeros(len(panel.days), dtype=np.int64)
    begins = [0, *(int(np.searchsorted(panel.days, each.as_of.toordinal())) for each in lists[1:]), len(panel.days)]
    for each, begin, end in zip(lists, begins, begins[1:], strict=False):
        there = set(each.symbols)
        listed[:, begin:end] = np.array([symbol in there for symbol in members.symbols], dtype=np.bool_)[:, np.newaxis]
        size[begin:end] = len(each.symbols)
    return _Roll(panel.days, members.closes, listed, size)


def _advance_decline(roll: _Roll) -> AdvanceDecline:
    own = without_gaps(roll.closes)
    before = own.one_close_later(own.values)
    there = ~np.isnan(before) & ~np.isnan(roll.closes)
    rose = roll.share(roll.closes > before, there, ADVANCE_DEFINITION)
    fell = _count((roll.closes < before) & roll.listed)
    return AdvanceDecline(roll.days, rose.parts, fell, rose.counted, rose.left_out, ADVANCE_DEFINITION)


def _extremes(roll: _Roll) -> tuple[ShareByDay, ShareByDay]:
    own = without_gaps(roll.closes)
    ceiling = own.one_close_later(highest(own.values, YEAR - 1))
    floor = own.one_close_later(lowest(own.values, YEAR - 1))
    known = ~np.isnan(ceiling) & ~np.isnan(roll.closes)
    return (
        roll.share(roll.closes > ceiling, known, HIGHS_DEFINITION),
        roll.share(roll.closes < floor, known, LOWS_DEFINITION),
    )


def _count(holds: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.asarray(np.count_nonzero(holds, axis=0), dtype=np.int64)


def _absent(panel: Panel, members: MemberList) -> tuple[str, ...]:
    held = panel.only(members.symbols)
    there = {symbol for symbol, closes in zip(held.symbols, held.closes, strict=True) if not np.isnan(closes).all()}
    return tuple(symbol for symbol in members.symbols if symbol not in there)
