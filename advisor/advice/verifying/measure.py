"""That a plan is worth what it says by its own measure."""

from __future__ import annotations

from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.target import TargetModel
from advisor.advice.objective import BEYOND_A_LIMIT, IDLE_CASH, PriceSteps, steps_above, steps_below
from advisor.advice.verifying.demands import demand, demand_close, demand_equal
from advisor.advice.verifying.money_left import cash_without_trades
from advisor.advice.verifying.shapes import Holdings, holdings_before, holdings_without_trades, tracking_error
from advisor.advice.verifying.sold_lots import cents
from advisor.advice.verifying.taxes import weighed_tax, worst_gains
from advisor.domain.classification import Sector, Sleeve
from advisor.domain.portfolio import TaxType

_CENTS = 0.02


def check_measure(request: PlanRequest, plan: Plan, after: Holdings) -> None:
    """Value, cost, turnover, target, distances from it and the objective are as stated.

    Raises:
        PlanNotSoundError: One is not.
    """
    value = sum((each.value for each in request.positions), Decimal(0)) + sum(cash_without_trades(request).values(), Decimal(0))
    demand_equal(plan.value, value, "the value of the portfolio")
    _check_costs(request, plan)
    _check_target(request, plan)
    for stated, shape, when in (
        (plan.gap_before, plan.shape_before, "before"),
        (plan.gap_to_target, plan.shape_after, "after"),
    ):
        apart = sum(abs(shape.sleeves.get(sleeve, 0.0) - wanted) for sleeve, wanted in plan.target.sleeves.items())
        demand_close(stated, apart / 2, f"the distance from the target {when}", 1e-8)
    true = float(weighed_tax(request.taxes, worst_gains(plan)) + plan.trading_cost) + _aims(request, plan, after)
    demand_close(plan.objective, true, "what it is weighed by", _CENTS)
    demand(plan.optimality_gap >= 0, "The plan claims to be better than the best.")


def check_no_worse_than_nothing(request: PlanRequest, plan: Plan) -> None:
    """Where no trade at all keeps every rule, the plan is worth at least as much.

    Raises:
        PlanNotSoundError: It is not.
    """
    if _may_do_nothing(request):
        nothing = _aims(request, plan, holdings_without_trades(request))
        fault = f"Doing nothing would be better than this plan by {plan.objective - nothing:.2f}."
        demand(plan.objective <= nothing + _CENTS, fault)


def _check_costs(request: PlanRequest, plan: Plan) -> None:
    moved = {action: sum((trade.value for trade in plan.trades if trade.action is action), Decimal(0)) for action in TradeAction}
    demand_equal(plan.changes_place, max(moved.values()), "the money that changes place")
    demand_close(plan.turnover, float(plan.changes_place / plan.value), "its turnover", 1e-9)
    per_trade, spread = Decimal(str(request.costs.per_trade)), Decimal(str(request.costs.spread))
    demand_equal(plan.trading_cost, cents(per_trade * len(plan.trades) + spread * sum(moved.values())), "the cost of trading")


def _check_target(request: PlanRequest, plan: Plan) -> None:
    """A target for some sleeves divides what lies in them; the others are to keep their share."""
    wanted = dict(request.target.sleeves)
    if request.target.scope:
        held = holdings_before(request)
        shares = {sleeve: held.sleeves.get(sleeve, 0.0) / held.value if held.value > 0 else 0.0 for sleeve in Sleeve}
        kept = {sleeve: max(0.0, share) for sleeve, share in shares.items() if sleeve not in request.target.scope}
        divided = max(0.0, 1.0 - sum(kept.values()))
        wanted = {sleeve: divided * request.target.sleeves.get(sleeve, 0.0) for sleeve in request.target.scope} | kept
    demand(plan.target.sleeves.keys() == wanted.keys(), "The plan aims at other sleeves than it was asked to.")
    for sleeve, share in wanted.items():
        demand_close(plan.target.sleeves[sleeve], share, f"the target of {sleeve}", 1e-9)
        half = plan.target.half_width(sleeve, _volatility(request, sleeve))
        demand_close(plan.half_widths.get(sleeve, half), half, f"half the width of the band of {sleeve}", 1e-9)


