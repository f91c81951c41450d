"""What the tables of the Signals part show. Columns are made once fonts are loaded, for chips are measured."""

from __future__ import annotations

from advisor.presentation.views.rotation_signals import CriterionRow, FollowedRow, SignalRow, VoteRow
from advisor.ui.tables.cells import state_column
from advisor.ui.tables.columns import Column, Outline, by_figure

RULE = "Rule"
STATE = "State"


def signal_columns() -> tuple[Column[SignalRow], ...]:
    """Every signal with its value, its rule and its state."""
    return (
        Column("Signal", lambda row: row.name, flexible=True, least_width=250),
        Column("Now", lambda row: row.now_text, numeric=True, weight="strong", sort_key=by_figure(0)),
        Column(RULE, lambda row: row.rule_text, weight="muted", flexible=True, least_width=140, drop_rank=5),
        Column("Threshold", lambda row: row.threshold_text, numeric=True, weight="muted", sort_key=by_figure(1), drop_rank=1),
        state_column(STATE, "No data"),
        Column("Speaks for", lambda row: row.speaks_text, weight="muted", drop_rank=4),
        Column("Since", lambda row: row.since_text, weight="muted", sort_key=by_figure(2), drop_rank=2),
        Column("As of", lambda row: row.as_of_text, weight="muted", sort_key=by_figure(3), drop_rank=3),
    )


SIGNAL_OUTLINE: Outline[SignalRow] = Outline(key=lambda row: row.id)


def vote_columns() -> tuple[Column[VoteRow], ...]:
    """Who votes on the regime, and how."""
    return (
        Column("Signal", lambda row: row.name, flexible=True, least_width=140, tip=lambda row: row.why),
        state_column("Votes for", "Broadening", sort_key=lambda row: row.lean, tip=lambda row: row.why),
    )


VOTE_OUTLINE: Outline[VoteRow] = Outline(key=lambda row: row.signal)


def criterion_columns() -> tuple[Column[CriterionRow], ...]:
    """Each condition of a signal beside its limit."""
    return (
        Column("Criterion", lambda row: row.name, flexible=True, least_width=88, wraps=True),
        Column(
            "Now, and its limit", lambda row: f"{row.value_text} · {row.limit_text}", flexible=True, least_width=112, wraps=True
        ),
        state_column("Met", "Not met"),
    )


CRITERION_OUTLINE: Outline[CriterionRow] = Outline(key=lambda row: row.name)

FOLLOWED_COLUMNS: tuple[Column[FollowedRow], ...] = (
    Column("In the next", lambda row: row.months_text, sort_key=by_figure(0)),
    Column("After weeks of", lambda row: row.after_text, weight="strong", flexible=True, least_width=90),
    Column("Weeks", lambda row: row.weeks_text, numeric=True, weight="muted", sort_key=by_figure(1), drop_rank=1),
    Column("Separate cases", lambda row: row.separate_text, numeric=True, sort_key=by_figure(2)),
    Column("Median", lambda row: row.median_text, numeric=True, tone=lambda row: row.tone, sort_key=by_figure(3)),
    Column("Worst to best", lambda row: row.range_text, numeric=True, weight="muted", sort_key=by_figure(4)),
    Column("Ahead in", lambda row: row.positive_text, numeric=True, tone=lambda row: row.tone, sort_key=by_figure(5)),
    Column("", lambda row: row.enough_text, weight="muted", tip=lambda row: row.sentence),
)
FOLLOWED_OUTLINE: Outline[FollowedRow] = Outline(key=lambda row: f"{row.months_text} {row.after_text}")
