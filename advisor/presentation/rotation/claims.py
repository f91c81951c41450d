"""The claim ledger in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from advisor.domain.claims import Article, Verdict
from advisor.presentation import words
from advisor.presentation.rotation.figure_words import figure_text
from advisor.presentation.sorting import sortable
from advisor.presentation.views.rich import Rich
from advisor.presentation.views.rotation_ledger import ClaimDetail, ClaimRow, ClaimsView
from advisor.rotation.model_claims import CheckedClaim, verdict_counts

_VERDICTS = {  # word, tone, icon
    Verdict.HOLDS: ("Holds", "positive", "circle-check"),
    Verdict.DIFFERS: ("Differs", "negative", "triangle-alert"),
    Verdict.STALE: ("Stale", "warning", "calendar-clock"),
    Verdict.CANNOT_BE_CHECKED: ("Cannot be checked", "plain", "circle-question-mark"),
}
LONGEST_VERDICT = max((word for word, _, _ in _VERDICTS.values()), key=len)


def build_claims(claims: Sequence[CheckedClaim], articles: Mapping[int, Article]) -> ClaimsView:
    """Every claim with its verdict, in the order of the articles."""
    verdicts = verdict_counts(claims)
    return ClaimsView(
        sentence=_sentence(claims, verdicts, len(articles)),
        counts=tuple((_VERDICTS[verdict][0], f"{verdicts[verdict]:,}", _VERDICTS[verdict][1]) for verdict in Verdict),
        articles=tuple((article.number, f"{article_day(article)}: {article.title}") for article in articles.values()),
        topics=tuple(sorted({checked.claim.topic for checked in claims})),
        rows=tuple(_row(checked) for checked in claims),
        details=tuple(_detail(checked) for checked in claims),
    )


def article_day(article: Article) -> str:
    """ "Feb 10, 2026", or "Jan 2026" where only the month is stated."""
    day = words.long_date(article.published)
    return day if article.is_day_known else f"{day.split(' ')[0]} {article.published.year}"


def _sentence(claims: Sequence[CheckedClaim], verdicts: Mapping[Verdict, int], articles: int) -> Rich:
    if not claims:
        return (("There are no claims to check.", False),)
    of = f" of {words.numbered(len(claims), 'claim')} of {words.counted(articles, 'article')} hold; "
    others = (
        f"{verdicts[Verdict.DIFFERS]} differ, {verdicts[Verdict.STALE]} held and are stale, "
        f"{verdicts[Verdict.CANNOT_BE_CHECKED]} cannot be checked with what is on file."
    )
    return ((f"{verdicts[Verdict.HOLDS]}", True), (of, False), (others, False))


def _row(checked: CheckedClaim) -> ClaimRow:
    claim, article = checked.claim, checked.article
    state_text, tone, icon = _VERDICTS[checked.verdict]
    return ClaimRow(
        id=claim.id,
        article=article.number,
        article_text=article_day(article),
        article_title=article.title,
        topic=claim.topic,
        text=claim.text,
        stated_text=figure_text(claim.stated, claim.unit),
        found_text=figure_text(checked.found, claim.unit),
        live_text=figure_text(checked.live, claim.unit),
        state_text=state_text,
        tone=tone,
        icon=icon,
        sort_values=sortable(article.published.toordinal(), claim.stated, checked.found, checked.live),
    )


def _detail(checked: CheckedClaim) -> ClaimDetail:
    claim, article = checked.claim, checked.article
    state_text, tone, _icon = _VERDICTS[checked.verdict]
    about = "about a time that is over" if checked.is_of_its_time else "about the present"
    facts = (
        ("Stated", figure_text(claim.stated, claim.unit), article_day(article)),
        ("Found", figure_text(checked.found, claim.unit), _day(checked.found_on)),
        ("Live", figure_text(checked.live, claim.unit), _day(checked.live_on)),
    )
    return ClaimDetail(
        id=claim.id,
        text=claim.text,
        caption=f"Claim {claim.id} · {claim.topic} · {about} · “{article.title}”, {article_day(article)}",
        state_text=state_text,
        tone=tone,
        why=checked.why,
        how=checked.how,
        facts=tuple(fact for fact in facts if fact[1] != words.NONE),
    )


def _day(day: date | None) -> str:
    return words.long_date(day) if day else ""
