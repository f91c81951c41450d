"""Poles and flags in weekly bars: for every week, the shape ending there that comes closest to a bull flag."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.rolling import highest, lowest, moving_averages
from advisor.rotation.signals.bars import Bars

POLE_RANGES = 2.5  # average ranges, times the square root of the pole's length
RANGE_BARS = 20
LONGEST_POLE = 15
FLAG_BARS = (3, 12)
MOST_RETRACED = 0.5
APART = 0.25  # of the steeper of the two slopes
FLAT = 0.001  # of the price, a week: lines flatter than this are parallel whatever their ratio


class Shapes(NamedTuple):
    """For every week, the pole and the flag ending there that meet most criteria, then the strongest pole; shapes (weeks,).

    Attributes:
        met: How many criteria are met; 0 where there is no rise to begin with, or too little before it.
        checked: How many there are: one fewer without volumes.
        pole: Bars from the base to the top.
        flag: Bars after the top.
        height: High of the top less low of the base.
        strength: `height` over what a pole of that length needs; 1 or more is enough.
        retraced: Share of the height that the flag gave back at its lowest.
        overshoot: Highest of the flag / high of the top - 1; a flag stays at or under 0.
        slope_highs: Regression slope of the flag's highs, as a fraction of the top a week.
        slope_lows: Of its lows.
        slope_volumes: Of its volumes, in shares a week; NaN where they are not known.
        next_upper: The line through the highs, one week on: what a close must exceed to break out.
    """

    met: NDArray[np.int64]
    checked: int
    pole: NDArray[np.int64]
    flag: NDArray[np.int64]
    height: NDArray[np.float64]
    strength: NDArray[np.float64]
    retraced: NDArray[np.float64]
    overshoot: NDArray[np.float64]
    slope_highs: NDArray[np.float64]
    slope_lows: NDArray[np.float64]
    slope_volumes: NDArray[np.float64]
    next_upper: NDArray[np.float64]


class _Poles(NamedTuple):
    """Poles of one length, by the week of their top; a strength of NaN where there is none."""

    height: NDArray[np.float64]
    strength: NDArray[np.float64]


class _Flags(NamedTuple):
    """Flags of one length, by their last week."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    slope_highs: NDArray[np.float64]
    slope_lows: NDArray[np.float64]
    slope_volumes: NDArray[np.float64]
    next_upper: NDArray[np.float64]


def shapes_of(bars: Bars) -> Shapes:
    """Look through poles of 1 to 15 bars and flags of 3 to 12. No week's shape depends on later weeks."""
    weeks = len(bars.closes)
    best = _nothing(weeks, 8 if bars.volumes is None else 9)
    poles = {length: _poles(bars, length) for length in range(1, LONGEST_POLE + 1)}
    for bars_in_flag in range(FLAG_BARS[0], FLAG_BARS[1] + 1):
        if bars_in_flag >= weeks:
            break
        flags = _flags(bars, bars_in_flag)
        for length, pole in poles.items():
            best = _better(best, _together(bars, pole, flags, length, bars_in_flag))
    return best


def parallel(slope_highs: NDArray[np.float64], slope_lows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether two slopes differ by at most a quarter of the steeper, or are both next to flat."""
    steeper = np.maximum(np.abs(slope_highs), np.abs(slope_lows))
    return np.asarray((np.abs(slope_highs - slope_lows) <= APART * steeper) | (steeper <= FLAT))


def _poles(bars: Bars, length: int) -> _Poles:
    before = np.append(bars.closes[:1], bars.closes[:-1])
    ranges = np.maximum(bars.highs, before) - np.minimum(bars.lows, before)
    average = _earlier(moving_averages(ranges[np.newaxis], (RANGE_BARS,))[RANGE_BARS][0], length)
    base = _earlier(bars.lows, length)
    height = bars.highs - base
    tops_all = highest(bars.highs[np.newaxis], length + 1)[0] == bars.highs
    rises = tops_all & (lowest(bars.lows[np.newaxis], length + 1)[0] == base)
    needed = POLE_RANGES * average * np.sqrt(length)
    there = rises & (height > 0) & (needed > 0)
    return _Poles(height, np.divide(height, needed, out=np.full(len(height), np.nan), where=there))


def _flags(bars: Bars, length: int) -> _Flags:
    slope_highs, slope_lows = _slopes(bars.highs, length), _slopes(bars.lows, length)
    middle = moving_averages(bars.highs[np.newaxis], (length,))[length][0]
    volumes = np.full(len(bars.closes), np.nan) if bars.volumes is None else _slopes(bars.volumes, length)
    low, high = lowest(bars.lows[np.newaxis], length)[0], highest(bars.highs[np.newaxis], length)[0]
    return _Flags(low, high, slope_highs, slope_lows, volumes, middle + slope_highs * (length + 1) / 2)


def _together(bars: Bars, poles: _Poles, flags: _Flags, pole: int, flag: int) -> Shapes:
    top = _earlier(bars.highs, flag)
    height, strength = _earlier(poles.height, flag), _earlier(poles.strength, flag)
    there = ~np.isnan(strength) & ~np.isnan(flags.high)
    retraced = np.where(there, (top - flags.low) / np.where(there, height, 1.0), np.nan)
    highs, lows = flags.slope_highs / top, flags.slope_lows / top
    lengths_fit = there  # only such poles and flags are looked through
    flat = [flags.high <= top, highs <= 0, lows <= 0, parallel(highs, lows)]
    held = [lengths_fit, lengths_fit, strength >= 1.0, retraced < MOST_RETRACED, *flat]
    if bars.volumes is not None:
        held.append(flags.slope_volumes <= 0)
    met = np.where(there, np.sum(held, axis=0), 0)
    return Shapes(
        met=met,
        checked=len(held),
        pole=np.full(len(met), pole),
        flag=np.full(len(met), flag),
        height=height,
        strength=strength,
        retraced=retraced,
        overshoot=flags.high / top - 1.0,
        slope_highs=highs,
        slope_lows=lows,
        slope_volumes=flags.slope_volumes,
        next_upper=flags.next_upper,
    )


def _better(best: Shapes, other: Shapes) -> Shapes:
    stronger = (other.met == best.met) & (other.met > 0) & (other.strength > best.strength)
    take = (other.met > best.met) | stronger
    chosen = {name: np.where(take, getattr(other, name), getattr(best, name)) for name in Shapes._fields if name != "checked"}
    return Shapes(checked=best.checked, **chosen)


def _nothing(weeks: int, checked: int) -> Shapes:
    none, unknown = np.zeros(weeks, dtype=np.int64), np.full(weeks, np.nan)
    return Shapes(none, checked, none, none, *[unknown] * 8)


def _slopes(values: NDArray[np.float64], length: int) -> NDArray[np.float64]:
    """Least-squares slopes over the last `length` values, a bar; added up value by value, so that later ones change no bit."""
    offsets = np.arange(length) - (length - 1) / 2
    slopes = np.zeros(len(values))
    slopes[: length - 1] = np.nan
    for place, offset in enumerate(offsets / (offsets @ offsets)):
        slopes[length - 1 :] += offset * values[place : len(values) - length + 1 + place]
    return slopes


def _earlier(values: NDArray[np.float64], bars: int) -> NDArray[np.float64]:
    return np.append(np.full(bars, np.nan), values)[: len(values)]
