"""What leaving the largest companies costs, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from advisor.advice.model.plan import Plan
from advisor.advice.model.request import FixedTrade
from advisor.advice.model.target import TargetModel


@dataclass(frozen=True, slots=True)
class RotationPoint:
    """The cheapest plan found that leaves no more than so much in the seven.

    Attributes:
        level: What the seven may be at most, fraction of the portfolio.
        share: What they are after the plan; above `level` where the rules let them come no lower.
        removed: Today's share less `share`.
        cost: Tax and trading cost, account currency.
        target: What the plan aimed at.
        lines: Its trades, to open as a worksheet.
        plan: With every figure; the same plan may serve several levels.
    """

    level: float
    share: float
    removed: float
    cost: Decimal
    target: TargetModel
    lines: tuple[FixedTrade, ...]
    plan: Plan


class MarkKind(StrEnum):
    TODAY = "today"
    TARGET = "target"
    WITHOUT_COST = "without_cost"  # the last point that costs next to nothing
    DEARER = "dearer"  # from here on a point of concentration costs several times what it cost until here
    ALL_LONG_TERM = "all_long_term"  # the last point without short-term gain


@dataclass(frozen=True, slots=True)
class CurveMark:
    """A point worth a name.

    Attributes:
        place: Among the curve's points.
        sentence: Plain words.
    """

    kind: MarkKind
    place: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RotationCurve:
    """Tax, cost, turnover and tracking error against concentration removed.

    Attributes:
        points: From today's share downwards; costs never fall from one to the next.
        today: The seven's share of the portfolio, new cash included, fraction.
        aimed: Their share in the target; None where the target does not lower it: then the curve goes down to nothing.
        complete: False where the investor stopped it before the last point.
    """

    points: tuple[RotationPoint, ...]
    marks: tuple[CurveMark, ...]
    today: float
    aimed: float | None
    complete: bool = True
