"""Breadth as plain counts by day, to be kept in a table, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.breadth import (
    ADVANCE_DEFINITION,
    HIGHS_DEFINITION,
    LOWS_DEFINITION,
    above_definition,
    beating_definition,
    survivorship,
)
from advisor.rotation.indicators import AVERAGES
from advisor.rotation.model_breadth import AdvanceDecline, Breadth, MemberList, ShareByDay

BENCHMARK, SESSIONS = "SPY", 21  # what members are ahead of, and over how many trading days

Counts = Mapping[str, NDArray[np.int64]]


def counts_of(told: Breadth, beat: ShareByDay) -> Counts:
    """The counts that make up both, by a name each; those left out of highs are those left out of lows.

    Args:
        beat: Members ahead of the benchmark over the sessions, on the same days.
    """
    moved = told.advance_decline
    return {
        **{f"above_{window}": share.parts for window, share in told.above.items()},
        "advances": moved.advances,
        "declines": moved.declines,
        "highs": told.new_highs.parts,
        "lows": told.new_lows.parts,
        "beating": beat.parts,
        **{f"no_average_{window}": share.left_out for window, share in told.above.items()},
        "no_move": moved.left_out,
        "no_year": told.new_highs.left_out,
        "no_return": beat.left_out,
    }


def breadth_of_counts(days: NDArray[np.int64], counts: Counts, members: MemberList, absent: Sequence[str]) -> Breadth:
    """What `counts_of` was made of.

    Args:
        days: Proleptic ordinals, ascending.
        members: Who was counted, on all of the days.
        absent: Those of them without any closes.
    """
    size = len(members.symbols)

    def share(part: str, left_out: str, definition: str) -> ShareByDay:
        return ShareByDay(days, counts[part], size - counts[left_out], counts[left_out], definition)

    moved, unmoved = (counts["advances"], counts["declines"]), counts["no_move"]
    return Breadth(
        name=members.name,
        above={window: share(f"above_{window}", f"no_average_{window}", above_definition(window)) for window in AVERAGES},
        advance_decline=AdvanceDecline(days, *moved, size - unmoved, unmoved, ADVANCE_DEFINITION),
        new_highs=share("highs", "no_year", HIGHS_DEFINITION),
        new_lows=share("lows", "no_year", LOWS_DEFINITION),
        absent=tuple(absent),
        notes=survivorship(days, members),
    )


def beating_of_counts(days: NDArray[np.int64], counts: Counts, members: MemberList) -> ShareByDay:
    """The members ahead of the benchmark that `counts_of` was given."""
    definition = beating_definition(members.name, BENCHMARK, SESSIONS)
    return ShareByDay(days, counts["beating"], len(members.symbols) - counts["no_return"], counts["no_return"], definition)
