"""What the investor types into the plan's fields, read."""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.domain.errors import InvalidRequestError
from advisor.domain.money import round_to_cents
from advisor.presentation.typed_numbers import typed_number


def read_money(text: str, field: str) -> Decimal | None:
    """Typed dollars ("$6,000", "-250.50", "−250"), None for nothing.

    Raises:
        InvalidRequestError: It is no amount; the message names the field.
    """
    if not text.strip():
        return None
    amount = typed_number(text)
    if amount is None or amount != round_to_cents(amount):
        raise InvalidRequestError(f"“{text.strip()}” is no amount of dollars.", f"Correct the field “{field}”.")
    return amount


def read_symbols(text: str) -> frozenset[str]:
    """Typed symbols, separated by commas or spaces, in upper case."""
    return frozenset(symbol.upper() for symbol in re.split(r"[,;\s]+", text) if symbol)


def as_percent(text: str) -> str:
    """A typed share as it is meant: “5” is five percent, “5%” and “0.05” say so themselves."""
    bare = text.strip()
    number = typed_number(bare)
    return f"{bare}%" if number is not None and number >= 1 else bare
