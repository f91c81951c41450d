"""What leaving the seven costs, as a curve that one can walk along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from advisor.advice.model.curve import CurveMark, MarkKind, RotationCurve, RotationPoint
from advisor.advice.model.target import TargetModel
from advisor.advice.targets import at_point
from advisor.presentation import words
from advisor.presentation.plan_costs import tax_text
from advisor.presentation.sentences import seven_of_stocks
from advisor.presentation.views import Rich
from advisor.presentation.views.rotation_cost import CostMeasure, CostPoint, CostView

_COST, _TURNOVER, _TRACKING = "cost", "turnover", "tracking"
_MEASURES = (
    CostMeasure(_COST, "Tax and cost", True, "dollars of this year’s tax and of trading"),
    CostMeasure(_TURNOVER, "Money moved", False, "share of your money that changes place"),
    CostMeasure(_TRACKING, "Tracking error", False, "yearly tracking error against your target"),
)
_MARKS = {
    MarkKind.TODAY: "Today",
    MarkKind.TARGET: "Target",
    MarkKind.WITHOUT_COST: "Free until here",
    MarkKind.DEARER: "Dearer from here",
    MarkKind.ALL_LONG_TERM: "All long-term until here",
}
# Where several names meet in one point, the one that says most.
_BY_WEIGHT = (MarkKind.TODAY, MarkKind.TARGET, MarkKind.DEARER, MarkKind.WITHOUT_COST, MarkKind.ALL_LONG_TERM)
_POINT_ID = "curve"
_VISIBLE = 0.01  # a target this near, fraction of the portfolio, is reached


def build_rotation_cost(curve: RotationCurve) -> CostView:
    """The curve as the Advice page shows it."""
    marks = _marks_by_place(curve)
    last = curve.points[-1]
    points = tuple(_point(place, curve, marks.get(place, ())) for place in range(len(curve.points)))
    has_tracking = all(_TRACKING in point.values for point in points)
    return CostView(
        headline=_headline(points, last),
        explanation=_explanation(curve, last),
        points=points,
        measures=_MEASURES if has_tracking else _MEASURES[:2],
        first_place=len(points) - 1,
        notes=tuple(_notes(curve, points)),
    )


def target_at_point(point: RotationPoint, wished: TargetModel) -> TargetModel:
    """What a plan has to aim at to come to a point: its shares, met closely, under the limits of the target wished for."""
    share = words.whole_share(seven_of_stocks(point.plan.after))
    return replace(
        at_point(point, wished),
        id=_POINT_ID,
        name=f"The seven at {share}",
        description=f"From the curve: the seven at {share} of your stocks, on the way to {wished.name}.",
    )


def _marks_by_place(curve: RotationCurve) -> dict[int, tuple[CurveMark, ...]]:
    by_place: dict[int, tuple[CurveMark, ...]] = {}
    for mark in sorted(curve.marks, key=lambda mark: _BY_WEIGHT.index(mark.kind)):
        by_place[mark.place] = (*by_place.get(mark.place, ()), mark)
    return by_place


def _headline(points: tuple[CostPoint, ...], last: RotationPoint) -> str:
    before, after = words.whole_share(points[0].share), words.whole_share(points[-1].share)
    if len(points) == 1 or before == after:
        return f"Your rules leave the seven at {before} of your stocks."
    if last.cost <= 0:
        return f"From {before} to {after} of your stocks in the seven costs nothing this year."
    return f"From {before} to {after} of your stocks in the seven costs {words.about_cost(last.cost)}."


def _explanation(curve: RotationCurve, last: RotationPoint) -> Rich:
    tax = last.plan.tax
    told: Rich = (
        ("Tax ", False),
        (tax_text(last.plan), True),
        (", trading ", False),
        (words.dollars(last.plan.trading_cost), True),
        (f"; {words.share(last.plan.turnover)} of your money changes place. ", False),
    )
    if not curve.complete:
        told = (*told, ("Stopped before the last point. ", False))
    if not tax.complete:
        told = (*told, ("The cost of something sold is not known. ", False))
    return told


def _point(place: int, curve: RotationCurve, marks: tuple[CurveMark, ...]) -> CostPoint:
    point, first = curve.points[place], curve.points[0]
    notes = [_mark_sentence(mark, curve) for mark in marks if mark.kind is not MarkKind.TODAY]
    plan, share = point.plan, seven_of_stocks(point.plan.after)
    today = seven_of_stocks(first.plan.before)
    tracking = plan.shape_after.tracking_error
    values = {_COST: float(point.cost), _TURNOVER: plan.turnover}
    if tracking is not None:
        values[_TRACKING] = tracking
    return CostPoint(
        place=place,
        share=share,
        values=values,
        share_text=words.share(share),
        removed_text=words.points_change(share - today) if place else words.NONE,
        tax_text=tax_text(point.plan),
        cost_text=words.dollars(plan.trading_cost),
        together_text=words.dollars(point.cost),
        turnover_text=words.share(plan.turnover),
        tracking_text=words.NONE if tracking is None else words.share(tracking),
        trades_text=f"{len(plan.trades):,}",
        mark_text=_MARKS[marks[0].kind] if marks else "",
        note=" ".join(notes),
        sentence=_sentence(today, share, point),
        facts=_facts(point, tracking),
        sort_values=(
            share,
            share - today,
            float(plan.tax.estimated_tax),
            float(plan.trading_cost),
            float(point.cost),
            plan.turnover,
            -1.0 if tracking is None else tracking,
            len(plan.trades),
        ),
    )


def _sentence(today: float, share: float, point: RotationPoint) -> str:
    if not point.plan.trades:
        return f"As it is: the seven are {words.whole_share(today)} of your stocks, and nothing is traded."
    return (
        f"From {words.whole_share(today)} to {words.whole_share(share)}: {_about_tax(point.plan.tax.estimated_tax)}, "
        f"{words.share(point.plan.turnover)} of your money changes place."
    )


def _about_tax(tax: Decimal) -> str:
    if tax == 0:
        return "no tax"
    return f"tax {words.about_cost(tax)}" if tax > 0 else f"{words.about_cost(-tax)} of tax saved"


def _facts(point: RotationPoint, tracking: float | None) -> tuple[tuple[str, str], ...]:
    plan = point.plan
    facts = [
        ("Tax this year", tax_text(point.plan)),
        ("Trading cost", words.dollars(plan.trading_cost)),
        ("Short-term gain", words.dollar_change(plan.tax.short_term_gain)),
        ("Long-term gain", words.dollar_change(plan.tax.long_term_gain)),
        ("Changes place", words.dollars(plan.changes_place)),
        ("Trades", f"{len(plan.trades):,}"),
    ]
    if tracking is not None:
        facts.append(("Tracking error", words.share(tracking)))
    return tuple(facts)


def _mark_sentence(mark: CurveMark, curve: RotationCurve) -> str:
    """What the name of a point means, in shares of the stocks, as the chart is drawn."""
    point = curve.points[mark.place]
    share = words.share(seven_of_stocks(point.plan.after))
    if mark.kind is MarkKind.WITHOUT_COST:
        return f"Down to {share} of your stocks it costs next to nothing."
    if mark.kind is MarkKind.ALL_LONG_TERM:
        return f"Down to {share} of your stocks nothing held a year or less is sold at a gain."
    if mark.kind is MarkKind.DEARER:
        before, after = _per_point(curve.points[0], point), _per_point(point, curve.points[mark.place + 1])
        return f"Down to {share} a point less costs {before} on average; the next ones cost {after} each."
    if mark.place < len(curve.points) - 1:
        return f"The plan for your target: {share} of your stocks, for {words.dollars(point.cost)} of tax and trading cost."
    if curve.aimed is not None and point.share > curve.aimed + _VISIBLE:
        return f"As far as your rules allow, the seven come down to {share} of your stocks; your target lies below."
    return f"Your target: {share} of your stocks, for {words.dollars(point.cost)} of tax and trading cost."


def _per_point(first: RotationPoint, second: RotationPoint) -> str:
    points = 100 * (seven_of_stocks(first.plan.after) - seven_of_stocks(second.plan.after))
    return words.dollars((second.cost - first.cost) / Decimal(repr(points))) if points else words.dollars(Decimal(0))


def _notes(curve: RotationCurve, points: tuple[CostPoint, ...]) -> Iterator[str]:
    yield from (point.note for point in points if point.note)
    if curve.aimed is None:
        yield "Your target does not lower the seven: the curve goes on until none of them are left."
