"""A list of positions that the investor types in instead of handing over a file."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

OWN_LIST = "My own list"  # where such a list is from, in place of a broker
OWN_LIST_BROKER = "other:my-own-list"  # and the id its accounts have by that


class TypedPosition(NamedTuple):
    """One row as it was typed: dollars; None where a field was left blank. A value, or a quantity and a price, is there."""

    symbol: str
    quantity: Decimal | None
    price: Decimal | None
    value: Decimal | None
    cost_basis: Decimal | None
