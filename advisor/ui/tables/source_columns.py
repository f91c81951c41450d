"""What the table of the Data page shows."""

from __future__ import annotations

from advisor.presentation.views import DataRow
from advisor.ui.tables.columns import Column, Outline, by_figure


def _newest_first(row: DataRow) -> float:
    return -by_figure(0)(row)


SOURCE_COLUMNS: tuple[Column[DataRow], ...] = (
    Column("Figure", lambda row: row.figure, weight="strong", flexible=True, least_width=170),
    Column("Source", lambda row: row.source, weight="muted", flexible=True, least_width=150),
    Column("As of", lambda row: row.as_of_text, sort_key=by_figure(0)),
    Column("Age", lambda row: row.age_text, weight="muted", sort_key=_newest_first, drop_rank=2),
    Column("Of your money", lambda row: row.carries_text, numeric=True, sort_key=by_figure(1), drop_rank=1),
    Column("State", lambda row: row.state_text, tone=lambda row: row.tone, tip=lambda row: row.note),
    Column("", lambda row: row.verb, verb=True),
)

SOURCE_OUTLINE: Outline[DataRow] = Outline(key=lambda row: f"{row.subject} {row.figure}")
