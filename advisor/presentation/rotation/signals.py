"""Signals and the regime that they vote for, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from advisor.presentation import words
from advisor.presentation.rotation.followed import followed_view
from advisor.presentation.rotation.marks import chart_marks
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rotation_signals import (
    CriterionRow,
    RegimeView,
    SignalDetail,
    SignalRow,
    SignalsView,
    VoteRow,
)
from advisor.presentation.views.time_series import ChartLine, ChartMark, TimeSeriesView
from advisor.presentation.views.time_series import Unit as ChartUnit
from advisor.rotation.model import MarketRotation
from advisor.rotation.model_regime import Regime, RegimeState, Vote
from advisor.rotation.model_signals import Criterion, Signal, State, Unit

_STATES = {  # word, tone, icon
    State.ON: ("On", "positive", "circle-check"),
    State.NEAR: ("Near", "warning", "circle-dashed"),
    State.OFF: ("Off", "plain", "circle-minus"),
    State.UNKNOWN: ("No data", "plain", "circle-question-mark"),
}
_REGIMES = {
    RegimeState.BROADENING: ("Broadening", "positive", "trending-up"),
    RegimeState.MIXED: ("Mixed", "plain", "circle-minus"),
    RegimeState.NARROWING: ("Narrowing", "warning", "trending-down"),
    RegimeState.UNKNOWN: ("Not enough data", "plain", "circle-question-mark"),
}
_LEANS = {1: "Broadening", 0: "", -1: "Narrowing"}
_VOTES = {
    1: ("Broadening", "positive", "trending-up"),
    0: ("Neither", "plain", "circle-minus"),
    -1: ("Narrowing", "warning", "trending-down"),
    None: ("No vote", "plain", "circle-dashed"),
}
_MET = {
    True: ("Met", "positive", "circle-check"),
    False: ("Not met", "warning", "circle-dashed"),
    None: ("No test", "plain", "circle-minus"),
}
_CHART_UNITS = {
    Unit.RATE: ChartUnit.SHARE,
    Unit.POINTS: ChartUnit.POINTS,
    Unit.RANK: ChartUnit.SHARE,
    Unit.CLOSES: ChartUnit.COUNT,
    Unit.CRITERIA: ChartUnit.COUNT,
}


def build_signals(market: MarketRotation, marks: Sequence[tuple[date, str]]) -> SignalsView:
    """The whole part.

    Args:
        marks: Days that charts mark, with their names.
    """
    drawn = chart_marks(marks)
    counts = [signal.state for signal in market.signals]
    caption = f"{counts.count(State.ON)} on, {counts.count(State.NEAR)} near, of {len(counts)}"
    return SignalsView(
        caption=caption,
        regime=_regime(market.regime),
        rows=tuple(_row(signal, market.as_of) for signal in market.signals),
        details=tuple(_detail(signal, drawn) for signal in market.signals),
        followed=tuple(followed_view(table) for table in market.followed),
    )


def _row(signal: Signal, beside: date) -> SignalRow:
    state_text, tone, icon = _STATES[signal.state]
    return SignalRow(
        id=signal.id,
        name=signal.name,
        now_text=_now(signal),
        rule_text=signal.rule,
        threshold_text=value_text(signal.threshold, signal.unit),
        state_text=state_text,
        tone=tone,
        icon=icon,
        speaks_text=_LEANS[int(signal.history.leans[-1])] if len(signal.history.leans) else "",
        since_text=words.short_date(signal.since, beside) if signal.since else words.NONE,
        as_of_text=words.short_date(signal.as_of, beside) if signal.as_of else words.NONE,
        sort_values=sortable(signal.value, signal.threshold, *(_ordinal(day) for day in (signal.since, signal.as_of))),
    )


def _now(signal: Signal) -> str:
    text = value_text(signal.value, signal.unit)
    if signal.unit is Unit.CRITERIA and signal.value is not None and signal.threshold is not None:
        return f"{text} of {value_text(signal.threshold, signal.unit)}"
    return text


def value_text(value: float | None, unit: Unit) -> str:
    """A signal's value or threshold in its unit: "+3.8%", "−1.9 pts", "95%"; an en dash for none."""
    if value is None:
        return words.NONE
    match unit:
        case Unit.RATE:
            return words.share_change(value)
        case Unit.POINTS:
            return words.points_change(value)
        case Unit.RANK:
            return words.trimmed_share(value)
        case Unit.CLOSES | Unit.CRITERIA:
            return f"{value:,.0f}"


def _detail(signal: Signal, marks: tuple[ChartMark, ...]) -> SignalDetail:
    state_text, tone, _icon = _STATES[signal.state]
    since = f"{state_text} since {words.long_date(signal.since)}" if signal.since else state_text
    of_day = f"measured on {words.long_date(signal.as_of)}" if signal.as_of else ""
    gaps = f"{words.numbered(signal.missing_bars, 'day')} without a close of each symbol." if signal.missing_bars else ""
    closes = f"Closes of {words.listed(signal.symbols, 8)}." if signal.symbols else ""
    return SignalDetail(
        id=signal.id,
        name=signal.name,
        state_text=state_text,
        tone=tone,
        caption=" · ".join(filter(None, (since, of_day))),
        sentence=signal.sentence,
        definition=signal.definition,
        rule=signal.rule,
        criteria=tuple(_criterion(criterion) for criterion in signal.criteria),
        chart=_chart(signal, marks),
        notes=tuple(filter(None, (*signal.notes, closes, gaps))),
    )


def _criterion(criterion: Criterion) -> CriterionRow:
    state_text, tone, icon = _MET[criterion.met]
    return CriterionRow(criterion.name, criterion.value, criterion.limit, state_text, tone, icon)


def _chart(signal: Signal, marks: tuple[ChartMark, ...]) -> TimeSeriesView:
    history = signal.history
    lines = (
        ChartLine("threshold", "Threshold", "warning", history.days, history.thresholds),
        ChartLine("value", "Now", "accent", history.days, history.values),
    )
    return TimeSeriesView(
        accessible_name=f"{signal.name}: {_now(signal)}",
        lines=lines,
        unit=_CHART_UNITS[signal.unit],
        marks=marks,
        nothing="" if len(history.days) else signal.sentence,
    )


def _regime(regime: Regime) -> RegimeView:
    state_text, tone, icon = _REGIMES[regime.state]
    since = f"Since {words.long_date(regime.since)}" if regime.since else ""
    of_week = f"votes of the week to {words.long_date(regime.as_of)}" if regime.as_of else ""
    score = f"mean of the votes {_score(regime.score)}" if regime.score is not None else ""
    return RegimeView(
        state_text=state_text,
        tone=tone,
        icon=icon,
        caption=" · ".join(filter(None, (since, of_week, score))),
        sentence=regime.sentence,
        rule=regime.rule,
        votes=tuple(_vote(vote) for vote in regime.votes),
    )


def _score(score: float | None) -> str:
    """ "+0.50", "−0.20"; an en dash for none."""
    if score is None:
        return words.NONE
    sign = words.MINUS if score < 0 else "+" if score > 0 else ""
    return f"{sign}{abs(score):.2f}"


def _vote(vote: Vote) -> VoteRow:
    state_text, tone, icon = _VOTES[vote.lean]
    return VoteRow(vote.signal, vote.name, state_text, tone, icon, vote.why, sortable(vote.lean)[0])


def _ordinal(day: date | None) -> float | None:
    return None if day is None else day.toordinal()
