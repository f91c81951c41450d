"""What leaving the seven costs: one line from today's share downwards, with a point to walk along it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor.domain.classification import Sleeve
from advisor.presentation import words
from advisor.presentation.views.rotation_cost import CostMeasure, CostPoint, CostView
from advisor.ui.charts import drawing
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import EMPTY, Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.theme import Themes

_FOOT, _FLAG, _RIGHT_ROOM = 40.0, 18.0, 28.0
_FLAG_ROWS = 3
_AXIS_GAP = 10.0
_RADIUS, _CHOSEN_RADIUS = 3.5, 6.0
_LINE = 2.0
_MOST_TICKS = 5
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_HEADINGS = (
    "Seven in your stocks", "Change", "Tax", "Trading cost", "Together", "Changes place", "Tracking error", "Trades", "Mark"
)  # fmt: skip


class CostCurve(Chart):
    """Points from left (today) to right (the end of the way); arrows walk them, and the one walked to is the chosen one."""

    walking_chooses = True

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._points: tuple[CostPoint, ...] = ()
        self._measure = CostMeasure("", "", True, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_figures("What leaving the seven costs", EMPTY)

    def sizeHint(self) -> QSize:
        return QSize(560, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(360, 240)

    def show_view(self, view: CostView, measure: CostMeasure) -> None:
        """Draw the curve in one of its measures."""
        self._points, self._measure = view.points, measure
        self.show_figures(f"{measure.title}: {view.headline}", figures_of(view))

    def place_marks(self) -> Iterator[Mark]:
        spots = self._spots()
        for number, (point, spot) in enumerate(zip(self._points, spots, strict=True)):
            left = (spots[number - 1].x() + spot.x()) / 2 if number else 0.0
            right = (spot.x() + spots[number + 1].x()) / 2 if number + 1 < len(spots) else float(self.width())
            area = QRectF(left, 0, max(1.0, right - left), self.height())
            name = f"{point.share_text} of your stocks"
            yield Mark(str(point.place), area, name, (point.sentence, *([point.note] if point.note else [])))

    def draw(self, painter: QPainter) -> None:
        if not self._points:
            return
        self._draw_grid(painter)
        spots = self._spots()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(self.theme.sleeve(Sleeve.MEGA_CAP_TECH).line)
        painter.setPen(QPen(color, _LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(spots))
        for point, spot in zip(self._points, spots, strict=True):
            self._draw_spot(painter, point, spot, color)
        painter.restore()
        self._draw_shares(painter, spots)
        self._draw_flags(painter, spots)

    def _plot(self) -> QRectF:
        left = max((drawing.width_of(text, "caption") for _, text in self._ticks()), default=0.0) + _AXIS_GAP
        top = _FLAG * _FLAG_ROWS + _AXIS_GAP
        left = max(left, 28.0)
        return QRectF(left, top, max(1.0, self.width() - left - _RIGHT_ROOM), max(1.0, self.height() - top - _FOOT))

    def _heights(self) -> list[float]:
        return [point.values.get(self._measure.key, 0.0) for point in self._points]

    def _ticks(self) -> list[tuple[float, str]]:
        """Round heights that span what is drawn, at most five, with their words."""
        heights = self._heights()
        low, high = min(0.0, *heights), max(0.0, *heights)
        step = _round_step((high - low) / (_MOST_TICKS - 1) if high > low else 1.0)
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        return [(number * step, self._words(number * step)) for number in range(first, max(last, first + 1) + 1)]

    def _words(self, height: float) -> str:
        if self._measure.is_money:
            return words.dollars(Decimal(str(round(height, 2))))
        return words.trimmed_share(height) if height else "0%"

    def _spots(self) -> list[QPointF]:
        if not self._points:
            return []
        plot, ticks = self._plot(), self._ticks()
        low, high = ticks[0][0], ticks[-1][0]
        shares = [point.share for point in self._points]
        first, last = shares[0], min(shares)
        spots = []
        for share, height in zip(shares, self._heights(), strict=True):
            along = (first - share) / (first - last) if first > last else 0.5
            up = (height - low) / (high - low)
            spots.append(QPointF(plot.left() + along * plot.width(), plot.bottom() - up * plot.height()))
        return spots

    def _draw_grid(self, painter: QPainter) -> None:
        plot, ticks = self._plot(), self._ticks()
        low, high = ticks[0][0], ticks[-1][0]
        for height, said in ticks:
            y = plot.bottom() - (height - low) / (high - low) * plot.height()
            drawing.rule(painter, plot.left(), plot.right(), y, self.theme.border if height == 0 else self.theme.grid)
            cell = QRectF(0, y - 9, plot.left() - _AXIS_GAP, 18)
            drawing.text(painter, cell, said, "caption", self.theme.muted, drawing.RIGHT)

    def _draw_spot(self, painter: QPainter, point: CostPoint, spot: QPointF, color: QColor) -> None:
        key = str(point.place)
        if key == self._chosen:
            painter.setPen(QPen(QColor(self.theme.raised), _LINE))
            painter.setBrush(color)
            painter.drawEllipse(spot, _CHOSEN_RADIUS, _CHOSEN_RADIUS)
            return
        painter.setPen(QPen(color, _LINE if key == self._hovered else 1.5))
        painter.setBrush(QColor(self.theme.accent_soft if key == self._hovered else self.theme.raised))
        painter.drawEllipse(spot, _RADIUS, _RADIUS)

    def _draw_shares(self, painter: QPainter, spots: list[QPointF]) -> None:
        """The shares below, first, last and chosen before the others, as far as they have room."""
        plot = self._plot()
        points = self._points
        chosen = [number for number, point in enumerate(points) if str(point.place) == self._chosen]
        taken: list[tuple[float, float]] = []
        for number in dict.fromkeys((*chosen, 0, len(points) - 1, *range(len(points)))):
            said = words.share(points[number].share)
            half = drawing.width_of(said, "caption_strong") / 2
            left = min(max(spots[number].x() - half, 0.0), self.width() - 2 * half)
            if all(left > end + 8 or left + 2 * half < start - 8 for start, end in taken):
                taken.append((left, left + 2 * half))
                is_chosen = number in chosen
                role, color = ("caption_strong", self.theme.text) if is_chosen else ("caption", self.theme.muted)
                cell = QRectF(left, plot.bottom() + 4, 2 * half, 16)
                drawing.text(painter, cell, said, role, color, drawing.CENTER)
        foot = QRectF(plot.left(), plot.bottom() + 21, plot.width(), 16)
        drawing.text(painter, foot, "The seven as a share of your stocks", "caption", self.theme.muted, drawing.CENTER)

    def _draw_flags(self, painter: QPainter, spots: list[QPointF]) -> None:
        """Names of the marked points above the plot, each on the first row where it has room."""
        ends = [-1.0] * _FLAG_ROWS
        for point, spot in zip(self._points, spots, strict=True):
            if not point.mark_text:
                continue
            wide = drawing.width_of(point.mark_text, "caption_strong")
            left = min(max(spot.x() - wide / 2, 0.0), self.width() - wide)
            row = next((number for number, end in enumerate(ends) if left > end + 10), None)
            if row is None:
                continue
            ends[row] = left + wide
            top = (_FLAG_ROWS - 1 - row) * _FLAG
            drawing.text(painter, QRectF(left, top, wide, 16), point.mark_text, "caption_strong", self.theme.text)
            ratio = painter.device().devicePixelRatioF()
            stem = QRectF(floor(spot.x()), top + 17, 1, max(0.0, spot.y() - _CHOSEN_RADIUS - 2 - top - 17))
            painter.fillRect(drawing.snapped(stem, ratio), QColor(self.theme.control))


def figures_of(view: CostView) -> Figures:
    """The whole curve as a table."""
    rows = (
        (
            point.share_text, point.removed_text, point.tax_text, point.cost_text, point.together_text,
            point.turnover_text, point.tracking_text, point.trades_text, point.mark_text,
        )
        for point in view.points
    )  # fmt: skip
    return Figures(_HEADINGS, tuple(rows))


def _round_step(rough: float) -> float:
    scale = 10.0 ** floor(log10(rough))
    return next(step * scale for step in _STEPS if step * scale >= rough - 1e-12)
