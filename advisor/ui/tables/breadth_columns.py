"""What the table of the Breadth part shows."""

from __future__ import annotations

from advisor.presentation.views.rotation_breadth import BreadthRow
from advisor.ui.tables.columns import Column, Outline, by_figure

BREADTH_COLUMNS: tuple[Column[BreadthRow], ...] = (
    Column("Index", lambda row: row.index, weight="strong"),
    Column("What", lambda row: row.measure, flexible=True, least_width=130, tip=lambda row: row.definition),
    Column("Share", lambda row: row.share_text, numeric=True, weight="strong", sort_key=by_figure(0)),
    Column("Members", lambda row: row.part_text, numeric=True, sort_key=by_figure(0)),
    Column("Left out", lambda row: row.left_out_text, numeric=True, weight="muted", sort_key=by_figure(1)),
    Column("In 21 days", lambda row: row.month_text, numeric=True, sort_key=by_figure(2), drop_rank=1),
    Column("In 252 days", lambda row: row.year_text, numeric=True, sort_key=by_figure(3), drop_rank=2),
)
BREADTH_OUTLINE: Outline[BreadthRow] = Outline(key=lambda row: f"{row.index} {row.measure}")
