"""What the table of the curve shows."""

from __future__ import annotations

from advisor.presentation.views.rotation_cost import CostPoint
from advisor.ui.tables.columns import Column, Outline, by_figure

COST_COLUMNS: tuple[Column[CostPoint], ...] = (
    Column("Seven in your stocks", lambda row: row.share_text, numeric=True, weight="strong", sort_key=by_figure(0)),
    Column("Change", lambda row: row.removed_text, numeric=True, weight="muted", sort_key=by_figure(1), drop_rank=3),
    Column("Tax", lambda row: row.tax_text, numeric=True, sort_key=by_figure(2)),
    Column("Trading cost", lambda row: row.cost_text, numeric=True, sort_key=by_figure(3), drop_rank=2),
    Column("Together", lambda row: row.together_text, numeric=True, weight="strong", sort_key=by_figure(4)),
    Column("Changes place", lambda row: row.turnover_text, numeric=True, sort_key=by_figure(5)),
    Column("Tracking error", lambda row: row.tracking_text, numeric=True, sort_key=by_figure(6), drop_rank=1),
    Column("Trades", lambda row: row.trades_text, numeric=True, sort_key=by_figure(7), drop_rank=4),
    Column("", lambda row: row.mark_text, weight="muted", flexible=True, least_width=90, tip=lambda row: row.note),
)
COST_OUTLINE: Outline[CostPoint] = Outline(key=lambda row: str(row.place))
