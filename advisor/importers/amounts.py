"""Numbers as brokers print them, read exactly."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_MISSING = frozenset(
    {"", "-", "--", "—", "–", "−", "n/a", "na", "incomplete", "not applicable", "not available", "unavailable", "processing"}
)
_SIGNS = str.maketrans({"−": "-", "–": "-", "\N{NO-BREAK SPACE}": None, " ": None, "'": None, "+": None, "%": None})
_LARGEST_EXPONENT = 14  # a hundred trillion: beyond it the cell is no amount of an investor's
_LONGEST_NUMBER = 32


def read_amount(text: str) -> Decimal | None:
    """Read "$1,234.56", "-$12", "$-12", "(12.00)", "−2.5%" or "1,784.87"; None for a blank, "--", "n/a", "Incomplete".

    Percent signs are dropped, not applied. Thousands commas must stand before groups of three digits.

    Raises:
        ValueError: The text is something else.
    """
    bare = text.replace("$", "")
    if "," in bare:
        bare = _without_thousands_commas(bare, text)
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        return _read_decorated(bare, text)
    if "_" in bare or not amount.is_finite() or amount.adjusted() > _LARGEST_EXPONENT or len(bare) > _LONGEST_NUMBER:
        raise ValueError(f"“{text.strip()}” is not an amount")
    return amount


def dollars(amount: Decimal) -> str:
    """For messages: "$1,234.50", "−$0.07"."""
    return f"{'−' if amount < 0 else ''}${abs(amount):,.2f}"


def _without_thousands_commas(bare: str, text: str) -> str:
    whole, _, fraction = bare.partition(".")
    if "," in fraction or any(len(group.rstrip(") %-")) != 3 for group in whole.split(",")[1:]):
        raise ValueError(f"“{text.strip()}” is not a number with thousands commas")
    return bare.replace(",", "")


def _read_decorated(bare: str, text: str) -> Decimal | None:
    word = bare.strip().lower()
    if word in _MISSING:
        return None
    plain = word.translate(_SIGNS)
    negative = plain.startswith("(") and plain.endswith(")")
    plain = plain.strip("()") if negative else plain
    if not plain.isascii() or not plain[:1].isdigit() and plain[:1] not in {"-", "."} or "_" in plain:
        raise ValueError(f"“{text.strip()[:40]}” is not a number")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{text.strip()[:40]}” is not a number") from None
    if amount.adjusted() > _LARGEST_EXPONENT or len(plain) > _LONGEST_NUMBER:
        raise ValueError(f"“{text.strip()[:40]}” is not an amount")
    return -amount if negative else amount
