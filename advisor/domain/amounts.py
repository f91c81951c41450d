"""How numbers are written. Halves round away from zero; a minus is U+2212; nothing that rounds to zero has a sign."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"


def dollars(amount: Decimal) -> str:
    """Whole dollars: "$68,275", "−$20,482"."""
    return money(amount, 0)


def dollars_and_cents(amount: Decimal) -> str:
    """To the cent: "$11,312.40"."""
    return money(amount, 2)


def quantity(number: Decimal, *, plus: bool = False) -> str:
    """Shares, up to four places, trailing zeros cut: "150", "10.5"."""
    return trimmed(number, 0, plus=plus)


def money(amount: Decimal, places: int, *, plus: bool = False) -> str:
    """Dollars to so many places; with `plus` what is above zero has its sign too."""
    number = rounded(amount, places)
    return f"{_sign(number, plus=plus)}${abs(number):,.{places}f}"


def figure(number: Decimal, places: int, *, plus: bool = False) -> str:
    """A number to so many places, thousands apart."""
    number = rounded(number, places)
    return f"{_sign(number, plus=plus)}{abs(number):,.{places}f}"


def trimmed(number: Decimal, keep: int, *, plus: bool = False) -> str:
    """To four places less trailing zeros, of which those of the first `keep` places stay."""
    text = figure(number, 4, plus=plus)
    while text.endswith("0") and len(text) - text.index(".") - 1 > keep:
        text = text[:-1]
    return text.removesuffix(".")


def rounded(number: Decimal, places: int) -> Decimal:
    """To so many places."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _sign(number: Decimal, *, plus: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if plus and number > 0 else ""
