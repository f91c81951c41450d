"""Positions of files that print one row for each tax lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from advisor.domain.money import ZERO
from advisor.domain.statement import StatementPosition
from advisor.importers.reading.tally import Tally


def summed_positions(lots: Iterable[StatementPosition], tally: Tally) -> list[StatementPosition]:
    """One position for each account and symbol, at the line of its first lot; a cost is known when every lot's is.

    Args:
        lots: Each lot as if it were a position of its own.
    """
    grouped: defaultdict[tuple[str, str], list[StatementPosition]] = defaultdict(list)
    for lot in lots:
        grouped[lot.account, lot.symbol].append(lot)
    return [_sum(group, tally) for group in grouped.values()]


def _sum(lots: list[StatementPosition], tally: Tally) -> StatementPosition:
    first = lots[0]
    if len({lot.price for lot in lots}) > 1:
        tally.warn(first.line, f"{first.symbol}: its tax lots bear different prices; that of the first one is kept.")
    return first._replace(
        quantity=_total(lot.quantity for lot in lots),
        value=sum((lot.value for lot in lots), ZERO),
        cost_basis=_total(lot.cost_basis for lot in lots),
    )


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = list(amounts)
    return None if None in known else sum((each for each in known if each is not None), ZERO)
