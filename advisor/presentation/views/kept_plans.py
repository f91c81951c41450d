"""Plans that were kept, and what became of one of them."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class KeptPlanRow:
    """One kept plan.

    Attributes:
        tone: Of its state: "positive", "warning", "muted" or "plain".
        can_order, can_drop: What may still be noted of it.
    """

    key: str
    plan_id: int
    name: str
    day_text: str
    target: str
    state_text: str
    tone: str
    carried_text: str
    can_order: bool
    can_drop: bool
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CarriedRow:
    """One trade of a plan beside the books."""

    key: str
    account: str
    action: str
    symbol: str
    planned_text: str
    done_text: str
    planned_price_text: str
    price_text: str
    state_text: str
    tone: str
    sentence: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class CarriedView:
    """A plan beside the books.

    Attributes:
        notes: Cash that is there beside what was planned, and what changed since the plan was kept.
    """

    headline: str
    rows: tuple[CarriedRow, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptPlansView:
    """The list."""

    headline: str
    explanation: Rich
    rows: tuple[KeptPlanRow, ...]
