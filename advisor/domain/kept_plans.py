"""Plans that the investor kept: what is known of each without reading it whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PlanState(StrEnum):
    """How far a kept plan has come."""

    DRAFT = "draft"  # still being worked on
    KEPT = "kept"
    ORDERED = "ordered"  # the investor gave the orders; newer files are compared with it
    DONE = "done"  # the books show every trade of it
    DROPPED = "dropped"  # it will not be carried out


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """The head of a kept plan.

    Attributes:
        id: Database key.
        name: The investor's name for it.
        trade_date: The day it was worked out for.
        target: Name of the target it aims at.
        program: Version of the program that worked it out.
        ordered_on: The day the orders were given; None before.
        carried_out: What the newest comparison with the books said, one sentence; empty before the first.
    """

    id: int
    name: str
    created_at: datetime
    trade_date: date
    target: str
    program: str
    state: PlanState = PlanState.KEPT
    ordered_on: date | None = None
    carried_out: str = ""


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A kept plan whole: its head, and what it was asked for and answered, as texts that the advice room reads."""

    head: KeptPlan
    request: str
    plan: str
