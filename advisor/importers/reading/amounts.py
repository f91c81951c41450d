"""Numbers as brokers print them, read exactly."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from advisor.domain.notation import DecimalMark as DecimalMark  # noqa: PLC0414 - importers take both from here

_MISSING = frozenset(
    {"", "-", "--", "—", "–", "−", "n/a", "na", "incomplete", "not applicable", "not available", "unavailable", "processing"}
)
_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "\N{NO-BREAK SPACE}": None,
        "\N{NARROW NO-BREAK SPACE}": None,
        " ": None,
        "+": None,
        "%": None,
        "€": None,
        "£": None,
    }
)
_MARKS_SWAPPED = str.maketrans(",.", ".,")
_PLAIN_NUMBER = re.compile(r"-?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]{1,2})?")
_MOST_DIGITS = 14  # before the point
_MOST_PLACES = 30  # behind it: a coin has eighteen
BEYOND_ANY_ACCOUNT = Decimal(10) ** _MOST_DIGITS
_LONGEST_NUMBER = 32


def read_amount(text: str, mark: DecimalMark = DecimalMark.POINT) -> Decimal | None:
    """Read "$1,234.56", "-$12", "$-12", "(12.00)", "−2.5%" or "1,784.87"; None for a blank, "--", "n/a", "Incomplete".

    Percent and currency signs are dropped, not applied. Thousands commas must stand before groups of three digits. With
    `DecimalMark.COMMA` points and commas change places: "1.234,56", "-0,5".

    Raises:
        ValueError: The text is something else.
    """
    if not text:
        return None
    bare = text.replace("$", "")
    if mark is DecimalMark.COMMA:
        bare = bare.translate(_MARKS_SWAPPED)
    if "," in bare:
        bare = _without_thousands_commas(bare, text)
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        return _read_decorated(bare, text)
    if (
        amount.is_finite()
        and -_MOST_PLACES < amount.adjusted() < _MOST_DIGITS
        and "_" not in bare
        and len(bare) < _LONGEST_NUMBER
    ):
        return amount
    return _read_decorated(bare, text)


def amount_if_readable(text: str, mark: DecimalMark = DecimalMark.POINT) -> Decimal | None:
    """As `read_amount`; None for what is no number either, where a file can do without it."""
    try:
        return read_amount(text, mark)
    except ValueError:
        return None


def dollars(amount: Decimal) -> str:
    """For messages: "$1,234.50", "−$0.07"."""
    return f"{'−' if amount < 0 else ''}${abs(amount):,.2f}"


def money(amount: Decimal, currency: str) -> str:
    """For messages: "$1,234.50" in US dollars, "−0.07 EUR" in any other currency."""
    return dollars(amount) if currency == "USD" else f"{'−' if amount < 0 else ''}{abs(amount):,.2f} {currency}"


def _without_thousands_commas(bare: str, text: str) -> str:
    whole, _, fraction = bare.partition(".")
    if "," in fraction or any(len(group.rstrip(") %-€£")) != 3 for group in whole.split(",")[1:]):
        raise ValueError(f"“{text.strip()}” is not a number whose thousands stand in groups of three")
    return bare.replace(",", "")


def _read_decorated(bare: str, text: str) -> Decimal | None:
    word = bare.strip().lower()
    if word in _MISSING:
        return None
    plain = word.translate(_SIGNS)
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()") if negative else plain
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError(f"“{text.strip()[:40]}” is not a number")
    amount = Decimal(plain)
    if not -_MOST_PLACES < amount.adjusted() < _MOST_DIGITS or len(plain) >= _LONGEST_NUMBER:
        raise ValueError(f"“{text.strip()[:40]}” is no amount that an account could hold")
    return -amount if negative else amount
