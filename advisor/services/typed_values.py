"""Amounts and shares as people type them behind an option."""

from __future__ import annotations

from decimal import Decimal

from advisor.domain.errors import InvalidRequestError
from advisor.presentation.typed_numbers import typed_number

_PER_CENT = 100


def read_amount(text: str, option: str) -> Decimal:
    """An amount of money, grouping and a dollar sign allowed.

    Raises:
        InvalidRequestError: It is none; the message names the option.
    """
    amount = typed_number(text)
    if amount is None:
        raise InvalidRequestError(f"{option} must be an amount of money, not “{text}”.", "For example 2500 or 2500.00.")
    return amount


def read_share(text: str, option: str) -> Decimal:
    """A share of a whole, from 0 to 1: “5%” or 0.05.

    Raises:
        InvalidRequestError: It is none; the message names the option.
    """
    bare = text.strip()
    number = typed_number(bare.removesuffix("%"))
    share = number / _PER_CENT if number is not None and bare.endswith("%") else number
    if share is None or not 0 <= share <= 1:
        raise InvalidRequestError(f"{option} must be a share of the whole, not “{text}”.", "For example 5% or 0.05.")
    return share
