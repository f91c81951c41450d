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


def add_steps(*taxes: Sequence[RateStep]) -> tuple[RateStep, ...]:
    """Taxes on the same dollars as one: their rates summed, step by step."""
    edges = sorted({edge for steps in taxes for edge in step_edges(steps)})
    starts = [ZERO, *edges]
    summed = [
        RateStep(None if edge is None else edge - start, sum((_rate_above(steps, start) for steps in taxes), ZERO))
        for start, edge in zip(starts, [*edges, None], strict=True)
    ]
    return tuple(step for step in summed if step.dollars is None or step.dollars > 0)


def first_dollars(steps: Sequence[RateStep], dollars: Decimal) -> tuple[RateStep, ...]:
    """The steps up to so many dollars, which together they reach; at least one."""
    cut, left = [], dollars
    for step in steps:
        width = left if step.dollars is None else min(step.dollars, left)
        if width > 0:
            cut.append(RateStep(width, step.rate))
        left -= width
    return tuple(cut) or (RateStep(ZERO, ZERO),)


def _rate_above(steps: Sequence[RateStep], dollars: Decimal) -> Decimal:
    """The rate of the dollar that follows; 0 beyond the last step."""
    edge = ZERO
    for step in steps:
        if step.dollars is None or edge + step.dollars > dollars:
            return step.rate
        edge += step.dollars
    return ZERO
