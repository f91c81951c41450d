"""What leaving the seven costs: the cheapest plan for each of several levels, from the least to the most."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from advisor.advice.assemble import assemble_plan
from advisor.advice.curve_marks import curve_marks
from advisor.advice.household import Household, describe_household
from advisor.advice.model.curve import RotationCurve, RotationPoint
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import Search
from advisor.advice.model.request import PlanRequest, TradingCost
from advisor.advice.model.target import Band, BandRule, Destination, TargetModel
from advisor.advice.model.taxes import RateStep
from advisor.advice.outcome import Outcome, work_out
from advisor.advice.search import SearchRun
from advisor.advice.verifying.verify import verify_figures
from advisor.advice.why.no_plan import name_obstacle
from advisor.advice.worksheet import lines_of
from advisor.domain.classification import EQUITY_SLEEVES, Sleeve
from advisor.domain.errors import InvalidRequestError

_SEVEN = Sleeve.MEGA_CAP_TECH
_FEWEST, _MOST = 2, 24

# A level is met to half a point of the portfolio, whatever the target's own bands are: the curve asks for levels.
_BAND = Band(points=0.005, rule=BandRule.ABSOLUTE)
_REACHED = _BAND.points + 1e-6

# A plan weighs a dollar of distance against a dollar of tax; the curve asks what a level costs, not whether it is worth it.
# With tax and cost at a fifth, reaching the level always is, and the cheapest way there is still the cheapest.
_PRESSING = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class _Level:
    """What was found for a level: the seven may be at most `most` of the portfolio, and `slack` more."""

    most: float
    target: TargetModel
    orders: Orders
    outcome: Outcome
    slack: float = _REACHED

    @property
    def share(self) -> float:
        return self.outcome.after.sleeves[_SEVEN]

    @property
    def cost(self) -> Decimal:
        return self.outcome.tax.estimated_tax + self.outcome.trading_cost


def cost_of_rotating(
    request: PlanRequest,
    steps: int = 10,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RotationCurve:
    """The cheapest plans found on the way from today to the target, all under the rules of the request.

    Each level goes an equal part of the way, in every sleeve that has a target. Where the target does not lower the seven, the
    way leads to none of them, in favour of the stocks that the target wants; where it does, the plan for the target itself is
    one of those that are compared. Limits on sectors, companies and themes, which are
    aims of their own, play no part.

    Args:
        request: `time_limit` is for the whole curve.
        steps: Levels below today's, 2 to 24.
        progress: Told the levels done, and all of them.
        cancelled: Once it answers True, the curve ends with the levels found so far.

    Raises:
        InvalidRequestError: Next to nothing of the seven is held.
        NoFeasiblePlanError: Some rule leaves no plan even for today's level.
        PlanNotSoundError: A figure did not stand up to its check.
    """
    steps = min(max(steps, _FEWEST), _MOST)
    household = describe_household(request)
    today = household.idle[_SEVEN] / float(household.value)
    if today <= _BAND.points:
        raise InvalidRequestError("You hold next to nothing of the seven: there is no concentration to remove.")
    end = _end_of_the_way(household.target, today)
    aimed = household.target.sleeves[_SEVEN] if end is household.target else None
    levels = _search_levels(household, end, steps, progress, cancelled)
    if aimed is not None and not cancelled():
        levels = sorted((*levels, *_plan_for_the_target(household, steps, cancelled)), key=lambda level: -level.most)
    points = tuple(_envelope(levels, request, today))
    marks = tuple(curve_marks(points, float(household.value), today, aimed, household.target))
    return RotationCurve(points, marks, today, aimed, complete=not cancelled())


def _end_of_the_way(target: TargetModel, today: float) -> TargetModel:
    if target.sleeves.get(_SEVEN, today) < today:
        return target
    others = {sleeve for sleeve in target.sleeves if sleeve in EQUITY_SLEEVES and sleeve not in target.kept} - {_SEVEN}
    wanted = sum(target.sleeves[sleeve] for sleeve in others)
    freed = target.sleeves.get(_SEVEN, 0.0)
    grown = {sleeve: target.sleeves[sleeve] * (1 + freed / wanted) for sleeve in others} if wanted > 0 else {}
    return replace(target, sleeves={**target.sleeves, _SEVEN: 0.0, **grown})


def _search_levels(
    household: Household,
    end: TargetModel,
    steps: int,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> list[_Level]:
    each = replace(household.request, time_limit=household.request.time_limit / (steps + 1))
    levels: list[_Level] = []
    for step in range(steps + 1):
        if levels and cancelled():
            break
        target = _part_of_the_way(household, end, step / steps)
        found = _cheapest(each, target, cancelled, may_stay=step == 0 and household.may_stay_idle)
        if found is not None:
            levels.append(_Level(target.sleeves[_SEVEN], target, *found))
        elif not levels:
            raise name_obstacle(household)
        progress(step + 1, steps + 1)
    return levels


def _plan_for_the_target(household: Household, steps: int, cancelled: Callable[[], bool]) -> Iterator[_Level]:
    """What the target itself is answered with: the curve shall not end before it."""
    request = replace(household.request, time_limit=household.request.time_limit / (steps + 1))
    found = SearchRun(describe_household(request), lambda _: None, cancelled).run()
    if found is not None and found.orders != Orders():
        level = _Level(0.0, household.target, found.orders, found.outcome, slack=0.0)
        yield replace(level, most=level.share)


def _part_of_the_way(household: Household, end: TargetModel, part: float) -> TargetModel:
    today = {sleeve: household.idle[sleeve] / float(household.value) for sleeve in end.sleeves}
    return replace(
        end,
        sleeves={sleeve: today[sleeve] + part * (weight - today[sleeve]) for sleeve, weight in end.sleeves.items()},
        band=_BAND,
        destination=Destination.EDGE,
        sectors={},
        instruments={},
        themes={},
        company_max=None,
    )


def _cheapest(
    request: PlanRequest, target: TargetModel, cancelled: Callable[[], bool], *, may_stay: bool
) -> tuple[Orders, Outcome] | None:
    """Orders that reach the target as cheaply as was found in time, worked out at full price; None where none were found."""
    household = describe_household(replace(request, target=target))
    if may_stay:
        return Orders(), work_out(household, Orders())
    found = SearchRun(describe_household(_pressing(household.request)), lambda _: None, cancelled).run()
    return None if found is None else (found.orders, work_out(household, found.orders))


def _pressing(request: PlanRequest) -> PlanRequest:
    """The same wishes with everything but the distance from the target at a fifth of its price."""
    taxes, costs, fifth = request.taxes, request.costs, float(_PRESSING)
    return replace(
        request,
        taxes=replace(
            taxes,
            ordinary=_scaled(taxes.ordinary),
            long_term=_scaled(taxes.long_term),
            loss_steps=_scaled(taxes.loss_steps),
            loss_rate=taxes.loss_rate * _PRESSING,
            carried_loss_value=taxes.carried_loss_value * _PRESSING,
        ),
        costs=TradingCost(costs.per_trade * fifth, costs.spread * fifth),
        risk_price=request.risk_price * fifth,
        location_price=request.location_price * fifth,
    )


def _scaled(steps: tuple[RateStep, ...]) -> tuple[RateStep, ...]:
    return tuple(RateStep(step.dollars, step.rate * _PRESSING) for step in steps)


def _envelope(levels: Sequence[_Level], request: PlanRequest, today: float) -> Iterator[RotationPoint]:
    """For each level the cheapest plan that reaches it: one that goes further may be cheaper than what was found for it."""
    last, *others = levels
    yield _point(last, last, request, today)
    for level in others:
        reaching = [each for each in others if each.share <= level.most + level.slack]
        best = min(reaching, key=lambda each: (each.cost, -each.share)) if reaching else min(others, key=lambda each: each.share)
        if best.share < last.share:
            yield _point(level, best, request, today)
            last = best


def _point(level: _Level, served_by: _Level, request: PlanRequest, today: float) -> RotationPoint:
    asked = replace(request, target=served_by.target)
    household = describe_household(asked)
    search = Search("curve", 0.0, 0.0, 0.0, None)
    plan = assemble_plan(household, served_by.orders, served_by.outcome, search, optimality_gap=math.inf)
    verify_figures(asked, plan)
    return RotationPoint(
        level=level.most,
        share=served_by.share,
        removed=today - served_by.share,
        cost=served_by.cost,
        target=served_by.target,
        lines=lines_of(request, plan),
        plan=plan,
    )
