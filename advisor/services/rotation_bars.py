"""Daily bars of mid caps, for the pattern that is looked for in them."""

from __future__ import annotations

import numpy as np

from advisor.rotation.panel import Panel
from advisor.rotation.signals.bars import Bars
from advisor.rotation.signals.markets import MID_CAP, series_of
from advisor.storage.day_ranges import load_ranges
from advisor.storage.engine import Database

_LEAST_DAYS = 504  # two years: the pattern takes up to half of that, and its ranges twenty weeks before


def mid_cap_bars(db: Database, panel: Panel) -> Bars | None:
    """Bars of the symbol that stands for mid caps, adjusted as its closes are, since the first day with highs and lows.

    Returns:
        None where they are not on file for two years, or not of every day with a close since they began.
    """
    series = series_of(panel, MID_CAP, index_first=True)
    ranges = None if series is None else load_ranges(db, series.symbol)
    if series is None or ranges is None:
        return None
    closes = panel.of(series.symbol)
    told = np.array(ranges.days, dtype=np.int64)
    there = ~np.isnan(closes) & (panel.days >= told[0])
    days, own = panel.days[there], closes[there]
    if len(days) < _LEAST_DAYS or not np.isin(days, told).all():
        return None
    place = np.searchsorted(told, days)
    highs, lows, volumes = (np.array(column)[place] for column in (ranges.highs, ranges.lows, ranges.volumes))
    return Bars(series.symbol, days, own * highs, own * lows, own, volumes if (volumes > 0).all() else None)
