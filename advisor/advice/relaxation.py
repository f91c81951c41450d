"""A programme with every number allowed to be fractional: quick, and no plan can be better."""

from __future__ import annotations

from collections.abc import Callable

from advisor.advice.linear import Relaxation, Relaxed
from advisor.advice.objective import accepted_gap
from advisor.advice.programme import Programme

_MOST_ROUNDS = 12

# Part of the accepted gap that may be left to rows not written yet.
LEFT_UNWRITTEN = 0.2


def relax(programme: Programme, may_go_on: Callable[[], bool] = lambda: True) -> Relaxed | None:
    """The least objective; None where nothing satisfies the rules.

    Rows of the programme that only show where they are needed are written to it on the way.

    Args:
        may_go_on: Asked between steps; once it answers False the objective may be smaller than the least.
    """
    relaxation = Relaxation(programme.model)
    relaxed = relaxation.solve()
    enough = LEFT_UNWRITTEN * accepted_gap(float(programme.household.value))
    for _ in range(_MOST_ROUNDS):
        if relaxed is None or not may_go_on() or programme.refine(relaxed.values) < enough:
            break
        relaxed = relaxation.solve()
    return relaxed


def relaxed_minimum(programme: Programme) -> float | None:
    """The objective of `relax`."""
    relaxed = relax(programme)
    return None if relaxed is None else relaxed.objective
