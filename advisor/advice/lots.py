"""Which lots a sale takes, and what each gains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from advisor.advice.model.taxes import LotMethod, SoldLot, Term
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxLot

if TYPE_CHECKING:  # with it comes numpy, which the window must not wait for
    from advisor.advice.model.request import PlanPosition


def first_long_term_day(acquired: date) -> date:
    """The first day on which shares have been held for more than one year, by the calendar.

    The holding period begins the day after the purchase and must be complete before the sale (Rev. Rul. 66-7): bought
    2023-03-10, the first long-term day is 2024-03-11; bought on the last day of February, it is March 1.
    """
    first_day_held = acquired + timedelta(days=1)
    if (first_day_held.month, first_day_held.day) == (2, 29):
        return date(first_day_held.year + 1, 3, 1)
    return first_day_held.replace(year=first_day_held.year + 1)


def is_long_term(acquired: date, sold: date) -> bool:
    """Whether shares sold on that day were held for more than one year."""
    return sold >= first_long_term_day(acquired)


def term_of(lot: TaxLot, trade_date: date) -> Term:
    """How a gain would be taxed if the lot were sold on that day."""
    if lot.acquired is None:
        return Term.UNKNOWN
    return Term.LONG if is_long_term(lot.acquired, trade_date) else Term.SHORT


def lots_held(position: PlanPosition, method: LotMethod = LotMethod.MINIMUM_TAX) -> tuple[TaxLot, ...]:
    """Lots that make up the position exactly.

    Where the broker lists none, or more than the position holds, they are replaced by one lot of unknown date at average
    cost; where it lists fewer, one more lot of unknown date stands for the rest. By average cost every share has the same
    basis, whatever was paid for it; it is not known where that of any lot is not.
    """
    lots = _lots_told(position)
    return _at_average(lots) if is_at_average(position, method) else lots


def are_lots_missing(position: PlanPosition) -> bool:
    """Whether the broker's lots do not make up the position, so that `lots_held` had to make some up at average cost."""
    return _lots_told(position) != position.lots


def is_at_average(position: PlanPosition, method: LotMethod) -> bool:
    """Whether every share counts at the position's average cost; then the oldest leave first (Reg. 1.1012-1(e)(7)).

    Shares of companies keep their own cost, whatever was chosen: the average is for those of funds.
    """
    return position.average_cost or (method is LotMethod.AVERAGE_COST and position.contents.is_fund)


def price_lots(
    position: PlanPosition,
    taken: Iterable[tuple[int, Decimal]],
    trade_date: date,
    method: LotMethod = LotMethod.MINIMUM_TAX,
) -> tuple[SoldLot, ...]:
    """What each lot of a sale gains, in the order given; their proceeds sum to the sale's value to the cent.

    Args:
        taken: (place in `lots_held`, units above 0).
    """
    held = lots_held(position, method)
    return _price(((held[place], quantity) for place, quantity in taken), position.unit_value, trade_date)


def _lots_told(position: PlanPosition) -> tuple[TaxLot, ...]:
    listed = sum((lot.quantity for lot in position.lots), ZERO)
    if not position.lots or listed > position.quantity or any(lot.quantity <= 0 for lot in position.lots):
        return (TaxLot(None, position.quantity, position.cost_basis),)
    if listed == position.quantity:
        return position.lots
    return (*position.lots, TaxLot(None, position.quantity - listed, _basis_of_the_rest(position)))


def _at_average(lots: tuple[TaxLot, ...]) -> tuple[TaxLot, ...]:
    bases = [lot.cost_basis for lot in lots if lot.cost_basis is not None]
    if len(bases) < len(lots):
        return tuple(replace(lot, cost_basis=None) for lot in lots)
    units, basis = sum((lot.quantity for lot in lots), ZERO), sum(bases, ZERO)
    return tuple(replace(lot, cost_basis=basis * lot.quantity / units) for lot in lots)


def _basis_of_the_rest(position: PlanPosition) -> Decimal | None:
    if position.cost_basis is None:
        return None
    rest = position.cost_basis - sum((lot.cost_basis or ZERO for lot in position.lots), ZERO)
    known = all(lot.cost_basis is not None for lot in position.lots)
    return rest if known and rest >= 0 else None


def _price(taken: Iterable[tuple[TaxLot, Decimal]], unit_value: Decimal, trade_date: date) -> tuple[SoldLot, ...]:
    sold: list[SoldLot] = []
    units, paid_out = ZERO, ZERO
    for lot, quantity in taken:
        units += quantity
        # Rounding the running total keeps the parts equal to the whole.
        proceeds = round_to_cents(units * unit_value) - paid_out
        paid_out += proceeds
        basis = None if lot.cost_basis is None else round_to_cents(lot.cost_basis * quantity / lot.quantity)
        gain = None if basis is None else proceeds - basis
        sold.append(SoldLot(lot.acquired, quantity, basis, gain, term_of(lot, trade_date)))
    return tuple(sold)
