"""Panels of made-up indices and funds, long enough for every signal."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from advisor.rotation.panel import Panel
from tests.rotation.lines import weekdays

FUNDS = ("SPY", "MDY", "RSP", "IWM", "QQQ", "DIA", "IYT", "VXUS", "MAGS", "^DJI")
FIRST = date(2021, 1, 4)  # a Monday


def market(first: date = FIRST, **closes: np.ndarray) -> Panel:
    """One row a symbol; "I_MID" stands for ^MID, since a name cannot begin with a caret."""
    symbols = tuple(name.replace("I_", "^") for name in closes)
    table = np.vstack([np.asarray(row, dtype=float) for row in closes.values()])
    return Panel(weekdays(table.shape[1], first), symbols, table, {})


def by_week(returns: list[float]) -> np.ndarray:
    """Daily closes, five a week: 100 in the first, then whatever each week returns, all of it on its Friday."""
    ends = 100.0 * np.cumprod(np.append(1.0, 1.0 + np.array(returns)))
    later = [np.append(np.full(4, before), after) for before, after in pairwise(ends)]
    return np.concatenate([np.full(5, ends[0]), *later])


@st.composite
def markets(draw, most_days: int = 720) -> Panel:
    """Random walks of all the funds that signals look for, some with gaps; levels around 50,000 for the Dow."""
    count = draw(st.integers(40, most_days))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    common = random.normal(0.0003, 0.01, count)
    closes = 100 * np.exp(np.cumsum(common + random.normal(0, 0.004, (len(FUNDS), count)), axis=1))
    closes[-1] *= 450
    gaps = random.random(closes.shape) < draw(st.sampled_from([0.0, 0.0, 0.02]))
    gaps[0] = False
    closes[gaps] = np.nan
    closes[FUNDS.index("MAGS"), : count // 4] = np.nan
    return Panel(weekdays(count, FIRST), FUNDS, closes, {})
