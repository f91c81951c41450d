"""Why a sale takes these lots and not the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from advisor.advice.lots import lots_held, term_of
from advisor.advice.model.orders import SaleOrder
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import LotMethod, Term
from advisor.advice.taxes.net_tax import weighed_tax_of
from advisor.advice.wording import dollars
from advisor.domain.days import long_date
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxLot, TaxType

# Smaller differences of gain or tax decide nothing.
_A_DOLLAR = Decimal(1)

_CHOSEN_ORDER = {
    LotMethod.FIFO: "Oldest lots first, as you chose",
    LotMethod.LIFO: "Newest lots first, as you chose",
    LotMethod.HIFO: "Highest cost first, as you chose",
    LotMethod.M1: "Losses first, then long-term gains, as you chose",
}


def why_these_lots(request: PlanRequest, order: SaleOrder, gains: tuple[Decimal, Decimal]) -> str:
    """One plain sentence; empty where there is no choice between lots, or where none is taxed.

    Args:
        gains: Short-term and other gains of the whole plan, wash sales taken off, which decide what another lot would cost.
    """
    position = order.position
    no_choice = position.account.tax_type is not TaxType.TAXABLE or order.quantity >= position.quantity
    if no_choice or position.average_cost or request.lot_method is LotMethod.AVERAGE_COST:
        return ""
    swaps = tuple(_swaps(request, order, gains))
    if not swaps:
        return _unknown_rest(order, lots_held(position, request.lot_method))
    cheapest = min(swaps, key=lambda swap: (swap.tax / swap.units, swap.place))
    if _is_named_by_investor(request, order):
        return f"The lots that you named: {_instead(cheapest, 'another lot')}."
    if request.lot_method in _CHOSEN_ORDER:
        return f"{_CHOSEN_ORDER[request.lot_method]}: {_instead(cheapest, 'another lot')}."
    # A cheaper lot is left alone only where its loss would not count, which swapping two lots on paper does not show.
    return f"These lots cost least: {_instead(cheapest, 'the next lot')}." if cheapest.tax > -_A_DOLLAR else ""


@dataclass(frozen=True, slots=True)
class _Swap:
    """Units of the dearest lot sold, taken out of another one instead: what that changes."""

    place: int
    lot: TaxLot
    term: Term
    units: Decimal
    gain: Decimal
    tax: Decimal


def _swaps(request: PlanRequest, order: SaleOrder, gains: tuple[Decimal, Decimal]) -> Iterator[_Swap]:
    held, taken = lots_held(order.position, request.lot_method), dict(order.lots)
    sold = [(held[place], units) for place, units in order.lots if held[place].cost_basis is not None]
    if not sold:
        return
    price = order.position.unit_value
    dearest, most = max(sold, key=lambda each: _gain(each[0], price))
    before = weighed_tax_of(request.taxes, *gains)
    for place, lot in enumerate(held):
        units = min(most, lot.quantity - taken.get(place, ZERO))
        if units <= 0 or lot.cost_basis is None or lot is dearest:
            continue
        out, back = units * _gain(dearest, price), units * _gain(lot, price)
        moved = _by_term(((term_of(dearest, request.trade_date), -out), (term_of(lot, request.trade_date), back)))
        after = weighed_tax_of(request.taxes, gains[0] + moved[0], gains[1] + moved[1])
        yield _Swap(place, lot, term_of(lot, request.trade_date), units, back - out, after - before)


def _gain(lot: TaxLot, price: Decimal) -> Decimal:
    return price - (lot.cost_basis or ZERO) / lot.quantity


def _by_term(gains: Iterable[tuple[Term, Decimal]]) -> tuple[Decimal, Decimal]:
    short, other = ZERO, ZERO
    for term, gain in gains:
        if term is Term.SHORT:
            short += gain
        else:
            other += gain
    return short, other


def _is_named_by_investor(request: PlanRequest, order: SaleOrder) -> bool:
    key = (order.position.account.id, order.position.symbol)
    return any(line.lots and (line.account_id, line.symbol) == key for line in request.fixed)


def _instead(swap: _Swap, which: str) -> str:
    """What the other lot would have done, without a full stop."""
    bought = "of unknown date" if swap.lot.acquired is None else f"bought {long_date(swap.lot.acquired)}"
    lot = f"{which}, {bought}, would"
    tax = f"{dollars(abs(swap.tax))} {'more' if swap.tax > 0 else 'less'} tax"
    if abs(swap.gain) < _A_DOLLAR and abs(swap.tax) < _A_DOLLAR:
        return f"{lot} come to the same"
    if abs(swap.gain) < _A_DOLLAR:
        return f"{lot} gain the same{_short_term(swap)} for {tax}"
    change = f"add {dollars(swap.gain)} of gain" if swap.gain > 0 else f"take {dollars(-swap.gain)} off the gain"
    if abs(swap.tax) < _A_DOLLAR:
        return f"{lot} {change}"
    joint = "and cost" if (swap.gain > 0) == (swap.tax > 0) else "but cost"
    term = _short_term(swap) if swap.gain > 0 or swap.tax > 0 else ""
    return f"{lot} {change}{term} {joint} {tax}"


def _short_term(swap: _Swap) -> str:
    return ", short-term," if swap.term is Term.SHORT else ""


def _unknown_rest(order: SaleOrder, held: tuple[TaxLot, ...]) -> str:
    taken = dict(order.lots)
    rest = [lot for place, lot in enumerate(held) if lot.quantity > taken.get(place, ZERO)]
    if any(lot.cost_basis is None for lot in rest) and len(held) > 1:
        return "The cost of the other lots is not known: sold, they could be taxed on their whole price."
    return ""
