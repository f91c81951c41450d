"""Checks of levels: records, runs of them, streaks, index levels worked out from a fund."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from advisor.domain.claims import Claim
from advisor.domain.days import long_date
from advisor.rotation.claims.agreement import agrees
from advisor.rotation.claims.arguments import Arguments, Span
from advisor.rotation.claims.evidence import Evidence, EvidenceMissing, Finding, Later, named, said
from advisor.rotation.model_series import Line
from advisor.rotation.runs import record_days, streak_lengths
from advisor.rotation.signals.wording import capital, count, rate

_LATELY = 21  # sessions: a record in the last month counts as one of now


def records(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Record closes of each symbol inside a span; the one with the fewest decides."""
    span = arguments.span()
    found, now, words = [], [], []
    for choices in arguments.listed("symbols"):
        line = evidence.line(choices)
        record = record_days(line.values)
        days = line.days[record & _inside(line, span)]
        found.append(len(days))
        now.append(bool(record[-_LATELY:].any()))
        last = f", the last on {long_date(date.fromordinal(int(days[-1])))}" if len(days) else _high_before(line, span)
        words.append(f"{named(line.name)} set {count(len(days), 'record')}{last}")
    later_words = "A record in the last month on file." if all(now) else "No record in the last month on file."
    later = Later(None, evidence.last_day, all(now), later_words)
    fewest = float(min(found))
    return Finding(fewest, span.end, agrees(claim, arguments, fewest), f"{capital(said(span))}: {'; '.join(words)}.", later)


def record_run(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The most record closes on days that follow one another."""
    span = arguments.span()
    line = evidence.line(arguments.text("symbol"))
    record = record_days(line.values)
    inside = record[_inside(line, span)]
    longest = _longest(inside)
    words = f"{named(line.name)} set {count(int(inside.sum()), 'record')} {said(span)}, at most {longest} on days in a row."
    now = _longest(record[-_LATELY:])
    later = Later(float(now), evidence.last_day, agrees(claim, arguments, now), f"In the last month on file: at most {now}.")
    return Finding(float(longest), span.end, agrees(claim, arguments, longest), words, later)


def streak(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The run of falling or rising closes that a day ends; and how thin its thinnest day is."""
    line = evidence.line(arguments.text("symbol"))
    day = arguments.day("day")
    place = int(np.searchsorted(line.days, day.toordinal()))
    if place >= len(line.days) or line.days[place] != day.toordinal():
        raise EvidenceMissing(f"There is no close of {named(line.name)} on {long_date(day)} on file.")
    lengths = streak_lengths(line.values)
    run = int(lengths[place])
    steps = line.values[place - abs(run) + 1 : place + 1] / line.values[place - abs(run) : place] - 1.0
    thinnest = float(steps[np.argmin(np.abs(steps))]) if len(steps) else 0.0
    direction = "fell" if run < 0 else "rose"
    words = f"{named(line.name)} {direction} {count(abs(run), 'session')} in a row up to {long_date(day)}; the smallest step was "
    words += f"{rate(thinnest, 3)}."
    now = int(lengths[-1])
    later_words = f"Now: {count(abs(now), 'session')} {'falling' if now < 0 else 'rising'}."
    later = Later(float(now), evidence.last_day, now <= run if run < 0 else now >= run, later_words)
    return Finding(float(run), day, agrees(claim, arguments, run), words, later)


def level(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The highest close of an index inside a span, and where it stands now; without the index, worked out from its fund."""
    span = arguments.span()
    line, how = _index_level(arguments, evidence)
    inside = _inside(line, span)
    if not inside.any():
        raise EvidenceMissing(f"There are no closes of {named(line.name)} {said(span)} on file.")
    values, days = line.values[inside], line.days[inside]
    day = date.fromordinal(int(days[int(np.argmax(values))]))
    highest, now = float(values.max()), float(line.values[-1])
    words = f"The highest close {said(span)} was {highest:,.0f} on {long_date(day)}{how}."
    stated = float(claim.stated or 0)
    before = float(line.values[line.days < span.start.toordinal()].max(initial=0.0))
    verdict = agrees(claim, arguments, highest) and max(before, highest) < stated
    later = Later(now, evidence.last_day, agrees(claim, arguments, now) and now < stated, f"Now: {now:,.0f}.")
    return Finding(highest, day, verdict, words, later)


def record_level(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The highest close up to a day: its level, and whether it was reached inside the span."""
    span = arguments.span()
    line, how = _index_level(arguments, evidence)
    known = line.days <= span.end.toordinal()
    if not known.any():
        raise EvidenceMissing(f"There are no closes of {named(line.name)} up to {long_date(span.end)} on file.")
    place = int(np.argmax(line.values[known]))
    highest, day = float(line.values[place]), date.fromordinal(int(line.days[place]))
    on_time = span.start <= day <= span.end
    words = f"The highest close up to {long_date(span.end)} was {highest:,.0f}, on {long_date(day)}{how}."
    reached = np.flatnonzero((line.days > span.end.toordinal()) & (line.values >= float(claim.stated or 0)))
    if not on_time and len(reached):
        words += f" The level was next reached on {long_date(date.fromordinal(int(line.days[reached[0]])))}."
    return Finding(highest, day, agrees(claim, arguments, highest) and on_time, words)


def _index_level(arguments: Arguments, evidence: Evidence) -> tuple[Line, str]:
    """Levels of the index; from a fund's closes by a known level of one day, and how that was done."""
    line = evidence.line(arguments.text("symbol"))
    if line.name.startswith("^"):
        return line, ""
    anchor = arguments.day("anchor")
    per_close = arguments.number("anchor_level") / evidence.close(line.name, anchor)
    how = f", worked out from {line.name} and the index’s close of {long_date(anchor)}; the fund’s distributions blur it a little"
    return Line(line.name, line.days, line.values * per_close, line.definition, line.notes), how


def _inside(line: Line, span: Span) -> NDArray[np.bool_]:
    return (line.days >= span.start.toordinal()) & (line.days <= span.end.toordinal())


def _high_before(line: Line, span: Span) -> str:
    before = line.days < span.start.toordinal()
    if not before.any():
        return ""
    day = date.fromordinal(int(line.days[int(np.argmax(line.values[before]))]))
    return f" (the high before was on {long_date(day)})"


def _longest(flags: NDArray[np.bool_]) -> int:
    longest = run = 0
    for flag in flags.tolist():
        run = run + 1 if flag else 0
        longest = max(longest, run)
    return longest
