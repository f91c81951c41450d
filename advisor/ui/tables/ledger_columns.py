"""What the tables of the Ledger part show. Columns are made once fonts are loaded, for chips are measured."""

from __future__ import annotations

from advisor.presentation.rotation.claims import LONGEST_VERDICT
from advisor.presentation.rotation.events import STATUS_IS_BEHIND
from advisor.presentation.rotation.figures import LONGEST_STATE
from advisor.presentation.views.rotation_ledger import ClaimRow, EventRow, FigureRow, GapRow, ValuationRow
from advisor.ui.tables.cells import state_column
from advisor.ui.tables.columns import Column, Outline, by_figure

VERDICT, WHEN = "Verdict", "When"


def claim_columns() -> tuple[Column[ClaimRow], ...]:
    """Claims with the figure stated, the one found for that time, and the one of now."""
    return (
        Column(
            "Article of", lambda row: row.article_text, weight="muted", sort_key=by_figure(0), tip=lambda row: row.article_title
        ),
        Column("Topic", lambda row: row.topic, weight="muted", drop_rank=2),
        Column("Claim", lambda row: row.text, flexible=True, least_width=230, wraps=True),
        Column("Stated", lambda row: row.stated_text, numeric=True, sort_key=by_figure(1)),
        Column("Found", lambda row: row.found_text, numeric=True, weight="strong", sort_key=by_figure(2)),
        Column("Live", lambda row: row.live_text, numeric=True, weight="muted", sort_key=by_figure(3), drop_rank=1),
        state_column(VERDICT, LONGEST_VERDICT),
    )


CLAIM_OUTLINE: Outline[ClaimRow] = Outline(key=lambda row: row.id)

GAP_COLUMNS: tuple[Column[GapRow], ...] = (
    Column("Period", lambda row: row.period, weight="strong"),
    Column("Stated gap", lambda row: row.stated_text, numeric=True, sort_key=by_figure(0)),
    Column("Published gap", lambda row: row.published_text, numeric=True, weight="strong", sort_key=by_figure(3)),
    Column("Apart", lambda row: row.apart_text, numeric=True),
    Column("The seven", lambda row: row.seven_text, numeric=True, weight="muted", sort_key=by_figure(1), drop_rank=2),
    Column("The other 493", lambda row: row.rest_text, numeric=True, weight="muted", sort_key=by_figure(2), drop_rank=3),
    Column("Told", lambda row: row.as_of_text, weight="muted", drop_rank=1),
    Column("Sources", lambda row: row.source, weight="muted", flexible=True, least_width=120, drop_rank=4),
)
GAP_OUTLINE: Outline[GapRow] = Outline(key=lambda row: row.period)


VALUATION_COLUMNS: tuple[Column[ValuationRow], ...] = (
    Column("Companies", lambda row: row.name, weight="strong", flexible=True, least_width=120),
    Column("Stated", lambda row: row.stated_text, numeric=True, tip=lambda row: row.published_tip),
    Column(
        "Published",
        lambda row: row.published_text,
        numeric=True,
        flexible=True,
        least_width=158,
        tip=lambda row: row.published_tip,
    ),
    Column("Told", lambda row: row.told_text, weight="muted", drop_rank=1),
    Column("Without losses", lambda row: row.without_text, numeric=True, weight="strong", sort_key=by_figure(0)),
    Column("With losses", lambda row: row.counted_text, numeric=True, weight="strong", sort_key=by_figure(1)),
    Column(
        "Trailing",
        lambda row: row.trailing_text,
        numeric=True,
        weight="muted",
        sort_key=by_figure(2),
        drop_rank=2,
        tip=lambda row: row.trailing_tip,
    ),
    Column("Covered", lambda row: row.covered_text, numeric=True, sort_key=by_figure(3)),
    Column("Lose money", lambda row: row.losing_text, numeric=True, weight="muted", sort_key=by_figure(4), drop_rank=3),
)
VALUATION_OUTLINE: Outline[ValuationRow] = Outline(key=lambda row: row.id)


def dial_columns() -> tuple[Column[FigureRow], ...]:
    """The economy's dials, the newest value of each beside the one before."""
    return (
        Column("Dial", lambda row: row.name, flexible=True, least_width=210, tip=lambda row: row.definition),
        Column("Now", lambda row: row.value_text, numeric=True, weight="strong", sort_key=by_figure(0)),
        Column("As of", lambda row: row.as_of_text, sort_key=by_figure(1)),
        state_column("State", LONGEST_STATE),
        Column("Before", lambda row: row.before_text, weight="muted", drop_rank=1),
        Column("Source", lambda row: row.source, weight="muted", flexible=True, least_width=120, drop_rank=2),
        Column("", lambda row: row.verb, verb=True),
    )


def figure_columns() -> tuple[Column[FigureRow], ...]:
    """Published figures, grouped by what they tell."""
    return (
        Column("Figure", lambda row: row.name, flexible=True, least_width=210, tip=lambda row: row.definition),
        Column("Period", lambda row: row.period, weight="muted", flexible=True, least_width=70),
        Column("Value", lambda row: row.value_text, numeric=True, weight="strong", sort_key=by_figure(0)),
        Column("As of", lambda row: row.as_of_text, sort_key=by_figure(1)),
        state_column("State", LONGEST_STATE),
        Column("Source", lambda row: row.source, weight="muted", flexible=True, least_width=100, drop_rank=1),
        Column("", lambda row: row.verb, verb=True),
    )


DIAL_OUTLINE: Outline[FigureRow] = Outline(key=lambda row: row.key)
FIGURE_OUTLINE: Outline[FigureRow] = Outline(
    key=lambda row: row.key, level=lambda row: row.level, lead=lambda row: (row.name, row.source), collapsible=True
)


def event_columns() -> tuple[Column[EventRow], ...]:
    """The calendar, with the status of each event and its day."""
    return (
        Column(WHEN, lambda row: row.when_text, weight="strong", sort_key=by_figure(0)),
        Column("Day", lambda row: row.days_text, sort_key=by_figure(0), flexible=True, least_width=126, wraps=True),
        Column("Event", lambda row: row.name, flexible=True, least_width=130, wraps=True),
        Column("Kind", lambda row: row.kind, weight="muted", drop_rank=2),
        state_column("State", STATUS_IS_BEHIND),
        Column(
            "Status",
            lambda row: row.status,
            weight="muted",
            flexible=True,
            least_width=200,
            wraps=True,
            tip=lambda row: f"{row.status} ({row.source})",
        ),
        Column("Status of", lambda row: row.status_as_of_text, sort_key=by_figure(1), drop_rank=1),
        Column("Article of", lambda row: row.article_text, weight="muted", drop_rank=3),
    )


EVENT_OUTLINE: Outline[EventRow] = Outline(key=lambda row: row.id)
