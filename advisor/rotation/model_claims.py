"""The claim ledger as it travels to the window."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from advisor.domain.claims import Article, Claim, Verdict


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim and what its check found.

    Attributes:
        found: What the check found for the time that the claim is about, in the claim's unit; None where it counts nothing.
        found_on: Day of that; None without one.
        live: The same measure as of now, or since then; None where it has none.
        live_on: Day of that; None without one.
        is_of_its_time: The claim is about a time that is over, and was checked on what is on file of that time.
        how: How it is checked, and within what tolerance, in sentences for the investor.
        why: What was found, with its figures, and why the verdict is what it is.
    """

    claim: Claim
    article: Article
    verdict: Verdict
    found: float | None
    found_on: date | None
    live: float | None
    live_on: date | None
    is_of_its_time: bool
    how: str
    why: str


def verdict_counts(checked: Iterable[CheckedClaim]) -> dict[Verdict, int]:
    """How many claims have each verdict; zero included."""
    counts = Counter(each.verdict for each in checked)
    return {verdict: counts[verdict] for verdict in Verdict}
