"""What the sales of a plan gain, what wash sales take back, and what it all costs in tax."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from advisor.advice.lots import is_long_term
from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Trade
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.taxes import SoldLot, TaxEstimate, TaxRules, Term
from advisor.advice.model.washing import Move, MoveKind, WashedShares
from advisor.advice.taxes.net_tax import carried_after, tax_of, weighed_tax_of
from advisor.advice.washing.match import match_washes
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxType

TermGains = tuple[Decimal, Decimal]  # short-term, long-term


@dataclass(frozen=True, slots=True)
class RealisedGains:
    """Gains of a plan.

    Attributes:
        estimate: For the investor: what is not known is left out, and told as a range.
        weighed: What the plan is compared by: gains of unknown basis are the whole price, and losses carried to later years are
            worth what the rules say.
        counted: The gains behind `weighed`, wash sales taken off.
        washed: Losses of the plan that do not count, and those of earlier sales that its purchases wash.
        trades: Those given, their lots told what wash sales take back of them.
    """

    estimate: TaxEstimate
    weighed: Decimal
    counted: TermGains
    washed: tuple[WashedShares, ...]
    trades: tuple[Trade, ...]


def realised_gains(request: PlanRequest, trades: Sequence[Trade]) -> RealisedGains:
    """Gains of the sales in taxable accounts; the others count for nothing."""
    moves = dict(planned_moves(request, trades))
    washed = _washed_by_plan(request, list(moves.values()))
    place_of = {id(move): place for place, move in moves.items()}
    disallowed: dict[tuple[int, int], Decimal] = {}
    back = {True: ZERO, False: ZERO}
    for each in washed:
        place = place_of.get(id(each.sale))
        if place is not None:
            disallowed[place] = disallowed.get(place, ZERO) + each.disallowed
        back[_is_short(each.sale)] += each.disallowed
    told = tuple(_with_disallowed(trade, place, disallowed) for place, trade in enumerate(trades))
    known = _added(net_gains(trades, unknown_as_gain=False), (back[True], back[False]))
    counted = _added(net_gains(trades, unknown_as_gain=True), (back[True], back[False]))
    return RealisedGains(
        estimate=_estimate(request.taxes, told, known, washed),
        weighed=weighed_tax_of(request.taxes, *counted),
        counted=counted,
        washed=washed,
        trades=told,
    )


def tax_alone(request: PlanRequest, sale: Trade) -> Decimal:
    """What one sale's gains would cost if nothing else were sold, as far as they are known."""
    return tax_of(request.taxes, *net_gains((sale,), unknown_as_gain=False))


def taxable_lots(trades: Sequence[Trade]) -> tuple[tuple[Trade, SoldLot], ...]:
    """The lots that are sold in taxable accounts, each with its trade."""
    return tuple((trade, lot) for trade in trades if _is_taxed(trade) for lot in trade.lots)


def net_gains(trades: Sequence[Trade], *, unknown_as_gain: bool) -> TermGains:
    """Net gain by term, before wash sales; lots of unknown date count as long-term.

    Args:
        unknown_as_gain: Lots of unknown basis gain their whole price; otherwise they are left out.
    """
    short, long = ZERO, ZERO
    for trade, lot in taxable_lots(trades):
        gain = lot.gain
        if gain is None:
            gain = lot.quantity * trade.price if unknown_as_gain else ZERO
        if lot.term is Term.SHORT:
            short += gain
        else:
            long += gain
    return short, long


def _is_taxed(trade: Trade) -> bool:
    return trade.action is TradeAction.SELL and trade.account.tax_type is TaxType.TAXABLE


def planned_moves(request: PlanRequest, trades: Sequence[Trade]) -> Iterator[tuple[tuple[int, int], Move]]:
    """A plan's trades as moves, by (place of the trade, place of its lot; −1 for a purchase)."""
    for place, trade in enumerate(trades):
        day = request.trade_date
        if trade.action is TradeAction.BUY:
            bought = Move(trade.account, trade.symbol, day, MoveKind.BOUGHT, trade.quantity, trade.value, planned=True)
            yield (place, -1), bought
            continue
        for n, lot in enumerate(trade.lots):
            proceeds = None if lot.gain is None or lot.cost_basis is None else lot.cost_basis + lot.gain
            sold = Move(
                account=trade.account,
                symbol=trade.symbol,
                day=day,
                kind=MoveKind.SOLD,
                quantity=lot.quantity,
                cost_basis=lot.cost_basis,
                proceeds=proceeds,
                acquired=lot.acquired,
                planned=True,
            )
            yield (place, n), sold


def _washed_by_plan(request: PlanRequest, planned: Sequence[Move]) -> tuple[WashedShares, ...]:
    history = request.history
    matched = match_washes([*history.moves, *planned], history.group_of)
    return tuple(each for each in matched if each.sale.planned or each.replacement.planned)


def _with_disallowed(trade: Trade, place: int, disallowed: Mapping[tuple[int, int], Decimal]) -> Trade:
    if not any((place, n) in disallowed for n in range(len(trade.lots))):
        return trade
    lots = (replace(lot, disallowed=disallowed.get((place, n), ZERO)) for n, lot in enumerate(trade.lots))
    return replace(trade, lots=tuple(lots))


def _is_short(sale: Move) -> bool:
    return sale.acquired is not None and not is_long_term(sale.acquired, sale.day)


def _estimate(rules: TaxRules, trades: Sequence[Trade], known: TermGains, washed: Sequence[WashedShares]) -> TaxEstimate:
    complete = all(lot.gain is not None and lot.term is not Term.UNKNOWN for _, lot in taxable_lots(trades))
    taxes = [tax_of(rules, *_added(known, more)) for more in _what_is_not_known(trades)]
    return TaxEstimate(
        short_term_gain=known[0],
        long_term_gain=known[1],
        estimated_tax=tax_of(rules, *known),
        complete=complete,
        low=min(taxes),
        high=max(taxes),
        carried=carried_after(rules, *known),
        disallowed=sum((each.disallowed for each in washed), ZERO),
        lost_for_ever=sum((each.disallowed - each.basis_carried for each in washed), ZERO),
    )


def _what_is_not_known(trades: Sequence[Trade]) -> Iterator[TermGains]:
    """What the net gains may be more than known, at each end: basis nothing or the whole price, either term."""
    undated = [lot.gain + lot.disallowed for _, lot in taxable_lots(trades) if lot.term is Term.UNKNOWN and lot.gain is not None]
    gains = sum((gain for gain in undated if gain > 0), ZERO)
    losses = sum((gain for gain in undated if gain < 0), ZERO)
    baseless = {Term.SHORT: ZERO, Term.LONG: ZERO, Term.UNKNOWN: ZERO}
    for trade, lot in taxable_lots(trades):
        if lot.gain is None:
            baseless[lot.term] += lot.quantity * trade.price
    for gains_short, losses_short, all_gain, baseless_short in product((0, 1), repeat=4):
        moved = gains * gains_short + losses * losses_short
        short = baseless[Term.SHORT] + baseless[Term.UNKNOWN] * baseless_short
        long = baseless[Term.LONG] + baseless[Term.UNKNOWN] * (1 - baseless_short)
        yield moved + short * all_gain, long * all_gain - moved


def _added(gains: TermGains, more: TermGains) -> TermGains:
    return gains[0] + more[0], gains[1] + more[1]
