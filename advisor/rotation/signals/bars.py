"""Weekly bars: what a week's highest, lowest and last prices were."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Line
from advisor.rotation.series import weeks_of


@dataclass(frozen=True, slots=True)
class Bars:
    """Highs, lows and closes of days or of weeks; shapes (bars,).

    Attributes:
        symbol: Whose.
        days: Ordinals, ascending; of a week, its last trading day.
        highs: Adjusted as the closes are; so are the lows.
        lows: See `highs`.
        closes: Adjusted for splits and distributions.
        volumes: Shares traded; None where they are not known.
        of_closes: Whether highs and lows are those of closes, for want of the prices in between.
    """

    symbol: str
    days: NDArray[np.int64]
    highs: NDArray[np.float64]
    lows: NDArray[np.float64]
    closes: NDArray[np.float64]
    volumes: NDArray[np.float64] | None = None
    of_closes: bool = False


def bars_of_closes(line: Line) -> Bars:
    """Days whose close stands for high and low."""
    return Bars(line.name, line.days, line.values, line.values, line.values, of_closes=True)


def full_weekly_bars(daily: Bars) -> Bars:
    """One bar a week; a week that is not over is left out."""
    weeks = weeks_of(daily.days)
    ends = weeks.ends[: len(weeks.ends) - int(weeks.running)]
    stop = int(ends[-1]) + 1 if len(ends) else 0
    starts = np.append(0, ends[:-1] + 1)[: len(ends)]
    return Bars(
        daily.symbol,
        daily.days[ends],
        _by_week(np.maximum, daily.highs[:stop], starts),
        _by_week(np.minimum, daily.lows[:stop], starts),
        daily.closes[ends],
        None if daily.volumes is None else _by_week(np.add, daily.volumes[:stop], starts),
        daily.of_closes,
    )


def _by_week(choice: np.ufunc, values: NDArray[np.float64], starts: NDArray[np.intp]) -> NDArray[np.float64]:
    return np.asarray(choice.reduceat(values, starts)) if len(starts) else values
