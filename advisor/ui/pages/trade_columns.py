"""The columns of a plan's trades."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from advisor.presentation.views import TradeRow
from advisor.ui import icons, metrics
from advisor.ui.tables.columns import Column, Outline
from advisor.ui.theme import Theme, Themes

LOCK = "Lock"
SHARES = 2  # place of the column that is typed over


def trade_columns(themes: Themes) -> tuple[Column[TradeRow], ...]:
    """Trade, symbol, shares, price, value, gain, why, and what the investor made of the line."""

    def paint_state(painter: QPainter, rect: QRect, row: TradeRow, _theme: Theme) -> None:
        if not row.level:
            return
        side = metrics.SMALL_ICON
        place = QRect(rect.left(), rect.center().y() - side // 2 + 1, side, side)
        name, role = ("lock", "text") if row.locked else ("lock-open", "muted")
        icons.icon(name, themes, role).paint(painter, place)
        if row.typed:
            icons.icon("pencil", themes, "accent").paint(painter, place.translated(side + metrics.GAP, 0))

    return (
        Column("Trade", lambda row: row.action, weight="strong", tone=lambda row: row.tone),
        Column("Symbol", lambda row: row.symbol if row.level else "", weight="strong", tip=lambda row: row.name),
        Column("Shares", lambda row: row.shares_text, numeric=True, tone=_tone_of_shares, tip=_tip_of_shares),
        Column("Price", lambda row: row.price_text, numeric=True, weight="muted", drop_rank=1),
        Column("Value", lambda row: row.value_text, numeric=True, weight="strong"),
        Column("Gain", lambda row: row.gain_text, numeric=True),
        Column("Why", lambda row: row.problem or row.why if row.level else "", weight="muted", flexible=True, least_width=200,
               tone=lambda row: "negative" if row.problem else "plain"),
        Column(LOCK, _state, painter=paint_state, painted_width=2 * metrics.SMALL_ICON + metrics.GAP, tip=_tip_of_state),
    )  # fmt: skip


def _tone_of_shares(row: TradeRow) -> str:
    if row.problem:
        return "negative"
    return "accent" if row.typed else "plain"


def _tip_of_shares(row: TradeRow) -> str:
    if not row.level:
        return ""
    return "You typed these shares." if row.typed else "Press F2 or double click to type other shares."


def _state(row: TradeRow) -> str:
    if not row.level:
        return ""
    return ("locked" if row.locked else "not locked") + (", edited" if row.typed else "")


def _tip_of_state(row: TradeRow) -> str:
    if not row.level:
        return ""
    locked = "Locked: solving again leaves this trade as it is." if row.locked else "Space locks this trade as it is."
    return f"{locked} You typed its shares." if row.typed else locked


OUTLINE: Outline[TradeRow] = Outline(
    key=lambda row: row.key,
    level=lambda row: row.level,
    lead=lambda row: (row.symbol, row.name) if row.level == 0 else ("", ""),
    warns=lambda row: bool(row.problem),
)
