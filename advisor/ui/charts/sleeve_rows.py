"""Where the money is: one row a sleeve, its bar against the benchmark's mark, and the figures beside it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views import OverviewView, SleeveRow
from advisor.ui import metrics
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_HEAD = 26.0
_TOTAL = 32.0
_SWATCH = 11.0
_INDENT = 20.0
_COLUMN_GAP = 16.0
_MARK_WIDTH, _MARK_RISE = 2.0, 5.0
_LEAST_MARK = 4.0  # pixels from the left: nearer, it would hide the bars that are as small
_LEAST_ROW, _ROW, _TALLEST_ROW = 24, 31.5, 60.0
_BAR_OF_ROW = metrics.BAR_HEIGHT / _ROW


class SleeveRows(Chart):
    """The sleeves as rows of bars; a click leads to the sleeve."""

    click_activates = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._rows: tuple[SleeveRow, ...] = ()
        self._total = ("", "", "")
        self._benchmark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(620, round(_HEAD + _ROW * max(1, len(self._rows)) + _TOTAL))

    def minimumSizeHint(self) -> QSize:
        return QSize(460, round(_HEAD + _LEAST_ROW * max(1, len(self._rows)) + _TOTAL))

    def show_view(self, view: OverviewView) -> None:
        """Draw the overview's sleeves and their total."""
        self._rows = view.sleeves
        self._total = view.sleeve_total
        self._benchmark = view.benchmark_label
        rows = tuple((row.label, row.share_text, row.benchmark_text, row.value_text) for row in self._rows)
        headings = ("Sleeve", "You", view.benchmark_label, "Value")
        self.show_figures(
            f"Your money by sleeve against the {view.benchmark_label}", Figures(headings, (*rows, ("Total", *view.sleeve_total)))
        )
        self.updateGeometry()

    def place_marks(self) -> Iterator[Mark]:
        height = self._row_height()
        for index, row in enumerate(self._rows):
            lines = (row.tooltip,) if row.tooltip else (row.value_text, f"{row.share_text} of your money")
            yield Mark(row.sleeve, QRectF(0, _HEAD + index * height, self.width(), height), row.label, lines)

    def draw(self, painter: QPainter) -> None:
        columns = self._columns()
        self._draw_head(painter, columns)
        for mark, row in zip(self.marks, self._rows, strict=True):
            self._draw_row(painter, mark, row, columns)
        self._draw_total(painter, columns)

    def _row_height(self) -> float:
        return min(_TALLEST_ROW, max(1.0, (self.height() - _HEAD - _TOTAL) / max(1, len(self._rows))))

    def _columns(self) -> tuple[float, float, float, float, float]:
        """Left and right edge of the bars, then the right edges of the three columns of figures."""
        texts = zip(self._total, ("You", self._benchmark, "Value"), strict=True)
        widths = [max(drawing.width_of(cell, "strong"), drawing.width_of(head, "table_head")) for cell, head in texts]
        values = [drawing.width_of(row.value_text, "body") for row in self._rows]
        value_left = self.width() - max([widths[2], *values])
        benchmark_left = value_left - _COLUMN_GAP - widths[1]
        you_left = benchmark_left - _COLUMN_GAP - widths[0]
        labels = max((drawing.width_of(row.label, "body") for row in self._rows), default=0.0)
        return (_INDENT + labels + _COLUMN_GAP, you_left - 2 * _COLUMN_GAP, benchmark_left - _COLUMN_GAP,
                value_left - _COLUMN_GAP, float(self.width()))  # fmt: skip

    def _draw_head(self, painter: QPainter, columns: tuple[float, ...]) -> None:
        muted = self.theme.muted
        top = QRectF(0, 0, self.width(), _HEAD - 6)
        drawing.text(painter, top, "Sleeve", "table_head", muted)
        for words, right in zip(("You", self._benchmark, "Value"), columns[2:], strict=True):
            drawing.text(painter, QRectF(0, 0, right, top.height()), words, "table_head", muted, drawing.RIGHT)

    def _draw_row(self, painter: QPainter, mark: Mark, row: SleeveRow, columns: tuple[float, ...]) -> None:
        theme, area, fill = self.theme, mark.area, self.theme.sleeve(row.sleeve)
        if mark.key == self._hovered:
            painter.fillRect(area.adjusted(-4, 1, 4, -1), QColor(theme.accent_soft))
        middle = area.center().y()
        swatch = QRectF(0, middle - _SWATCH / 2, _SWATCH, _SWATCH)
        drawing.bar(painter, swatch, fill.fill)
        if fill.outline:
            drawing.frame(painter, swatch, theme.control)
        drawing.text(painter, area.adjusted(_INDENT, 0, 0, 0), row.label, "body", theme.text)
        self._draw_bar(painter, row, middle, columns[0], columns[1])
        _draw_figure(painter, area, columns[2], row.share_text, "strong", theme.text)
        _draw_figure(painter, area, columns[3], row.benchmark_text, "body", theme.muted)
        _draw_figure(painter, area, columns[4], row.value_text, "body", theme.text)

    def _draw_bar(self, painter: QPainter, row: SleeveRow, middle: float, left: float, right: float) -> None:
        longest = max((max(r.share, r.benchmark, r.high) for r in self._rows), default=0.0)
        if longest <= 0:
            return
        scale = (right - left) / longest
        height = max(metrics.BAR_HEIGHT, round(self._row_height() * _BAR_OF_ROW))
        top = middle - height / 2
        fill = self.theme.sleeve(row.sleeve)
        length = max(row.share * scale, 1.0 if row.share > 0 else 0.0)
        area = QRectF(left, top, length, height)
        drawing.bar(painter, area, fill.fill)
        if fill.outline and length > 3:
            drawing.frame(painter, area, self.theme.control)
        if row.benchmark * scale >= _LEAST_MARK:
            drawing.tick(
                painter,
                left + row.benchmark * scale,
                middle,
                (_MARK_WIDTH, height + _MARK_RISE),
                self.theme.text,
                self.theme.raised,
            )

    def _draw_total(self, painter: QPainter, columns: tuple[float, ...]) -> None:
        top = _HEAD + self._row_height() * len(self._rows)
        drawing.rule(painter, 0, self.width(), top, self.theme.border)
        area = QRectF(0, top, self.width(), _TOTAL)
        drawing.text(painter, area, "Total", "strong", self.theme.text)
        styles = (("strong", self.theme.text), ("body", self.theme.muted), ("strong", self.theme.text))
        for words, right, (role, color) in zip(self._total, columns[2:], styles, strict=True):
            _draw_figure(painter, area, right, words, role, color)


def _draw_figure(painter: QPainter, area: QRectF, right: float, words: str, role: str, color: str) -> None:
    drawing.text(painter, QRectF(area.left(), area.top(), right - area.left(), area.height()), words, role, color, drawing.RIGHT)
