"""Lines of the market: the other 493 against the seven, and any symbol against any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from advisor.presentation import words
from advisor.presentation.rotation.marks import chart_marks
from advisor.presentation.rotation.symbol_words import SLEEVE_OF, SYNTHESISED, is_worked_out, name_of, ticker
from advisor.presentation.views import Between, ChartLine, TimeSeriesView, Unit
from advisor.presentation.views.rotation import RatioView
from advisor.rotation.composites import OWN
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_series import Line
from advisor.rotation.model_synthesis import MonthlyDifference
from advisor.rotation.series import ratio_of, rebased
from advisor.rotation.synthesis import REST, SEVEN, SEVEN_EQUAL

CAPTION = "Total return, daily closes"
_NO_SEVEN = "There are no closes of the seven or of the S&P 500 on file. Refresh, or bring in a file with their closes."
_PAIR_CLOSES = "Closes are adjusted for splits and distributions, and are those of days on which both have one."
_LEVEL = 0.0005  # a difference that prints as 0.0 points

_FIRST_OFFERED = {symbol: place for place, symbol in enumerate((OWN, SEVEN, REST, SEVEN_EQUAL))}
_LATER = len(_FIRST_OFFERED)

# What is watched day by day: what is above the line, below it, and what it says when it rises.
WATCHED_RATIOS = (
    ("RSP", "SPY", "Equal against cap weight"),
    ("MDY", "SPY", "Mid against large caps"),
    ("IWM", "SPY", "Small against large caps"),
    ("QQQ", "SPY", "Nasdaq-100 against S&P 500"),
    ("VXUS", SEVEN, "Abroad against the seven"),
)


class Lead(NamedTuple):
    """How far one line came out ahead since a day.

    Attributes:
        since: The close that both are counted from.
        to: The last close.
        rest: Return of the other 493, as a fraction.
        seven: Return of the seven.
    """

    since: date
    to: date
    rest: float
    seven: float

    @property
    def points(self) -> float:
        """rest - seven, as a fraction."""
        return self.rest - self.seven

    @property
    def is_level(self) -> bool:
        return abs(self.points) < _LEVEL


def base_day(market: MarketRotation, marks: Sequence[tuple[date, str]]) -> date:
    """The day that lines are counted from: the first mark that closes are on file of, else the year's first close."""
    first = date.fromordinal(int(market.panel.days[0]))
    for day, _ in marks:
        if first <= day < market.as_of:
            return day
    this_year = market.panel.days[np.searchsorted(market.panel.days, date(market.as_of.year, 1, 1).toordinal())]
    return date.fromordinal(int(this_year))


def lead_since(market: MarketRotation, since: date) -> Lead | None:
    """What the two made of a dollar since a day; None where the seven are not on file."""
    made = market.synthesis
    if made is None or not len(made.rest.days):
        return None
    rest, seven = rebased(made.rest, since), rebased(made.seven, since)
    if rest.first_day is None or rest.last_day is None:
        return None
    return Lead(rest.first_day, rest.last_day, float(rest.values[-1]) / 100 - 1, float(seven.values[-1]) / 100 - 1)


def rest_against_seven(market: MarketRotation, since: date, marks: Sequence[tuple[date, str]]) -> TimeSeriesView:
    """Both at 100 on a day, the room between them shaded from there on."""
    lead, made = lead_since(market, since), market.synthesis
    if lead is None or made is None:
        return TimeSeriesView("The other 493 against the seven", (), Unit.INDEX, nothing=_NO_SEVEN)
    lines = (_chart_line(SEVEN, made.seven), _chart_line(REST, made.rest))
    day = words.short_date(lead.since, market.as_of)
    rest, seven = words.share_change(lead.rest), words.share_change(lead.seven)
    return TimeSeriesView(
        accessible_name=f"The other 493 at {rest}, the seven at {seven} since {day}",
        lines=lines,
        unit=Unit.INDEX,
        rebased=True,
        base_day=lead.since,
        marks=chart_marks(marks),
        between=Between(REST, SEVEN, lead.since),
        caption=CAPTION,
    )


