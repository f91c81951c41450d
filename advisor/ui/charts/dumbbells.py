"""Before and after a plan, part by part, against the target and its band."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.presentation import words
from advisor.presentation.views import AdviceView, DumbbellRow
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_HEAD = 22.0
_LEGEND = 22.0
_ROW, _DENSE_ROW = 24.0, 20.0
_DENSE_FROM = 8  # rows
_GAP = 16.0
_COLUMN_GAP = 14.0
_RADIUS = 4.5
_BAND_HEIGHT = 13.0
_LINE = 2.0
_OF_WHAT = "share of all your money"
_UNSEEN = 0.5  # opacity of what may be there


class Dumbbells(Chart):
    """A ring for now, a dot for after the plan, on one scale of shares of all the money."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._rows: tuple[DumbbellRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(436, self._needed_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(360, self._needed_height())

    def show_view(self, view: AdviceView, parts: str = "sleeves") -> None:
        """Draw a plan's "sleeves", "sectors" or "companies".

        Raises:
            KeyError: Other parts.
        """
        kind, self._rows = {
            "sleeves": ("Sleeve", view.dumbbells),
            "sectors": ("Sector", view.sectors),
            "companies": ("Company", view.companies),
        }[parts]
        rows = tuple((row.label, row.before_text, row.after_text, row.target_text) for row in self._rows)
        self.show_figures(f"Before and after: {view.headline}", Figures((kind, "Before", "After", "Target"), rows))
        self.updateGeometry()

    def place_marks(self) -> Iterator[Mark]:
        height = self._row_height()
        for index, row in enumerate(self._rows):
            lines = (f"Now {row.before_text}, after the plan {row.after_text}", f"Target {row.target_text}", *_unseen_words(row))
            yield Mark(row.label, QRectF(0, _HEAD + index * height, self.width(), height), row.label, lines)

    def draw(self, painter: QPainter) -> None:
        columns = self._columns()
        drawing.text(painter, QRectF(0, 0, columns[1], _HEAD - 4), _OF_WHAT, "caption", self.theme.muted)
        for head, right in zip(("Before", "After", "Target"), columns[2:], strict=True):
            drawing.text(painter, QRectF(0, 0, right, _HEAD - 4), head, "table_head", self.theme.muted, drawing.RIGHT)
        for mark, row in zip(self.marks, self._rows, strict=True):
            self._draw_row(painter, mark, row, columns)
        self._draw_legend(painter)

    def _row_height(self) -> float:
        return _DENSE_ROW if len(self._rows) >= _DENSE_FROM else _ROW

    def _needed_height(self) -> int:
        return round(_HEAD + self._row_height() * max(1, len(self._rows)) + _LEGEND)

    def _columns(self) -> tuple[float, float, float, float, float]:
        """Left and right edge of the scale, then the right edges of the three columns of figures."""
        figure = max(drawing.width_of("100.0%", "strong"), drawing.width_of("Before", "table_head"))
        labels = max((drawing.width_of(row.label, "body") for row in self._rows), default=0.0)
        target_right = float(self.width())
        after_right = target_right - figure - _COLUMN_GAP + 8
        before_right = after_right - figure - _COLUMN_GAP + 8
        return labels + _GAP + _RADIUS, before_right - figure - _GAP, before_right, after_right, target_right

    def _draw_row(self, painter: QPainter, mark: Mark, row: DumbbellRow, columns: tuple[float, ...]) -> None:
        theme, area = self.theme, mark.area
        if mark.key == self._hovered:
            painter.fillRect(area.adjusted(-4, 1, 4, 0), QColor(theme.accent_soft))
        drawing.rule(painter, 0, self.width(), area.top(), theme.border)
        drawing.text(painter, area, row.label, "body", theme.text)
        longest = max(max(r.before, r.after + r.unseen, r.band_high) for r in self._rows)
        if longest > 0:
            self._draw_dumbbell(painter, row, area.center().y(), columns[0], (columns[1] - columns[0]) / longest)
        cells = ((row.before_text, "body", theme.muted), (row.after_text, "strong", theme.text),
                 (row.target_text, "body", theme.muted))  # fmt: skip
        for (figure, role, color), right in zip(cells, columns[2:], strict=True):
            drawing.text(painter, QRectF(0, area.top(), right, area.height()), figure, role, color, drawing.RIGHT)

    def _draw_dumbbell(self, painter: QPainter, row: DumbbellRow, y: float, left: float, scale: float) -> None:
        theme, color = self.theme, drawing.line_of(self.theme, row.color)
        if row.target is not None:
            low, high = left + row.band_low * scale, left + row.band_high * scale
            drawing.bar(painter, QRectF(low, y - _BAND_HEIGHT / 2, high - low, _BAND_HEIGHT), theme.border)
            drawing.tick(painter, left + row.target * scale, y, (1, _BAND_HEIGHT), theme.control)
        now, after = QPointF(left + row.before * scale, y), QPointF(left + row.after * scale, y)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.unseen:
            painter.setPen(QPen(QColor(drawing.mix(color, theme.raised, _UNSEEN)), _LINE))
            end = after.x() + row.unseen * scale
            painter.drawLine(after, QPointF(end, y))
            painter.drawLine(QPointF(end, y - _RADIUS), QPointF(end, y + _RADIUS))
        painter.setPen(QPen(QColor(color), _LINE))
        painter.drawLine(now, after)
        painter.setBrush(QColor(theme.raised))
        painter.drawEllipse(now, _RADIUS - 0.5, _RADIUS - 0.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(after, _RADIUS, _RADIUS)
        painter.restore()

    def _draw_legend(self, painter: QPainter) -> None:
        theme, top = self.theme, _HEAD + self._row_height() * len(self._rows) + 4
        line = QRectF(0, top, self.width(), _LEGEND - 4)
        y, x = line.center().y(), _RADIUS + 1
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.muted), _LINE))
        painter.drawEllipse(QPointF(x, y), _RADIUS - 0.5, _RADIUS - 0.5)
        after_x = x + 14 + drawing.width_of("now", "caption") + _COLUMN_GAP
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.muted))
        painter.drawEllipse(QPointF(after_x, y), _RADIUS, _RADIUS)
        painter.restore()
        band_x = after_x + 10 + drawing.width_of("after", "caption") + _COLUMN_GAP
        drawing.bar(painter, QRectF(band_x, y - _BAND_HEIGHT / 2, 22, _BAND_HEIGHT), theme.border)
        drawing.tick(painter, band_x + 11, y, (1, _BAND_HEIGHT), theme.control)
        places = ((x + 10, "now"), (after_x + 10, "after"), (band_x + 28, "target and its band"))
        if any(row.unseen for row in self._rows):
            unseen_x = band_x + 28 + drawing.width_of(places[-1][1], "caption") + _COLUMN_GAP
            painter.setPen(QPen(QColor(drawing.mix(theme.muted, theme.raised, _UNSEEN)), _LINE))
            painter.drawLine(QPointF(unseen_x, y), QPointF(unseen_x + 18, y))
            drawing.text(painter, line.adjusted(unseen_x + 24, 0, 0, 0), "unseen", "caption", theme.muted)
        for left, said in places:
            drawing.text(painter, line.adjusted(left, 0, 0, 0), said, "caption", theme.muted)


def _unseen_words(row: DumbbellRow) -> tuple[str, ...]:
    return (f"Up to {words.share(row.after + row.unseen)} with what nobody sees",) if row.unseen else ()
