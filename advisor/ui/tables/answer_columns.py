"""What the log of answers shows."""

from __future__ import annotations

from advisor.presentation.views import AnswerRow
from advisor.ui.tables.columns import Column, Outline

ANSWER_COLUMNS: tuple[Column[AnswerRow], ...] = (
    Column("Time", lambda row: row.time_text, sort_key=lambda row: row.seconds),
    Column("Symbol", lambda row: row.symbol, weight="strong"),
    Column("Source", lambda row: row.source, weight="muted"),
    Column("What", lambda row: row.asked_for_text, weight="muted"),
    Column("Answer", lambda row: row.kind_text, tone=lambda row: row.tone),
    Column("Message", lambda row: row.message, flexible=True, least_width=220, wraps=True),
)

ANSWER_OUTLINE: Outline[AnswerRow] = Outline(key=lambda row: f"{row.seconds} {row.symbol} {row.asked_for_text}")
