"""Points of the curve that are worth a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from advisor.advice.gains import taxable_lots
from advisor.advice.model.curve import CurveMark, MarkKind, RotationPoint
from advisor.advice.model.target import TargetModel
from advisor.advice.model.taxes import Term
from advisor.advice.wording import dollars, percent

# What costs less than this fraction of the portfolio counts as nothing.
_NEXT_TO_NOTHING = 0.00005

# The next point of concentration is dear when it costs this many times what one cost on average until there, and more than a
# hundredth of the money that it moves.
_DEARER_TIMES = 3.0
_DEAR_PER_POINT = 0.0001

# Shares closer than this to each other are the same.
_VISIBLE = 0.005


def curve_marks(
    points: Sequence[RotationPoint], value: float, today: float, aimed: float | None, wished: TargetModel | None = None
) -> Iterator[CurveMark]:
    """Today, the end, where it stops being free, where it becomes dear, and where short-term gains begin.

    Args:
        value: Of the portfolio, account currency.
        today: The seven's share before any trade, fraction.
        aimed: The seven's share in the target; None where the target does not lower them.
        wished: The target itself: the point of its own plan, where there is one, is its answer.
    """
    yield CurveMark(MarkKind.TODAY, 0, f"Today the seven are {percent(today)} of your money.")
    if len(points) > 1:
        yield from _where_it_costs_nothing(points, value)
        yield from _where_it_becomes_dear(points, value)
        yield from _where_short_term_begins(points)
    if aimed is not None:
        own = next((place for place, point in enumerate(points[:-1]) if place and point.target is wished), None)
        if own is not None:
            yield _own_plan(points[own], own)
        if own is None or points[-1].share > aimed + 2 * _VISIBLE:
            yield _the_end(points, aimed)


def _own_plan(point: RotationPoint, place: int) -> CurveMark:
    told = (
        f"The plan for your target leaves the seven at {percent(point.share)}, for {dollars(point.cost)} of tax and trading cost."
    )
    return CurveMark(MarkKind.TARGET, place, told)


def _the_end(points: Sequence[RotationPoint], aimed: float) -> CurveMark:
    last = points[-1]
    if last.share > aimed + 2 * _VISIBLE:
        sentence = f"As far as your rules allow, the seven come down to {percent(last.share)}; the target is {percent(aimed)}."
    else:
        sentence = f"Your target: the seven at {percent(aimed)}, for {dollars(last.cost)} of tax and trading cost."
    return CurveMark(MarkKind.TARGET, len(points) - 1, sentence)


def _where_it_costs_nothing(points: Sequence[RotationPoint], value: float) -> Iterator[CurveMark]:
    free = [place for place, point in enumerate(points) if place and float(point.cost) <= _NEXT_TO_NOTHING * value]
    if free:
        last = points[free[-1]]
        saved = f"nothing: losses that are taken on the way save {dollars(-last.cost)}" if last.cost <= -1 else "next to nothing"
        yield CurveMark(MarkKind.WITHOUT_COST, free[-1], f"Down to {percent(last.share)} it costs {saved}.")


def _where_it_becomes_dear(points: Sequence[RotationPoint], value: float) -> Iterator[CurveMark]:
    for place in range(1, len(points) - 1):
        first, here, following = points[0], points[place], points[place + 1]
        if float(here.cost - first.cost) <= _NEXT_TO_NOTHING * value:
            continue
        average, coming = _per_point(first, here), _per_point(here, following)
        if coming > max(_DEARER_TIMES * average, _DEAR_PER_POINT * value):
            sentence = (
                f"Down to {percent(here.share)} a point of concentration costs {dollars(Decimal(average))} on average; "
                f"the next ones cost {dollars(Decimal(coming))} each."
            )
            yield CurveMark(MarkKind.DEARER, place, sentence)
            return


def _per_point(first: RotationPoint, second: RotationPoint) -> float:
    """Dollars for each percentage point between two points of the curve."""
    return float(second.cost - first.cost) / (100 * (first.share - second.share))


def _where_short_term_begins(points: Sequence[RotationPoint]) -> Iterator[CurveMark]:
    short = [place for place, point in enumerate(points) if _has_short_term_gain(point)]
    if short and short[0] > 1:
        share = percent(points[short[0] - 1].share)
        yield CurveMark(MarkKind.ALL_LONG_TERM, short[0] - 1, f"Down to {share} nothing held a year or less is sold at a gain.")


def _has_short_term_gain(point: RotationPoint) -> bool:
    lots = taxable_lots(point.plan.trades)
    return any(lot.term is Term.SHORT and lot.gain is not None and lot.gain > 0 for _, lot in lots)
