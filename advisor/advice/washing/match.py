"""Which sales at a loss are washed by which purchases, over the whole household, share by share.

Conventions where the law leaves room:

- Only shares that are still held when the loss is taken can replace: what was sold before or on the same day cannot, because no
  basis is left to carry the loss.
- Nothing orders purchases of one day. Those of tax-deferred accounts go first, which is the worst it can be.
- Of a purchase that replaced something in part, the replacing shares are sold first: they count as held for longer.
- A sale whose purchase day is not known sells shares older than any purchase told of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TypeVar

from advisor.advice.model.washing import Move, MoveKind, WashedShares
from advisor.advice.washing.period import is_near
from advisor.advice.washing.purchases import Parcel, Purchase
from advisor.domain.money import ZERO, round_to_cents
from advisor.domain.portfolio import TaxType

_Thing = TypeVar("_Thing")
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SoldPart:
    """Shares of one taxable sale that are alike.

    Attributes:
        loss: On all of them, with what earlier washed sales carried into them; a gain below 0. Account currency.
        held_from: The day from which they counted as held; None when not known.
        disallowed: The part of the loss that is washed.
    """

    sale: Move
    quantity: Decimal
    loss: Decimal
    held_from: date | None
    disallowed: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class UnwashedLoss:
    """Shares sold at a loss that nothing replaced.

    Attributes:
        loss: On all of them, account currency, above 0.
    """

    sale: Move
    quantity: Decimal
    loss: Decimal


@dataclass(frozen=True, slots=True)
class FreeShares:
    """Shares of a purchase that are still held and replaced nothing."""

    purchase: Move
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Matching:
    """What came of matching sales with purchases.

    Attributes:
        sold: Every taxable sale of known gain, by the order of sale.
        washed: By the order of sale and, within one, of replacement.
        unwashed: Losses that count, as far as the moves go; by the order of sale.
        free: What might replace a loss yet; by the order of purchase.
    """

    sold: tuple[SoldPart, ...]
    washed: tuple[WashedShares, ...]
    unwashed: tuple[UnwashedLoss, ...]
    free: tuple[FreeShares, ...]


def match_washes(moves: Sequence[Move], group_of: Callable[[str], str]) -> tuple[WashedShares, ...]:
    """The losses that do not count; arguments and rules as of `match_moves`."""
    return match_moves(_where_something_washes(moves, group_of), group_of).washed


def match_moves(moves: Sequence[Move], group_of: Callable[[str], str]) -> Matching:
    """Every sale at a loss with what replaces it.

    Losses are taken in the order of sale, those of one day in the order in which the shares were acquired; each takes the
    earliest acquired of the shares bought within 30 days before or after it in any account, and every share replaces once
    (Reg. 1.1091-1(b) to (e)). A loss that a replacement carries makes the basis of its shares larger when they are sold in turn,
    if that sale names the day they were acquired. Sales of the plan are left at the basis that the books state.

    Args:
        moves: In any order. A sale of shares bought on several days is several moves; its `cost_basis` is what was paid, without
            what earlier washed sales among the moves added.
        group_of: Symbol → name under which everything identical to it goes.
    """
    bought = [Purchase(move) for move in sorted(moves, key=_order_of_purchase) if move.kind is not MoveKind.SOLD]
    by_group = _sorted_into(bought, lambda purchase: group_of(purchase.move.symbol))
    sold: list[SoldPart] = []
    washed: list[WashedShares] = []
    unwashed: list[UnwashedLoss] = []
    for part in _parts_in_turn(moves, bought):
        found = tuple(_wash(part, by_group.get(group_of(part.sale.symbol), ()))) if part.loss > 0 else ()
        sold.append(replace(part, disallowed=sum((each.disallowed for each in found), ZERO)))
        washed.extend(found)
        unwashed.extend(_rest_of(part, found))
    free = (FreeShares(purchase.move, purchase.free) for purchase in bought if purchase.free)
    return Matching(tuple(sold), tuple(washed), tuple(unwashed), tuple(free))


def is_loss_possible(sale: Move) -> bool:
    """Whether a taxable sale's gain is not known, so that it may have been a loss."""
    return _is_taxable(sale) and _gain(sale) is None


def _where_something_washes(moves: Sequence[Move], group_of: Callable[[str], str]) -> Sequence[Move]:
    """The moves of groups in which a sale at a loss has a purchase near it; no group touches another, so the rest may be left."""
    days_of_loss: defaultdict[str, set[date]] = defaultdict(set)
    for move in moves:
        if move.kind is MoveKind.SOLD and _is_taxable(move) and (_gain(move) or ZERO) < 0:
            days_of_loss[group_of(move.symbol)].add(move.day)
    bought = ((group_of(move.symbol), move.day) for move in moves if move.kind is not MoveKind.SOLD)
    washing = {group for group, day in bought if any(is_near(day, sold) for sold in days_of_loss.get(group, ()))}
    return [move for move in moves if group_of(move.symbol) in washing]


