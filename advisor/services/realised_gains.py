"""Gains and losses that the taxable accounts have realised this year, as far as their histories tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from advisor.advice.lots import is_long_term
from advisor.advice.model.washing import Move, MoveKind
from advisor.advice.washing.groups import identical_names
from advisor.advice.washing.match import SoldPart, match_moves
from advisor.domain.money import ZERO
from advisor.domain.portfolio import TaxType
from advisor.services.household_moves import moves_between
from advisor.services.identical_groups import list_groups
from advisor.services.task import Task
from advisor.services.wash_history import complete_since, household_books
from advisor.storage.engine import Database

_BEFORE = timedelta(days=61)  # purchases that may have replaced the first losses of the year, and what these used up


@dataclass(frozen=True, slots=True)
class RealisedGains:
    """Sales of one year in taxable accounts, lots first in, first out.

    Attributes:
        short_term, long_term: Net gain in dollars, washed losses left out and carried into what replaced them.
        disallowed: Washed losses of the year.
        sales: Lots sold whose gain and term are known.
        unknown: Lots sold whose gain or purchase date is not; they are in no sum.
        complete_since: By the id of each taxable account, the day since when its transactions are on file; None where none are.
    """

    short_term: Decimal
    long_term: Decimal
    disallowed: Decimal
    sales: int
    unknown: tuple[Move, ...]
    complete_since: Mapping[int, date | None]


def realised_gains(db: Database, task: Task, until: date) -> RealisedGains:
    """What was realised from the first of January until a day, that day included.

    Raises:
        MalformedFileError: The investor's groups of identical securities cannot be read.
        TaskCancelled: The investor stopped it.
    """
    groups = identical_names(list_groups(db, task))
    task.step(0, 1, "Adding up this year's gains")
    books = household_books(db)
    begins = date(until.year, 1, 1)
    moves = moves_between(books, begins - _BEFORE, until)
    matching = match_moves(moves, lambda symbol: groups.get(symbol, symbol))
    sold = [part for part in matching.sold if part.sale.day >= begins and part.held_from is not None]
    accounts = {*books.portfolio.accounts, *(entry.account for entry in books.history)}
    taxable = {account for account in accounts if account.tax_type is TaxType.TAXABLE}
    return RealisedGains(
        short_term=_net(part for part in sold if not _is_long_term(part)),
        long_term=_net(part for part in sold if _is_long_term(part)),
        disallowed=sum((part.disallowed for part in sold), ZERO),
        sales=len(sold),
        unknown=tuple(move for move in moves if move.day >= begins and _is_unknown(move)),
        complete_since=complete_since(taxable, (entry for entry in books.history if entry.account in taxable)),
    )


def _net(parts: Iterable[SoldPart]) -> Decimal:
    return sum((part.disallowed - part.loss for part in parts), ZERO)


def _is_long_term(part: SoldPart) -> bool:
    return part.held_from is not None and is_long_term(part.held_from, part.sale.day)


def _is_unknown(move: Move) -> bool:
    is_sale = move.kind is MoveKind.SOLD and move.account.tax_type is TaxType.TAXABLE
    return is_sale and (move.acquired is None or move.cost_basis is None or move.proceeds is None)
