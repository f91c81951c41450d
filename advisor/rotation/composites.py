"""Lines of several symbols together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.domain.days import long_date
from advisor.rotation.model_series import Line
from advisor.rotation.panel import Panel

OWN = "OWN"  # the row that the investor's holdings take in a panel; no ticker is spelt like it
START = 100.0  # first value of every composite line
_REACH = 5  # sessions that a last close stands for a missing one: a halt of a week; after it a symbol counts as gone
_ENOUGH = 0.9  # of the money must have closes for a line to speak for it
_LEAST_OWN = 0.25  # of what is held: with less of it one's own, a broker sells (the maintenance margin of FINRA's rule 4210)


class Composite(NamedTuple):
    """Daily returns of several symbols together.

    Attributes:
        returns: From the day before, as fractions; NaN on the first day and where no symbol has both closes; shape (days,).
        members: How many symbols each return is made of; shape (days,).
    """

    returns: NDArray[np.float64]
    members: NDArray[np.int64]


def known_closes(closes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Closes with gaps of up to five sessions filled by the close before them; NaN elsewhere.

    Args:
        closes: Shape (symbols, days).
    """
    place = np.arange(closes.shape[1])
    last = np.maximum.accumulate(np.where(np.isnan(closes), -1, place), axis=1)
    filled = np.take_along_axis(closes, np.maximum(last, 0), axis=1)
    filled[place - last > _REACH] = np.nan
    filled[last < 0] = np.nan
    return filled


def value_weighted(
    closes: NDArray[np.float64], values: NDArray[np.float64], counted: NDArray[np.bool_] | None = None
) -> Composite:
    """Each day's return weighted by the market values of the evening before: what holding all of them returned.

    Args:
        closes: Total-return closes as `known_closes` gives them; shape (symbols, days).
        values: Market values on each evening, in any unit; of the same shape.
        counted: Where a symbol's return of the day is part of it; everywhere if not given.
    """
    growth = closes[:, 1:] / closes[:, :-1] - 1.0
    before = values[:, :-1]
    there = ~np.isnan(growth) & ~np.isnan(before)
    if counted is not None:
        there &= counted[:, 1:]
    weight = np.where(there, before, 0.0)
    total = weight.sum(axis=0)
    weighed = np.where(there, growth, 0.0)
    returns = np.full(closes.shape[1], np.nan)
    returns[1:] = np.divide((weight * weighed).sum(axis=0), total, out=np.full(len(total), np.nan), where=total > 0)
    return Composite(returns, np.append(0, there.sum(axis=0)).astype(np.int64))


def chained(returns: NDArray[np.float64]) -> NDArray[np.float64]:
    """100 on the first day, then whatever the later days' returns make of it; the first return is not used."""
    return START * np.cumprod(np.append(1.0, 1.0 + returns[1:]))


