"""Macro figures from FRED, the data service of the Federal Reserve Bank of St. Louis, which anyone may ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from advisor.domain.days import MONTHS, long_date
from advisor.domain.errors import SourceFailedError
from advisor.domain.figures import Figure, Measure
from advisor.domain.market_state import FIGURE_SOURCE

SOURCE = FIGURE_SOURCE
_DAY_HEADINGS = {"observation_date", "date"}
_MISSING = {"", "."}
_TRY_LATER = "Try again later."

Observation = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a series tells.

    Attributes:
        dial: The series of figures that its values belong to.
        least, most: Values outside, as fractions, are none of this series.
        is_monthly: An observation stands for the month that begins on its day.
        is_index: Its value is the change from a year before.
        is_step: It stays for months: what was before is the value before the last change.
    """

    dial: str
    name: str
    definition: str
    least: Decimal
    most: Decimal
    is_monthly: bool = False
    is_index: bool = False
    is_step: bool = False


def _target(dial: str, end: str) -> _Told:
    name, definition = f"Federal funds target, {end} end", f"{end.capitalize()} end of the target range"
    return _Told(dial, name, definition, Decimal(0), Decimal("0.25"), is_step=True)


_SERIES: Mapping[str, _Told] = {
    "DFEDTARL": _target("fed_funds_lower", "lower"),
    "DFEDTARU": _target("fed_funds_upper", "upper"),
    "CPIAUCSL": _Told(
        "inflation",
        "Inflation",
        "Consumer prices against a year before, all items, seasonally adjusted",
        Decimal("-0.1"),
        Decimal("0.25"),
        is_monthly=True,
        is_index=True,
    ),
    "DGS10": _Told("ten_year", "Ten-year Treasury yield", "Yield of the ten-year note", Decimal("0.001"), Decimal("0.2")),
    "BAMLH0A0HYM2": _Told(
        "credit_spread",
        "Credit spread of high-yield bonds",
        "Yield above Treasuries, adjusted for options; ICE BofA US High Yield Index",
        Decimal("0.005"),
        Decimal("0.4"),
    ),
    "UNRATE": _Told(
        "unemployment",
        "Unemployment",
        "Unemployed as a share of the labor force, seasonally adjusted",
        Decimal("0.01"),
        Decimal("0.4"),
        is_monthly=True,
    ),
}

# The dollar is not among them: FRED's index weighs other currencies than the one that is shown.
FRED_SERIES: tuple[str, ...] = tuple(_SERIES)


def read_series(content: bytes, series: str) -> tuple[Observation, ...]:
    """The observations of a series in FRED's own units, by day; days without a value are left out.

    Raises:
        SourceFailedError: The content is something else, or holds no value.
    """
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    heading = [part.strip().strip('"') for part in lines[0].split(",")] if lines else []
    if len(heading) != 2 or heading[0].lower() not in _DAY_HEADINGS or heading[1].upper() != series:
        raise SourceFailedError(f"{SOURCE} answers with something else than the series {series}.", _TRY_LATER)
    read = dict(_observation(line, series) for line in lines[1:] if line.strip())
    known = tuple(sorted((day, value) for day, value in read.items() if value is not None))
    if not known:
        raise SourceFailedError(f"{SOURCE} has no value of the series {series}.", _TRY_LATER)
    return known


def _observation(line: str, series: str) -> tuple[date, Decimal | None]:
    try:
        day, value = (part.strip() for part in line.split(","))
        observed = date.fromisoformat(day)
        read = None if value in _MISSING else Decimal(value)
    except (ValueError, InvalidOperation) as error:
        raise _unreadable(line, series) from error
    if read is not None and not read.is_finite():
        raise _unreadable(line, series)
    return observed, read


def _unreadable(line: str, series: str) -> SourceFailedError:
    return SourceFailedError(f"A line of the series {series} of {SOURCE} cannot be read: “{line[:40]}”.", _TRY_LATER)


def figures_of(observations: Sequence[Observation], series: str, today: date) -> tuple[Figure, ...]:
    """The newest observation and the one before as figures, oldest first.

    Args:
        observations: By day, as `read_series` returns them.

    Raises:
        SourceFailedError: A value lies in the future or cannot be one of this series, or there is none yet.
    """
    told = _SERIES[series]
    # A rate that was decided today is told with tomorrow's day.
    if observations[-1][0] > today + timedelta(days=1):
        raise SourceFailedError(f"{SOURCE} dates the series {series} {long_date(observations[-1][0])}.", _TRY_LATER)
    until_today = [(day, value) for day, value in observations if day <= today]
    values = _yearly_changes(until_today) if told.is_index else [(day, value / 100) for day, value in until_today]
    shown = _newest_two(values, is_step=told.is_step)
    if not shown:
        raise SourceFailedError(f"{SOURCE} has too few values of the series {series}.", _TRY_LATER)
    if any(not told.least <= value <= told.most for _day, value in shown):
        raise SourceFailedError(f"What {SOURCE} says of the series {series} cannot be right.", _TRY_LATER)
    return tuple(_figure(told, series, day, value) for day, value in shown)


def _yearly_changes(levels: Sequence[Observation]) -> list[Observation]:
    """Of each month whose level a year before is known."""
    known = {day: level for day, level in levels if level > 0}
    return [
        (day, round(level / known[before] - 1, 4))
        for day, level in known.items()
        if (before := date(day.year - 1, day.month, 1)) in known
    ]


def _newest_two(values: Sequence[Observation], *, is_step: bool) -> list[Observation]:
    if not values:
        return []
    newest = values[-1]
    earlier = [each for each in values[:-1] if not is_step or each[1] != newest[1]]
    return [*earlier[-1:], newest]


def _figure(told: _Told, series: str, day: date, value: Decimal) -> Figure:
    period = f"{MONTHS[day.month - 1]} {day.year}" if told.is_monthly else ""
    return Figure(
        id=f"fred_{series}_{day.isoformat()}",
        series=told.dial,
        period=period,
        name=told.name,
        value=value,
        unit=Measure.FRACTION,
        as_of=_last_of_month(day) if told.is_monthly else day,
        source=f"{SOURCE}, {series}",
        definition=told.definition,
        is_fetched=True,
    )


def _last_of_month(day: date) -> date:
    """Of a month, its last day: a value of June is newer than what was published in June about May."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
