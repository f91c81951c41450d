"""Exact money: `Decimal` in the program, whole cents at rest."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)
_WIDE = Context(prec=100)  # the product of two large amounts has more digits than the usual 28


def round_to_cents(amount: Decimal) -> Decimal:
    """The amount to the cent, halves away from zero, as brokers print it."""
    return amount.quantize(CENT, ROUND_HALF_UP, _WIDE)


def to_cents(amount: Decimal) -> int:
    """Whole cents, for storage.

    Raises:
        ValueError: The amount holds a fraction of a cent.
    """
    cents = amount.scaleb(2)
    if cents != cents.to_integral_value():
        raise ValueError(f"{amount} holds a fraction of a cent")
    return int(cents)


def from_cents(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)
