"""What the tables of the Wash sales part show."""

from __future__ import annotations

from advisor.presentation.views.wash_sales import GroupRow, WashedRow, WindowRow
from advisor.ui.tables.columns import Column, Outline, by_figure

WINDOW_COLUMNS: tuple[Column[WindowRow], ...] = (
    Column("Symbol", lambda row: row.symbols_text, weight="strong", flexible=True, least_width=80, wraps=True),
    Column("What matters", lambda row: row.rule_text, tone=lambda row: row.tone),
    Column("Until", lambda row: row.until_text, sort_key=by_figure(0)),
    Column("Left", lambda row: row.left_text, weight="muted", sort_key=by_figure(1), drop_rank=3),
    Column("Shares", lambda row: row.quantity_text, numeric=True, sort_key=by_figure(2), drop_rank=4),
    Column("At stake", lambda row: row.stake_text, numeric=True, weight="strong", sort_key=by_figure(3), drop_rank=1),
    Column("From", lambda row: row.origin_text, weight="muted", drop_rank=2),
    Column(
        "Why", lambda row: row.because, weight="muted", flexible=True, least_width=200, wraps=True, tip=lambda row: row.because
    ),
)
WINDOW_OUTLINE: Outline[WindowRow] = Outline(key=lambda row: row.key)

WASHED_COLUMNS: tuple[Column[WashedRow], ...] = (
    Column("Symbol", lambda row: row.symbol, weight="strong"),
    Column("Sold", lambda row: row.sold_text, sort_key=by_figure(0), flexible=True, least_width=120),
    Column("Shares", lambda row: row.quantity_text, numeric=True, sort_key=by_figure(1), drop_rank=1),
    Column("Does not count", lambda row: row.disallowed_text, numeric=True, weight="strong", sort_key=by_figure(2)),
    Column("Replaced by", lambda row: row.replacement_text, flexible=True, least_width=120),
    Column(
        "Where the loss went",
        lambda row: row.basis_text,
        tone=lambda row: "negative" if row.is_lost else "muted",
        flexible=True,
        least_width=150,
        wraps=True,
    ),
)
WASHED_OUTLINE: Outline[WashedRow] = Outline(key=lambda row: row.key)

GROUP_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column("Group", lambda row: row.name, weight="strong", flexible=True, least_width=120, wraps=True),
    Column("Symbols", lambda row: row.symbols_text, flexible=True, least_width=120, wraps=True),
    Column("Counts as", lambda row: row.likeness_text),
    Column("", lambda row: row.own_text, weight="muted", drop_rank=1),
    Column("Why", lambda row: row.why, weight="muted", flexible=True, least_width=160, wraps=True, tip=lambda row: row.why),
    Column("", lambda _row: "Change…", verb=True),
)
GROUP_OUTLINE: Outline[GroupRow] = Outline(key=lambda row: row.key)
