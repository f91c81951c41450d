"""How many members take part, in words and charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np

from advisor.presentation import words
from advisor.presentation.rotation.breadth_pairs import difference_chart, equal_weight_chart
from advisor.presentation.rotation.marks import chart_marks
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rich import Rich
from advisor.presentation.views.rotation_breadth import BreadthChart, BreadthRow, BreadthView
from advisor.presentation.views.time_series import ChartLine, ChartMark, TimeSeriesView, Unit
from advisor.rotation.breadth_counts import SESSIONS
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_breadth import Breadth, ShareByDay

_NOTHING = "No closes of the indices’ members are on file, and none are bundled."
_MONTH, _YEAR = 21, 252  # trading days
_LONGEST, _HALF = 200, 0.5
_COLORS = ("sp493", "mid_cap", "small_cap")  # by size, as everywhere
_AHEAD = "Ahead of the S&P 500"
_HIGHS, _LOWS = "highs", "lows"


def build_breadth(market: MarketRotation, marks: Sequence[tuple[date, str]]) -> BreadthView:
    """The whole part.

    Args:
        marks: Days that charts mark, with their names.
    """
    drawn = chart_marks(marks)
    told = market.breadth
    windows = tuple(told[0].above) if told else ()
    return BreadthView(
        sentence=_sentence(told),
        rows=tuple(row for each in told for row in _rows(each, market.beating)) + _ahead_rows(market),
        above=tuple(_above(told, window, drawn) for window in windows),
        advance_decline=_advance_decline(told, drawn),
        beating=_beating(market, drawn),
        extremes=tuple(_extremes(each, drawn) for each in told),
        equal_weight=equal_weight_chart(market, drawn),
        difference=difference_chart(market, drawn),
        notes=tuple(note for each in told for note in _notes(each)),
        nothing="" if told else _NOTHING,
    )


def _sentence(told: Sequence[Breadth]) -> Rich:
    latest = [(each.name, each.above[_LONGEST].latest) for each in told if _LONGEST in each.above]
    known = [(name, share) for name, share in latest if share is not None and share.share is not None]
    if not known:
        return ((_NOTHING, False),)
    runs: list[tuple[str, bool]] = [(f"On {words.long_date(known[0][1].day)} ", False)]
    for place, (name, counted) in enumerate(known):
        lead = "" if place == 0 else " and " if place == len(known) - 1 else ", "
        runs += [(lead, False), (words.share_or_zero(counted.part / counted.counted), True), (f" of the {name}", False)]
    return (*runs, (f" closed above their {_LONGEST}-day average.", False))


def _rows(each: Breadth, ahead: Mapping[str, ShareByDay]) -> list[BreadthRow]:
    measures: Mapping[str, ShareByDay] = {
        **{f"Above {window}-day average": shares for window, shares in each.above.items()},
        "New highs of a year": each.new_highs,
        "New lows of a year": each.new_lows,
        "Closed higher": _rises(each),
        **({_AHEAD: ahead[each.name]} if each.name in ahead else {}),
    }
    return [_row(each.name, measure, shares) for measure, shares in measures.items()]


def _rises(each: Breadth) -> ShareByDay:
    moved = each.advance_decline
    return ShareByDay(moved.days, moved.advances, moved.counted, moved.left_out, moved.definition)


def _row(index: str, measure: str, shares: ShareByDay) -> BreadthRow:
    latest = shares.latest
    month, year = _change(shares, _MONTH), _change(shares, _YEAR)
    return BreadthRow(
        index=index,
        measure=measure,
        share_text=words.NONE if latest is None or latest.share is None else words.share_or_zero(latest.share),
        part_text=words.NONE if latest is None else f"{latest.part:,} of {latest.counted:,}",
        left_out_text=words.NONE if latest is None else f"{latest.left_out:,}",
        month_text=words.NONE if month is None else words.points_change(month),
        year_text=words.NONE if year is None else words.points_change(year),
        definition=shares.definition,
        sort_values=sortable(latest.share if latest else None, latest.left_out if latest else None, month, year),
    )


def _change(shares: ShareByDay, sessions: int) -> float | None:
    values = shares.shares
    if len(values) <= sessions or np.isnan(values[[-1, -1 - sessions]]).any():
        return None
    return float(values[-1] - values[-1 - sessions])


def _above(told: Sequence[Breadth], window: int, marks: tuple[ChartMark, ...]) -> BreadthChart:
    lines = _lines(told, {each.name: each.above[window] for each in told})
    chart = TimeSeriesView(
        accessible_name=f"Share of members above their {window}-day average",
        lines=lines,
        unit=Unit.SHARE,
        marks=marks,
        fixed_range=(0.0, 1.0),
        level=_HALF,
    )
    definition = f"{told[0].above[window].definition} {_left_out({each.name: each.above[window] for each in told})}"
    return BreadthChart(str(window), f"{window} days", "", definition.rstrip(), chart)


def _left_out(shares: Mapping[str, ShareByDay]) -> str:
    """How many members had too few closes, now and at most: in early years the share is of fewer members."""
    told = [f"{name} {_now_and_at_most(each)}" for name, each in shares.items() if len(each.days)]
    return f"Left out for want of closes: {'; '.join(told)}." if told else ""


def _now_and_at_most(shares: ShareByDay) -> str:
    # Before the first member's closes there is no share that anybody could be missing from.
    most = int(np.argmax(np.where(shares.counted > 0, shares.left_out, -1)))
    day = words.long_date(date.fromordinal(int(shares.days[most])))
    return f"{shares.left_out[-1]:,} now, at most {shares.left_out[most]:,} ({day})"


def _lines(told: Sequence[Breadth], shares: Mapping[str, ShareByDay]) -> tuple[ChartLine, ...]:
    return tuple(
        ChartLine(each.name, each.name, color, shares[each.name].days, shares[each.name].shares)
        for each, color in zip(told, _COLORS, strict=False)
    )


def _advance_decline(told: Sequence[Breadth], marks: tuple[ChartMark, ...]) -> BreadthChart:
    lines = tuple(
        ChartLine(each.name, each.name, color, each.advance_decline.days, each.advance_decline.line)
        for each, color in zip(told, _COLORS, strict=False)
    )
    definition = told[0].advance_decline.definition if told else ""
    chart = TimeSeriesView("Advance–decline lines", lines, Unit.INDEX, marks=marks, nothing="" if told else _NOTHING, level=0.0)
    return BreadthChart("advance_decline", "Advance–decline line", _net_sentence(told), definition, chart)


def _beating(market: MarketRotation, marks: tuple[ChartMark, ...]) -> BreadthChart:
    colors = (*_COLORS, "muted")
    lines = tuple(
        ChartLine(name, name, color, shares.days, shares.shares)
        for (name, shares), color in zip(market.beating.items(), colors, strict=False)
    )
    latest = {name: shares.latest for name, shares in market.beating.items()}
    told = [f"{each.part:,} of {each.counted:,} {_ahead_of(name)}" for name, each in latest.items() if each]
    definition = next((shares.definition for shares in market.beating.values()), "")
    chart = TimeSeriesView(
        accessible_name=_AHEAD,
        lines=lines,
        unit=Unit.SHARE,
        marks=marks,
        nothing="" if lines else _NOTHING,
        fixed_range=(0.0, 1.0),
        level=_HALF,
    )
    sentence = f"Over {SESSIONS} trading days: {words.listed(told, 4)}." if told else ""
    return BreadthChart("beating", _AHEAD, sentence, definition, chart)


def _ahead_of(name: str) -> str:
    return name.lower() if name == name.capitalize() else f"members of the {name}"


def _ahead_rows(market: MarketRotation) -> tuple[BreadthRow, ...]:
    """Of what is no index, such as the sectors."""
    indices = {each.name for each in market.breadth}
    return tuple(_row(name, _AHEAD, shares) for name, shares in market.beating.items() if name not in indices)


def _net_sentence(told: Sequence[Breadth]) -> str:
    days = [each.advance_decline for each in told if len(each.advance_decline.days)]
    if not days:
        return ""
    first = days[0]
    day = words.long_date(date.fromordinal(int(first.days[-1])))
    return f"On {day} {first.advances[-1]:,} members of the {told[0].name} rose and {first.declines[-1]:,} fell."


def _extremes(each: Breadth, marks: tuple[ChartMark, ...]) -> BreadthChart:
    highs, lows = each.new_highs, each.new_lows
    lines = (
        ChartLine(_LOWS, "New lows", "negative", lows.days, lows.shares),
        ChartLine(_HIGHS, "New highs", "positive", highs.days, highs.shares),
    )
    chart = TimeSeriesView(f"New highs and new lows of the {each.name}", lines, Unit.SHARE, marks=marks)
    high, low = highs.latest, lows.latest
    sentence = f"{high.part:,} new highs and {low.part:,} new lows among {high.counted:,} members." if high and low else ""
    return BreadthChart(each.name, each.name, sentence, f"{highs.definition} {lows.definition}", chart)


def _notes(each: Breadth) -> tuple[str, ...]:
    if not each.absent:
        return each.notes
    named = f"No closes at all of {words.listed(each.absent, 8)} of the {each.name}: left out and counted as such."
    return (*each.notes, named)