def _parts_in_turn(moves: Iterable[Move], bought: Iterable[Purchase]) -> Iterator[SoldPart]:
    """Taxable sales of known gain in the order of sale; a day's are worked out once those of the days before are matched."""
    by_lot = _sorted_into(bought, lambda purchase: _lot(purchase.move, purchase.move.day))
    sales = sorted((move for move in moves if move.kind is MoveKind.SOLD), key=_order_of_sale)
    for _, of_the_day in groupby(sales, key=lambda sale: sale.day):
        # All that leaves on a day leaves before anything is matched: shares sold together do not replace each other.
        yield from [part for sale in of_the_day for part in _parts(sale, by_lot.get(_lot(sale, sale.acquired), ()))]


def _wash(part: SoldPart, purchases: Iterable[Purchase]) -> Iterator[WashedShares]:
    matched, told = ZERO, ZERO
    for purchase in purchases:
        quantity = min(purchase.free, part.quantity - matched)
        if quantity <= 0 or not is_near(purchase.move.day, part.sale.day):
            continue
        matched += quantity
        # Rounding the running total keeps the parts equal to the whole.
        disallowed = round_to_cents(part.loss * matched / part.quantity) - told
        told += disallowed
        taxable = _is_taxable(purchase.move)
        carried = disallowed if taxable else ZERO
        held_from = _with_period_of(part, purchase.move.day) if taxable else None
        purchase.replace(quantity, carried, held_from)
        yield WashedShares(part.sale, purchase.move, quantity, disallowed, carried, held_from)


def _rest_of(part: SoldPart, found: Sequence[WashedShares]) -> Iterator[UnwashedLoss]:
    quantity = part.quantity - sum((washed.quantity for washed in found), ZERO)
    if quantity and part.loss > 0:
        yield UnwashedLoss(part.sale, quantity, part.loss - sum((washed.disallowed for washed in found), ZERO))


def _with_period_of(part: SoldPart, bought: date) -> date | None:
    """The day of purchase that would give a replacement its own holding period and that of the shares sold (1223(3))."""
    return None if part.held_from is None else bought - (part.sale.day - part.held_from)


def _parts(sale: Move, bought: Iterable[Purchase]) -> list[SoldPart]:
    """Take a sale's shares out of the purchases that it names; one part for each kind of share."""
    parcels: list[Parcel] = []
    rest = sale.quantity
    for purchase in bought:
        sold = list(purchase.sell(rest))
        rest -= sum((parcel.quantity for parcel in sold), ZERO)
        parcels.extend(sold)
    if rest:
        parcels.append(Parcel(rest, sale.acquired))
    gain = _gain(sale)
    if gain is None or not _is_taxable(sale):
        return []
    return list(_with_losses(sale, -gain, parcels))


def _with_losses(sale: Move, loss: Decimal, parcels: Iterable[Parcel]) -> Iterator[SoldPart]:
    quantity, told = ZERO, ZERO
    for parcel in parcels:
        quantity += parcel.quantity
        own = round_to_cents(loss * quantity / sale.quantity) - told
        told += own
        yield SoldPart(sale, parcel.quantity, own + (ZERO if sale.planned else parcel.carried), parcel.held_from)


def _gain(sale: Move) -> Decimal | None:
    return None if sale.proceeds is None or sale.cost_basis is None else sale.proceeds - sale.cost_basis


def _is_taxable(move: Move) -> bool:
    return move.account.tax_type is TaxType.TAXABLE


def _lot(move: Move, acquired: date | None) -> tuple[int, str, date | None]:
    return move.account.id, move.symbol, acquired


def _sorted_into(things: Iterable[_Thing], key: Callable[[_Thing], _Key]) -> Mapping[_Key, Sequence[_Thing]]:
    drawers: defaultdict[_Key, list[_Thing]] = defaultdict(list)
    for thing in things:
        drawers[key(thing)].append(thing)
    return drawers


def _order_of_purchase(move: Move) -> tuple[object, ...]:
    return (move.day, _is_taxable(move), *_tie(move))


def _order_of_sale(move: Move) -> tuple[object, ...]:
    return (move.day, move.acquired or date.min, *_tie(move))


def _tie(move: Move) -> tuple[object, ...]:
    """Whatever tells two moves apart, so that the order in which they are listed does not matter."""
    return (
        move.account.id,
        move.symbol,
        move.planned,
        move.kind,
        move.quantity,
        move.cost_basis is None,
        move.cost_basis or ZERO,
        move.proceeds is None,
        move.proceeds or ZERO,
    )
