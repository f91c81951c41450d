"""The parts of the Advice page, in the order of their segments."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
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


def _late(key: str, title: str, module: str, name: str) -> PartEntry:
    """A part whose module is loaded once it is looked at: the window does not wait for what draws it."""

    def make(desk: Desk) -> AdvicePart:
        part: AdvicePart = getattr(import_module(f"advisor.ui.pages.{module}"), name)(desk)
        return part

    return PartEntry(key, title, make)


PARTS: tuple[PartEntry, ...] = (
    _entry(PlanPart),
    _late("cost", "Cost of rotating", "rotation_cost_part", "RotationCostPart"),
    _late("losses", "Losses", "losses_part", "LossesPart"),
    _late("washing", "Wash sales", "wash_sales_part", "WashSalesPart"),
    _late("monthly", "Each month", "monthly_part", "MonthlyPart"),
    _late("kept", "Kept plans", "kept_plans_part", "KeptPlansPart"),
)
