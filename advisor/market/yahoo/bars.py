"""Yahoo's daily bars as columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1).toordinal()


class Bars(NamedTuple):
    """Yahoo's columns, all of shape (bars,), ascending by day, no day twice.

    Attributes:
        days: Proleptic ordinals.
        closes: Divided by the splits that came later; NaN where there is none.
        dividends, gains: Likewise divided; 0 on days without.
        splits: New shares for one old; 1 on days without.
        old_shares: For how many each split is told: 1281 for 1000; 1 on days without.
        highs, lows: As `closes`.
        volumes: Shares traded, multiplied by the splits that came later; NaN where it is not told.
    """

    days: NDArray[np.int64]
    closes: NDArray[np.float64]
    dividends: NDArray[np.float64]
    gains: NDArray[np.float64]
    splits: NDArray[np.float64]
    old_shares: NDArray[np.float64]
    highs: NDArray[np.float64]
    lows: NDArray[np.float64]
    volumes: NDArray[np.float64]


def read_bars(frame: Any, old_shares: Mapping[float, float]) -> Bars:  # noqa: ANN401 - importing pandas for a name would load it
    """The columns of yfinance's table of a history.

    Args:
        old_shares: For how many a split is told, by its ratio.

    Raises:
        ValueError: They make no sense.
    """
    days = frame.index.tz_localize(None).to_numpy().astype("datetime64[D]").astype(np.int64) + _EPOCH
    last_of_day = np.append(days[1:] != days[:-1], np.ones(min(len(days), 1), dtype=bool))
    splits = _column(frame, "Stock Splits", days)
    splits[splits == 0] = 1.0
    if not (np.isfinite(splits) & (splits > 0)).all():
        raise ValueError("a split into no shares")
    bars = Bars(
        days,
        _column(frame, "Close", days),
        _column(frame, "Dividends", days),
        _column(frame, "Capital Gains", days),
        splits,
        np.array([old_shares.get(ratio, 1.0) for ratio in splits.tolist()], dtype=np.float64),
        *(_column(frame, name, days) for name in ("High", "Low", "Volume")),
    )
    return Bars(*(column[last_of_day] for column in bars))


def later_splits(bars: Bars) -> NDArray[np.float64]:
    """What one share of each day has become by now."""
    return np.asarray(np.cumprod(bars.splits[::-1])[::-1] / bars.splits, dtype=np.float64)


def _column(frame: Any, name: str, days: NDArray[np.int64]) -> NDArray[np.float64]:  # noqa: ANN401
    return np.array(frame[name].to_numpy(), dtype=np.float64) if name in frame.columns else np.zeros(len(days))
