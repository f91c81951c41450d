"""From the solver's floating point to exact orders, and back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

import numpy as np
from numpy.typing import NDArray

from advisor.advice.columns import SMALLEST_FRACTION, LotColumns, SaleColumns, fraction_of_a_share
from advisor.advice.lot_methods import TakenLots, fixed_order, named_lots, take_lots
from advisor.advice.model.action import TradeAction
from advisor.advice.model.orders import Orders, PurchaseOrder, SaleOrder
from advisor.advice.model.request import FixedTrade, PlanRequest
from advisor.advice.programme import Programme
from advisor.domain.money import ZERO


def read_orders(programme: Programme, values: NDArray[np.float64]) -> Orders:
    """The trades that a solution (one value per column) switches on."""
    request = programme.household.request
    purchases = (
        PurchaseOrder(
            purchase.account,
            purchase.candidate,
            _units(values[purchase.units], request.whole_shares) if purchase.fixed is None else purchase.fixed,
        )
        for purchase in programme.purchases
        if values[purchase.trade] > 0.5
    )
    return Orders(tuple(_sale_orders(programme, values)), tuple(order for order in purchases if order.quantity > 0))


def start_from(programme: Programme, orders: Orders) -> dict[int, float]:
    """The whole-number columns of the programme as some orders have them."""
    sold = {id(order.position): order for order in orders.sales}
    start: dict[int, float] = {}
    for sale in programme.sales:
        order = sold.get(id(sale.position))
        start |= {sale.trade: float(order is not None)}
        quantity = ZERO if order is None else order.quantity
        all_sold = sale.everything is not None and quantity == sale.position.quantity
        start[sale.units] = float(quantity - (fraction_of_a_share(quantity) if all_sold else 0))
        if sale.everything is not None:
            start[sale.everything] = float(all_sold)
    bought = {(order.account.id, order.candidate.symbol): float(order.quantity) for order in orders.purchases}
    for purchase in programme.purchases:
        units = bought.get((purchase.account.id, purchase.candidate.symbol), 0.0)
        start |= {purchase.units: units, purchase.trade: float(units > 0)}
    return start


def _sale_orders(programme: Programme, values: NDArray[np.float64]) -> Iterator[SaleOrder]:
    request = programme.household.request
    for sale in programme.sales:
        if values[sale.trade] <= 0.5:
            continue
        quantity = _quantity_sold(sale, values, request.whole_shares) if sale.fixed is None else sale.fixed
        if quantity > 0:
            yield SaleOrder(sale.position, quantity, _lots_sold(request, sale, values, quantity))


def _quantity_sold(sale: SaleColumns, values: NDArray[np.float64], whole_shares: bool) -> Decimal:
    held = sale.position.most_to_sell(whole_shares)
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


def _lots_sold(request: PlanRequest, sale: SaleColumns, values: NDArray[np.float64], quantity: Decimal) -> TakenLots:
    position = sale.position
    named = next((fixed.lots for fixed in request.fixed if fixed.lots and _is_of(fixed, sale)), ())
    if named:
        return named_lots(position, quantity, named)
    if fixed_order(position, request.trade_date, request.lot_method) is not None:
        return take_lots(position, quantity, request.trade_date, request.lot_method)
    grain = Decimal(1) if request.whole_shares and quantity == quantity.to_integral_value() else SMALLEST_FRACTION
    return _as_solved(sale.lots, values, quantity, grain)


def _is_of(fixed: FixedTrade, sale: SaleColumns) -> bool:
    position = sale.position
    return (fixed.account_id, fixed.action, fixed.symbol) == (position.account.id, TradeAction.SELL, position.symbol)


def _as_solved(lots: tuple[LotColumns, ...], values: NDArray[np.float64], quantity: Decimal, grain: Decimal) -> TakenLots:
    """Units by lot as the solution has them, cut to the grain; what that leaves goes to what gains least."""
    taken: dict[int, Decimal] = {}
    for lot in lots:
        wanted = Decimal(sum(float(values[column]) for column in lot.sold()))
        whole = abs(wanted - lot.units) <= SMALLEST_FRACTION
        taken[lot.place] = lot.units if whole else min(lot.units, (wanted + grain / 1000) // grain * grain)
    return tuple(sorted((place, units) for place, units in _made_to_sum(lots, taken, quantity).items() if units > 0))


def _made_to_sum(lots: tuple[LotColumns, ...], taken: dict[int, Decimal], quantity: Decimal) -> dict[int, Decimal]:
    over = sum(taken.values(), ZERO) - quantity
    by_gain = sorted(lots, key=lambda lot: lot.gain_per_unit)
    for lot in reversed(by_gain):
        back = min(max(over, ZERO), taken[lot.place])
        taken[lot.place] -= back
        over -= back
    for begun_only in (True, False):
        for lot in by_gain:
            if begun_only and not taken[lot.place]:
                continue
            more = min(max(-over, ZERO), lot.units - taken[lot.place])
            taken[lot.place] += more
            over += more
    return taken
