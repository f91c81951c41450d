"""What the investor types into the plan's fields, read."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from advisor.domain.errors import InvalidRequestError

_MONEY = re.compile(r"[-+]?\d+(\.\d{1,2})?")


def read_money(text: str, field: str) -> Decimal | None:
    """Typed dollars ("$6,000", "-250.50", "−250"), None for nothing.

    Raises:
        InvalidRequestError: It is no amount; the message names the field.
    """
    bare = text.strip().replace("−", "-").replace("$", "").replace(",", "").replace(" ", "")
    if not bare:
        return None
    try:
        if not _MONEY.fullmatch(bare):
            raise InvalidOperation
        return Decimal(bare)
    except InvalidOperation:
        raise InvalidRequestError(f"“{text.strip()}” is no amount of dollars.", f"Correct the field “{field}”.") from None


def read_symbols(text: str) -> frozenset[str]:
    """Typed symbols, separated by commas or spaces, in upper case."""
    return frozenset(symbol.upper() for symbol in re.split(r"[,;\s]+", text) if symbol)
