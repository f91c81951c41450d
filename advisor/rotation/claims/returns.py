"""Checks of what was earned over a span: alone, against others, by rank."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from advisor.domain.claims import Claim
from advisor.domain.days import long_date
from advisor.rotation.claims.agreement import agrees
from advisor.rotation.claims.arguments import Arguments, Span
from advisor.rotation.claims.evidence import Evidence, EvidenceMissing, Finding, Later, named, said
from advisor.rotation.runs import streak_lengths
from advisor.rotation.series import ratio as ratio_line
from advisor.rotation.series import weekly
from advisor.rotation.signals.wording import count, more_or_less, rate, share

_HAIR = 0.001  # a lead under a tenth of a point is shown with another decimal
_LEAST_RUN = 2  # days: a run shorter than this is none


def returned(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The return of each symbol. Beside a stated number the first decides, unless each is to; beside a threshold all do."""
    span = arguments.span()
    changes = {named(symbol): evidence.change(symbol, span) for symbol in _chosen(arguments, evidence)}
    decisive = list(changes.values())
    if claim.stated is not None and "each" not in arguments:
        decisive = decisive[:1]
    words = f"{_listed(changes)}, {said(span)}."
    value = max(decisive, key=abs) if claim.stated is not None else min(decisive)
    verdict = all(agrees(claim, arguments, change) for change in decisive)
    return Finding(value, span.end, verdict, words, _since_returned(claim, arguments, evidence))


