"""Wash sales: the windows that are open, the losses that do not count, and what counts as identical."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from advisor.advice.model.washing import IdenticalGroup
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class WindowRow:
    """Something that is not to be bought, or not to be sold at a loss, until a day.

    Attributes:
        begins, until: First and last day.
        tone: Of its bar: "negative" (not to be bought), "warning" (not to be sold at a loss).
        is_planned: It follows from the plan, not from the books.
        sort_values: Numbers behind the cells, in the order of the columns.
    """

    key: str
    rule_text: str
    symbols_text: str
    begins: date
    until: date
    until_text: str
    left_text: str
    quantity_text: str
    stake_text: str
    origin_text: str
    because: str
    tone: str
    is_planned: bool
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WashedRow:
    """A loss of this year that does not count.

    Attributes:
        basis_text: Where the loss went: into the basis of what replaced it, or nowhere.
    """

    key: str
    symbol: str
    sold_text: str
    quantity_text: str
    disallowed_text: str
    replacement_text: str
    basis_text: str
    is_lost: bool
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Securities that are, or may be, substantially identical.

    Attributes:
        is_held: The investor holds or traded one of them.
    """

    key: str
    name: str
    symbols_text: str
    likeness_text: str
    why: str
    own_text: str
    is_held: bool
    group: IdenticalGroup


@dataclass(frozen=True, slots=True)
class WashView:
    """The whole part.

    Attributes:
        today: The day it is told for.
        notes: What is not on file.
    """

    headline: str
    explanation: Rich
    today: date
    windows: tuple[WindowRow, ...]
    washed: tuple[WashedRow, ...]
    groups: tuple[GroupRow, ...]
    notes: tuple[str, ...]
