"""Exact money: `Decimal` in the program, whole cents at rest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal(0)


def round_to_cents(amount: Decimal) -> Decimal:
    """The amount to the cent, halves away from zero, as brokers print it."""
    return amount.quantize(CENT, ROUND_HALF_UP)


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


def apportion_cents(total_cents: int, weights: Sequence[float]) -> list[int]:
    """Split whole cents in proportion to weights so that the parts sum to the total exactly.

    Largest remainders get the odd cents; ties go to the earlier weight. Weights may be negative
    (shorts); their sum must not be zero unless the total is.
    """
    scale = sum(weights)
    if scale == 0:
        return [0 for _ in weights]
    exact = [total_cents * weight / scale for weight in weights]
    parts = [int(share // 1) for share in exact]
    left_over = total_cents - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for position in range(left_over):
        parts[by_remainder[position % len(parts)]] += 1
    return parts
