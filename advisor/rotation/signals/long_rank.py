"""A week's return by itself among all weeks of a longer history than the index has beside it."""

from __future__ import annotations

from datetime import date

import numpy as np

from advisor.rotation.model_series import Line
from advisor.rotation.signals import wording


def long_rank(weeks: Line, week: date) -> str:
    """Where the week that ends on a day stands among all weeks up to it; empty where the line lacks it or the week before.

    Args:
        weeks: The last close of each week.
    """
    stop = int(np.searchsorted(weeks.days, week.toordinal(), side="right"))
    if stop < 2 or weeks.days[stop - 1] != week.toordinal():
        return ""
    returns = weeks.values[1:stop] / weeks.values[: stop - 1] - 1.0
    place = int((returns > returns[-1]).sum()) + 1
    first = wording.day_at(weeks.days, 1)
    return (
        f"By itself, {weeks.name} returned {wording.rate(float(returns[-1]))} in that week: number {place:,} of "
        f"{wording.count(len(returns), 'week')} since {first}, best first."
    )
