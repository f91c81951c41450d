"""The bull flag of mid caps on weekly bars: a candidate with every criterion in view, never a verdict."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.series import line_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.bars import Bars, bars_of_closes, full_weekly_bars
from advisor.rotation.signals.flag_shapes import (
    FLAG_BARS,
    LONGEST_POLE,
    MOST_RETRACED,
    RANGE_BARS,
    Shapes,
    parallel,
    shapes_of,
)
from advisor.rotation.signals.markets import MID_CAP, Series, not_on_file, series_of
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

_HOLDS = 4  # weeks that a break counts for, unless the price falls back under the level
_LEAST = RANGE_BARS + FLAG_BARS[0] + 1

WATCHED = Watched(
    id="mid_cap_flag",
    name="Bull flag of mid caps (pattern candidate)",
    unit=Unit.CRITERIA,
    rule=(
        "Near when the pole and the flag that end with the last full week meet all criteria; on for four weeks from the first "
        "close above the flag’s upper line, while the price holds that level. There is no standard for this pattern: the limits "
        "are our own."
    ),
    definition=(
        "Weekly bars. The pole rises by at least 2.5 average weekly ranges (of the 20 weeks up to its base) times the square "
        "root of its length, in at most 15 weeks; the flag lasts 3 to 12 weeks, stays under the pole’s top, gives back under "
        "half of the pole, and regression lines through its highs and lows do not rise and differ by at most a quarter. The "
        "value: how many criteria the shape that comes closest meets."
    ),
)


def bull_flag(panel: Panel, daily: Bars | None = None) -> Signal:
    """Speaks for neither side: a pattern on one chart is no comparison.

    Args:
        panel: For its closes, where there are no bars.
        daily: Daily bars of mid caps; without them highs and lows are those of daily closes, which is said.
    """
    if daily is not None:
        return _told(panel, Series(MID_CAP, daily.symbol), full_weekly_bars(daily))
    series = series_of(panel, MID_CAP, index_first=True)
    if series is None:
        return silent(WATCHED, not_on_file(MID_CAP))
    return _told(panel, series, full_weekly_bars(bars_of_closes(line_of(panel, series.symbol))))


def _told(panel: Panel, series: Series, bars: Bars) -> Signal:
    if len(bars.closes) < _LEAST:
        return silent(WATCHED, f"Needs {_LEAST} full weeks; {series.short} has {len(bars.closes)}.", (series.symbol,))
    shapes = shapes_of(bars)
    formed = shapes.met == shapes.checked
    broken = _breaks(bars, shapes, formed)
    known = np.arange(len(bars.closes)) >= _LEAST - 1
    states = states_of(known, broken >= 0, formed)
    history = History(
        bars.days, shapes.met.astype(np.float64), np.full(len(states), float(shapes.checked)), states, without_lean(states)
    )
    place = int(broken[-1]) - 1 if broken[-1] >= 0 else len(states) - 1
    sentence = _sentence(bars, shapes, series, place)
    return tell(WATCHED, panel, (series.symbol,), history, sentence, _criteria(bars, shapes, place), _conventions(bars))


def _breaks(bars: Bars, shapes: Shapes, formed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """By week, the place of the week of the break that still holds; -1 where there is none."""
    breaks = np.full(len(bars.closes), -1, dtype=np.int64)
    for place in np.flatnonzero(formed[:-1] & (bars.closes[1:] > shapes.next_upper[:-1])) + 1:
        stretch = slice(place, place + _HOLDS)
        held = np.minimum.accumulate(bars.closes[stretch]) >= shapes.next_upper[place - 1]
        breaks[stretch] = np.where(held, place, breaks[stretch])
    return breaks


def _sentence(bars: Bars, shapes: Shapes, series: Series, place: int) -> str:
    last = wording.day_at(bars.days, -1)
    if not shapes.met[place]:
        return f"In the weeks to {last}, {series.said} shows no rise that a flag could follow."
    top = place - int(shapes.flag[place])
    base = top - int(shapes.pole[place])
    shape = (
        f"a rise of {wording.share(float(shapes.height[place] / bars.lows[base]), 1)} from the week of "
        f"{wording.day_at(bars.days, base)} to that of {wording.day_at(bars.days, top)}, then "
        f"{wording.count(int(shapes.flag[place]), 'week')} that gave back {wording.share(float(shapes.retraced[place]))} of it"
    )
    met = f"{shapes.met[place]} of {shapes.checked} criteria are met"
    if place == len(bars.closes) - 1:
        return f"In the weeks to {last}, {series.said} shows {shape}: {met}, and no break yet."
    broke = wording.day_at(bars.days, place + 1)
    return f"{wording.capital(series.said)} showed {shape}: {met}. It broke out in the week to {broke}."


def _criteria(bars: Bars, shapes: Shapes, place: int) -> tuple[Criterion, ...]:
    if not shapes.met[place]:
        return ()
    flag, highs, lows = int(shapes.flag[place]), float(shapes.slope_highs[place]), float(shapes.slope_lows[place])
    alike = bool(parallel(np.array([highs]), np.array([lows]))[0])
    strength, retraced = float(shapes.strength[place]), float(shapes.retraced[place])
    overshoot = float(shapes.overshoot[place])
    apart = abs(highs - lows) / (max(abs(highs), abs(lows)) or 1.0)
    return (
        Criterion("Height of the pole", f"{strength:.2f} times what is needed", "at least 1.00", strength >= 1.0),
        Criterion(
            "Length of the pole", wording.count(int(shapes.pole[place]), "week"), f"at most {LONGEST_POLE} weeks", met=True
        ),
        Criterion("Length of the flag", wording.count(flag, "week"), f"{FLAG_BARS[0]} to {FLAG_BARS[1]} weeks", met=True),
        Criterion("Given back of the pole", wording.share(retraced), "under 50%", retraced < MOST_RETRACED),
        Criterion("Highest of the flag against the top", wording.rate(overshoot), "not above", overshoot <= 0),
        Criterion("Slope of the flag’s highs", f"{wording.rate(highs, 2)} a week", "not rising", highs <= 0),
        Criterion("Slope of the flag’s lows", f"{wording.rate(lows, 2)} a week", "not rising", lows <= 0),
        Criterion("The two lines", f"{wording.share(apart)} apart", "at most 25%, or both next to flat", alike),
        _volume(shapes, place),
        *_the_break(bars, shapes, place),
    )


def _volume(shapes: Shapes, place: int) -> Criterion:
    slope = float(shapes.slope_volumes[place])
    if np.isnan(slope):
        return Criterion("Volume in the flag", "not known", "falling", None)
    return Criterion("Volume in the flag", "falling" if slope <= 0 else "rising", "falling", slope <= 0)


def _the_break(bars: Bars, shapes: Shapes, place: int) -> tuple[Criterion, ...]:
    level, height = float(shapes.next_upper[place]), float(shapes.height[place])
    target = Criterion("The pole’s height added to that level", f"{level + height:,.2f}", "for comparison, no promise", None)
    if place == len(bars.closes) - 1:
        return Criterion("Close above the upper line", "not yet", f"above {level:,.2f} next week", met=False), target
    close = float(bars.closes[place + 1])
    broke = Criterion("Close above the upper line", f"{close:,.2f}", f"above {level:,.2f}", close > level)
    if bars.volumes is None:
        return broke, Criterion("Volume of the break", "not known", "above the flag’s average", None), target
    flag = bars.volumes[place + 1 - int(shapes.flag[place]) : place + 1]
    times = float(bars.volumes[place + 1] / flag.mean())
    return broke, Criterion("Volume of the break", f"{times:.2f} times the flag’s average", "above 1.00", times > 1.0), target


def _conventions(bars: Bars) -> tuple[str, ...]:
    if bars.of_closes:
        return ("Highs and lows are those of daily closes: no highs, lows and volumes are on file.",)
    return ()
