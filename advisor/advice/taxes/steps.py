"""Amounts taxed in steps, each at a rate of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from advisor.advice.model.taxes import RateStep
from advisor.domain.money import ZERO


def tax_in_steps(steps: Sequence[RateStep], dollars: Decimal) -> Decimal:
    """Each step's rate on the part of `dollars` (0 or more) that falls into it; not rounded."""
    tax, below = ZERO, ZERO
    for step in steps:
        width = dollars - below if step.dollars is None else min(step.dollars, dollars - below)
        if width <= 0:
            break
        tax += width * step.rate
        below += width
    return tax


def step_edges(steps: Sequence[RateStep]) -> Iterator[Decimal]:
    """The dollars at which one step ends and the next begins."""
    edge = ZERO
    for step in steps:
        if step.dollars is not None:
            edge += step.dollars
            yield edge
