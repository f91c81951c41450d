"""That a sale takes lots which are there, and that what each gains is so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from advisor.advice.model.plan import Trade
from advisor.advice.model.request import PlanPosition
from advisor.advice.model.taxes import LotMethod, SoldLot, Term
from advisor.advice.verifying.demands import demand, demand_equal
from advisor.domain.portfolio import TaxLot

_CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """To the cent, halves away from zero."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def held_lots(position: PlanPosition) -> tuple[TaxLot, ...]:
    """The lots that make up a position: those listed, with one of unknown date for what they leave out.

    A list that cannot be right (more than is held, or a lot of nothing) counts as one lot of the position's basis.
    """
    listed = sum(lot.quantity for lot in position.lots)
    if not position.lots or listed > position.quantity or min(lot.quantity for lot in position.lots) <= 0:
        return (TaxLot(None, position.quantity, position.cost_basis),)
    if listed == position.quantity:
        return position.lots
    bases = [lot.cost_basis for lot in position.lots]
    rest: Decimal | None = None
    if position.cost_basis is not None and None not in bases:
        left = position.cost_basis - sum(basis for basis in bases if basis is not None)
        rest = left if left >= 0 else None
    return (*position.lots, TaxLot(None, position.quantity - listed, rest))


def term_of(acquired: date | None, sold: date) -> Term:
    """Held for more than a year: the day after the purchase has come round again before the day of the sale is over."""
    if acquired is None:
        return Term.UNKNOWN
    begins = acquired + timedelta(days=1)
    is_long = (sold.year, sold.month, sold.day) >= (begins.year + 1, begins.month, begins.day)
    return Term.LONG if is_long else Term.SHORT


def lots_of(position: PlanPosition, method: LotMethod) -> tuple[TaxLot, ...]:
    """The lots of a position with the basis that counts: at average cost that of every share is the same."""
    held = held_lots(position)
    averaged = position.average_cost or (method is LotMethod.AVERAGE_COST and position.contents.is_fund)
    return _at_average(held) if averaged else held


def check_sold_lots(trade: Trade, position: PlanPosition, sold_on: date, method: LotMethod) -> None:
    """Each sold lot is part of a lot that is held, with its share of the basis, its term and its gain.

    Raises:
        PlanNotSoundError: One is not.
    """
    name = f"the sale of {trade.symbol}"
    demand(all(lot.quantity > 0 for lot in trade.lots), f"A lot of {name} sells nothing.")
    demand(sum(lot.quantity for lot in trade.lots) == trade.quantity, f"The lots of {name} do not sum to its quantity.")
    placed = places_of(trade.lots, lots_of(position, method))
    demand(placed is not None, f"The lots of {name} are not the lots that are held.")
    for lot in trade.lots:
        demand(lot.term is term_of(lot.acquired, sold_on), f"The term of a lot of {name} is wrong.")
        demand((lot.gain is None) == (lot.cost_basis is None), f"A lot of {name} has a gain without a basis.")
        demand(0 <= lot.disallowed <= max(Decimal(0), -(lot.gain or Decimal(0))), f"A lot of {name} loses more than its loss.")
    _check_proceeds(trade, name)


def _check_proceeds(trade: Trade, name: str) -> None:
    """What each lot brings is its share of the value, to the cent, and all of them bring the whole of it."""
    proceeds = [lot.gain + lot.cost_basis for lot in trade.lots if lot.gain is not None and lot.cost_basis is not None]
    shares = [lot.quantity * trade.price for lot in trade.lots if lot.gain is not None]
    for got, share in zip(proceeds, shares, strict=True):
        demand(abs(got - share) <= _CENT, f"A lot of {name} brings {got} where its units are worth {share:.4f}.")
    if len(proceeds) == len(trade.lots):
        demand_equal(sum(proceeds, Decimal(0)), trade.value, f"what the lots of {name} bring")
        gains = sum((lot.gain for lot in trade.lots if lot.gain is not None), Decimal(0))
        demand(trade.gain is not None, f"The gain of {name} is not told although every basis is known.")
        demand_equal(trade.gain or Decimal(0), gains, f"the gain of {name}")
    else:
        demand(trade.gain is None, f"The gain of {name} is told although a basis is not known.")


def _at_average(held: Sequence[TaxLot]) -> tuple[TaxLot, ...]:
    units = sum(lot.quantity for lot in held)
    bases = [lot.cost_basis for lot in held if lot.cost_basis is not None]
    if len(bases) < len(held):
        return tuple(TaxLot(lot.acquired, lot.quantity, None) for lot in held)
    return tuple(TaxLot(lot.acquired, lot.quantity, sum(bases, Decimal(0)) * lot.quantity / units) for lot in held)


def places_of(sold: Sequence[SoldLot], held: Sequence[TaxLot]) -> dict[int, int] | None:
    """A held lot of its own for each sold one that it may be part of, as place held → place sold; None where there is none."""
    by_day: dict[date | None, list[int]] = {}
    for place, lot in enumerate(held):
        by_day.setdefault(lot.acquired, []).append(place)
    taken: dict[int, int] = {}

    def place_one(number: int, tried: set[int]) -> bool:
        for place in by_day.get(sold[number].acquired, ()):
            if place in tried or not _may_be_part(sold[number], held[place]):
                continue
            tried.add(place)
            if place not in taken or place_one(taken[place], tried):
                taken[place] = number
                return True
        return False

    return taken if all(place_one(number, set()) for number in range(len(sold))) else None


def _may_be_part(sold: SoldLot, held: TaxLot) -> bool:
    if sold.quantity > held.quantity or (sold.cost_basis is None) != (held.cost_basis is None):
        return False
    share = (held.cost_basis or Decimal(0)) * sold.quantity / held.quantity
    return sold.cost_basis is None or abs(sold.cost_basis - share) < _CENT
