"""What one dollar in an instrument is, looked through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from advisor.domain.classification import Sector, Sleeve


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
