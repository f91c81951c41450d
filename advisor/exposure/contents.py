"""What one dollar in an instrument is, looked through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from advisor.domain.classification import Sector, Sleeve

_Category = TypeVar("_Category")


@dataclass(frozen=True, slots=True)
class Contents:
    """One dollar of a position, a candidate or a target, by what it ends in.

    Attributes:
        sleeves: Fraction by sleeve; sums to 1.
        sectors: Fraction by sector; sums to 1.
        companies: Fraction by symbol of the company's primary share class, only companies that have a name; sums to at most 1.
        unseen: Fraction that is estimated or not known: it may belong to any sleeve or company.
        is_fund: Whether it was looked through; a company is itself.
    """

    sleeves: Mapping[Sleeve, float]
    sectors: Mapping[Sector, float] = field(default_factory=dict)
    companies: Mapping[str, float] = field(default_factory=dict)
    unseen: float = 0.0
    is_fund: bool = False


def mixture(parts: Iterable[tuple[float, Contents]]) -> Contents:
    """What one holds who holds several things, each as many dollars of it as stand beside it; below 0 where it is taken out."""
    held = tuple(parts)
    return Contents(
        sleeves=_summed((weight, each.sleeves) for weight, each in held),
        sectors=_summed((weight, each.sectors) for weight, each in held),
        companies=_summed((weight, each.companies) for weight, each in held),
        unseen=sum(weight * each.unseen for weight, each in held),
        is_fund=True,
    )


def _summed(parts: Iterable[tuple[float, Mapping[_Category, float]]]) -> dict[_Category, float]:
    total: dict[_Category, float] = {}
    for weight, fractions in parts:
        for category, fraction in fractions.items():
            total[category] = total.get(category, 0.0) + weight * fraction
    return total
