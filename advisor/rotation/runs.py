"""Runs of closes in one direction, and records."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line, Records, Streak


def streak_lengths(values: NDArray[np.float64], tolerance: float = 0.0) -> NDArray[np.int64]:
    """By day, how many changes in a row have had the sign of that day's; negative in falling runs, 0 on flat and first days.

    Args:
        values: Above zero, without gaps.
        tolerance: Changes up to this fraction of the value before are flat, and end a run.
    """
    direction = np.zeros(len(values), dtype=np.int64)
    if len(values) > 1:
        change = values[1:] / values[:-1] - 1.0
        direction[1:] = np.where(np.abs(change) > tolerance, np.sign(change), 0.0)
    place = np.arange(len(values))
    turned = np.append(True, direction[1:] != direction[:-1])[: len(values)]
    began = np.maximum.accumulate(np.where(turned, place, 0))
    return direction * (place - began + 1)


def streak(line: Line, tolerance: float = 0.0) -> Streak:
    """The run that the line's last value ends.

    Args:
        tolerance: As in `streak_lengths`.
    """
    lengths = streak_lengths(line.values, tolerance)
    run = int(lengths[-1]) if len(lengths) else 0
    count = abs(run)
    if not count:
        return Streak(0, 0, None, 0.0, 0.0, tolerance)
    steps = line.values[-count:] / line.values[-count - 1 : -1] - 1.0
    change = float(line.values[-1] / line.values[-count - 1] - 1.0)
    since = date.fromordinal(int(line.days[-count - 1]))
    return Streak(count, 1 if run > 0 else -1, since, change, float(np.abs(steps).min()), tolerance)


def record_days(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """By day, whether the value is above all earlier ones; the first is no record."""
    record = np.zeros(len(values), dtype=np.bool_)
    record[1:] = values[1:] > np.maximum.accumulate(values)[:-1]
    return record


def records(line: Line, counted_from: date | None = None) -> Records | None:
    """The line's all-time highs, as far back as it goes; None for an empty line.

    Args:
        counted_from: First day whose records are counted; the line's first if not given.
    """
    if line.first_day is None:
        return None
    begin = counted_from or line.first_day
    record = record_days(line.values)
    counted = record & (line.days >= begin.toordinal())
    ordinary = np.flatnonzero(~record)
    high = int(np.argmax(line.values))
    return Records(
        on_file_since=line.first_day,
        count=int(counted.sum()),
        counted_from=begin,
        consecutive=len(record) - 1 - int(ordinary[-1]),
        high=float(line.values[high]),
        high_day=date.fromordinal(int(line.days[high])),
        distance=float(line.values[-1] / line.values[high] - 1.0),
    )
