"""Checks against what others publish: figures, facts, and the program's own signals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import numpy as np

from advisor.domain.claims import Claim
from advisor.domain.days import long_date
from advisor.domain.figures import Figure, Measure
from advisor.rotation.claims.agreement import agrees
from advisor.rotation.claims.arguments import Arguments
from advisor.rotation.claims.evidence import Evidence, EvidenceMissing, Finding, Later
from advisor.rotation.fundamentals import series
from advisor.rotation.model_signals import STATES
from advisor.rotation.signals.wording import share


def figure(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """A published figure as it stood nearest to the article, and as it stands now."""
    values = _values(evidence, arguments.text("series"))
    published = arguments.day("published")
    then = max((value for value in values if value.as_of <= published), key=lambda value: value.as_of, default=values[0])
    now = values[-1]
    words = f"{_told(then)} ({then.source})."
    later = Later(
        float(now.value), now.as_of, agrees(claim, arguments, float(now.value)), f"Newest: {_told(now)} ({now.source})."
    )
    return Finding(float(then.value), then.as_of, agrees(claim, arguments, float(then.value)), words, later)


def gap(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """How much faster one group's earnings grow than another's in a period, as published."""
    seven, rest = (_of_period(evidence, arguments.text(name), arguments.text("period")) for name in ("seven", "rest"))
    apart = seven.value - rest.value
    words = (
        f"{seven.source}: {_written(seven.value, seven.unit)} for the seven, {_written(rest.value, rest.unit)} for the others, "
        f"{_written(apart, Measure.POINTS)} apart."
    )
    return Finding(float(apart), seven.as_of, agrees(claim, arguments, float(apart)), words)


def converging(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether the seven's growth falls from one period to another while the others' rises."""
    before, after = arguments.text("before"), arguments.text("after")
    seven = [_of_period(evidence, arguments.text("seven"), period) for period in (before, after)]
    rest = [_of_period(evidence, arguments.text("rest"), period) for period in (before, after)]
    words = (
        f"FactSet, {before} to {after}: the seven {_written(seven[0].value, seven[0].unit)} to "
        f"{_written(seven[1].value, seven[1].unit)}, the others {_written(rest[0].value, rest[0].unit)} to "
        f"{_written(rest[1].value, rest[1].unit)}."
    )
    verdict = seven[1].value < seven[0].value and rest[1].value > rest[0].value
    return Finding(None, seven[1].as_of, verdict, words)


def cheaper(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether the newest value of one series is below that of another."""
    own, than = (_values(evidence, arguments.text(name))[-1] for name in ("series", "than"))
    words = f"{_told(own)} ({own.source}); {_told(than)} ({than.source})."
    return Finding(float(own.value), own.as_of, own.value < than.value, words)


def moved(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether a figure rose or fell between two days."""
    span = arguments.span()
    values = {value.as_of: value for value in _values(evidence, arguments.text("series"))}
    if not {span.start, span.end} <= values.keys():
        raise EvidenceMissing("The figures of those days are not on file.")
    before, after = values[span.start], values[span.end]
    words = f"{_told(before)} on {long_date(before.as_of)}; {_written(after.value, after.unit)} on {long_date(after.as_of)}."
    rose = after.value > before.value
    return Finding(float(after.value), after.as_of, rose is (arguments.text("direction") == "up"), words)


def fact(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """What a court, a company or a law says."""
    known = evidence.facts.get(arguments.text("fact"))
    if known is None:
        raise EvidenceMissing("There is no source for it on file.")
    return Finding(None, known.as_of, known.agrees, f"{known.says} ({known.source}.)")


def signal(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """What one of the program's signals said on a day."""
    watched = evidence.signals.get(arguments.text("signal"))
    day = arguments.day("on")
    if watched is None or not len(watched.history.days):
        raise EvidenceMissing("The signal that would tell has too few closes on file.")
    place = int(np.searchsorted(watched.history.days, day.toordinal(), side="right")) - 1
    if place < 0 or day.toordinal() - watched.history.days[place] > 10:
        raise EvidenceMissing(f"The signal “{watched.name}” has no value of {long_date(day)}.")
    state = STATES[int(watched.history.states[place])]
    on = date.fromordinal(int(watched.history.days[place]))
    words = f"“{watched.name}” was {state.value} on {long_date(on)}. {watched.rule}"
    return Finding(None, on, state.value == arguments.text("state"), words)


def _values(evidence: Evidence, name: str) -> tuple[Figure, ...]:
    values = series(evidence.figures, name)
    if not values:
        raise EvidenceMissing("There is no such figure on file; you can add it with its day and source.")
    return values


def _of_period(evidence: Evidence, name: str, period: str) -> Figure:
    values = [value for value in _values(evidence, name) if value.period == period]
    if not values:
        raise EvidenceMissing(f"There is no figure of {period} on file; you can add it with its day and source.")
    return values[-1]


def _told(value: Figure) -> str:
    return f"{value.name}: {_written(value.value, value.unit)}"


def _written(value: Decimal, unit: Measure) -> str:
    if unit is Measure.FRACTION:
        return share(float(value), 2 if value * 1000 % 1 else 1)
    if unit is Measure.POINTS:
        return f"{value * 100:.1f} points"
    if unit is Measure.DOLLARS:
        return f"${value / 1_000_000_000:,.0f} billion" if value >= 1_000_000_000 else f"${value:,.2f}"
    return f"{value:,}"