def _may_do_nothing(request: PlanRequest) -> bool:
    cash = cash_without_trades(request)
    paid = all(left >= min(Decimal(0), request.cash.get(account_id, Decimal(0))) for account_id, left in cash.items())
    return paid and (request.max_gain is None or request.max_gain >= 0) and not any(line.quantity for line in request.fixed)


def _aims(request: PlanRequest, plan: Plan, holdings: Holdings) -> float:
    """Dollars for everything that is aimed at."""
    target, value = plan.target, float(plan.value)
    unseen = sum(abs(float(position.value)) * position.contents.unseen for position in request.positions)
    dollars = 0.0
    for sleeve, wanted in target.sleeves.items():
        half, kept = target.half_width(sleeve, _volatility(request, sleeve)) * value, sleeve in target.kept
        above = steps_above(half, target.destination, kept=kept)
        falls_freely = kept and sleeve is Sleeve.UNCLASSIFIED
        below = () if falls_freely else steps_below(half, target.destination, unseen, kept=kept)
        dollars += _priced(holdings.sleeves.get(sleeve, 0.0) - wanted * value, above, below)
    for name, wanted in target.sectors.items():
        sector = Sector(name)
        half = target.band.half_width(wanted, _volatility(request, sector)) * value
        below = steps_below(half, target.destination, unseen)
        dollars += _priced(holdings.sectors.get(sector, 0.0) - wanted * value, steps_above(half, target.destination), below)
    for symbol, wanted in target.instruments.items():
        half = target.band.half_width(wanted) * value
        held = sum(money for part, _, money in holdings.parts if part.symbol == symbol)
        below = steps_below(half, target.destination, 0.0)
        dollars += _priced(held - wanted * value, steps_above(half, target.destination), below)
    dollars += _idle_cash(request, target, holdings)
    return dollars + _limits(request, target, holdings, value) + _location(request, target, holdings, value)


def _idle_cash(request: PlanRequest, target: TargetModel, holdings: Holdings) -> float:
    """Cash beyond today's, debts left out, where the target leaves open what the rest of the money is."""
    if Sleeve.CASH in target.sleeves or sum(target.sleeves.values()) >= 1 - 1e-6:
        return 0.0
    held = sum(float(position.value) * position.contents.sleeves.get(Sleeve.CASH, 0.0) for position in request.positions)
    today = max(0.0, held) + sum(float(amount) for amount in request.cash.values() if amount > 0)
    return _priced(holdings.sleeves.get(Sleeve.CASH, 0.0) - today, IDLE_CASH, ())


def _limits(request: PlanRequest, target: TargetModel, holdings: Holdings, value: float) -> float:
    """What lies beyond the most that a company or a theme may have, and the price of wandering from the target."""
    beyond = 0.0
    if target.company_max is not None:
        beyond += sum(max(0.0, money - target.company_max * value) for money in holdings.companies.values())
    for theme, most in target.themes.items():
        members = request.theme_members.get(theme, {})
        inside = sum(holdings.companies.get(company, 0.0) * part for company, part in members.items())
        beyond += max(0.0, inside - most * value)
    dollars = _priced(beyond, BEYOND_A_LIMIT, ())
    if request.risk is not None:
        dollars += request.risk_price / 2 * value * tracking_error(request.risk, holdings) ** 2
    return dollars


def _location(request: PlanRequest, target: TargetModel, holdings: Holdings, value: float) -> float:
    """Bonds in taxable accounts that the others would have room for."""
    deferred = {account.id for account in request.accounts if account.tax_type is not TaxType.TAXABLE}
    room = sum(float(position.value) for position in request.positions if position.account.id in deferred)
    room += sum(float(amount) for account_id, amount in request.cash.items() if account_id in deferred)
    held = sum(
        money * part.contents.sleeves.get(Sleeve.FIXED_INCOME, 0.0)
        for part, account_id, money in holdings.parts
        if account_id not in deferred
    )
    no_room = max(0.0, target.sleeves.get(Sleeve.FIXED_INCOME, 0.0) * value - room)
    return request.location_price * max(0.0, held - no_room)


def _volatility(request: PlanRequest, factor: Sleeve | Sector) -> float | None:
    return None if request.risk is None else request.risk.volatilities.get(factor)


def _priced(distance: float, above: PriceSteps, below: PriceSteps) -> float:
    dollars, start = 0.0, 0.0
    for length, price in above if distance > 0 else below:
        dollars += price * max(0.0, min(abs(distance), start + length) - start)
        start += length
    return dollars
