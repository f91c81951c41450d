"""What the table of monthly contributions shows."""

from __future__ import annotations

from advisor.presentation.views.monthly import MonthRow
from advisor.ui.tables.columns import Column, Outline, by_figure

MONTH_COLUMNS: tuple[Column[MonthRow], ...] = (
    Column("Month", lambda row: row.key, numeric=True, weight="strong", sort_key=by_figure(0)),
    Column("Day", lambda row: row.day_text, weight="muted", sort_key=by_figure(0), drop_rank=3),
    Column("Buys", lambda row: row.buys_text, flexible=True, least_width=160, tip=lambda row: row.buys_text),
    Column("Spent", lambda row: row.spent_text, numeric=True, sort_key=by_figure(1)),
    Column("Cash left", lambda row: row.cash_text, numeric=True, weight="muted", sort_key=by_figure(2), drop_rank=2),
    Column("Seven in stocks", lambda row: row.seven_text, numeric=True, sort_key=by_figure(3), drop_rank=4),
    Column("Gap to target", lambda row: row.gap_text, numeric=True, weight="strong", sort_key=by_figure(4)),
    Column(
        "Outside its band",
        lambda row: row.outside_text,
        weight="muted",
        flexible=True,
        least_width=100,
        drop_rank=1,
        tip=lambda row: row.outside_tip,
    ),
)
MONTH_OUTLINE: Outline[MonthRow] = Outline(key=lambda row: row.key)
