"""Checks of how prices move: swings, falls, and how alike two symbols move."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from advisor.domain.claims import Claim
from advisor.rotation.claims.agreement import agrees
from advisor.rotation.claims.arguments import Arguments, Span
from advisor.rotation.claims.evidence import Evidence, EvidenceMissing, Finding, named, said
from advisor.rotation.signals.wording import points, rate, share

_SESSIONS_A_YEAR = 252
_MARGIN = 0.1  # correlations nearer to each other than this are taken as the same


def calmer(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether one symbol swings less than another; by the yearly deviation of daily returns."""
    span = arguments.span()
    symbol, than = evidence.symbol(arguments.text("symbol")), evidence.symbol(arguments.text("than"))
    own, other = (_swings(each) for each in evidence.shared_returns((symbol, than), span))
    words = f"{named(symbol)} swung {share(own, 1)} a year, {named(than)} {share(other, 1)}, {said(span)}."
    return Finding(own, span.end, own < other, words)


def rougher(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether a symbol swings more in one span than in an earlier one."""
    symbol = evidence.symbol(arguments.text("symbol"))
    before, after = arguments.spans("before")[0], arguments.spans("after")[0]
    earlier, now = (_swings(evidence.shared_returns((symbol,), span)[0]) for span in (before, after))
    words = f"{named(symbol)} swung {share(now, 1)} a year {said(after)}, and {share(earlier, 1)} {said(before)}."
    return Finding(now, after.end, now > earlier, words)


def deeper_falls(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether one symbol fell deeper than another, from its own high, in every one of several falls."""
    symbol, than = evidence.symbol(arguments.text("symbol")), evidence.symbol(arguments.text("than"))
    spans = arguments.spans("spans")
    falls = [(span, _fall(evidence, symbol, span), _fall(evidence, than, span)) for span in spans]
    deeper = [own < other for _, own, other in falls]
    told = "; ".join(f"{rate(own)} against {rate(other)} {said(span)}" for span, own, other in falls)
    tally = f" Deeper in {sum(deeper)} of {len(deeper)}." if len(deeper) > 1 else ""
    apart = float(np.mean([own - other for _, own, other in falls]))
    return Finding(apart, spans[-1].end, all(deeper), f"{named(symbol)} against {named(than)}: {told}.{tally}")


def less_alike(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether one symbol moves less with a second than a third does, by a margin; by the correlation of daily returns."""
    span = arguments.span()
    symbol, other, than = (evidence.symbol(arguments.text(name)) for name in ("symbol", "other", "than"))
    own, base, beside = evidence.shared_returns((symbol, other, than), span)
    first, second = _correlation(own, base), _correlation(beside, base)
    told = f"{first:.2f} for {named(symbol)} and {second:.2f} for {named(than)}"
    words = f"The correlation with {named(other)} is {told}, {said(span)}."
    return Finding(first, span.end, first <= second - _MARGIN, words)


def came_apart(_: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether two symbols move less alike than they used to, by a margin."""
    symbol, other = evidence.symbol(arguments.text("symbol")), evidence.symbol(arguments.text("other"))
    before, after = arguments.spans("before")[0], arguments.spans("after")[0]
    earlier, now = (_correlation(*evidence.shared_returns((symbol, other), span)) for span in (before, after))
    words = (
        f"The correlation of {named(symbol)} with {named(other)} was {earlier:.2f} {said(before)}, and {now:.2f} {said(after)}."
    )
    return Finding(now, after.end, now <= earlier - _MARGIN, words)


def alike(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """Whether two symbols return nearly the same a year."""
    span = arguments.span()
    first, second = (evidence.symbol(symbol) for symbol in arguments.listed("symbols"))
    years = (span.end - span.start).days / 365.25
    yearly = [(1.0 + evidence.change(symbol, span)) ** (1.0 / years) - 1.0 for symbol in (first, second)]
    correlation = _correlation(*evidence.shared_returns((first, second), span))
    apart = abs(yearly[0] - yearly[1])
    words = (
        f"{first} returned {rate(yearly[0], 2)} a year, {second} {rate(yearly[1], 2)}: {points(apart, 2)} apart, {said(span)}; "
        f"the correlation of their days is {correlation:.4f}."
    )
    return Finding(apart, span.end, claim.tolerance is not None and apart <= float(claim.tolerance), words)


def seven_weight(claim: Claim, arguments: Arguments, evidence: Evidence) -> Finding:
    """The highest share of the seven in the index over a span, worked out day by day."""
    span = arguments.span()
    line = evidence.seven_weight
    inside = (line.days >= span.start.toordinal()) & (line.days <= span.end.toordinal()) if line else np.zeros(0, dtype=np.bool_)
    if line is None or not inside.any():
        raise EvidenceMissing("The share of the seven in the index could not be worked out for that time.")
    highest = float(line.values[inside].max())
    words = f"The seven were {share(float(line.values[inside].min()), 1)} to {share(highest, 1)} of the S&P 500, {said(span)}."
    return Finding(highest, span.end, agrees(claim, arguments, highest), words)


def _swings(returns: NDArray[np.float64]) -> float:
    return float(returns.std(ddof=1) * np.sqrt(_SESSIONS_A_YEAR))


def _correlation(*returns: NDArray[np.float64]) -> float:
    table: NDArray[np.float64] = np.asarray(np.corrcoef(returns))
    return float(table[0, 1])


def _fall(evidence: Evidence, symbol: str, span: Span) -> float:
    closes = evidence.line(symbol, span).values
    return float((closes / np.maximum.accumulate(closes) - 1.0).min())
