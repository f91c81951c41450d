"""Losses that could be realised: what each would save, and what would keep the exposure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from advisor.advice.harvest_notes import identical_to, notes_on_losses, notes_on_lot
from advisor.advice.lots import is_at_average, lots_held, term_of
from advisor.advice.model.harvest import HarvestView, LosingLot, LossSaving, Replacement
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.taxes import TaxRules, Term
from advisor.advice.model.washing import Move, MoveKind
from advisor.advice.replacements import find_replacements
from advisor.advice.taxes.net_tax import carried_after, tax_of
from advisor.advice.washing.match import match_washes
from advisor.advice.washing.period import EITHER_SIDE
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxLot, TaxType


def find_losses(request: PlanRequest, offered: Sequence[Candidate]) -> HarvestView:
    """Lots of taxable accounts that are worth less than they cost, most dollars first.

    Args:
        request: Positions, taxes, trading cost and wash history of the household; its target plays no part.
        offered: Funds that may replace what is sold, beside the candidates of the request.
    """
    losing = tuple(_losing(request))
    unwashed = replace(request, history=replace(request.history, moves=()))
    worthwhile = [each for each in losing if _saving(unwashed, _sold_with(each, losing)).net > 0]
    avoid = _sold_at_a_loss_lately(request) | {request.history.group_of(each.position.symbol) for each in worthwhile}
    replacements = {
        each.position.symbol: find_replacements(
            each.position, (*request.candidates, *offered), request.history, avoid=frozenset(avoid)
        )
        for each in worthwhile
    }
    lots = [_describe(request, each, replacements[each.position.symbol]) for each in worthwhile]
    small = [each for each in losing if each not in worthwhile]
    return HarvestView(
        lots=tuple(sorted(lots, key=lambda lot: (-lot.saving.net, lot.symbol, lot.account.id, lot.acquired or date.min))),
        together=_saving(request, [each for each in worthwhile if _saving(request, _sold_with(each, losing)).net > 0]),
        left_out=len(small),
        left_out_loss=sum((each.loss for each in small), ZERO),
        notes=tuple(notes_on_losses(request, [each for each in request.positions if _may_be_sold(request, each)])),
    )


@dataclass(frozen=True, slots=True)
class _Losing:
    position: PlanPosition
    lot: TaxLot
    place: int | None
    basis: Decimal
    value: Decimal
    term: Term

    @property
    def loss(self) -> Decimal:
        return self.basis - self.value

    def as_move(self, day: date) -> Move:
        return Move(
            self.position.account,
            self.position.symbol,
            day,
            MoveKind.SOLD,
            self.lot.quantity,
            self.basis,
            self.value,
            self.lot.acquired,
            planned=True,
        )


def _losing(request: PlanRequest) -> Iterator[_Losing]:
    for position in request.positions:
        if not _may_be_sold(request, position):
            continue
        free = position.most_to_sell(whole_shares=False)
        for place, lot in enumerate(lots_held(position, request.lot_method)):
            value = round_to_cents(lot.quantity * position.unit_value)
            if lot.cost_basis is not None and lot.cost_basis > value and lot.quantity <= free:
                free -= lot.quantity
                basis = round_to_cents(lot.cost_basis)
                named = None if is_at_average(position, request.lot_method) else place
                yield _Losing(position, lot, named, basis, value, term_of(lot, request.trade_date))


def _sold_with(losing: _Losing, others: Sequence[_Losing]) -> Sequence[_Losing]:
    """At average cost no lot can be sold by itself: all of the position's count together."""
    return (losing,) if losing.place is not None else [each for each in others if each.position is losing.position]


def _may_be_sold(request: PlanRequest, position: PlanPosition) -> bool:
    kept = position.symbol in request.no_sell | request.locked
    return position.tradable and position.account.tax_type is TaxType.TAXABLE and not kept


def _saving(request: PlanRequest, losing: Sequence[_Losing]) -> LossSaving:
    """What realising these losses does, all on the trade date."""
    loss = sum((each.loss for each in losing), ZERO)
    washed_short, washed_long = _washed(request, losing)
    short = sum((each.loss for each in losing if each.term is Term.SHORT), ZERO) - washed_short
    long = loss - washed_short - washed_long - short
    against_gains, against_income, carried = _where_it_goes(request.taxes, short, long)
    return LossSaving(
        loss=loss,
        washed=washed_short + washed_long,
        against_gains=against_gains,
        against_income=against_income,
        carried=carried,
        tax_saved=-tax_of(request.taxes, -short, -long),
        later_worth=round_to_cents(carried * request.taxes.carried_loss_value),
        cost=_cost(request, losing),
    )


def _washed(request: PlanRequest, losing: Sequence[_Losing]) -> tuple[Decimal, Decimal]:
    """Losses that would not count, short-term and others."""
    planned = [(each.as_move(request.trade_date), each.term) for each in losing]
    term_of_sale = dict(planned)
    short, long = ZERO, ZERO
    for match in match_washes((*request.history.moves, *(move for move, _ in planned)), request.history.group_of):
        if term_of_sale.get(match.sale) is Term.SHORT:
            short += match.disallowed
        elif match.sale in term_of_sale:
            long += match.disallowed
    return short, long


def _where_it_goes(rules: TaxRules, short: Decimal, long: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """The net losses of both terms as what is set against gains, against other income, and carried on."""
    loss = short + long
    carried = carried_after(rules, -short, -long) - carried_after(rules, ZERO, ZERO)
    against_gains = min(loss, max(rules.short_before + rules.long_before, ZERO))
    return against_gains, loss - against_gains - carried, carried


def _cost(request: PlanRequest, losing: Iterable[_Losing]) -> Decimal:
    """Spread on the sale and on what replaces it, and the fee of both, once for each position."""
    value, positions = ZERO, set()
    for each in losing:
        value += each.value
        positions.add((each.position.account.id, each.position.symbol))
    return round_to_cents(
        2 * (value * Decimal(str(request.costs.spread)) + len(positions) * Decimal(str(request.costs.per_trade)))
    )


def _sold_at_a_loss_lately(request: PlanRequest) -> set[str]:
    return {
        request.history.group_of(move.symbol)
        for move in request.history.moves
        if move.kind is MoveKind.SOLD
        and request.trade_date - move.day <= EITHER_SIDE
        and (move.proceeds is None or move.cost_basis is None or move.proceeds < move.cost_basis)
    }


def _describe(request: PlanRequest, losing: _Losing, replacements: tuple[Replacement, ...]) -> LosingLot:
    position, saving = losing.position, _saving(request, (losing,))
    return LosingLot(
        account=position.account,
        symbol=position.symbol,
        name=position.name,
        acquired=losing.lot.acquired,
        quantity=losing.lot.quantity,
        price=position.unit_value,
        value=losing.value,
        cost_basis=losing.basis,
        term=losing.term,
        saving=saving,
        replacements=replacements,
        do_not_buy=identical_to(request, position.symbol),
        do_not_buy_until=request.trade_date + EITHER_SIDE,
        place=losing.place,
        notes=tuple(notes_on_lot(request, position, losing.place, saving.washed)),
    )
