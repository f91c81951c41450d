"""Two ways to weigh one index: equal parts against market value, and the other 493 worked out in two ways."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np

from advisor.presentation import words
from advisor.presentation.views.rotation_breadth import BreadthChart
from advisor.presentation.views.time_series import ChartLine, ChartMark, TimeSeriesView, Unit
from advisor.rotation.breadth import equal_against_cap
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_synthesis import MonthlyDifference
from advisor.rotation.series import ratio_of

_EQUAL, _CAP = "RSP", "SPY"
_DIFFERENCE_DEFINITION = (
    "By calendar month: the return of the index without the seven, from its own return and their weights, less the same summed "
    "over its other members; closes adjusted for splits and distributions, weights of the month’s start."
)


def equal_weight_chart(market: MarketRotation, marks: tuple[ChartMark, ...]) -> BreadthChart:
    """The S&P 500 in equal parts against the one weighted by value: their ratio, and how far apart they are this year."""
    if not {_EQUAL, _CAP} <= set(market.panel.symbols):
        return _missing("equal_weight", "Equal against cap weight", f"There are no closes of both {_EQUAL} and {_CAP} on file.")
    line = ratio_of(market.panel, _EQUAL, _CAP)
    chart = TimeSeriesView(
        accessible_name="Equal weight against cap weight",
        lines=(ChartLine("ratio", f"{_EQUAL} / {_CAP}", "accent", line.days, line.values),),
        unit=Unit.RATIO,
        rebased=True,
        marks=marks,
    )
    return BreadthChart("equal_weight", "Equal against cap weight", _year_sentence(market), line.definition, chart)


def _year_sentence(market: MarketRotation) -> str:
    told = equal_against_cap(market.panel, _EQUAL, _CAP, date(market.as_of.year - 1, 12, 31))
    if told is None:
        return ""
    return (
        f"From {words.long_date(told.from_day)} to {words.long_date(told.to_day)}, {words.numbered(told.sessions, 'session')}: "
        f"equal parts {words.share_change(told.equal_rate)}, by value {words.share_change(told.cap_rate)}; "
        f"{words.points_change(told.spread)}."
    )


def difference_chart(market: MarketRotation, marks: tuple[ChartMark, ...]) -> BreadthChart:
    """How far the two ways to work out the other 493 lie apart, month by month."""
    key, label = "difference", "The other 493, worked out in two ways"
    difference = market.synthesis.difference if market.synthesis else None
    if difference is None:
        return _missing(key, label, "Too few members of the index have closes on file to sum them up month by month.")
    days = np.array([_last_day(int(month)) for month in difference.months], dtype=np.int64)
    apart = difference.synthesised - difference.direct
    chart = TimeSeriesView(
        accessible_name=_difference_sentence(difference),
        lines=(ChartLine("apart", "Worked out less summed", "accent", days, apart),),
        unit=Unit.POINTS,
        marks=marks,
        level=0.0,
    )
    return BreadthChart(key, label, _difference_sentence(difference), _DIFFERENCE_DEFINITION, chart)


def _difference_sentence(difference: MonthlyDifference) -> str:
    return (
        f"Worked out from index and seven, or summed over members: {_hundredths(difference.mean_absolute)} points a month apart "
        f"on average over {words.numbered(len(difference.months), 'month')}, {_hundredths(difference.largest)} at most, "
        f"{_hundredths(difference.mean)} on balance."
    )


def _hundredths(fraction: float) -> str:
    return f"{words.MINUS if round(fraction, 4) < 0 else ''}{abs(fraction) * 100:.2f}"


def _last_day(month: int) -> int:
    year, place = divmod(month, 12)
    return date(year, place + 1, monthrange(year, place + 1)[1]).toordinal()


def _missing(key: str, label: str, nothing: str) -> BreadthChart:
    return BreadthChart(key, label, "", "", TimeSeriesView(label, (), Unit.RATIO, nothing=nothing))
