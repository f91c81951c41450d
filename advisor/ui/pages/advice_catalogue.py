"""The parts of the Advice page, in the order of their segments."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from advisor.ui.pages.advice_parts import AdvicePart, Desk
from advisor.ui.pages.plan_part import PlanPart


class PartEntry(NamedTuple):
    """A part as its segment names it, and what makes it."""

    key: str
    title: str
    make: Callable[[Desk], AdvicePart]


def _entry(part: type[AdvicePart]) -> PartEntry:
    return PartEntry(part.key, part.title, part)


PARTS: tuple[PartEntry, ...] = (_entry(PlanPart),)
