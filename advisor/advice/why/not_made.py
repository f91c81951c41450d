"""Why a plan does not make a trade that one would expect of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from advisor.advice.household import Household
from advisor.advice.model.orders import Orders
from advisor.advice.model.plan import NotMade
from advisor.advice.objective import accepted_gap
from advisor.advice.outcome import Outcome
from advisor.advice.why.not_bought import not_bought
from advisor.advice.why.not_sold import limits_exceeded, losses_kept, surplus_kept
from advisor.advice.why.time_left import TimeLeft
from advisor.advice.why.trial import Made


def trades_not_made(
    household: Household, orders: Orders, outcome: Outcome, optimality_gap: float, time_left: TimeLeft
) -> tuple[NotMade, ...]:
    """What one would expect: the largest holdings of what there is too much of, large losses, what is missing, idle cash.

    Every reason is worked out: the trade is forced upon the plan, and what that changes is told.

    Args:
        optimality_gap: As `Plan.optimality_gap`: a trade that betters the plan by less is no contradiction.
    """
    made = Made(household, orders, outcome, max(optimality_gap, accepted_gap(float(household.value))))
    expected = chain(surplus_kept(made), limits_exceeded(made), losses_kept(made), not_bought(made))
    return tuple(_without_repetition(time_left.as_far_as_it_goes(expected)))


def _without_repetition(found: Iterator[NotMade]) -> Iterator[NotMade]:
    told = set()
    for each in found:
        key = (each.account.id, each.action, each.symbol)
        if key not in told:
            told.add(key)
            yield each
