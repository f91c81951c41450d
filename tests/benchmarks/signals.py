"""All signals, the regime of every week and what followed it, over ten years of bundled closes, against pandas' rolling means."""

from __future__ import annotations

import statistics

import pandas as pd
from timing import seconds

from advisor.rotation.regime import regime_of
from advisor.rotation.signals.compute import compute_signals
from advisor.rotation.walk_forward import what_followed
from tests.rotation.bundled_market import bundled_market

ROUNDS = 9
WINDOWS = (20, 50, 100, 150, 200)


def run() -> dict[str, float]:
    """Medians, turn about; `ratio` is ours / five rolling means of the same closes."""
    market = bundled_market()
    panel, made = market.panel, market.synthesis
    closes = pd.DataFrame(panel.closes.T)

    def ours() -> None:
        regime = regime_of(panel.days, compute_signals(panel, made))
        if made is not None:
            what_followed(regime.history, made.rest, made.seven, picked_in_hindsight=True)

    def floor() -> None:
        for window in WINDOWS:
            closes.rolling(window).mean()

    taken, least = [], []
    for _ in range(ROUNDS):
        least.append(seconds(floor))
        taken.append(seconds(ours))
    return {
        "signals_ms": round(1000 * statistics.median(taken), 1),
        "rolling_means_ms": round(1000 * statistics.median(least), 1),
        "ratio": round(statistics.median(taken) / statistics.median(least), 2),
        "aim": 4.0,
    }
