"""What an account made between its statements, deposits and withdrawals told apart from gains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from advisor.domain.errors import InvalidRequestError
from advisor.rotation.model_standing import OwnReturn
from advisor.rotation.money_weighted import Flow, modified_dietz, money_weighted
from advisor.rotation.returns import linked

_A_YEAR = 365  # days; a rate a year of less would be a guess at the rest of it


def own_return(account: str, values: Mapping[date, float], flows: Sequence[Flow]) -> OwnReturn | None:
    """Modified Dietz from one statement to the next, linked; and the yearly rate that the investor's money made.

    Args:
        values: Value of the account by day of its statements.
        flows: Deposits positive, withdrawals negative; those outside the statements are left out.

    Returns:
        None with less than two statements, or where nothing was in the account between two.
    """
    days = sorted(values)
    if len(days) < 2:
        return None
    first, last = days[0], days[-1]
    inside = [flow for flow in flows if first < flow.day <= last]
    try:
        steps = [_between(values, inside, before, after) for before, after in pairwise(days)]
    except InvalidRequestError:
        return None
    purse = [Flow(first, -values[first]), *(Flow(flow.day, -flow.amount) for flow in inside), Flow(last, values[last])]
    yearly = money_weighted(purse).rate if (last - first).days >= _A_YEAR else None
    return OwnReturn(account, first, last, linked(steps), yearly, sum(flow.amount for flow in inside))


def _between(values: Mapping[date, float], flows: Sequence[Flow], before: date, after: date) -> float:
    own = [flow for flow in flows if before < flow.day <= after]
    return modified_dietz(Flow(before, values[before]), Flow(after, values[after]), own)
