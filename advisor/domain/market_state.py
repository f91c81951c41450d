"""How the program's knowledge of the market stands: what was asked, what was answered, how old it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from advisor.domain.figures import Figure
from advisor.domain.statement import SkippedRow

PRICE_SOURCE = "Yahoo Finance"  # of closes and profiles
FIGURE_SOURCE = "FRED"  # of macro figures


class AskedFor(StrEnum):
    """What a source was asked for."""

    CLOSES = "closes"
    PROFILE = "profile"
    HOLDINGS = "holdings"
    FIGURES = "figures"


class AnswerKind(StrEnum):
    """What came of asking."""

    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking one source about one symbol.

    Attributes:
        symbol: Canonical symbol; of figures, the name of the series.
        source: e.g. "Yahoo Finance", "State Street", "SEC", "FRED".
        message: Plain words: why it failed, or what is new ("3 closes to Nov 20, 2026").
        at: When, with its time zone.
    """

    symbol: str
    source: str
    asked_for: AskedFor
    kind: AnswerKind
    message: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClosesState:
    """What is on file of one symbol's closes.

    Attributes:
        asked_at: When the source last answered for it (also "nothing new"); None if only files were read.
    """

    symbol: str
    source: str
    currency: str
    first_day: date
    last_day: date
    asked_at: datetime | None


@dataclass(frozen=True, slots=True)
class FundCandidate:
    """One way to look through a fund that was considered.

    Attributes:
        origin: Plain words ("SEC N-PORT, 4,012 lines").
        seen: Fraction of the fund that it explains.
        chosen: This one is used.
        reason: Why it is used, or why another was preferred.
    """

    origin: str
    as_of: date
    seen: float
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class FundList:
    """A list of a fund's holdings that is on file.

    Attributes:
        symbol: The fund's ticker as the list is filed under it.
        file: Name of the file.
        downloaded: By a refresh; else the investor added it.
        stored_at: When it came on file; None where that was not kept.
        not_understood: What was left unread in it, and what had to be assumed.
        left_out: The first of its lines that were left out, with the reason, but without their text.
        lines_left_out: How many were, in all.
    """

    symbol: str
    file: str
    as_of: date
    downloaded: bool
    stored_at: datetime | None = None
    not_understood: tuple[str, ...] = ()
    left_out: tuple[SkippedRow, ...] = ()
    lines_left_out: int = 0


@dataclass(frozen=True, slots=True)
class MarketState:
    """What the Data page shows besides the figures' own dates.

    Attributes:
        offline: The investor's switch: no socket is opened.
        refresh_at_start: The investor lets the program ask when it starts.
        sec_contact: Mail address shown to the SEC in every request; without one the SEC is not asked.
        closes: By canonical symbol.
        profiled_on: The day each symbol's profile was asked for.
        candidates: By fund: every way to look through it, best first.
        downloadable: Funds whose issuer (or the SEC) publishes a list that can be fetched.
        log: Newest answers first.
        last_refresh: When a refresh last ended; None if never.
        aliases: Other spellings → canonical symbol.
        reasons: Why what only a service tells of lies in its sleeve and sector, in plain words, by canonical symbol.
        lists: Every list of holdings on file, by canonical symbol of the fund, newest first.
        fetched: Macro figures that a refresh brought.
    """

    offline: bool
    refresh_at_start: bool
    sec_contact: str
    closes: Mapping[str, ClosesState]
    profiled_on: Mapping[str, date]
    candidates: Mapping[str, tuple[FundCandidate, ...]]
    downloadable: frozenset[str]
    log: tuple[Answer, ...]
    last_refresh: datetime | None
    aliases: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[FundList, ...]] = field(default_factory=dict)
    fetched: tuple[Figure, ...] = ()

    def canonical(self, symbol: str) -> str:
        """As `MarketBook.canonical`."""
        return self.aliases.get(symbol, symbol)