def left_alone(closes: NDArray[np.float64], parts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Daily returns of symbols bought in these parts at the first day's closes, then left alone; NaN on the first day.

    A symbol without a close on the first day is left out; the others take its part. After its last close a symbol is left out.

    Args:
        closes: As `known_closes` gives them; shape (symbols, days), at least one day.
        parts: Above zero, in any unit; shape (symbols,).
    """
    there = ~np.isnan(closes[:, 0])
    bought = closes[there]
    return value_weighted(bought, bought * (parts[there] / bought[:, 0])[:, np.newaxis]).returns


def evened_out_yearly(panel: Panel, weights: Mapping[str, float], name: str) -> Line:
    """What symbols in fixed parts returned, evened out again at each year's last close. Later closes change nothing earlier.

    The line begins on the first day on which symbols with nine tenths of the weight have closes, and ends where fewer have. A
    symbol without a close when the parts are evened out waits for the next time.

    Args:
        weights: Not below zero; those of zero are left out, those without closes count as unseen.
    """
    held = panel.only(symbol for symbol, weight in weights.items() if weight > 0)
    closes = known_closes(held.closes)
    parts = np.array([weights[symbol] for symbol in held.symbols])
    enough = np.append(parts @ ~np.isnan(closes) >= _ENOUGH * sum(weights.values()), False)
    begin = int(np.argmax(enough))
    stop = begin + int(np.argmin(enough[begin:]))
    if not len(held.symbols) or begin == stop:
        return Line(name, panel.days[:0], np.empty(0), _EVENED_OUT, panel.notes)
    days, own = panel.days[begin:stop], closes[:, begin:stop]
    years = np.array([date.fromordinal(day).year for day in days.tolist()])
    bases = np.unique(np.append(0, np.flatnonzero(np.diff(years)))).tolist()
    stretches = zip(bases, [*bases[1:], len(days) - 1], strict=True)
    returns = [left_alone(own[:, base : last + 1], parts)[1:] for base, last in stretches]
    return Line(name, days, chained(np.concatenate([np.full(1, np.nan), *returns])), _EVENED_OUT, panel.notes)


def held_all_along(panel: Panel, weights: Mapping[str, float], as_of: date, name: str) -> Line:
    """What the holdings of one day would have returned had they been held in that day's share counts all along, and since.

    Distributions count as put back into what paid them. The line begins on the first day from which symbols with nine tenths of
    the weight have closes; before its own first close a symbol is left out and the others stand for it. It also begins after the
    last day on which, less debt and what was sold short, under a quarter of what was held was one's own.

    Args:
        weights: Of the holdings, as fractions of all that the line is to speak for, negative for debt and what was sold short;
            what has no closes counts as unseen.
        as_of: Day of the weights.
    """
    held = panel.only(symbol for symbol, weight in weights.items() if weight)
    closes = known_closes(held.closes)
    then = int(np.searchsorted(panel.days, as_of.toordinal(), side="right")) - 1
    weight = np.array([weights[symbol] for symbol in held.symbols])
    units = weight / closes[:, then] if then >= 0 else np.full(len(weight), np.nan)
    covered = np.where(np.isnan(closes) | np.isnan(units)[:, np.newaxis], 0.0, np.abs(weight)[:, np.newaxis]).sum(axis=0)
    worth = closes * units[:, np.newaxis]
    own = np.nansum(worth, axis=0) >= _LEAST_OWN * np.nansum(np.maximum(worth, 0.0), axis=0)
    seen = covered >= _ENOUGH * sum(abs(each) for each in weights.values())
    short = np.flatnonzero(~(seen & own)[: then + 1])
    start = int(short[-1]) + 1 if len(short) else 0
    if start > then:
        why = (
            f"Too little of {name} has closes to draw a line." if own[then] else f"Most of {name} is borrowed: there is no line."
        )
        return Line(name, panel.days[:0], np.empty(0), _HELD, (*panel.notes, why))
    together = value_weighted(closes, worth)
    notes = (*panel.notes, *_unseen(name, panel, start, covered[: then + 1], is_borrowed=bool(start and not own[start - 1])))
    return Line(name, panel.days[start:], chained(together.returns[start:]), _HELD, notes)


_HELD = (
    "The latest holdings, held in the same share counts all along, distributions put back into what paid them; 100 on the first "
    "day. It is not what your account returned."
)


_EVENED_OUT = (
    "The companies in fixed parts, evened out again at each year’s last close; closes adjusted for splits and distributions; 100 "
    "on the first day."
)


def _unseen(name: str, panel: Panel, start: int, covered: NDArray[np.float64], *, is_borrowed: bool) -> tuple[str, ...]:
    notes = []
    if start:
        why = "too much of them would have been borrowed" if is_borrowed else "too many have no closes"
        notes.append(f"The line of {name} begins on {long_date(date.fromordinal(int(panel.days[start])))}: earlier, {why}.")
    if covered[start] < covered[-1]:
        notes.append(f"Before its first close, each part of {name} is left out, and the others stand for it.")
    return tuple(notes)
