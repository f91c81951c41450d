"""The rotation map: who is strong against a benchmark, and whose strength is growing.

With P/B a symbol's close over the benchmark's of the same day, taken at the end of each week:

    strength = 100 · EMA10(P/B) / EMA40(P/B)
    momentum = 100 · strength / EMA10(strength)

Why so. Both are ratios of averages, so the scale of either price cancels, and a percent of out-performance weighs the same in
any year. Exponential averages only look back, so a point never moves once its week is over, and nothing jumps when an old week
leaves a window. 40 weeks are long enough to hold most of a year's trend, and 10 short enough to turn within a quarter. A symbol
that gains on the benchmark at a steady pace ends up above 100 in strength and at 100 in momentum; one that gains and loses in
turn goes around clockwise, because momentum is the change of strength and changes first.

An average of 40 weeks needs more than 40 weeks. After 50 (40 for the strength, 10 more for its own average) a point is given, but
the first week still weighs too much in it; after 156, three years, that week's weight has sunk below a thousandth of the
newest's, and the point counts as settled. Whether it is depends on the past alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_map import Method, RotationMap, Step
from advisor.rotation.panel import Panel
from advisor.rotation.published_strength import FOR_RATES, FOR_SCORES, rate_strength, score_strength
from advisor.rotation.series import weekly_panel
from advisor.rotation.strength import FAST, FOR_MOMENTUM, SLOW, Strength, strength_of

SETTLES_AFTER = 156  # three years of weeks; of days, as many steps do the same
_CLOSES = "Closes are adjusted for splits and distributions, a week’s is its last. A symbol without a close passes the step over."

OURS = Method(
    id="averages",
    name="Averages",
    formula=f"RS = P/B; strength = 100 · EMA{FAST}(RS) / EMA{SLOW}(RS); momentum = 100 · strength / EMA{FAST}(strength)",
    definition=(
        f"Strength: the ratio of a symbol’s closes to the benchmark’s, averaged over about {FAST} steps, as percent of its "
        f"average over about {SLOW}. Momentum: that strength as percent of its own average over about {FAST} steps. Above 100 is "
        f"stronger, and gaining strength. {_CLOSES}"
    ),
    compared=(
        "How far a point is from the middle says how many percent it is ahead or behind: a quiet symbol stays near the middle, a "
        "wild one goes far out."
    ),
    needs=FOR_MOMENTUM,
)
SCORES = Method(
    id="scores",
    name="Standard scores",
    formula="strength = 100 + (RS − mean14(RS)) / sd14(RS); momentum = 100 + (strength − mean14(strength)) / sd14(strength)",
    definition=(
        "Strength: how many standard deviations the ratio of closes is off its own average of 14 steps. Momentum: the same of "
        f"strength. {_CLOSES}"
    ),
    compared=(
        "It measures every symbol by its own restlessness and never goes beyond 3.5 from the middle: a quiet symbol swings as "
        "far as a wild one, and 14 steps turn so soon that small moves look like rotation."
    ),
    needs=FOR_SCORES,
)
RATES = Method(
    id="rates",
    name="Smoothed rate of change",
    formula="strength = 100 · EMA14(RS) / mean14(EMA14(RS)); momentum = 100 + 100 · EMA14(strength / strength 10 ago − 1)",
    definition=(
        "Strength: the smoothed ratio of closes as percent of its plain average of 14 steps. Momentum: the change of that "
        f"strength over 10 steps, smoothed. {_CLOSES}"
    ),
    compared=(
        "It looks back a quarter instead of nine months, so strength turns some weeks sooner. Its momentum is smoothed once "
        "more: in swings of half a year it turns after strength, and the symbol goes around the wrong way."
    ),
    needs=FOR_RATES,
)
METHODS: tuple[Method, ...] = (OURS, SCORES, RATES)
_COMPUTED_BY: Mapping[str, Callable[[NDArray[np.float64]], Strength]] = {
    OURS.id: strength_of,
    SCORES.id: score_strength,
    RATES.id: rate_strength,
}


def rotation_map(
    panel: Panel, symbols: Iterable[str], benchmark: str, step: Step = Step.WEEK, method: Method = OURS
) -> RotationMap:
    """Every point of a universe, from the first that can be computed to the last.

    Args:
        panel: Total-return closes of the symbols (funds, shares, synthesised lines) and the benchmark.
        symbols: Any; each is put on the map once.

    Raises:
        KeyError: The panel has no such benchmark.
    """
    asked = tuple(dict.fromkeys(symbols))
    universe = panel.only(asked)
    relative = replace(universe, closes=universe.closes / panel.of(benchmark))
    there = np.flatnonzero(~np.isnan(relative.closes).all(axis=1))
    relative, running = _by_step(relative.only(relative.symbols[row] for row in there), step)
    strength = _COMPUTED_BY[method.id](relative.closes)
    return RotationMap(
        benchmark=benchmark,
        step=step,
        method=method,
        days=relative.days,
        symbols=relative.symbols,
        ratio=strength.ratio,
        momentum=strength.momentum,
        history=np.cumsum(~np.isnan(relative.closes), axis=1, dtype=np.int64),
        running=running,
        settles_after=SETTLES_AFTER,
        absent=tuple(symbol for symbol in asked if symbol not in relative.symbols),
    )


def _by_step(panel: Panel, step: Step) -> tuple[Panel, bool]:
    return weekly_panel(panel) if step is Step.WEEK else (panel, False)
