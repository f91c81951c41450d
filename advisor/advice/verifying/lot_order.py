"""That a sale takes its lots in the order that the investor chose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from advisor.advice.model.plan import Trade
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import LotMethod, Term
from advisor.advice.verifying.demands import demand
from advisor.advice.verifying.money_left import position_sold
from advisor.advice.verifying.sold_lots import lots_of, places_of, term_of
from advisor.domain.portfolio import TaxLot

# Rank of a lot, lowest first: what must be equal or lower, then dollars of gain per unit.
_Rank = tuple[int, Decimal]

# Lots bought on one day may look alike when their basis is told to the cent.
_ALIKE = Decimal("0.01")


def check_lot_order(request: PlanRequest, trade: Trade) -> None:
    """No lot is left in the account that goes before one which is sold.

    Raises:
        PlanNotSoundError: One is.
    """
    position = position_sold(request, trade)
    if position is None or (request.lot_method is LotMethod.MINIMUM_TAX and not position.average_cost):
        return
    held = lots_of(position, request.lot_method)
    rank = _rank_by(request.lot_method if not position.average_cost else LotMethod.FIFO, trade.price, request.trade_date)
    placed = places_of(trade.lots, held) or {}
    sold = [rank(held[place]) for place in placed]
    left = [
        rank(lot) for place, lot in enumerate(held) if place not in placed or trade.lots[placed[place]].quantity < lot.quantity
    ]
    last, first = max(sold), min(left, default=max(sold))
    in_order = last[0] < first[0] or (last[0] == first[0] and last[1] <= first[1] + _ALIKE)
    demand(in_order, f"The sale of {trade.symbol} takes its lots in another order than was asked for.")


def _rank_by(method: LotMethod, price: Decimal, day: date) -> Callable[[TaxLot], _Rank]:
    def age(lot: TaxLot) -> int:
        return (lot.acquired or date.min).toordinal()

    def gain(lot: TaxLot) -> Decimal:
        return price - (lot.cost_basis or Decimal(0)) / lot.quantity

    def by_loss(lot: TaxLot) -> _Rank:
        is_short, each = term_of(lot.acquired, day) is Term.SHORT, gain(lot)
        if lot.cost_basis is None:
            return 5, each
        if each < 0:
            return 1 - is_short, each
        return (2 if each == 0 else 3 + is_short), each

    ranks: dict[LotMethod, Callable[[TaxLot], _Rank]] = {
        LotMethod.LIFO: lambda lot: (-age(lot), Decimal(0)),
        LotMethod.HIFO: lambda lot: (lot.cost_basis is None, gain(lot)),
        LotMethod.M1: by_loss,
    }
    # At average cost the oldest go first.
    return ranks.get(method, lambda lot: (age(lot), Decimal(0)))
