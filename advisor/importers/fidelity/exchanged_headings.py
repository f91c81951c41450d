"""Fidelity: the histories whose headings of prices and quantities have changed places."""

from __future__ import annotations

from collections.abc import Sequence

from advisor.importers.reading.amounts import read_amount
from advisor.importers.reading.headings import Columns
from advisor.importers.reading.records import Record
from advisor.importers.reading.tally import Tally


def true_columns(records: Sequence[Record], columns: Columns, tally: Tally) -> Columns:
    """The columns below the first record; for some weeks (December 2025) prices and quantities bore each other's headings.

    The rows tell: money alone has no price and a quantity of 0.00, and only a quantity is ever negative.

    Args:
        records: The heading row and everything below it.
        columns: Index by field, as the headings have it.
    """
    price, quantity = columns.get("price"), columns.get("quantity")
    if price is None or quantity is None:
        return columns
    pairs = {(each.cells[price], each.cells[quantity]) for each in records[1:] if len(each.cells) > max(price, quantity)}
    if any(_can_only_be(price=one, quantity=two) for one, two in pairs):
        return columns
    if not any(_can_only_be(price=two, quantity=one) for one, two in pairs):
        return columns
    tally.warn(
        records[0].line,
        "In this file the headings of prices and quantities have changed places, as the rows of money alone and the sales "
        "show; each was read as what it is.",
    )
    return {**columns, "price": quantity, "quantity": price}


def _can_only_be(*, price: str, quantity: str) -> bool:
    """Whether two cells can be a price and a quantity in this order, and not in the other."""
    try:
        cost, units = read_amount(price), read_amount(quantity)
    except ValueError:
        return False
    return units is not None and ((units < 0 and (cost is None or cost >= 0)) or (units == 0 and cost is None))
