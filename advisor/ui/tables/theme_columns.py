"""What the tables of the Themes part show."""

from __future__ import annotations

from advisor.presentation.views.rotation_themes import MemberRow, ThemeRow
from advisor.ui.tables.columns import Column, Outline, by_figure

SHARE, WEIGHT = "Share", "Weight"


THEME_COLUMNS: tuple[Column[ThemeRow], ...] = (
    Column("Theme", lambda row: row.name, weight="strong", flexible=True, least_width=140),
    Column("", lambda row: row.state_text, weight="muted", drop_rank=5),
    Column("Value", lambda row: row.value_text, numeric=True, sort_key=by_figure(0)),
    Column(SHARE, lambda row: row.share_text, numeric=True, weight="strong", sort_key=by_figure(1)),
    Column("Range", lambda row: row.range_text, numeric=True, weight="muted", sort_key=by_figure(1), drop_rank=3),
    Column("Direct", lambda row: row.direct_text, numeric=True, sort_key=by_figure(2), drop_rank=3),
    Column("Inside funds", lambda row: row.via_text, numeric=True, sort_key=by_figure(3), drop_rank=2),
    Column("Companies", lambda row: row.companies_text, numeric=True, weight="muted", sort_key=by_figure(4), drop_rank=4),
    Column("This year", lambda row: row.year_text, numeric=True, tone=lambda row: row.year_tone, sort_key=by_figure(5)),
    Column("Since the mark", lambda row: row.mark_text, numeric=True, tone=lambda row: row.mark_tone, sort_key=by_figure(6)),
)
THEME_OUTLINE: Outline[ThemeRow] = Outline(key=lambda row: row.id)

MEMBER_COLUMNS: tuple[Column[MemberRow], ...] = (
    Column("Company", lambda row: row.symbol, weight="strong"),
    Column("Name", lambda row: row.name, weight="muted", flexible=True, least_width=60, drop_rank=6),
    Column(
        "Kind",
        lambda row: row.kind.text,
        weight="muted",
        flexible=True,
        least_width=96,
        drop_rank=2,
        wraps=True,
        tip=lambda row: row.kind.tip,
    ),
    Column("Role", lambda row: row.role_text, weight="muted", drop_rank=3),
    Column("Named by", lambda row: row.article_text, weight="muted", drop_rank=1),
    Column(WEIGHT, lambda row: row.weight_text, numeric=True, sort_key=by_figure(0)),
    Column("Value", lambda row: row.value_text, numeric=True, weight="strong", sort_key=by_figure(1)),
    Column("Direct", lambda row: row.direct_text, numeric=True, weight="muted", drop_rank=7),
    Column("Inside funds", lambda row: row.via_text, numeric=True, weight="muted", drop_rank=8),
    Column("Floating debt", lambda row: row.kind.debt_text, numeric=True, weight="muted", drop_rank=10),
    Column("US revenue", lambda row: row.kind.revenue_text, numeric=True, weight="muted", drop_rank=9),
    Column(SHARE, lambda row: row.share_text, numeric=True, sort_key=by_figure(2), drop_rank=5),
    Column(
        "This year", lambda row: row.year_text, numeric=True, tone=lambda row: row.year_tone, sort_key=by_figure(3), drop_rank=4
    ),
    Column("", lambda row: row.verb, verb=True),
)
MEMBER_OUTLINE: Outline[MemberRow] = Outline(key=lambda row: row.symbol)
