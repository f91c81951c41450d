"""Which lots a sale takes: in a fixed order, as the investor named them, or by what is taxed least."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal
from itertools import accumulate, pairwise
from typing import Any

from advisor.advice.lots import is_at_average, lots_held, term_of
from advisor.advice.model.request import PlanPosition
from advisor.advice.model.taxes import LotMethod, TaxRules, Term
from advisor.advice.taxes.net_tax import weighed_tax_of
from advisor.advice.taxes.steps import step_edges
from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxLot, TaxType

TakenLots = tuple[tuple[int, Decimal], ...]
_FRACTION = Decimal("0.0001")


def take_lots(
    position: PlanPosition,
    quantity: Decimal,
    trade_date: date,
    method: LotMethod,
    *,
    rules: TaxRules | None = None,
    beside: tuple[Decimal, Decimal] = (ZERO, ZERO),
) -> TakenLots:
    """The lots of a sale as (place in `lots_held`, units above 0), in the order of their places.

    Args:
        quantity: Units, above 0 and at most the units held.
        rules: What gains cost; only `MINIMUM_TAX` asks.
        beside: Net short- and long-term gain of everything else that is sold; likewise.
    """
    order = fixed_order(position, trade_date, method)
    if order is None:
        return _least_taxed(position, quantity, trade_date, rules or TaxRules(), beside)
    lots = lots_held(position, method)
    return tuple(sorted(_filled(order, [lots[place].quantity for place in order], quantity)))


def fixed_order(position: PlanPosition, trade_date: date, method: LotMethod) -> tuple[int, ...] | None:
    """Places in `lots_held` in the order in which they are sold; None where what is taxed least decides.

    Lots of unknown date count as the oldest, those of unknown basis go last where the basis matters.
    """
    untaxed = position.account.tax_type is not TaxType.TAXABLE
    if is_at_average(position, method) or (untaxed and method is LotMethod.MINIMUM_TAX):
        method = LotMethod.FIFO
    if method is LotMethod.MINIMUM_TAX:
        return None
    lots = lots_held(position, method)
    key = _KEYS[method](position.unit_value, trade_date)
    return tuple(sorted(range(len(lots)), key=lambda place: key(lots[place])))


def named_lots(position: PlanPosition, quantity: Decimal, lots: Iterable[tuple[int, Decimal]]) -> TakenLots:
    """The lots that the investor named for a sale, in the order of their places.

    Raises:
        InvalidRequestError: One is not held, is named twice, holds less, or all of them do not make up the sale.
    """
    named = tuple(sorted(lots))
    held = lots_held(position)
    if len({place for place, _ in named}) < len(named) or not all(0 <= place < len(held) for place, _ in named):
        raise InvalidRequestError(f"The sale of {position.symbol} names a lot that is not held, or names one twice.")
    for place, units in named:
        if not 0 < units <= held[place].quantity:
            raise InvalidRequestError(
                f"The sale of {position.symbol} takes {units} from a lot of {held[place].quantity}.", "Take some of it, or all."
            )
    if sum((units for _, units in named), ZERO) != quantity:
        raise InvalidRequestError(f"The lots named for the sale of {position.symbol} do not add up to {quantity}.")
    return named


_Key = Callable[[TaxLot], Any]


def _oldest_first(_unit_value: Decimal, _trade_date: date) -> _Key:
    return lambda lot: lot.acquired or date.min


def _newest_first(_unit_value: Decimal, _trade_date: date) -> _Key:
    return lambda lot: -(lot.acquired or date.min).toordinal()


def _highest_basis_first(unit_value: Decimal, trade_date: date) -> _Key:
    return lambda lot: (lot.cost_basis is None, _gain_per_unit(lot, unit_value), term_of(lot, trade_date) is Term.SHORT)


def _losses_first(unit_value: Decimal, trade_date: date) -> _Key:
    def key(lot: TaxLot) -> tuple[int, bool, Decimal]:
        gain = _gain_per_unit(lot, unit_value)
        short = term_of(lot, trade_date) is Term.SHORT
        if lot.cost_basis is None:
            rank = 5
        elif gain < 0:
            rank = 0 if short else 1
        else:
            rank = 2 if gain == 0 else 4 if short else 3
        return rank, not short, gain

    return key


_KEYS: Mapping[LotMethod, Callable[[Decimal, date], _Key]] = {
    LotMethod.FIFO: _oldest_first,
    LotMethod.LIFO: _newest_first,
    LotMethod.HIFO: _highest_basis_first,
    LotMethod.M1: _losses_first,
    LotMethod.AVERAGE_COST: _oldest_first,
}


def _gain_per_unit(lot: TaxLot, unit_value: Decimal) -> Decimal:
    return unit_value - (lot.cost_basis or ZERO) / lot.quantity


def _filled(places: Sequence[int], most: Sequence[Decimal], quantity: Decimal) -> Iterator[tuple[int, Decimal]]:
    for place, units in zip(places, most, strict=True):
        taken = min(units, quantity)
        if taken <= 0:
            return
        quantity -= taken
        yield place, taken


@dataclass(frozen=True, slots=True)
class _Chain:
    """Lots of one term in the order in which they are best sold: smallest gain per unit first.

    Attributes:
        edges, gains: Units and gain of the first lots together, from none of them to all.
    """

    places: tuple[int, ...]
    units: tuple[Decimal, ...]
    edges: tuple[Decimal, ...]
    gains: tuple[Decimal, ...]

    def gain(self, units: Decimal) -> Decimal:
        after = max(bisect_left(self.edges, units), 1)
        if after >= len(self.edges):
            return self.gains[-1]
        width = self.edges[after] - self.edges[after - 1]
        part = (units - self.edges[after - 1]) / width
        return self.gains[after - 1] + part * (self.gains[after] - self.gains[after - 1])


def _least_taxed(
    position: PlanPosition, quantity: Decimal, trade_date: date, rules: TaxRules, beside: tuple[Decimal, Decimal]
) -> TakenLots:
    """Within a term the highest basis goes first; how many units come from which term is tried out.

    The tax is straight in between two edges of lots or of tax steps, so that the least lies at one of these.
    """
    short, long = (_chain(position, trade_date, is_short=is_short) for is_short in (True, False))

    def gains(units: Decimal) -> tuple[Decimal, Decimal]:
        return beside[0] + short.gain(units), beside[1] + long.gain(quantity - units)

    def worth(units: Decimal) -> tuple[Decimal, Decimal]:
        gained = gains(units)
        return weighed_tax_of(rules, *gained), gained[0] + gained[1]  # at one price the larger loss is worth more

    least, most = max(ZERO, quantity - long.edges[-1]), min(quantity, short.edges[-1])
    edges = sorted({least, most, *short.edges, *(quantity - edge for edge in long.edges)})
    tried = [edge for edge in edges if least <= edge <= most]
    grain = Decimal(1) if quantity == quantity.to_integral_value() else _FRACTION
    for start, end in pairwise(tuple(tried)):
        tried += _kinks(rules, (start, gains(start)), (end, gains(end)), grain)
    best = min(tried, key=worth)
    return tuple(sorted((*_filled(short.places, short.units, best), *_filled(long.places, long.units, quantity - best))))


def _chain(position: PlanPosition, trade_date: date, *, is_short: bool) -> _Chain:
    held = lots_held(position)
    key = _highest_basis_first(position.unit_value, trade_date)
    places = [place for place, lot in enumerate(held) if (term_of(lot, trade_date) is Term.SHORT) is is_short]
    places.sort(key=lambda place: key(held[place]))
    units = tuple(held[place].quantity for place in places)
    gains = [_gain_per_unit(held[place], position.unit_value) * held[place].quantity for place in places]
    return _Chain(tuple(places), units, tuple(accumulate(units, initial=ZERO)), tuple(accumulate(gains, initial=ZERO)))


_At = tuple[Decimal, tuple[Decimal, Decimal]]


def _kinks(rules: TaxRules, start: _At, end: _At, grain: Decimal) -> Iterator[Decimal]:
    """Short-term units between two edges of lots at which the tax changes its rate, on the grain of what can be sold."""
    (first, (short, long)), (last, (short_after, long_after)) = start, end
    short, short_after = short + rules.short_before, short_after + rules.short_before
    long, long_after = long + rules.long_before, long_after + rules.long_before
    steps = [ZERO, *step_edges(rules.ordinary), *step_edges(rules.long_term)]
    losses = [-edge for edge in step_edges(rules.losses)]
    courses = (
        (short, short_after, steps),
        (long, long_after, [ZERO]),
        (short + long, short_after + long_after, [*steps, *losses]),
    )
    for before, after, edges in courses:
        for edge in edges:
            if min(before, after) < edge < max(before, after):
                units = first + (last - first) * (edge - before) / (after - before)
                floor = (units / grain).to_integral_value(ROUND_FLOOR) * grain
                yield from (each for each in (floor, floor + grain) if first < each < last)
