"""Amounts, shares, bands and symbols as people type them behind an option."""

from __future__ import annotations

import re
from decimal import Decimal

from advisor.advice.model.target import Band, BandRule
from advisor.domain.errors import InvalidRequestError
from advisor.presentation.typed_numbers import typed_number

_PER_CENT = 100
_BANDS = re.compile(r"(?P<points>[\d.]+)(/(?P<relative>[\d.]+)|(?P<sigma>\s*sigmas?))?")


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


def read_symbols(text: str) -> frozenset[str]:
    """Symbols separated by commas, in whatever case."""
    return frozenset(symbol.strip().upper() for symbol in text.split(",") if symbol.strip())


def read_band(text: str, option: str) -> Band | None:
    """How far something may lie from its target: “5/25” (points / percent of the target), “3” (points) or “2 sigma”.

    Raises:
        InvalidRequestError: It is none; the message names the option.
    """
    if not text.strip():
        return None
    found = _BANDS.fullmatch(text.strip().lower())
    try:
        points = float(found["points"]) if found else 0.0
        relative = float(found["relative"]) if found and found["relative"] else 0.0
    except ValueError:
        points = relative = 0.0
    if found is None or not 0 < points <= 100 or not 0 <= relative <= 100:
        raise InvalidRequestError(f"{option} cannot be “{text}”.", "For example 5/25, 3 (points) or 2 sigma.")
    if found["sigma"]:
        return Band(rule=BandRule.SIGMA, sigmas=points)
    if found["relative"]:
        return Band(points / 100, relative / 100)
    return Band(points / 100, rule=BandRule.ABSOLUTE)
