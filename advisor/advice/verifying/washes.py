"""That the losses which do not count are those, and no others: matched again over the books and the plan.

A share sold at a loss is washed by a share bought within 30 days before or after, in any account, that is still held when the
loss is taken. Losses go in the order of sale, those of one day by the day of purchase; replacements by the day of purchase, those
of one day with a tax-deferred account first. Every share replaces once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisor.advice.model.action import TradeAction
from advisor.advice.model.plan import Plan
from advisor.advice.model.request import PlanRequest
from advisor.advice.model.washing import Move, MoveKind, WashHistory, WashPolicy
from advisor.advice.verifying.demands import demand, demand_equal
from advisor.advice.verifying.sold_lots import cents
from advisor.domain.portfolio import TaxType

_NOTHING = Decimal(0)
_CENT = Decimal("0.01")


@dataclass(slots=True)
class _Shares:
    """Shares of one purchase that are still held."""

    move: Move
    unused: Decimal
    used: list[tuple[Decimal, Decimal]] = field(default_factory=list)  # shares, loss carried by each

    def take_out(self, quantity: Decimal) -> tuple[Decimal, list[tuple[Decimal, Decimal]]]:
        """Sell up to so many, what replaced something first; what is left to sell, and (shares, carried by each) of the sold."""
        gone: list[tuple[Decimal, Decimal]] = []
        while quantity and self.used:
            shares, carried = self.used.pop(0)
            out = min(shares, quantity)
            if shares > out:
                self.used.insert(0, (shares - out, carried))
            gone.append((out, carried))
            quantity -= out
        out = min(self.unused, quantity)
        self.unused -= out
        return quantity - out, [*gone, (out, _NOTHING)] if out else gone


@dataclass(frozen=True, slots=True)
class Washed:
    """Shares of one sale that one purchase replaces; `loss` is unrounded."""

    sale: Move
    replacement: Move
    quantity: Decimal
    loss: Decimal


def moves_of(plan: Plan, day: date) -> tuple[Move, ...]:
    """What the plan buys and sells, each lot by itself."""
    moves = []
    for trade in plan.trades:
        if trade.action is TradeAction.BUY:
            moves.append(Move(trade.account, trade.symbol, day, MoveKind.BOUGHT, trade.quantity, trade.value, planned=True))
        for lot in trade.lots:
            proceeds = None if lot.gain is None or lot.cost_basis is None else lot.gain + lot.cost_basis
            moves.append(
                Move(
                    *(trade.account, trade.symbol, day, MoveKind.SOLD, lot.quantity, lot.cost_basis),
                    *(proceeds, lot.acquired, True),
                )
            )
    return tuple(moves)


def match_again(moves: tuple[Move, ...], history: WashHistory) -> list[Washed]:
    """All losses that do not count, past and planned."""
    bought = [_Shares(move, move.quantity) for move in sorted(moves, key=_purchase_order) if move.kind is not MoveKind.SOLD]
    sold = sorted((move for move in moves if move.kind is MoveKind.SOLD), key=_sale_order)
    washed: list[Washed] = []
    for day in sorted({move.day for move in sold}):
        of_the_day = [move for move in sold if move.day == day]
        parts = [(move, shares, loss) for move in of_the_day for shares, loss in _losses(move, bought)]
        for move, shares, loss in parts:
            washed.extend(_replace(move, shares, loss, bought, history))
    return washed


def _losses(sale: Move, bought: list[_Shares]) -> list[tuple[Decimal, Decimal]]:
    """Take the shares of a sale out of what was bought; (shares, loss on each) of those at a loss that would count."""
    left, kinds = sale.quantity, []
    for held in bought:
        same_lot = (held.move.account.id, held.move.symbol, held.move.day) == (sale.account.id, sale.symbol, sale.acquired)
        if same_lot and left:
            left, gone = held.take_out(left)
            kinds.extend(gone)
    if left:
        kinds.append((left, _NOTHING))
    if sale.account.tax_type is not TaxType.TAXABLE or sale.proceeds is None or sale.cost_basis is None:
        return []
    each = (sale.cost_basis - sale.proceeds) / sale.quantity
    # What the books state of lots still held has the losses carried to them in its basis already.
    losses = [(shares, each if sale.planned else each + carried) for shares, carried in kinds]
    return [(shares, loss) for shares, loss in losses if loss > 0]


def _replace(sale: Move, shares: Decimal, loss: Decimal, bought: list[_Shares], history: WashHistory) -> list[Washed]:
    found = []
    for held in bought:
        near = abs((held.move.day - sale.day).days) <= 30
        if not near or history.group_of(held.move.symbol) != history.group_of(sale.symbol):
            continue
        matched = min(held.unused, shares)
        if matched <= 0:
            continue
        shares -= matched
        held.unused -= matched
        carried = loss if held.move.account.tax_type is TaxType.TAXABLE else _NOTHING
        held.used.append((matched, carried))
        found.append(Washed(sale, held.move, matched, matched * loss))
    return found


def check_washes(request: PlanRequest, plan: Plan) -> None:
    """The plan states each loss that does not count, what of it a replacement carries on, and the lot that it was made with.

    Raises:
        PlanNotSoundError: It does not.
    """
    true = _summed((each.sale, each.replacement, each.quantity, each.loss) for each in _planned(request, plan))
    stated = _summed((each.sale, each.replacement, each.quantity, each.disallowed) for each in plan.washed)
    for place in true.keys() | stated.keys():
        shares, loss, pieces = true.get(place, (_NOTHING, _NOTHING, 1))
        told_shares, told, _ = stated.get(place, (_NOTHING, _NOTHING, 1))
        fault = f"The plan states {told} of losses on {place[0][1]} as washed; matched again they are {cents(loss)}."
        demand(abs(told - loss) <= _CENT * pieces, fault)
        demand(shares == told_shares or cents(loss) == 0, f"The plan washes {told_shares} of {place[0][1]}, not {shares}.")
    for each in plan.washed:
        taxable = each.replacement.account.tax_type is TaxType.TAXABLE
        demand_equal(each.basis_carried, each.disallowed if taxable else _NOTHING, "a loss that a replacement carries")
    _check_lots(plan)


def check_wash_policy(request: PlanRequest, plan: Plan) -> None:
    """Nothing but what the investor typed washes a loss where none shall be washed.

    Raises:
        PlanNotSoundError: Something does.
    """
    typed = {(line.account_id, line.symbol) for line in request.fixed}
    for each in _planned(request, plan) if request.wash_policy is WashPolicy.FORBID else ():
        planned = [move for move in (each.sale, each.replacement) if move.planned]
        fault = f"The plan washes a loss on {each.sale.symbol} although none shall be washed."
        demand(all((move.account.id, move.symbol) in typed for move in planned) or cents(each.loss) == 0, fault)


def _planned(request: PlanRequest, plan: Plan) -> list[Washed]:
    moves = (*request.history.moves, *moves_of(plan, request.trade_date))
    return [each for each in match_again(moves, request.history) if each.sale.planned or each.replacement.planned]


_Place = tuple[tuple[object, ...], tuple[object, ...]]


def _summed(pieces: Iterable[tuple[Move, Move, Decimal, Decimal]]) -> dict[_Place, tuple[Decimal, Decimal, int]]:
    """Shares, loss and how many pieces, by sale and replacement."""
    sums: dict[_Place, tuple[Decimal, Decimal, int]] = {}
    for sale, replacement, quantity, loss in pieces:
        place = (_identity(sale), _identity(replacement))
        shares, dollars, count = sums.get(place, (_NOTHING, _NOTHING, 0))
        sums[place] = (shares + quantity, dollars + loss, count + 1)
    return sums


def _identity(move: Move) -> tuple[object, ...]:
    return move.account.id, move.symbol, move.day, move.kind, move.quantity, move.cost_basis, move.acquired, move.planned


def _check_lots(plan: Plan) -> None:
    """What the lots of each sale lose again is what is washed of it."""
    washed: dict[tuple[object, ...], Decimal] = {}
    for each in plan.washed:
        if each.sale.planned:
            sale = each.sale
            place: tuple[object, ...] = (sale.account.id, sale.symbol, sale.acquired, sale.quantity, sale.cost_basis)
            washed[place] = washed.get(place, _NOTHING) + each.disallowed
    told: dict[tuple[object, ...], Decimal] = {}
    for trade in plan.trades:
        for part in trade.lots:
            place = (trade.account.id, trade.symbol, part.acquired, part.quantity, part.cost_basis)
            told[place] = told.get(place, _NOTHING) + part.disallowed
    for place in washed.keys() | told.keys():
        demand_equal(told.get(place, _NOTHING), washed.get(place, _NOTHING), "the washed loss of a lot")


def _purchase_order(move: Move) -> tuple[object, ...]:
    return (move.day, move.account.tax_type is TaxType.TAXABLE, *_same_day_order(move))


def _sale_order(move: Move) -> tuple[object, ...]:
    return (move.day, move.acquired or date.min, *_same_day_order(move))


def _same_day_order(move: Move) -> tuple[object, ...]:
    basis, proceeds = move.cost_basis, move.proceeds
    place = (move.account.id, move.symbol, move.planned, move.kind, move.quantity)
    return (*place, basis is None, basis or _NOTHING, proceeds is None, proceeds or _NOTHING)
