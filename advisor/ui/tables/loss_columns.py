"""What the table of losses shows."""

from __future__ import annotations

from advisor.presentation.views.losses import LossRow
from advisor.ui.tables.columns import SYMBOL_WIDTH, Column, Outline, by_figure


def _likeness(row: LossRow) -> str:
    """In words, of every fund that would do."""
    return "\n".join(tip for _, tip in row.replacements)


LOSS_COLUMNS: tuple[Column[LossRow], ...] = (
    Column("Symbol", lambda row: row.symbol, weight="strong", flexible=True, least_width=SYMBOL_WIDTH),
    Column("Account", lambda row: row.account, weight="muted", flexible=True, least_width=90, drop_rank=3),
    Column("Bought", lambda row: row.acquired_text, sort_key=by_figure(0), drop_rank=5),
    Column("Term", lambda row: row.term_text, weight="muted", drop_rank=4),
    Column("Shares", lambda row: row.quantity_text, numeric=True, sort_key=by_figure(1), drop_rank=6),
    Column("Value", lambda row: row.value_text, numeric=True, sort_key=by_figure(2), drop_rank=2),
    Column("Loss", lambda row: row.loss_text, numeric=True, tone=lambda _row: "negative", sort_key=by_figure(3)),
    Column("Counts", lambda row: row.counts_text, numeric=True, sort_key=by_figure(4)),
    Column("Saves", lambda row: row.saves_text, numeric=True, sort_key=by_figure(5)),
    Column("Ahead", lambda row: row.net_text, numeric=True, weight="strong", sort_key=by_figure(6)),
    Column("Replaced by, alike", lambda row: row.replacement_text, drop_rank=1, tip=_likeness),
    Column("Not bought until", lambda row: row.until_text, weight="muted", sort_key=by_figure(7), drop_rank=7),
)
LOSS_OUTLINE: Outline[LossRow] = Outline(key=lambda row: row.key)
