"""What to know before a loss is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from advisor.advice.lots import lots_held
from advisor.advice.model.request import PlanPosition, PlanRequest
from advisor.advice.model.washing import Move, MoveKind
from advisor.advice.washing.period import EITHER_SIDE, is_near
from advisor.advice.why.wash_caveats import is_complete
from advisor.advice.wording import dollars, listed
from advisor.domain.classification import Sleeve
from advisor.domain.days import long_date

_MOSTLY = 0.5


def identical_to(request: PlanRequest, symbol: str) -> frozenset[str]:
    """The symbol, and every other that counts as the same thing."""
    group = request.history.group_of(symbol)
    return frozenset({symbol, *(other for other, name in (request.history.groups or {}).items() if name == group)})


def notes_on_lot(request: PlanRequest, position: PlanPosition, place: int | None, washed: Decimal) -> Iterator[str]:
    """What to know before this loss is taken, plain sentences.

    Args:
        place: As `LosingLot.place`.
        washed: As `LossSaving.washed`.
    """
    same = identical_to(request, position.symbol)
    yield from _about_the_likeness(position)
    if place is None:
        yield "Shares at average cost are sold oldest first: this lot goes only with those before it."
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


def notes_on_losses(request: PlanRequest, taxable: Sequence[PlanPosition]) -> Iterator[str]:
    """What is not known about all losses, plain sentences.

    Args:
        taxable: Positions that were looked at.
    """
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
