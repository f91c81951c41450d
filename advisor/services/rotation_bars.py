"""Daily bars of mid caps, for the pattern that is looked for in them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.market.adjusted import shares_by_now
from advisor.rotation.panel import Panel
from advisor.rotation.signals.bars import Bars
from advisor.rotation.signals.markets import MID_CAP, series_of
from advisor.storage.day_ranges import load_ranges
from advisor.storage.engine import Database
from advisor.storage.prices import load_histories

_LEAST_DAYS = 504  # two years: the pattern takes up to half of that, and its ranges twenty weeks before


def mid_cap_bars(db: Database, panel: Panel) -> Bars | None:
    """Bars of the symbol that stands for mid caps, adjusted as its closes are, since all days have highs and lows.

    Returns:
        None where the newest two years of days with a close are not all on file.
    """
    series = series_of(panel, MID_CAP, index_first=True)
    ranges = None if series is None else load_ranges(db, series.symbol)
    if series is None or ranges is None:
        return None
    closes = panel.of(series.symbol)
    told, traded = np.array(ranges.days, dtype=np.int64), np.flatnonzero(~np.isnan(closes))
    lacking = np.flatnonzero(~np.isin(panel.days[traded], told))
    there = traded[lacking[-1] + 1 if len(lacking) else 0 :]
    if len(there) < _LEAST_DAYS:
        return None
    days, own, place = panel.days[there], closes[there], np.searchsorted(told, panel.days[there])
    highs, lows, volumes = (np.array(column)[place] for column in (ranges.highs, ranges.lows, ranges.volumes))
    shares = _in_shares_of_now(db, series.symbol, days, volumes)
    return Bars(series.symbol, days, own * highs, own * lows, own, shares if (shares > 0).all() else None)


def _in_shares_of_now(db: Database, symbol: str, days: NDArray[np.int64], volumes: NDArray[np.float64]) -> NDArray[np.float64]:
    history = load_histories(db, [symbol], dividends=False).get(symbol)
    return volumes if history is None else volumes * shares_by_now(history, days)
