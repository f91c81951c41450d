"""Losses that could be realised: what each would save, and what would keep the exposure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.advice.lots import is_at_average, lots_held, term_of
from advisor.advice.model.harvest import HarvestView, LosingLot, LossSaving, Replacement
from advisor.advice.model.request import Candidate, PlanPosition, PlanRequest
from advisor.advice.model.taxes import TaxRules, Term
from advisor.advice.model.washing import Move, MoveKind
from advisor.advice.replacements import find_replacements
from advisor.advice.taxes.net_tax import carried_after, tax_of
from advisor.advice.washing.match import match_washes
from advisor.advice.washing.period import EITHER_SIDE, is_near
from advisor.advice.why.wash_caveats import is_complete
from advisor.advice.wording import dollars, listed
from advisor.domain.classification import Sleeve
from advisor.domain.days import long_date
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxLot, TaxType

_MOSTLY = 0.5


def find_losses(request: PlanRequest, offered: Sequence[Candidate]) -> HarvestView:
    """Lots of taxable accounts that are worth less than they cost, most dollars first.

    Args:
        request: Positions, taxes, trading cost and wash history of the household; its target plays no part.
        offered: Funds that may replace what is sold, beside the candidates of the request.
    """
    losing = tuple(_losing(request))
    worthwhile = [each for each in losing if _saving(request, (each,)).net > 0]
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
        together=_saving(request, worthwhile),
        left_out=len(small),
        left_out_loss=sum((each.loss for each in small), ZERO),
        notes=tuple(_notes(request)),
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
        for place, lot in enumerate(lots_held(position, request.lot_method)):
            value = round_to_cents(lot.quantity * position.unit_value)
            if lot.cost_basis is not None and lot.cost_basis > value:
                basis = round_to_cents(lot.cost_basis)
                named = None if is_at_average(position, request.lot_method) else place
                yield _Losing(position, lot, named, basis, value, term_of(lot, request.trade_date))


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
        do_not_buy=_identical_to(request, position.symbol),
        do_not_buy_until=request.trade_date + EITHER_SIDE,
        place=losing.place,
        notes=tuple(_in_the_way(request, losing, saving.washed)),
    )


def _identical_to(request: PlanRequest, symbol: str) -> frozenset[str]:
    group = request.history.group_of(symbol)
    return frozenset({symbol, *(other for other, name in (request.history.groups or {}).items() if name == group)})


def _in_the_way(request: PlanRequest, losing: _Losing, washed: Decimal) -> Iterator[str]:
    same = _identical_to(request, losing.position.symbol)
    yield from _about_the_likeness(losing.position)
    if washed > 0:
        yield (
            f"{dollars(washed)} of this loss would not count, because {listed(sorted(_bought_lately(request, same)))} was bought "
            f"within 30 days. Sold after {long_date(_clear_after(request, same))}, with no purchase in between, all of it would."
        )
    for symbol in sorted(same & (request.history.reinvesting or {}).keys()):
        yield from _about_reinvesting(request, symbol)


def _about_the_likeness(position: PlanPosition) -> Iterator[str]:
    contents = position.contents
    if contents.unseen >= _MOSTLY:
        yield f"What {position.symbol} holds is mostly an estimate, and so is what is near it."
    elif contents.sleeves.get(Sleeve.FIXED_INCOME, 0.0) >= _MOSTLY:
        yield "Bonds are not compared one by one: mind term and quality when you choose what replaces them."


def _bought_lately(request: PlanRequest, symbols: frozenset[str]) -> set[str]:
    return {move.symbol for move in _purchases(request, symbols)}


def _clear_after(request: PlanRequest, symbols: frozenset[str]) -> date:
    return max(move.day for move in _purchases(request, symbols)) + EITHER_SIDE


def _purchases(request: PlanRequest, symbols: frozenset[str]) -> list[Move]:
    return [
        move
        for move in request.history.moves
        if move.symbol in symbols and move.kind is not MoveKind.SOLD and is_near(move.day, request.trade_date)
    ]


def _about_reinvesting(request: PlanRequest, symbol: str) -> Iterator[str]:
    day = (request.history.reinvesting or {})[symbol]
    if day is None:
        yield (
            f"Distributions of {symbol} are reinvested: one within 30 days after the sale would take back a small part of the "
            "loss."
        )
    elif request.trade_date <= day <= request.trade_date + EITHER_SIDE:
        yield (
            f"Distributions of {symbol} are reinvested, the next one on {long_date(day)}: it would take back a small part of the "
            "loss unless it is paid in cash."
        )


def _notes(request: PlanRequest) -> Iterator[str]:
    taxable = [position for position in request.positions if _may_be_sold(request, position)]
    unknown = sorted({each.symbol for each in taxable for lot in lots_held(each, request.lot_method) if lot.cost_basis is None})
    if unknown:
        yield f"The cost of {listed(unknown)} is not known, wholly or in part: a loss there would not show here."
    unseen = sorted(account.name for account in request.accounts if not is_complete(request, account))
    if unseen:
        yield (
            f"Not every transaction of the last 30 days of {listed(unseen)} is on file: a purchase there may take a loss back "
            "without showing here."
        )
    yield from request.taxes.assumed
