"""All the money in one bar, sleeve by sleeve."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views import OverviewView, SleeveRow
from advisor.ui import metrics
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_GAP = 2.0
_NAMED = 3
_LABEL_INDENT = 9.0


class SleeveBar(Chart):
    """The sleeves as one stacked bar; a click leads to the sleeve."""

    click_activates = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._rows: tuple[SleeveRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(1036, metrics.SLEEVE_BAR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, metrics.SLEEVE_BAR_HEIGHT)

    def show_view(self, view: OverviewView) -> None:
        """Draw the overview's sleeves."""
        self._rows = tuple(row for row in view.sleeves if row.share > 0)
        rows = tuple((row.label, row.share_text, row.value_text) for row in self._rows)
        self.show_figures(_name(self._rows), Figures(("Sleeve", "Share of your money", "Value"), rows))

    def place_marks(self) -> Iterator[Mark]:
        total = sum(row.share for row in self._rows)
        left = 0.0
        for row in self._rows:
            width = self.width() * row.share / total
            area = QRectF(left, 0, width, self.height())
            yield Mark(row.sleeve, area, row.label, (row.value_text, f"{row.share_text} of your money"))
            left += width

    def draw(self, painter: QPainter) -> None:
        for mark, row in zip(self.marks, self._rows, strict=True):
            self._draw_segment(painter, mark, row)

    def _draw_segment(self, painter: QPainter, mark: Mark, row: SleeveRow) -> None:
        fill = self.theme.sleeve(row.sleeve)
        area = mark.area.adjusted(0, 0, -_GAP if mark is not self.marks[-1] else 0, 0)
        if area.width() <= 0:
            return
        edges = drawing.paint_area(painter, self.theme, area, fill, hatched=row.sleeve == "unclassified")
        if mark.key == self._hovered:
            drawing.outline(painter, edges, self.theme.text, metrics.FOCUS_WIDTH)
        words = f"{row.share:.0%}"
        if drawing.width_of(words, "caption_strong") + 2 * _LABEL_INDENT <= area.width():
            drawing.text(painter, edges.adjusted(_LABEL_INDENT, 0, 0, 0), words, "caption_strong", fill.on_fill)


def _name(rows: tuple[SleeveRow, ...]) -> str:
    """ "Your money in one bar: The other 493 45%, Magnificent Seven 29%, Bonds 8%", the largest three."""
    largest = sorted(rows, key=lambda row: row.share, reverse=True)[:_NAMED]
    return "Your money in one bar: " + ", ".join(f"{row.label} {row.share:.0%}" for row in largest)
