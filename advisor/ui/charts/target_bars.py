"""Today and the target, sleeve by sleeve or sector by sector, while the target is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views.target_picture import TargetBar
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import EMPTY, Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_HEAD, _ROW, _LEGEND = 22.0, 30.0, 24.0
_TODAY_HEIGHT, _TARGET_HEIGHT = 5.0, 9.0
_GAP, _COLUMN_GAP = 14.0, 10.0
_MOST_ROWS = 11
_LEAST_SPAN = 0.1
_HEADINGS = ("Part", "Today", "Target", "Change")


class TargetBars(Chart):
    """Two bars a row: today's thin and pale, the target's full, its band behind it."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._rows: Sequence[TargetBar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_figures("Today and target", EMPTY)

    def sizeHint(self) -> QSize:
        return QSize(380, round(_HEAD + _ROW * _MOST_ROWS + _LEGEND))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, 260)

    def show_rows(self, rows: Sequence[TargetBar], name: str) -> None:
        """Draw these; the scale fits the longest."""
        self._rows = rows
        cells = tuple((row.label, row.today_text, row.target_text, row.change_text) for row in rows)
        self.show_figures(name, Figures(_HEADINGS, cells))

    def place_marks(self) -> Iterator[Mark]:
        height = self._row_height()
        for number, row in enumerate(self._rows):
            area = QRectF(0, _HEAD + number * height, self.width(), height)
            yield Mark(row.label, area, row.label, (f"Today {row.today_text}, target {row.target_text}",))

    def draw(self, painter: QPainter) -> None:
        left, right, edges = self._columns()
        for words, edge in zip(_HEADINGS[1:], edges, strict=True):
            drawing.text(painter, QRectF(0, 0, edge, _HEAD - 4), words, "table_head", self.theme.muted, drawing.RIGHT)
        longest = max([_LEAST_SPAN, *(max(row.today, row.high if row.target is not None else 0.0) for row in self._rows)])
        scale = max(0.0, right - left) / longest
        for mark, row in zip(self.marks, self._rows, strict=True):
            self._draw_row(painter, mark, row, (left, scale), edges)
        self._draw_legend(painter)

    def _row_height(self) -> float:
        # Whole pixels: the line under each row is one pixel high.
        return min(_ROW, floor((self.height() - _HEAD - _LEGEND) / max(1, len(self._rows))))

    def _columns(self) -> tuple[float, float, tuple[float, float, float]]:
        """Left and right edge of the bars, and the right edges of the three columns of figures."""
        figure = max(drawing.width_of("100.0%", "strong"), drawing.width_of("Target", "table_head"))
        change = max(drawing.width_of("+00.0 pts", "body"), drawing.width_of("Change", "table_head"))
        labels = max((drawing.width_of(row.label, "body") for row in self._rows), default=0.0)
        change_right = float(self.width())
        target_right = change_right - change - _COLUMN_GAP
        today_right = target_right - figure - _COLUMN_GAP
        return labels + _GAP, today_right - figure - _GAP, (today_right, target_right, change_right)

    def _draw_row(
        self, painter: QPainter, mark: Mark, row: TargetBar, bars: tuple[float, float], edges: tuple[float, float, float]
    ) -> None:
        theme, area, (left, scale) = self.theme, mark.area, bars
        color = drawing.fill_of(theme, row.color).fill
        drawing.rule(painter, 0, self.width(), area.top(), theme.border)
        drawing.text(painter, area, row.label, "body", theme.text)
        middle = area.center().y()
        if row.target is not None:
            band = QRectF(left + row.low * scale, area.top() + 4, (row.high - row.low) * scale, area.height() - 7)
            painter.fillRect(band, QColor(theme.sunken))
            target = QRectF(left, middle - 1, row.target * scale, min(_TARGET_HEIGHT, area.height() / 2 - 2))
            drawing.bar(painter, target, color)
        today = QRectF(left, middle - 2 - _TODAY_HEIGHT, row.today * scale, _TODAY_HEIGHT)
        drawing.bar(painter, today, theme.control)
        cells = (
            (row.today_text, "body", theme.muted),
            (row.target_text, "strong", theme.text),
            (row.change_text, "body", theme.muted),
        )
        for (words, role, ink), edge in zip(cells, edges, strict=True):
            drawing.text(painter, QRectF(0, area.top(), edge, area.height()), words, role, ink, drawing.RIGHT)

    def _draw_legend(self, painter: QPainter) -> None:
        theme = self.theme
        top = _HEAD + self._row_height() * len(self._rows) + 6
        x = 0.0
        for words, color, height in (
            ("today", theme.control, _TODAY_HEIGHT),
            ("target", theme.accent, _TARGET_HEIGHT),
            ("its band", theme.border, 13.0),
        ):
            drawing.bar(painter, QRectF(x, top + 8 - height / 2, 18, height), color)
            drawing.text(painter, QRectF(x + 24, top, 80, 16), words, "caption", theme.muted)
            x += 24 + drawing.width_of(words, "caption") + _GAP
