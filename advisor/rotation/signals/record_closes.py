"""Closes above all earlier ones: a market at its record, and how often lately."""

from __future__ import annotations

from datetime import date

import numpy as np

from advisor.rotation.model_series import Line, Records
from advisor.rotation.model_signals import Criterion, History, Signal, Unit
from advisor.rotation.panel import Panel
from advisor.rotation.runs import record_days, records
from advisor.rotation.series import line_of
from advisor.rotation.signals import wording
from advisor.rotation.signals.markets import Market, Series, not_on_file, series_of
from advisor.rotation.signals.telling import Watched, silent, states_of, tell, without_lean

_NEAR = 0.01
_LEAST = 252  # closes: the highest of fewer is no record


def record_closes(panel: Panel, market: Market, signal_id: str, name: str) -> Signal:
    """Whether a market closed at its record. Speaks for neither side: all markets have records in good years.

    Args:
        signal_id: Stable.
        name: For the investor.
    """
    watched = _watched(signal_id, name)
    series = series_of(panel, market, index_first=True)
    if series is None:
        return silent(watched, not_on_file(market))
    line = line_of(panel, series.symbol)
    told = records(line, _new_year(line))
    if told is None or len(line.days) < _LEAST:
        return silent(watched, f"Needs {_LEAST} closes; {series.short} has {len(line.days)}.", (series.symbol,))
    below = line.values / np.maximum.accumulate(line.values) - 1.0
    known = np.arange(len(line.days)) >= _LEAST - 1
    states = states_of(known, record_days(line.values), below >= -_NEAR)
    history = History(line.days, below, np.where(known, 0.0, np.nan), states, without_lean(states))
    return tell(watched, panel, (series.symbol,), history, _sentence(line, series, told), _criteria(line, told), line.notes)


def _watched(signal_id: str, name: str) -> Watched:
    return Watched(
        id=signal_id,
        name=name,
        unit=Unit.RATE,
        rule="On when the last close is above every earlier close on file; near within 1% of the highest.",
        definition=(
            "How far the last close is below the highest so far. An index counts without dividends, as its records are quoted; a "
            "fund’s closes are adjusted for splits and distributions, which makes records more frequent than those of its price."
        ),
    )


def _new_year(line: Line) -> date | None:
    return date(line.last_day.year, 1, 1) if line.last_day else None


def _sentence(line: Line, series: Series, told: Records) -> str:
    last, year = wording.day_at(line.days, -1), told.counted_from.year
    had = f"{wording.count(told.count, 'record close')} in {year}, counting closes since {wording.day_at(line.days, 0)}"
    if not told.consecutive:
        high = wording.day_at(line.days, int(np.argmax(line.values)))
        return f"On {last}, {series.said} stood {wording.distance(told.distance)} below its record of {high}; it had {had}."
    if told.consecutive == 1:
        return f"On {last}, {series.said} closed at a record: {had}."
    return f"On {last}, {series.said} had closed at a record {told.consecutive} times in a row: {had}."


def _criteria(line: Line, told: Records) -> tuple[Criterion, ...]:
    recent = record_days(line.values)[-10:]
    return (
        Criterion("Last close", wording.rate(told.distance), "above every earlier close", told.consecutive > 0),
        Criterion("Records in a row", str(told.consecutive), "at least 1", told.consecutive > 0),
        Criterion("Records in the last 10 closes", str(int(recent.sum())), "for comparison", None),
        Criterion(f"Records in {told.counted_from.year}", str(told.count), "for comparison", None),
    )
