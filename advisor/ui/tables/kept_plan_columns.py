"""What the tables of the Kept plans part show."""

from __future__ import annotations

from advisor.presentation.views.kept_plans import CarriedRow, KeptPlanRow
from advisor.ui.tables.columns import SYMBOL_WIDTH, Column, Outline, by_figure

KEPT_COLUMNS: tuple[Column[KeptPlanRow], ...] = (
    Column("Plan", lambda row: row.name, weight="strong", flexible=True, least_width=120),
    Column("For", lambda row: row.day_text, sort_key=by_figure(0)),
    Column("Target", lambda row: row.target, weight="muted", flexible=True, least_width=100, drop_rank=2),
    Column("State", lambda row: row.state_text, tone=lambda row: row.tone),
    Column("In your books", lambda row: row.carried_text, weight="muted", flexible=True, least_width=140, drop_rank=1),
    Column("", lambda _row: "Open", verb=True),
)
KEPT_OUTLINE: Outline[KeptPlanRow] = Outline(key=lambda row: row.key)

CARRIED_COLUMNS: tuple[Column[CarriedRow], ...] = (
    Column("Account", lambda row: row.account, weight="muted", flexible=True, least_width=150, drop_rank=2),
    Column("Trade", lambda row: row.action, tone=lambda row: "positive" if row.action == "Buy" else "negative"),
    Column("Symbol", lambda row: row.symbol, weight="strong", flexible=True, least_width=SYMBOL_WIDTH),
    Column("Planned", lambda row: row.planned_text, numeric=True, sort_key=by_figure(0)),
    Column("Done", lambda row: row.done_text, numeric=True, weight="strong", sort_key=by_figure(1)),
    Column("Plan’s price", lambda row: row.planned_price_text, numeric=True, weight="muted", sort_key=by_figure(2), drop_rank=4),
    Column("Price", lambda row: row.price_text, numeric=True, sort_key=by_figure(3), drop_rank=3),
    Column("State", lambda row: row.state_text, tone=lambda row: row.tone),
    Column(
        "", lambda row: row.sentence, weight="muted", flexible=True, least_width=160, drop_rank=1, tip=lambda row: row.sentence
    ),
)
CARRIED_OUTLINE: Outline[CarriedRow] = Outline(key=lambda row: row.key)
