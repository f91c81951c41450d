"""How what was done lately ties the hands on the trade date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisor.advice.model.washing import Move, WashHistory
from advisor.advice.washing.match import match_moves
from advisor.advice.washing.period import is_near


@dataclass(frozen=True, slots=True)
class Replacing:
    """Shares bought within 30 days of the trade date that would wash a loss on others of their group.

    A sale of these very shares, same account and symbol, acquired on the purchase's day, uses them up first.

    Attributes:
        quantity: Still held and replacing nothing yet.
    """

    purchase: Move
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class ExposedLoss:
    """Shares sold at a loss within 30 days of the trade date that nothing has replaced: a purchase now washes it.

    Attributes:
        loss_per_share: Account currency, above 0, unrounded.
    """

    sale: Move
    quantity: Decimal
    loss_per_share: Decimal


@dataclass(frozen=True, slots=True)
class Tie:
    """One group of identical securities on the trade date.

    Attributes:
        replacing: In the order in which they would replace: earliest acquired first.
        exposed_losses: In the order in which purchases would wash them: earliest sale first.
    """

    replacing: tuple[Replacing, ...] = ()
    exposed_losses: tuple[ExposedLoss, ...] = ()


@dataclass(slots=True)
class _Open:
    replacing: list[Replacing] = field(default_factory=list)
    exposed: list[ExposedLoss] = field(default_factory=list)


def ties_on(history: WashHistory, trade_date: date) -> Mapping[str, Tie]:
    """By the name of each group that is tied; what the past has matched already ties nothing any more."""
    matching = match_moves(history.moves, history.group_of)
    found: defaultdict[str, _Open] = defaultdict(_Open)
    for free in matching.free:
        if is_near(free.purchase.day, trade_date):
            found[history.group_of(free.purchase.symbol)].replacing.append(Replacing(free.purchase, free.quantity))
    for loss in matching.unwashed:
        if is_near(trade_date, loss.sale.day):
            exposed = ExposedLoss(loss.sale, loss.quantity, loss.loss / loss.quantity)
            found[history.group_of(loss.sale.symbol)].exposed.append(exposed)
    return {group: Tie(tuple(each.replacing), tuple(each.exposed)) for group, each in found.items()}
