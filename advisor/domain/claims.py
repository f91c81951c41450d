"""What the articles claim, and what is known of events and laws that they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from advisor.domain.figures import Measure


@dataclass(frozen=True, slots=True)
class Article:
    """One of the articles whose claims are checked.

    Attributes:
        published: The day; the last of the month where the article states only a month.
        is_day_known: False where only the month is stated.
    """

    number: int
    title: str
    published: date
    is_day_known: bool


class Verdict(StrEnum):
    """What the check of a claim says."""

    HOLDS = "holds"
    DIFFERS = "differs"
    STALE = "stale"
    CANNOT_BE_CHECKED = "cannot be checked"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement of an article, in our words, and how it is checked.

    Attributes:
        id: Article and running number, e.g. "0-01".
        article: Its number.
        topic: What it belongs to, e.g. "Breakout", for grouping.
        text: The statement.
        stated: The article's number; None where it states none.
        unit: Of `stated` and of what the check finds; None where there is nothing to count.
        tolerance: How far the check may lie from `stated` and still agree; None where a threshold or a sign decides.
        is_present: It speaks of the state of things on the article's day, which may have passed since.
        check: Name of the kind of check; empty where nothing on file can check it.
        arguments: What the check is given, by name.
        note: A convention to bear in mind; for a claim without a check, why there is none and where one could look.
    """

    id: str
    article: int
    topic: str
    text: str
    stated: Decimal | None
    unit: Measure | None
    tolerance: Decimal | None
    is_present: bool
    check: str
    arguments: Mapping[str, str]
    note: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What a court, a company or a law says of something that an article states.

    Attributes:
        agrees: Whether the article's statement agrees with it.
        says: In one or two sentences.
        as_of: Day of the source.
        source: Who says so.
    """

    id: str
    agrees: bool
    says: str
    as_of: date
    source: str
