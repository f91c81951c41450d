"""The claim ledger: every claim with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from advisor.domain.claims import Article, Claim, Verdict
from advisor.domain.days import long_date
from advisor.domain.figures import Measure
from advisor.rotation.claims import composition, records, returns, risk, stated
from advisor.rotation.claims.arguments import Arguments
from advisor.rotation.claims.evidence import Evidence, EvidenceMissing, Finding
from advisor.rotation.model_claims import CheckedClaim
from advisor.rotation.signals.wording import capital

OLD_AFTER = 120  # days: a figure older than that says nothing of the present; one quarter's results and a month

_CLOSES = "Closes adjusted for splits and distributions; from the last close on or before the first day to that of the last."
_SWINGS = "From daily returns of closes adjusted for splits and distributions."


class _Kind(NamedTuple):
    """One way to check a claim, and how it is explained."""

    check: Callable[[Claim, Arguments, Evidence], Finding]
    how: str


KINDS: Mapping[str, _Kind] = {
    "return": _Kind(returns.returned, f"Return over the span. {_CLOSES}"),
    "ahead": _Kind(returns.ahead, f"Return less that of the other; the worst of several decides. {_CLOSES}"),
    "behind": _Kind(returns.behind, f"Return less that of the other; the best of several decides. {_CLOSES}"),
    "week_rank": _Kind(returns.week_rank, f"The week’s lead among those of all weeks on file. {_CLOSES}"),
    "start_rank": _Kind(returns.start_rank, f"The same number of first sessions of each year on file. {_CLOSES}"),
    "winning_days": _Kind(returns.winning_days, "Days in a row with the better return; closes adjusted for distributions."),
    "split_days": _Kind(returns.split_days, f"Days on which one fell and the other rose. {_SWINGS}"),
    "close": _Kind(returns.close, "Close of the day, as traded where that is on file, else less later distributions."),
    "fall": _Kind(returns.fall, f"Deepest fall from a high inside the span. {_CLOSES}"),
    "records": _Kind(records.records, "Closes above all earlier ones on file; a fund’s with its distributions put back."),
    "record_run": _Kind(records.record_run, "Record closes on sessions that follow one another."),
    "streak": _Kind(records.streak, "Sessions in a row with the same sign; every fall counts, however small."),
    "level": _Kind(records.level, "Level of the index, or of its fund scaled to a known close of the index."),
    "record_level": _Kind(records.record_level, "Highest level so far, and the day on which it was reached."),
    "calmer": _Kind(risk.calmer, f"Deviation of daily returns, a year. {_SWINGS}"),
    "rougher": _Kind(risk.rougher, f"Deviation of daily returns, a year, in both spans. {_SWINGS}"),
    "deeper_falls": _Kind(risk.deeper_falls, "Deepest fall from its own high inside each span; all of them decide."),
    "less_alike": _Kind(risk.less_alike, f"Correlation of daily returns. {_SWINGS}"),
    "came_apart": _Kind(risk.came_apart, f"Correlation of daily returns in both spans. {_SWINGS}"),
    "alike": _Kind(risk.alike, "Yearly returns of both, and the correlation of their days."),
    "seven_weight": _Kind(risk.seven_weight, "Share of the seven by evening, worked out from the index’s list and each close."),
    "index_weight": _Kind(composition.index_weight, "Share of the seven in the newest list of the index, all share classes."),
    "evenness": _Kind(composition.evenness, "Effective number: one over the sum of squared weights."),
    "sector_share": _Kind(composition.sector_share, "Weights of the newest lists, by GICS sector."),
    "figure": _Kind(stated.figure, "The published figure nearest to the article’s day, and the newest one."),
    "gap": _Kind(stated.gap, "Published growth of the seven less that of the other 493."),
    "converging": _Kind(stated.converging, "Published growth in both periods."),
    "cheaper": _Kind(stated.cheaper, "The newest published figures of both."),
    "moved": _Kind(stated.moved, "The published figures of both days."),
    "fact": _Kind(stated.fact, "What the source says."),
    "signal": _Kind(stated.signal, "What the program’s signal said at the close of that day."),
}
_UNCHECKED = "Nothing on file can check it."


def check_claims(claims: Iterable[Claim], articles: Mapping[int, Article], evidence: Evidence) -> tuple[CheckedClaim, ...]:
    """Every claim with its verdict, in the order given; none is left out.

    Holds: within the tolerance, for the time that the claim is about. Differs: not. Stale: it held then, and speaks of a present
    that has passed, or of one that the newest figure on file is too old for. Cannot be checked: the reason says what is missing.
    """
    return tuple(_checked(claim, articles[claim.article], evidence) for claim in claims)


def _checked(claim: Claim, article: Article, evidence: Evidence) -> CheckedClaim:
    if not claim.check:
        return _unchecked(claim, article, claim.note, _UNCHECKED)
    kind = KINDS[claim.check]
    arguments = Arguments({"published": article.published.isoformat(), **claim.arguments}, evidence.last_day)
    try:
        finding = kind.check(claim, arguments, evidence)
    except EvidenceMissing as missing:
        return _unchecked(claim, article, str(missing), _how(claim, kind.how))
    verdict, reason = _verdict(claim, finding, evidence)
    later = finding.later
    return CheckedClaim(
        claim=claim,
        article=article,
        verdict=verdict,
        found=finding.value,
        found_on=finding.day,
        live=later.value if later else finding.value if arguments.is_open else None,
        live_on=later.day if later else finding.day if arguments.is_open else None,
        is_of_its_time=not (claim.is_present or arguments.is_open),
        how=_how(claim, kind.how),
        why=" ".join(filter(None, (capital(finding.words), later.words if later else "", reason))),
    )


def _verdict(claim: Claim, finding: Finding, evidence: Evidence) -> tuple[Verdict, str]:
    if finding.agrees is None:
        return Verdict.CANNOT_BE_CHECKED, "Closes on file do not reach back far enough to tell."
    if not finding.agrees:
        return Verdict.DIFFERS, ""
    if not claim.is_present or finding.later is None:
        return Verdict.HOLDS, ""
    if not finding.later.agrees:
        return Verdict.STALE, "It held then, and no longer does."
    if (evidence.today - finding.later.day).days > OLD_AFTER:
        return Verdict.STALE, f"It held on {long_date(finding.later.day)}; nothing newer is on file."
    return Verdict.HOLDS, ""


def _unchecked(claim: Claim, article: Article, why: str, how: str) -> CheckedClaim:
    return CheckedClaim(claim, article, Verdict.CANNOT_BE_CHECKED, None, None, None, None, not claim.is_present, how, why)


def _how(claim: Claim, how: str) -> str:
    return " ".join(filter(None, (how, _tolerance(claim), claim.note)))


def _tolerance(claim: Claim) -> str:
    if claim.stated is None or claim.tolerance is None:
        return ""
    if not claim.tolerance:
        return "It has to be the same."
    if claim.unit in (Measure.FRACTION, Measure.POINTS):
        return f"It may be up to {(claim.tolerance * 100).normalize():f} points away."
    if claim.unit is Measure.DOLLARS and claim.tolerance >= 1_000_000_000:
        return f"It may be up to ${claim.tolerance / 1_000_000_000:,.0f} billion away."
    return f"It may be up to {'$' if claim.unit is Measure.DOLLARS else ''}{claim.tolerance:,} away."
