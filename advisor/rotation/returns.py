"""Returns over windows, linking, rising and falling months, drawdowns."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from advisor.rotation.model_series import Capture, Drawdown, Line, Window, WindowReturn
from advisor.rotation.panel import Panel
from advisor.rotation.series import line_of

WINDOWS_DEFINITION = (
    "From the last close on or before the day a week, a month, three months, six months or a year earlier by the calendar (or "
    "the last close of the previous year) to the last close; closes adjusted for splits and distributions."
)
_MONTHS_BACK = {Window.MONTH: 1, Window.QUARTER: 3, Window.HALF_YEAR: 6, Window.YEAR: 12}
_REACH = timedelta(days=10)  # an older close stands for no day; exchanges have not been closed for as long in decades


class MonthlyReturns(NamedTuple):
    """Returns of whole calendar months, from the last close of one to the last close of the next.

    Attributes:
        months: year * 12 + month - 1, ascending.
        rates: Fractions; of the same shape.
    """

    months: NDArray[np.int64]
    rates: NDArray[np.float64]


def window_start(end: date, window: Window) -> date:
    """The calendar day that a window reaches back to; its close is the last on or before that day."""
    if window is Window.WEEK:
        return end - timedelta(days=7)
    if window is Window.YEAR_TO_DATE:
        return date(end.year - 1, 12, 31)
    year, month = divmod(end.year * 12 + end.month - 1 - _MONTHS_BACK[window], 12)
    return date(year, month + 1, min(end.day, monthrange(year, month + 1)[1]))


def window_returns(panel: Panel, end: date | None = None) -> dict[str, Mapping[Window, WindowReturn]]:
    """Every symbol's returns over the calendar windows that end on a day (see `WINDOWS_DEFINITION`).

    A close more than ten days older than the day it stands for counts as missing, and there is no return from a close to itself.

    Args:
        end: The panel's last day if not given.
    """
    last = end or panel.last_day
    if last is None:
        return {symbol: {} for symbol in panel.symbols}
    closes, places = _closes_on(panel, last)
    answers: dict[str, dict[Window, WindowReturn]] = {symbol: {} for symbol in panel.symbols}
    for window in Window:
        before, places_before = _closes_on(panel, window_start(last, window))
        rates = np.where(places_before < places, closes / before - 1.0, np.nan)
        for row, symbol in enumerate(panel.symbols):
            answers[symbol][window] = WindowReturn(
                None if np.isnan(rates[row]) else float(rates[row]), _day(panel, places_before[row]), _day(panel, places[row])
            )
    return dict(answers)


def line_returns(line: Line, end: date | None = None) -> Mapping[Window, WindowReturn]:
    """`window_returns` of one line."""
    panel = Panel(line.days, (line.name,), line.values[np.newaxis], {})
    return window_returns(panel, end)[line.name]


def session_returns(closes: NDArray[np.float64], sessions: int) -> NDArray[np.float64]:
    """Returns over so many trading days, by day; NaN for the first days and where either close is missing.

    Args:
        closes: Of any shape (..., days).
    """
    answer = np.full(closes.shape, np.nan)
    answer[..., sessions:] = closes[..., sessions:] / closes[..., : max(closes.shape[-1] - sessions, 0)] - 1.0
    return answer


def linked(rates: Sequence[float] | NDArray[np.float64]) -> float:
    """The return of periods that follow one another: Π(1 + r) − 1."""
    return float(np.prod(1.0 + np.asarray(rates, dtype=np.float64)) - 1.0)


def monthly_returns(line: Line) -> MonthlyReturns:
    """Returns of the months that are over; the first month of the line, which has no close before it, has none.

    A month is over when a later one has begun on the line, or when the line ends on the month's last weekday. A month after one
    without values has no return.
    """
    dates = [date.fromordinal(day) for day in line.days.tolist()]
    month = np.array([day.year * 12 + day.month - 1 for day in dates], dtype=np.int64)
    ends = np.append(np.flatnonzero(np.diff(month)), len(month) - 1) if len(month) else np.empty(0, dtype=np.intp)
    if len(ends) and not _ends_month(dates[-1]):
        ends = ends[:-1]
    months, closes = month[ends], line.values[ends]
    follows = np.diff(months) == 1
    return MonthlyReturns(months[1:][follows], (closes[1:] / closes[:-1] - 1.0)[follows])


def common_months(one: Line, other: Line) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """The months that two lines both have a return for (as in `monthly_returns`), and their returns."""
    first, second = monthly_returns(one), monthly_returns(other)
    months, place_first, place_second = np.intersect1d(first.months, second.months, assume_unique=True, return_indices=True)
    return months, first.rates[place_first], second.rates[place_second]


def capture(fund: NDArray[np.float64], benchmark: NDArray[np.float64]) -> Capture:
    """Up and down capture by geometric means, as Morningstar defines them.

    Args:
        fund: Monthly returns as fractions.
        benchmark: Returns of the same months.
    """
    rising, falling = benchmark > 0, benchmark < 0
    up, down = (_mean_over_mean(fund[months], benchmark[months]) for months in (rising, falling))
    ratio = up / down * 100 if up is not None and down else None
    return Capture(up, down, ratio, int(rising.sum()), int(falling.sum()))


def captures(panel: Panel, benchmark: str) -> dict[str, Capture]:
    """Up and down capture of every symbol over the months that it and the benchmark both have, by symbol.

    Raises:
        KeyError: The panel has no such benchmark.
    """
    of_benchmark = monthly_returns(line_of(panel, benchmark))
    found = {}
    for symbol in panel.symbols:
        own = monthly_returns(line_of(panel, symbol))
        _, here, there = np.intersect1d(own.months, of_benchmark.months, assume_unique=True, return_indices=True)
        found[symbol] = capture(own.rates[here], of_benchmark.rates[there])
    return found


def drawdowns(panel: Panel) -> dict[str, Drawdown]:
    """How far each symbol stands below its highest close so far, by symbol.

    Without those whose last close is more than ten days older than the panel's: where they stand is not known.
    """
    if panel.last_day is None:
        return {}
    fresh = (panel.last_day - _REACH).toordinal()
    lines = ((symbol, line_of(panel, symbol)) for symbol in panel.symbols)
    return {symbol: drawdown(line) for symbol, line in lines if len(line.days) and line.days[-1] >= fresh}


def drawdown(line: Line) -> Drawdown:
    """How far the line stood below its highest value so far, by day, and its deepest fall."""
    high = np.maximum.accumulate(line.values)
    below = line.values / high - 1.0
    definition = f"{line.name}: how far below its highest value so far, as a fraction."
    series = replace(line, values=below, definition=definition)
    trough = int(np.argmin(below)) if len(below) else 0
    if not len(below) or below[trough] == 0:
        return Drawdown(series, 0.0, None, None, None, 0.0)
    peak = int(np.flatnonzero(line.values[: trough + 1] == high[trough])[-1])
    back = np.flatnonzero(line.values[trough:] >= high[trough])
    day = [date.fromordinal(each) for each in line.days.tolist()]
    recovered = day[trough + int(back[0])] if len(back) else None
    return Drawdown(series, float(below[trough]), day[peak], day[trough], recovered, float(below[-1]))


def _closes_on(panel: Panel, day: date) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Each symbol's last close on or before a day and its place; NaN and -1 where it is too old."""
    stop = int(np.searchsorted(panel.days, day.toordinal(), side="right"))
    start = int(np.searchsorted(panel.days, (day - _REACH).toordinal()))
    there = ~np.isnan(panel.closes[:, start:stop])
    if stop == start:
        return np.full(len(panel.symbols), np.nan), np.full(len(panel.symbols), -1, dtype=np.intp)
    place = np.where(there.any(axis=1), stop - 1 - np.argmax(there[:, ::-1], axis=1), -1)
    closes = panel.closes[np.arange(len(panel.symbols)), place]
    return np.where(place < 0, np.nan, closes), place


def _day(panel: Panel, place: int) -> date | None:
    return None if place < 0 else date.fromordinal(int(panel.days[place]))


def _ends_month(day: date) -> bool:
    """Whether no weekday of the month comes after a day."""
    following = day + timedelta(days=1)
    while following.weekday() >= 5:
        following += timedelta(days=1)
    return following.month != day.month


def _mean_over_mean(fund: NDArray[np.float64], benchmark: NDArray[np.float64]) -> float | None:
    if not len(fund):
        return None
    mean_fund, mean_benchmark = ((1.0 + linked(rates)) ** (1.0 / len(rates)) - 1.0 for rates in (fund, benchmark))
    return float(mean_fund / mean_benchmark * 100)
