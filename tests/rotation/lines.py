"""Small panels and lines to measure."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from advisor.rotation.model_series import Line
from advisor.rotation.panel import Panel

MONDAY = date(2026, 1, 5)


def weekdays(count: int, first: date = MONDAY) -> np.ndarray:
    """So many ordinals from a day on, Saturdays and Sundays left out."""
    every = (first + timedelta(days=step) for step in range(count * 2 + 4))
    return np.array([day.toordinal() for day in every if day.weekday() < 5][:count], dtype=np.int64)


def line(*values: float, first: date = MONDAY, name: str = "A") -> Line:
    return Line(name, weekdays(len(values), first), np.array(values, dtype=float), f"{name}.")


def panel(first: date = MONDAY, **closes: list[float | None]) -> Panel:
    """One row a symbol; None is a day without a close."""
    table = np.array([[np.nan if close is None else close for close in row] for row in closes.values()], dtype=float)
    return Panel(weekdays(table.shape[1], first), tuple(closes), table, {})


@st.composite
def panels(draw, symbols: tuple[str, ...] = ("A", "B", "C"), most_days: int = 90, gaps: bool = True) -> Panel:
    """Random walks with gaps and late beginnings; long enough to cross months and quarters."""
    count = draw(st.integers(2, most_days))
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    closes = 100 * np.exp(np.cumsum(random.normal(0, 0.02, (len(symbols), count)), axis=1))
    if gaps:
        closes[random.random(closes.shape) < draw(st.sampled_from([0.0, 0.05, 0.4]))] = np.nan
        for row in range(len(symbols)):
            closes[row, : draw(st.integers(0, count // 2))] = np.nan
    return Panel(weekdays(count, date(2025, 11, 17)), symbols, closes, {})