def ahead(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """How far the worst of the symbols came out ahead of another."""
    return _against(arguments, evidence, sign=1)


def behind(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """How far the best of the symbols fell behind another."""
    return _against(arguments, evidence, sign=-1)


def week_rank(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Where a week's lead stands among those of all weeks on file."""
    first, second = evidence.line(arguments.text("symbol")), evidence.line(arguments.text("of"))
    together = ratio_line(first, second)
    # The days that both have, so that both returns are of the same week.
    weeks_first, weeks_second = (
        weekly(type(line)(line.name, together.days, line.values[np.isin(line.days, together.days)], ""))
        for line in (first, second)
    )
    leads = weeks_first.values[1:] / weeks_first.values[:-1] - weeks_second.values[1:] / weeks_second.values[:-1]
    week = arguments.day("week")
    place = np.flatnonzero(weeks_first.days[1:] == week.toordinal())
    if not len(place):
        raise EvidenceMissing(f"There are no closes of the week to {long_date(week)} on file.")
    lead = float(leads[place[0]])
    before = leads[: place[0]]
    better = np.flatnonzero(before > lead)
    since = date.fromordinal(int(weeks_first.days[1]))
    words = (
        f"In the week to {long_date(week)} {named(first.name)} returned {more_or_less(lead)} {named(second.name)}: "
        f"number {len(better) + 1} of {len(before) + 1} weeks since {long_date(since)}."
    )
    if len(better):
        last = date.fromordinal(int(weeks_first.days[1:][better[-1]]))
        words += f" The last better week ended on {long_date(last)}."
        return Finding(lead, week, last < arguments.day("since"), words)
    return Finding(lead, week, _decided(since, arguments.day("since")), words)


def start_rank(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Where a year's first days stand among the same number of first days of earlier years on file."""
    day, since = arguments.day("day"), date(int(arguments.number("since")), 1, 31)
    line = evidence.line(arguments.text("symbol"))
    years = np.array([date.fromordinal(int(each)).year for each in line.days])
    sessions = int(((years == day.year) & (line.days <= day.toordinal())).sum())
    starts = {}
    for year in np.unique(years)[1:].tolist():
        first = int(np.argmax(years == year))
        if first + sessions <= len(years) and years[first + sessions - 1] == year:
            starts[year] = float(line.values[first + sessions - 1] / line.values[first - 1] - 1.0)
    if day.year not in starts or not sessions:
        raise EvidenceMissing(f"There are no closes of {named(line.name)} at the beginning of {day.year} on file.")
    own = starts[day.year]
    better = sorted(year for year, change in starts.items() if year < day.year and change > own)
    earlier = sum(year <= day.year for year in starts)
    words = (
        f"{named(line.name)} returned {rate(own)} over the first {sessions} sessions of {day.year}: number {len(better) + 1} of "
        f"{count(earlier, 'year')} on file."
    )
    if better:
        return Finding(own, day, False, f"{words} {', '.join(map(str, better))} began better.")
    return Finding(own, day, _decided(date(min(starts), 1, 1), since), words)


def winning_days(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The longest run of days on which one came out ahead of another, and whether any run on file was longer."""
    span = arguments.span()
    line = ratio_line(evidence.line(arguments.text("symbol")), evidence.line(arguments.text("of")))
    runs = np.maximum(streak_lengths(line.values), 0)
    inside = (line.days >= span.start.toordinal()) & (line.days <= span.end.toordinal())
    if not inside.any():
        raise EvidenceMissing(f"There are no closes {said(span)} on file.")
    longest, before = int(runs[inside].max()), runs[line.days < span.start.toordinal()]
    record = int(before.max()) if len(before) else 0
    day = date.fromordinal(int(line.days[inside][int(np.argmax(runs[inside]))]))
    words = f"{count(longest, 'day')} in a row up to {long_date(day)}; the longest run before on file was {count(record, 'day')}."
    return Finding(float(longest), day, longest > record and longest >= _LEAST_RUN, words)


def split_days(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Days on which one fell while the other rose."""
    span = arguments.span()
    fell, rose = evidence.shared_returns((arguments.text("fell"), arguments.text("rose")), span)
    days = int(((fell < 0) & (rose > 0)).sum())
    words = (
        f"{arguments.text('fell')} fell while {arguments.text('rose')} rose on {count(days, 'day')} of {len(fell)} "
        f"({share(days / len(fell))}), {said(span)}."
    )
    return Finding(float(days), span.end, agrees(claim, arguments, days), words)


def close(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """A close of one day, as traded where that is on file."""
    symbol, day = arguments.text("symbol"), arguments.day("day")
    traded = evidence.prices is not None and symbol in evidence.prices.symbols
    value = evidence.close(symbol, day, evidence.prices if traded else None)
    words = f"{symbol} closed at ${value:,.2f} on {long_date(day)}{'.' if traded else ', less what it has paid out since.'}"
    return Finding(value, day, agrees(claim, arguments, round(value, 2)), words)


def fall(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The deepest fall from a high inside a span."""
    span = arguments.span()
    line = evidence.line(arguments.text("symbol"), span)
    below = line.values / np.maximum.accumulate(line.values) - 1.0
    place = int(np.argmin(below))
    day = date.fromordinal(int(line.days[place]))
    words = f"The deepest fall of {named(line.name)} {said(span)} was {rate(float(below[place]))}, by {long_date(day)}."
    return Finding(float(below[place]), day, agrees(claim, arguments, -float(below[place])), words)


def _against(arguments: Arguments, evidence: Evidence, sign: int) -> Finding:
    span = arguments.span()
    value, words = _leads(arguments, evidence, span, sign)
    later = None
    if not arguments.is_open and evidence.last_day > span.end:
        since = Span(span.end, evidence.last_day)
        later_value, later_words = _leads(arguments, evidence, since, sign)
        later = Later(later_value, since.end, sign * later_value > 0, f"Since then: {later_words}")
    return Finding(value, span.end, sign * value > 0, words, later)


def _leads(arguments: Arguments, evidence: Evidence, span: Span, sign: int) -> tuple[float, str]:
    """The lead that speaks least for the claim, and all returns in words."""
    benchmark = arguments.text("of")
    base = evidence.change(benchmark, span)
    changes = {named(symbol): evidence.change(symbol, span) for symbol in _chosen(arguments, evidence)}
    least = min(sign * (change - base) for change in changes.values())
    places = 2 if abs(least) < _HAIR else 1
    words = f"{_listed(changes, places)}, {named(evidence.symbol(benchmark))} {rate(base, places)}, {said(span)}."
    return sign * least, words


def _chosen(arguments: Arguments, evidence: Evidence) -> tuple[str, ...]:
    return tuple(evidence.symbol(symbol) for symbol in arguments.listed("symbols"))


def _since_returned(claim: Claim, arguments: Arguments, evidence: Evidence) -> Later | None:
    """Where a claim speaks of a state: the same return from then on."""
    end = arguments.day("to")
    if not claim.is_present or evidence.last_day <= end:
        return None
    since = Span(end, evidence.last_day)
    changes = {named(symbol): evidence.change(symbol, since) for symbol in _chosen(arguments, evidence)}
    least = min(changes.values())
    verdict = all(agrees(claim, arguments, change) for change in changes.values())
    return Later(least, since.end, verdict, f"Since then: {_listed(changes)}, {said(since)}.")


def _listed(changes: Mapping[str, float], places: int = 1) -> str:
    return ", ".join(f"{name} {rate(change, places)}" for name, change in changes.items())


def _decided(first_on_file: date, since: date) -> bool | None:
    """A record among what is on file stands only if that reaches back far enough."""
    return True if first_on_file <= since else None
