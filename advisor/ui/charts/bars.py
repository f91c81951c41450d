"""The same blocks as bars, each against the benchmark's mark."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views import Block, ExposureView
from advisor.ui import metrics
from advisor.ui.charts import drawing
from advisor.ui.charts.block_figures import block_figures, blocks_of, tooltip_lines
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_ROW = 26
_HEAD = 24
_SWATCH = 9.0
_INDENT = 18.0
_GAP = 16.0
_LONGEST_LABEL = 180.0
_MARK = (2.0, 14.0)
_UNSEEN_STRENGTH = 0.3
_DIFFERENCE = "Difference"
_DIFFERENCE_FROM = 560


class BenchmarkBars(Chart):
    """Blocks as rows: name, bar with the benchmark's mark, your share, the benchmark's, how far apart they are, value.

    As high as its rows: scroll it.
    """

    walking_chooses = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._blocks: tuple[Block, ...] = ()
        self._benchmark = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(674, _HEAD + _ROW * max(1, len(self._blocks)))

    def minimumSizeHint(self) -> QSize:
        return QSize(400, self.sizeHint().height())

    def show_view(self, view: ExposureView) -> None:
        """Draw the view's blocks, largest first."""
        self._blocks = tuple(sorted(blocks_of(view), key=lambda block: -block.share))
        has_benchmark = any(block.benchmark_text for block in self._blocks)
        self._benchmark = view.benchmark_label if has_benchmark else ""
        self.show_figures(view.accessible_name, block_figures(view))
        self.updateGeometry()

    def place_marks(self) -> Iterator[Mark]:
        for index, block in enumerate(self._blocks):
            area = QRectF(0, _HEAD + index * _ROW, self.width(), _ROW)
            yield Mark(block.key, area, block.label, tooltip_lines(block, self._benchmark))

    def draw(self, painter: QPainter) -> None:
        columns = self._columns()
        heads = zip(("You", self._benchmark, self._difference, "Value"), columns[2:], strict=True)
        for words, right in heads:
            drawing.text(painter, QRectF(0, 0, right, _HEAD), words, "table_head", self.theme.muted, drawing.RIGHT)
        drawing.text(painter, QRectF(0, 0, columns[0], _HEAD), "Name", "table_head", self.theme.muted)
        for mark, block in zip(self.marks, self._blocks, strict=True):
            self._draw_row(painter, mark, block, columns)

    @property
    def _difference(self) -> str:
        """Head of the column of differences; empty where there is nothing to compare, or no room for it."""
        return _DIFFERENCE if self._benchmark and self.width() >= _DIFFERENCE_FROM else ""

    def _columns(self) -> tuple[float, ...]:
        """Left and right edge of the bars, then the right edges of the four columns of figures."""
        values = max((drawing.width_of(block.value_text, "body") for block in self._blocks), default=40.0)
        differences = max((drawing.width_of(block.difference_text, "body") for block in self._blocks), default=0.0)
        shares = drawing.width_of("100.0%", "strong")
        benchmark = max(shares, drawing.width_of(self._benchmark, "table_head")) + _GAP if self._benchmark else 0.0
        difference = max(differences, drawing.width_of(_DIFFERENCE, "table_head")) + _GAP if self._difference else 0.0
        labels = max((drawing.width_of(block.label, "body") for block in self._blocks), default=0.0)
        right = self.width() - 4.0
        difference_right = right - values - _GAP
        benchmark_right = difference_right - difference
        you_right = benchmark_right - benchmark
        bars_left = _INDENT + min(labels, _LONGEST_LABEL, self.width() / 3) + _GAP
        return bars_left, you_right - shares - _GAP, you_right, benchmark_right, difference_right, right

    def _draw_row(self, painter: QPainter, mark: Mark, block: Block, columns: tuple[float, ...]) -> None:
        theme, area = self.theme, mark.area
        if mark.key in (self._hovered, self._chosen):
            painter.fillRect(area, QColor(theme.accent_soft if mark.key == self._chosen else theme.sunken))
        middle = area.center().y()
        swatch = QRectF(4, middle - _SWATCH / 2, _SWATCH, _SWATCH)
        drawing.paint_area(painter, theme, swatch, drawing.fill_of(theme, block.color_key), hatched=block.hatched)
        label = drawing.elided(block.label, "body", columns[0] - _GAP - _INDENT)
        drawing.text(painter, area.adjusted(_INDENT, 0, 0, 0), label, "body", theme.text)
        self._draw_bar(painter, block, middle, columns[0], columns[1])
        difference = block.difference_text if self._difference else ""
        cells = ((block.share_text, "strong", theme.text), (block.benchmark_text, "body", theme.muted),
                 (difference, "body", theme.muted), (block.value_text, "body", theme.text))  # fmt: skip
        for (words, role, color), right in zip(cells, columns[2:], strict=True):
            drawing.text(painter, QRectF(0, area.top(), right, area.height()), words, role, color, drawing.RIGHT)

    def _draw_bar(self, painter: QPainter, block: Block, middle: float, left: float, right: float) -> None:
        longest = max((max(b.share, b.benchmark, b.high) for b in self._blocks), default=0.0)
        if longest <= 0:
            return
        scale = (right - left) / longest
        fill = drawing.fill_of(self.theme, block.color_key)
        top = middle - metrics.BAR_HEIGHT / 2
        if block.high > block.share:
            reach = QRectF(left, top, block.high * scale, metrics.BAR_HEIGHT)
            drawing.bar(painter, reach, drawing.mix(fill.fill, self.theme.raised, _UNSEEN_STRENGTH))
        length = max(block.share * scale, 1.0 if block.share > 0 else 0.0)
        drawing.bar(painter, QRectF(left, top, length, metrics.BAR_HEIGHT), fill.fill)
        if block.benchmark > 0:
            drawing.tick(painter, left + block.benchmark * scale, middle, _MARK, self.theme.text, self.theme.raised)
