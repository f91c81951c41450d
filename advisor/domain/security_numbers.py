"""CUSIP and ISIN: which texts are such numbers, by their check digits, and how one holds the other."""

from __future__ import annotations

import re

_CUSIP = re.compile(r"[0-9A-Z]{8}[0-9]")
_ISIN = re.compile(r"[A-Z]{2}[0-9A-Z]{9}[0-9]")
_DOUBLED = str.maketrans("0123456789", "0246813579")  # the digits of the double, added up
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
    return bool(_ISIN.fullmatch(text)) and _luhn_sum(text) % 10 == 0


def isin_of(cusip: str) -> str:
    """The ISIN of the United States that holds a CUSIP."""
    return f"US{cusip}{-_luhn_sum(f'US{cusip}0') % 10}"


def _luhn_sum(text: str) -> int:
    """Digits and letters (A is 10) as one number; every second digit from the right counts double."""
    digits = "".join(str(int(character, 36)) for character in text)
    doubled = digits[-2::-2]
    return sum(map(int, digits[-1::-2])) + sum(map(int, doubled.translate(_DOUBLED)))


def cusip_in(isin: str) -> str:
    """The CUSIP that an ISIN of the United States or Canada holds ("US0378331005" → "037833100"); empty for any other text."""
    text = isin.strip().upper()
    return text[2:11] if _NORTH_AMERICAN_ISIN.fullmatch(text) else ""
