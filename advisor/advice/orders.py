"""From the solver's floating point to exact orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from advisor.advice.columns import SMALLEST_FRACTION, SaleColumns, fraction_of_a_share
from advisor.advice.model.request import Candidate, PlanPosition
from advisor.advice.programme import Programme
from advisor.domain.money import ZERO
from advisor.domain.portfolio import Account


@dataclass(frozen=True, slots=True)
class SaleOrder:
    """Units to sell; `short_term_quantity` of them from short-term lots (None where the term does not matter)."""

    position: PlanPosition
    quantity: Decimal
    short_term_quantity: Decimal | None


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """Units to buy."""

    account: Account
    candidate: Candidate
    quantity: Decimal


def read_orders(
    programme: Programme, values: Sequence[float], *, whole_shares: bool
) -> tuple[tuple[SaleOrder, ...], tuple[PurchaseOrder, ...]]:
    """The trades that a solution switches on.

    Args:
        programme: The model that was solved.
        values: The solution, one per column.
        whole_shares: False cuts quantities to four places.
    """
    sales = tuple(_sale_orders(programme, values, whole_shares))
    purchases = tuple(
        PurchaseOrder(purchase.account, purchase.candidate, _units(values[purchase.units], whole_shares))
        for purchase in programme.purchases
        if values[purchase.trade] > 0.5
    )
    return sales, tuple(order for order in purchases if order.quantity > 0)


def _sale_orders(programme: Programme, values: Sequence[float], whole_shares: bool) -> Iterator[SaleOrder]:
    for sale in programme.sales:
        if values[sale.trade] <= 0.5:
            continue
        quantity = _quantity_sold(sale, values, whole_shares)
        if quantity > 0:
            yield SaleOrder(sale.position, quantity, _short_term_part(sale, values, quantity))


def _quantity_sold(sale: SaleColumns, values: Sequence[float], whole_shares: bool) -> Decimal:
    held = sale.position.quantity
    if sale.everything is not None and values[sale.everything] > 0.5:
        return held
    units = _units(values[sale.units], whole_shares)
    if not whole_shares and held - units <= SMALLEST_FRACTION:
        return held
    return min(units, held - fraction_of_a_share(held) if whole_shares else held)


def _units(value: float, whole_shares: bool) -> Decimal:
    if whole_shares:
        return Decimal(round(value))
    # What falls short of a place by less than the solver's tolerance counts as that place.
    cut = Decimal(value + 1e-7).quantize(SMALLEST_FRACTION, ROUND_FLOOR)
    return cut.quantize(Decimal(1)) if cut == cut.to_integral_value() else cut.normalize()


def _short_term_part(sale: SaleColumns, values: Sequence[float], quantity: Decimal) -> Decimal | None:
    if not sale.segments:
        return None
    short = [segment.units for _, segment in sale.segments if segment.short_term]
    held_short = sum(short, ZERO)
    held_long = sale.position.quantity - held_short
    wanted = Decimal(sum(values[column] for column, segment in sale.segments if segment.short_term))
    part = _nearest_lot_edge(wanted.quantize(SMALLEST_FRACTION), short)
    return min(max(part, quantity - held_long), held_short, quantity)


def _nearest_lot_edge(wanted: Decimal, lot_sizes: list[Decimal]) -> Decimal:
    edge = ZERO
    for size in lot_sizes:
        edge += size
        if abs(edge - wanted) <= SMALLEST_FRACTION:
            return edge
    return wanted
