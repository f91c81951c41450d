"""The Ledger part of the Rotation page: claims, published figures, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from advisor.domain.figures import Measure
from advisor.presentation.views.rich import Rich


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim. `sort_values` are the article's day, stated, found and live values.

    Attributes:
        article: Number of the article.
        article_text: Its day; `article_title` its title.
        icon: Lucide name of the sign that stands with the verdict's word.
    """

    id: str
    article: int
    article_text: str
    article_title: str
    topic: str
    text: str
    stated_text: str
    found_text: str
    live_text: str
    state_text: str
    tone: str
    icon: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ClaimDetail:
    """One claim in full. `facts` are (what, figure, day)."""

    id: str
    text: str
    caption: str
    state_text: str
    tone: str
    why: str
    how: str
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """The claim ledger.

    Attributes:
        counts: How many claims have each verdict: (verdict's word, count, tone), zero included.
        articles: Numbers and titles to filter by; so are topics.
        details: In the order of `rows`.
    """

    sentence: Rich
    counts: tuple[tuple[str, str, str], ...]
    articles: tuple[tuple[int, str], ...]
    topics: tuple[str, ...]
    rows: tuple[ClaimRow, ...]
    details: tuple[ClaimDetail, ...]


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """What is asked when the investor states a value, and what it is put on file as.

    Attributes:
        id: Of the figure whose place it takes.
        typed: The value of now as one would type it, in the unit of `unit`.
        is_users: The investor stated it already, and can take it back.
    """

    id: str
    series: str
    period: str
    name: str
    unit: Measure
    value: Decimal | None
    typed: str
    value_text: str
    source: str
    definition: str
    is_users: bool


@dataclass(frozen=True, slots=True)
class GapRow:
    """The seven's earnings growth less the others', as the articles state it and as it is published.

    `sort_values` are stated, seven, rest, published. `figure` is the key of the first of its figures in the table of them.
    """

    period: str
    stated_text: str
    published_text: str
    apart_text: str
    seven_text: str
    rest_text: str
    as_of_text: str
    source: str
    sort_values: tuple[float, ...]
    figure: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A published figure, or the newest of a dial.

    `sort_values` are value and day. `level` is 0 for the head of a group, whose name it then is.

    Attributes:
        state_text: "Yours", "Live", "Dated" or "Old".
        verb: What can be done about it.
    """

    key: str
    level: int
    name: str
    period: str
    value_text: str
    before_text: str
    as_of_text: str
    source: str
    definition: str
    state_text: str
    tone: str
    icon: str
    verb: str
    sort_values: tuple[float, ...]
    figure: StatedFigure | None


@dataclass(frozen=True, slots=True)
class ValuationRow:
    """P/E of a group of companies. `sort_values` are without and with loss makers, trailing, covered, losing.

    Attributes:
        stated_text: What the article states.
        published_text: Every other published figure with its rule; `told_text` the days of all, `published_tip` their sources.
        without_text, counted_text: Worked out on expected earnings, loss makers left out or counted.
        trailing_text: Worked out on the earnings of the last four quarters, loss makers left out.
        trailing_tip: How much of the group's weight that covers.
        covered_text: Part of the group's weight of which a ratio on expected earnings is known.
        losing_text: Part of that which is expected to lose money.
    """

    id: str
    name: str
    stated_text: str
    published_text: str
    published_tip: str
    told_text: str
    without_text: str
    counted_text: str
    trailing_text: str
    trailing_tip: str
    covered_text: str
    losing_text: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ValuationsView:
    """What groups of companies cost for what they earn."""

    sentence: str
    rows: tuple[ValuationRow, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What no price tells. `gap_sentence` says what the gaps are, `standing_sentence` where a valuation stands among its own."""

    gap_sentence: str
    standing_sentence: str
    gaps: tuple[GapRow, ...]
    dials: tuple[FigureRow, ...]
    figures: tuple[FigureRow, ...]
    valuations: ValuationsView


@dataclass(frozen=True, slots=True)
class EventRow:
    """Something in the calendar. `sort_values` are its first day and the days to it.

    Attributes:
        when_text: "in 9 days", "71 days ago", "no day set".
        state_text: Whether its status is as of before its day.
    """

    id: str
    when_text: str
    days_text: str
    kind: str
    name: str
    status: str
    status_as_of_text: str
    source: str
    article_text: str
    state_text: str
    tone: str
    icon: str
    sort_values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The whole part."""

    claims: ClaimsView
    figures: FiguresView
    events: tuple[EventRow, ...]
