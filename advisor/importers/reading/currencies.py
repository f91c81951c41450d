"""Currencies as brokers write them."""

from __future__ import annotations

import re
from decimal import Decimal

_ONE = Decimal(1)
_HUNDREDTH = Decimal("0.01")
_PRICE_DIGITS = Decimal("0.000001")
# Shares in London, Johannesburg and Tel Aviv are quoted in hundredths, for which brokers have codes of their own.
_QUOTED_IN_HUNDREDTHS = {"GBX": "GBP", "GBPENCE": "GBP", "ZAC": "ZAR", "ILA": "ILS"}
_CODE = re.compile(r"[A-Z]{3}")


def money_of(code: str) -> tuple[str, Decimal]:
    """The ISO 4217 code of a currency, and what one unit of the broker's code is worth in it: "GBX" → ("GBP", 0.01)."""
    bare = code.strip()
    if bare == "GBp":
        return "GBP", _HUNDREDTH
    bare = bare.upper()
    return (_QUOTED_IN_HUNDREDTHS[bare], _HUNDREDTH) if bare in _QUOTED_IN_HUNDREDTHS else (bare, _ONE)


def at_rate(price: Decimal, rate: Decimal | None) -> Decimal | None:
    """A price in the account's currency; None without a rate.

    Args:
        rate: Units of the price's currency for one of the account's.
    """
    return (price / rate).quantize(_PRICE_DIGITS) if rate else None


def is_currency(text: str) -> bool:
    """Whether the text is spelled as a currency's code."""
    return _CODE.fullmatch(text.strip().upper()) is not None
