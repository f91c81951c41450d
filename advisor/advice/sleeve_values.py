"""Money by sleeve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from advisor.advice.model.request import PlanPosition
from advisor.domain.classification import Sleeve
from advisor.domain.money import ZERO


def sleeve_values(
    values: Iterable[Decimal], positions: Iterable[PlanPosition], cash: Mapping[int, Decimal]
) -> dict[Sleeve, float]:
    """Account currency by sleeve of positions at the given values, and cash; every sleeve is named."""
    totals = dict.fromkeys(Sleeve, 0.0)
    totals[Sleeve.CASH] = float(sum(cash.values(), ZERO))
    for value, position in zip(values, positions, strict=True):
        for sleeve, share in position.sleeves.items():
            totals[sleeve] += float(value) * share
    return totals


def weights(values: Mapping[Sleeve, float]) -> dict[Sleeve, float]:
    """Values as fractions of their sum; all 0 when that is not positive."""
    total = sum(values.values())
    return {sleeve: value / total if total > 0 else 0.0 for sleeve, value in values.items()}
