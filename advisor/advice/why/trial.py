"""A trade forced upon a plan: what it would change, worked out to the cent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from advisor.advice.household import Household
from advisor.advice.lots import lots_held, term_of
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.advice.model.taxes import Term
from advisor.advice.outcome import Outcome, work_out
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account

_SMALLEST_FRACTION = Decimal("0.0001")

# How many funds are tried with the money that a sale raises.
_TRIED = 3


@dataclass(frozen=True, slots=True)
class Made:
    """A plan: its orders and what they do.

    Attributes:
        gap: Dollars by which a better plan may have been missed.
    """

    household: Household
    orders: Orders
    outcome: Outcome
    gap: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What one more trade would change, in dollars of the plan's own measure.

    Attributes:
        value: Of the trade, account currency.
        bought: The fund that the money would go into; None where it would stay cash.
        tax, cost: What it would cost more.
        closer: What coming closer to the target, at less risk, would be worth; below 0 where it leads away.
    """

    value: Decimal
    bought: Candidate | None
    tax: float
    cost: float
    closer: float
    outcome: Outcome

    @property
    def total(self) -> float:
        """Above 0 where the plan is better without the trade."""
        return self.tax + self.cost - self.closer


def try_selling(made: Made, position: PlanPosition, lots: Iterable[tuple[int, Decimal]]) -> Trial:
    """Sell more of a position, the money put to the best use that its account has for it.

    Args:
        lots: As (place in `lots_held`, units), of what the plan leaves; at least one.
    """
    more = tuple(lots)
    orders = replace(made.orders, sales=tuple(_with_sale(made.orders.sales, position, more)))
    value = sum((units for _, units in more), ZERO) * position.unit_value
    funds: list[Candidate | None] = [None, *_wanted(made, position)[:_TRIED]]
    trials = (_try(made, orders, position.account, fund, value, spend=value) for fund in funds)
    return min(trials, key=lambda trial: trial.total)


def try_buying(made: Made, account: Account, fund: Candidate, money: Decimal) -> Trial:
    """Buy for so much money of an account's cash."""
    return _try(made, made.orders, account, fund, money, spend=money)


def left_of(made: Made, position: PlanPosition) -> tuple[tuple[int, Decimal], ...]:
    """Units by lot that the plan leaves, cheapest to sell first: losses, then long-term gains from the smallest, then others."""
    taken: dict[int, Decimal] = {}
    for order in made.orders.sales:
        if order.position is position:
            taken = dict(order.lots)
    day, price = made.household.request.trade_date, position.unit_value
    held = lots_held(position, made.household.request.lot_method)
    left = [(place, lot.quantity - taken.get(place, ZERO)) for place, lot in enumerate(held)]

    def dearness(each: tuple[int, Decimal]) -> tuple[bool, bool, Decimal]:
        lot = held[each[0]]
        gain = price - (lot.cost_basis or ZERO) / lot.quantity
        return lot.cost_basis is None, gain > 0 and term_of(lot, day) is Term.SHORT, gain

    return tuple(sorted(((place, units) for place, units in left if units > 0), key=dearness))


def first_units(lots: Iterable[tuple[int, Decimal]], units: Decimal) -> tuple[tuple[int, Decimal], ...]:
    """So many units of lots, in their order."""
    taken = []
    for place, available in lots:
        part = min(available, units)
        if part > 0:
            taken.append((place, part))
        units -= part
    return tuple(taken)


def units_for(household: Household, money: float, unit_value: Decimal, *, at_least: bool) -> Decimal:
    """Units that so much money is: whole ones where whole shares are asked for; rounded up where `at_least`, else down."""
    step = Decimal(1) if household.request.whole_shares else _SMALLEST_FRACTION
    units = Decimal(money) / unit_value / step
    return max(units.to_integral_value(ROUND_CEILING if at_least else ROUND_FLOOR), ZERO) * step


def _with_sale(
    sales: tuple[SaleOrder, ...], position: PlanPosition, more: tuple[tuple[int, Decimal], ...]
) -> Iterator[SaleOrder]:
    lots = dict(more)
    for order in sales:
        if order.position is not position:
            yield order
            continue
        for place, units in order.lots:
            lots[place] = lots.get(place, ZERO) + units
    yield SaleOrder(position, sum(lots.values(), ZERO), tuple(sorted(lots.items())))


def buyable_in(household: Household, account: Account) -> list[Candidate]:
    """What the rules let the plan buy in an account."""
    free = {candidate.symbol for candidate in household.buyable}
    return [fund for where, fund in household.purchases if where.id == account.id and fund.symbol in free]


def _wanted(made: Made, sold: PlanPosition) -> list[Candidate]:
    """What may be bought in place of a position, by how much of what is missing it holds, most first."""
    household, after = made.household, made.outcome.after.sleeves
    missing = {sleeve: weight - after[sleeve] for sleeve, weight in household.target.sleeves.items()}
    group = household.request.history.group_of(sold.symbol)

    def fit(fund: Candidate) -> float:
        return sum(fund.sleeves.get(sleeve, 0.0) * distance for sleeve, distance in missing.items())

    offered = buyable_in(household, sold.account)
    return sorted((fund for fund in offered if household.request.history.group_of(fund.symbol) != group), key=fit, reverse=True)


def _try(made: Made, orders: Orders, account: Account, fund: Candidate | None, value: Decimal, *, spend: Decimal) -> Trial:
    if fund is not None:
        units = units_for(made.household, float(spend), fund.price, at_least=False)
        orders = replace(orders, purchases=tuple(_with_purchase(orders.purchases, account, fund, units)))
    outcome = work_out(made.household, orders)
    now, then = made.outcome.objective, outcome.objective
    tax, cost = then.tax - now.tax, then.cost - now.cost
    return Trial(value, fund, tax, cost, now.total - then.total + tax + cost, outcome)


def _with_purchase(
    purchases: tuple[PurchaseOrder, ...], account: Account, fund: Candidate, units: Decimal
) -> Iterator[PurchaseOrder]:
    for order in purchases:
        if (order.account.id, order.candidate.symbol) == (account.id, fund.symbol):
            units += order.quantity
        else:
            yield order
    if units > 0:
        yield PurchaseOrder(account, fund, units)
