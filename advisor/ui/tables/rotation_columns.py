"""What the tables of the Rotation page's part about the market show."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from advisor.presentation.rotation.window_words import WINDOW_HEADS
from advisor.presentation.views.rotation import LeaderRow, StandingRow
from advisor.ui import fonts
from advisor.ui.charts import drawing
from advisor.ui.tables.columns import POSITION, TOTAL, Column, Outline, by_figure
from advisor.ui.theme import Theme

_AGAINST = "Against benchmark"
_SWATCH = 10.0
_SWATCH_ROOM = 18
_SLEEVE_WIDTH = 130
_QUADRANT_WIDTH = 74


def _paint_sleeve(painter: QPainter, rect: QRect, row: StandingRow, theme: Theme) -> None:
    top = rect.center().y() - _SWATCH / 2 + 1
    drawing.bar(painter, QRectF(rect.left(), top, _SWATCH, _SWATCH), theme.sleeve(row.sleeve).line)
    painter.setFont(fonts.font("body"))
    painter.setPen(QColor(theme.text))
    words = rect.adjusted(_SWATCH_ROOM, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, row.label)


def _paint_quadrant(painter: QPainter, rect: QRect, row: StandingRow, theme: Theme) -> None:
    painter.setFont(fonts.font("strong"))
    painter.setPen(QColor(theme.quadrants.get(row.quadrant, theme.muted)))
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, row.quadrant_text)


def _contribution_tone(row: StandingRow) -> str:
    return row.contribution_tone


def _against_tone(row: StandingRow) -> str:
    return row.against_tone


STANDING_COLUMNS: tuple[Column[StandingRow], ...] = (
    Column("Sleeve", lambda row: row.label, painter=_paint_sleeve, painted_width=_SLEEVE_WIDTH, tip=lambda row: row.tip),
    Column("Share", lambda row: row.share_text, numeric=True, weight="strong", sort_key=by_figure(0)),
    Column("Stands in", lambda row: row.quadrant_text, painter=_paint_quadrant, painted_width=_QUADRANT_WIDTH),
    Column("Return", lambda row: row.rate_text, numeric=True, tone=lambda row: row.rate_tone, sort_key=by_figure(1)),
    Column("Brought", lambda row: row.contribution_text, numeric=True, tone=_contribution_tone, sort_key=by_figure(2)),
    Column(_AGAINST, lambda row: row.against_text, numeric=True, tone=_against_tone, sort_key=by_figure(3), drop_rank=1),
)
STANDING_OUTLINE: Outline[StandingRow] = Outline(
    key=lambda row: row.sleeve,
    level=lambda row: TOTAL if row.is_total else POSITION,
    lead=lambda row: (row.label, "") if row.is_total else ("", ""),
)


def _capture_tip(row: LeaderRow) -> str:
    return row.capture_tip


def _window_column(place: int, heading: str) -> Column[LeaderRow]:
    return Column(
        heading,
        lambda row: row.texts[place],
        numeric=True,
        tone=lambda row: row.tones[place],
        sort_key=by_figure(place),
        tip=lambda row: row.tip,
        drop_rank=0 if place in (2, 4) else 1,
    )


LEADER_COLUMNS: tuple[Column[LeaderRow], ...] = (
    Column("Symbol", lambda row: row.symbol, weight="strong", flexible=True, least_width=56),
    Column("Name", lambda row: row.name, weight="muted", flexible=True, least_width=144),
    *(_window_column(place, heading) for place, heading in enumerate(WINDOW_HEADS.values())),
    Column(
        "Below high", lambda row: row.fall_text, numeric=True, sort_key=by_figure(6), tip=lambda row: row.fall_tip, drop_rank=2
    ),
    Column("Up capture", lambda row: row.up_text, numeric=True, sort_key=by_figure(7), tip=_capture_tip, drop_rank=4),
    Column("Down capture", lambda row: row.down_text, numeric=True, sort_key=by_figure(8), tip=_capture_tip, drop_rank=3),
)
LEADER_OUTLINE: Outline[LeaderRow] = Outline(key=lambda row: row.symbol)
