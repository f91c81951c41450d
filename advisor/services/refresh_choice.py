"""What to ask the network for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.domain.market_state import Answer, AskedFor
from advisor.services.task import Changed

STOPPED = "The refresh was stopped."
GOES_ON = "What was answered until then is kept; the next one goes on from there."


@dataclass(frozen=True, slots=True)
class RefreshChoice:
    """What the investor wants brought up to date.

    Attributes:
        symbols: Only these, in any spelling; everything the program follows when empty.
        asked_for: Closes, profiles, lists of fund holdings, macro figures.
        members: Closes and profiles of every member of the S&P 1500 too: what breadth, moved weights and P/Es need.
        again: Ask even for what was answered since the last close; of symbols that are named, for everything since the first day.
    """

    symbols: tuple[str, ...] = ()
    asked_for: frozenset[AskedFor] = frozenset(AskedFor)
    members: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class RefreshOutcome:
    """What a refresh did.

    Attributes:
        updated, unchanged: Canonical symbols; one is in `updated` when anything of it is new.
        failed: What could not be had; what was known before is kept.
        offline: Nothing was asked: the investor's switch forbids it.
    """

    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[Answer, ...]
    changed: Changed
    offline: bool = False
