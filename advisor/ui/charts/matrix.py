"""How much of each pair of funds is the same: one hue, a number in every cell."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation.views import MatrixView
from advisor.ui import metrics
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import WHITE, Themes, contrast

_HEAD = 22.0
_GAP = 2.0
_LABEL_GAP = 14.0
_WEAKEST, _STRONGEST = 0.04, 0.96
_READABLE = 4.5


class OverlapMatrix(Chart):
    """Funds against funds. A cell's key is "A|B"; `activated` carries it."""

    click_activates = True
    walking_chooses = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._view: MatrixView | None = None
        self._label_width = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(476, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(260, round(_HEAD) + 18 * (len(self._view.labels) if self._view else 5))

    def show_view(self, view: MatrixView) -> None:
        """Draw the overlap of the funds held."""
        self._view = view
        self._label_width = max((drawing.width_of(label, "table_head") for label in view.labels), default=0.0) + _LABEL_GAP
        texts = {(row, column): text for row, column, _share, text in view.cells}
        size = range(len(view.labels))
        rows = tuple((view.labels[row], *(texts.get((row, column), "–") for column in size)) for row in size)
        self.show_figures(view.accessible_name, Figures(("Fund", *view.labels), rows))
        self.updateGeometry()

    def place_marks(self) -> Iterator[Mark]:
        if self._view is None or not self._view.labels:
            return
        labels, left = self._view.labels, self._label_width
        wide = (self.width() - left + _GAP) / len(labels)
        high = (self.height() - _HEAD + _GAP) / len(labels)
        for row, column, share, text in self._view.cells:
            if share is not None:
                area = QRectF(left + column * wide, _HEAD + row * high, wide - _GAP, high - _GAP)
                yield Mark(_key(labels[row], labels[column]), area, f"{labels[row]} and {labels[column]}", (f"{text} the same",))

    def draw(self, painter: QPainter) -> None:
        if self._view is None or not self._view.labels:
            return
        self._draw_labels(painter, self._view.labels)
        for row, column, share, text in self._view.cells:
            self._draw_cell(painter, row, column, share, text)

    def _cell_area(self, row: int, column: int) -> QRectF:
        count = len(self._view.labels) if self._view else 1
        left = self._label_width
        wide = (self.width() - left + _GAP) / count
        high = (self.height() - _HEAD + _GAP) / count
        return QRectF(left + column * wide, _HEAD + row * high, wide - _GAP, high - _GAP)

    def _draw_labels(self, painter: QPainter, labels: tuple[str, ...]) -> None:
        for index, label in enumerate(labels):
            across, down = self._cell_area(0, index), self._cell_area(index, 0)
            head = QRectF(across.left(), 0, across.width(), _HEAD - 6)
            if drawing.width_of(label, "table_head") <= head.width():
                drawing.text(painter, head, label, "table_head", self.theme.muted, drawing.CENTER)
            side = QRectF(0, down.top(), self.width(), down.height())
            drawing.text(painter, side, label, "table_head", self.theme.muted)

    def _draw_cell(self, painter: QPainter, row: int, column: int, share: float | None, words: str) -> None:
        theme, area = self.theme, self._cell_area(row, column)
        if share is None:
            drawing.bar(painter, area, theme.sunken)
            drawing.text(painter, area, words or "–", "table_head", theme.muted, drawing.CENTER)
            return
        ground = drawing.mix(theme.accent, theme.raised, _strength(share))
        drawing.bar(painter, area, ground)
        labels = self._view.labels if self._view else ()
        if _key(labels[row], labels[column]) in (self._hovered, self._chosen):
            drawing.outline(painter, area, theme.text, metrics.FOCUS_WIDTH)
        role = "caption_strong" if share >= 0.4 else "table_head"
        if drawing.width_of(words, role) <= area.width():
            drawing.text(painter, area, words, role, _ink(ground, theme.text, theme.raised), drawing.CENTER)


def _key(row: str, column: str) -> str:
    return f"{row}|{column}"


def _strength(share: float) -> float:
    """Opacity of the accent for a shared weight, 4% for nothing shared to 96% for all."""
    return min(_WEAKEST + (_STRONGEST - _WEAKEST) * share, _STRONGEST)


def _ink(ground: str, *inks: str) -> str:
    """The first ink readable on the ground, else the one that reads best."""
    return next(
        (ink for ink in inks if contrast(ink, ground) >= _READABLE), max((*inks, WHITE), key=lambda i: contrast(i, ground))
    )
