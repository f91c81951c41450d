"""Weeks that are over, with closes that two symbols share."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.panel import Panel
from advisor.rotation.series import weekly_panel
from advisor.rotation.signals.markets import Series, shared_closes


class FullWeeks(NamedTuple):
    """Two symbols by full week.

    Attributes:
        days: Last trading day of each week, ordinals; shape (weeks,).
        above: Closes of the first at the weeks' last day that both have; NaN for a week without one; same shape.
        below: Closes of the second on the same days.
        running: Closes of both so far this week, if it is not over; else None.
    """

    days: NDArray[np.int64]
    above: NDArray[np.float64]
    below: NDArray[np.float64]
    running: tuple[float, float] | None

    def returns(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Each week's returns, from the last close of one week to that of the next; NaN where either week has no close."""
        return _changes(self.above), _changes(self.below)


def full_weeks(panel: Panel, pair: tuple[Series, Series]) -> FullWeeks:
    """The weeks from the first in which both have a close. A week that is still running is kept apart."""
    weeks, running = weekly_panel(shared_closes(panel, (pair[0].symbol, pair[1].symbol)))
    there = np.flatnonzero(~np.isnan(weeks.closes[0]))
    start = int(there[0]) if len(there) else len(weeks.days)
    stop = len(weeks.days) - int(running)
    now = None
    if running and start < stop and not np.isnan(weeks.closes[0, -1]):
        now = (float(weeks.closes[0, -1]), float(weeks.closes[1, -1]))
    return FullWeeks(weeks.days[start:stop], weeks.closes[0, start:stop], weeks.closes[1, start:stop], now)


def _changes(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.append(np.nan, closes[1:] / closes[:-1] - 1.0)
