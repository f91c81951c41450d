"""What surrounds every page."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class Footer:
    """Coverage bar and dates at the foot of every page.

    `parts` are (role, share, words) with role "holdings", "index", "profile" or "unseen". `moved_text` says to which day weights
    inside funds were moved with prices; empty where all stand as published.
    """

    parts: tuple[tuple[str, float, str], ...]
    coverage_text: Rich
    dates_text: str
    stale: bool
    moved_text: str = ""


@dataclass(frozen=True, slots=True)
class RailTotal:
    """The total at the foot of the rail: "3 accounts", "$214,012.65", "+$1,212.40 since Jan 16"."""

    accounts_text: str
    total_text: str
    change_text: str
