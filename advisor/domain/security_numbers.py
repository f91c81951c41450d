"""CUSIP and ISIN: which texts are such numbers, by their check digits, and how one holds the other."""

from __future__ import annotations

import re

_CUSIP = re.compile(r"[0-9]{3}[0-9A-Z]{5}[0-9]|[0-9A-Z]{8}[0-9]")
_ISIN = re.compile(r"[A-Z]{2}[0-9A-Z]{9}[0-9]")
_NORTH_AMERICAN_ISIN = re.compile(r"(?:US|CA)[0-9A-Z]{9}[0-9]")


def is_cusip(text: str) -> bool:
    """Whether the text is a CUSIP: nine characters, at least one of the first eight a digit, check digit true."""
    if not _CUSIP.fullmatch(text) or text[:8].isalpha():
        return False
    total = 0
    for position, character in enumerate(text[:8]):
        value = int(character, 36) * (1 + position % 2)
        total += value // 10 + value % 10
    return (10 - total % 10) % 10 == int(text[8])


def is_isin(text: str) -> bool:
    """Whether the text is an ISIN: a country, nine characters, check digit true."""
    if not _ISIN.fullmatch(text):
        return False
    digits = "".join(str(int(character, 36)) for character in text)
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def cusip_in(isin: str) -> str:
    """The CUSIP that an ISIN of the United States or Canada holds ("US0378331005" → "037833100"); empty for any other text."""
    text = isin.strip().upper()
    return text[2:11] if _NORTH_AMERICAN_ISIN.fullmatch(text) else ""