def pair_view(market: MarketRotation, above: str, below: str, since: date, marks: Sequence[tuple[date, str]]) -> TimeSeriesView:
    """One symbol's closes over another's, 100 on a day."""
    name = f"{ticker(market, above)} / {ticker(market, below)}"
    line = pair_line(market, above, below)
    if line is None or len(line.days) < 2:
        return TimeSeriesView(name, (), Unit.RATIO, nothing=_why_no_pair(market, above, below))
    return TimeSeriesView(
        accessible_name=f"{name}: it rises when {name_of(market, above)} returns more",
        lines=(ChartLine(f"{above}/{below}", name, _color(above), line.days, line.values),),
        unit=Unit.RATIO,
        rebased=True,
        base_day=since,
        marks=chart_marks(marks),
        caption=CAPTION,
    )


def pair_line(market: MarketRotation, above: str, below: str) -> Line | None:
    """The ratio on the days that both have; None where one of them has no closes."""
    if above not in market.panel.symbols or below not in market.panel.symbols:
        return None
    return ratio_of(market.panel, above, below)


def lines_explanation(market: MarketRotation) -> tuple[str, ...]:
    """How the two lines are worked out, how far another way lies from them, and what is assumed, in paragraphs."""
    made = market.synthesis
    if made is None:
        return (_NO_SEVEN,)
    apart = () if made.difference is None else (_apart(made.difference),)
    return (made.rest.definition, made.seven.definition, *apart, *made.notes)


def pair_explanation(market: MarketRotation, above: str, below: str) -> tuple[str, ...]:
    """What a line of two symbols is, and what is left out of it, in paragraphs."""
    line = pair_line(market, above, below)
    if line is None:
        return (_why_no_pair(market, above, below),)
    meaning = f"{name_of(market, above)} over {name_of(market, below)}: the line rises when the first returns more."
    how = [f"{name_of(market, symbol)}: {market.panel.sources[symbol]}" for symbol in (above, below) if is_worked_out(symbol)]
    return (meaning, _PAIR_CLOSES, *how, *line.notes)


def _apart(difference: MonthlyDifference) -> str:
    months = words.numbered(len(difference.months), "month")
    mean, largest = words.points(difference.mean_absolute), words.points(difference.largest)
    return (
        "Summed over the members of today’s list instead, the other 493 came out "
        f"{mean} a month higher or lower on average, at most {largest}, over {months}."
    )


def pair_choices(market: MarketRotation) -> tuple[tuple[str, str], ...]:
    """Every symbol with its name, "RSP · S&P 500 in equal parts": what is worked out first, the others by symbol."""
    offered = sorted(
        market.panel.symbols, key=lambda symbol: (_FIRST_OFFERED.get(symbol, _LATER), not is_worked_out(symbol), symbol)
    )
    return tuple((symbol, _choice(market, symbol)) for symbol in offered)


def ratio_views(market: MarketRotation, since: date) -> tuple[RatioView, ...]:
    """The ratios that are always watched, from a day on."""
    return tuple(_ratio(market, above, below, meaning, since) for above, below, meaning in WATCHED_RATIOS)


def _ratio(market: MarketRotation, above: str, below: str, meaning: str, since: date) -> RatioView:
    name = f"{ticker(market, above)} / {ticker(market, below)}"
    line = pair_line(market, above, below)
    seen = None if line is None else rebased(line, since)
    if seen is None or len(seen.days) < 2 or seen.first_day is None or seen.last_day is None:
        why = _why_no_pair(market, above, below)
        return RatioView(above, below, name, meaning, words.NONE, "muted", f"{name}: {why}", np.empty(0), why)
    change = float(seen.values[-1] / seen.values[0]) - 1
    text = words.share_change(change)
    span = f"{words.long_date(seen.first_day)} to {words.long_date(seen.last_day)}"
    tone = "plain" if abs(change) < _LEVEL else "positive" if change > 0 else "negative"
    return RatioView(above, below, name, meaning, text, tone, f"{name} {text}, {span}. {meaning}.", seen.values)


def _why_no_pair(market: MarketRotation, above: str, below: str) -> str:
    absent = [ticker(market, symbol) for symbol in (above, below) if symbol not in market.panel.symbols]
    if absent:
        return f"There are no closes of {words.listed(absent)} on file. Refresh to ask for them."
    return f"{ticker(market, above)} and {ticker(market, below)} have no two days in common."


def _chart_line(symbol: str, line: Line) -> ChartLine:
    return ChartLine(symbol, SYNTHESISED[symbol], _color(symbol), line.days, line.values)


def _color(symbol: str) -> str:
    return SLEEVE_OF[symbol].value if symbol in SLEEVE_OF else "accent"


def _choice(market: MarketRotation, symbol: str) -> str:
    name = name_of(market, symbol)
    return name if name == ticker(market, symbol) else f"{symbol} · {name}"
