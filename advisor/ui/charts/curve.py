"""How few companies carry the stocks: cumulative share in the largest n, n on a log scale."""

from __future__ import annotations

from collections.abc import Iterator
from math import log10
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from advisor.domain.classification import Sleeve
from advisor.presentation.views import CurveView
from advisor.ui import fonts, metrics
from advisor.ui.charts.chart import Chart
from advisor.ui.charts.figures import Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.late_library import LateLibrary
from advisor.ui.theme import Theme, Themes

if TYPE_CHECKING:
    from pyqtgraph import PlotItem, PlotWidget, ScatterPlotItem

_COUNTS = (1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500)
_TICKS = (1, 3, 10, 30, 100, 500)
_LARGEST = 500
_LINE = 1.8
_REACH = 12.0


class ConcentrationCurve(Chart):
    """Yours in the seven's colour, the benchmark dashed.

    pyqtgraph is loaded beside the window once there is something to draw; the plot is made when it is loaded and the chart is
    seen, until then its place stays empty.
    """

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self._view: CurveView | None = None
        self._plot: PlotWidget | None = None
        self._library = LateLibrary("pyqtgraph")
        self._library.loaded.connect(self._make_plot_when_seen)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(*(metrics.FOCUS_WIDTH,) * 4)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(476, 130)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 120)

    def show_view(self, view: CurveView) -> None:
        """Draw both curves."""
        self._library.load()
        self._view = view
        rows = tuple((str(n), _share_at(view.yours, n), _share_at(view.benchmark, n)) for n in _COUNTS)
        self.show_figures(view.accessible_name, Figures(("Largest companies", "You", view.benchmark_label), rows))
        if self._plot is not None:
            self._plot.setAccessibleName(view.accessible_name)
        self._draw_plot()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._make_plot_when_seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.refresh_marks)

    def place_marks(self) -> Iterator[Mark]:
        if self._view is None or self._plot is None or not self._view.yours:
            return
        for n in _COUNTS:
            spot = _place(self._plot, n, _value_at(self._view.yours, n))
            area = QRectF(spot.x() - _REACH, 0, 2 * _REACH, self.height())
            name = "The largest company" if n == 1 else f"The largest {n} companies"
            theirs = f"{_share_at(self._view.benchmark, n)} of the {self._view.benchmark_label}"
            yield Mark(str(n), area, name, (f"{_share_at(self._view.yours, n)} of your stocks", theirs))

    def draw(self, painter: QPainter) -> None:
        """Nothing: the plot above draws itself, the hovered spot included."""

    def highlight_spot(self, key: str) -> None:
        """Show the spot of a mark on the curve, or none."""
        if self._plot is None or self._view is None:
            return
        spots = [(log10(int(key)), _value_at(self._view.yours, int(key)))] if key else []
        self._spot.setData([x for x, _ in spots], [y for _, y in spots])

    def _dress(self, theme: Theme) -> None:
        super()._dress(theme)
        self._draw_plot()

    def _make_plot_when_seen(self) -> None:
        if self._plot is None and self._library.is_loaded and self.isVisible():
            self._make_plot()

    def _make_plot(self) -> None:
        import pyqtgraph as pg  # noqa: PLC0415 - LateLibrary loads it beside the window

        self._plot = pg.PlotWidget(self)
        self._plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setAntialiasing(True)
        self._plot.setAccessibleName(self.accessibleName())
        self._layout.addWidget(self._plot)
        self.hovered.connect(self.highlight_spot)
        self._draw_plot()
        QTimer.singleShot(0, self, self.refresh_marks)

    def _draw_plot(self) -> None:
        if self._plot is None or self._view is None:
            return
        item = self._plot.getPlotItem()
        item.clear()
        self._plot.setBackground(self.theme.raised)
        self._dress_axes(item)
        self._draw_curves(item, self._view)

    def _dress_axes(self, item: PlotItem) -> None:
        shares = [(share, f"{share:.0%}") for share in (0, 0.25, 0.5, 0.75, 1)]
        counts = [(log10(n), str(n)) for n in _TICKS]
        for side, ticks in (("left", shares), ("bottom", counts)):
            axis = item.getAxis(side)
            axis.setTicks([ticks])
            axis.setPen(None)
            axis.setTextPen(self.theme.muted)
            axis.setTickFont(fonts.font("caption"))
            axis.setStyle(tickLength=0, tickTextOffset=8, tickAlpha=0, autoReduceTextSpace=False, hideOverlappingLabels=False)
            axis.enableAutoSIPrefix(False)
        item.getAxis("left").setWidth(44)
        item.getAxis("bottom").setHeight(24)
        item.setXRange(0, log10(_LARGEST), padding=0.03)
        item.setYRange(0, 1.02, padding=0.02)

    def _draw_curves(self, item: PlotItem, view: CurveView) -> None:
        import pyqtgraph as pg  # noqa: PLC0415

        for share in (0, 0.25, 0.5, 0.75, 1):
            item.addItem(pg.InfiniteLine(share, 0, pen=pg.mkPen(self.theme.grid, width=self.devicePixelRatioF())))
        seven = self.theme.sleeve(Sleeve.MEGA_CAP_TECH).line
        ratio = self.devicePixelRatioF()  # a cosmetic pen is as wide in device pixels as it says
        dashed = QPen(QColor(self.theme.muted), 1.2 * ratio, Qt.PenStyle.CustomDashLine)
        dashed.setDashPattern([4, 3])
        dashed.setCosmetic(True)
        item.plot(*_points(view.benchmark), pen=dashed)
        item.plot(*_points(view.yours), pen=pg.mkPen(seven, width=_LINE * ratio))
        mark = (log10(view.mark_n), _value_at(view.yours, view.mark_n)) if view.yours and view.mark_n > 0 else None
        if mark:
            item.addItem(_dot(pg, [mark], seven, self.theme.raised))
            self._name_line(item, view.mark_text, self.theme.text, "caption_strong", mark, (1.05, 1.15))
        self._spot = _dot(pg, [], self.theme.text, self.theme.raised)
        item.addItem(self._spot)
        self._name_line(item, f"{view.benchmark_label} (dashed)", self.theme.muted, "caption", (log10(150), 0.42), (0.5, 0.5))

    def _name_line(
        self, item: PlotItem, words: str, color: str, role: str, at: tuple[float, float], anchor: tuple[float, float]
    ) -> None:
        import pyqtgraph as pg  # noqa: PLC0415

        label = pg.TextItem(words, color=color, anchor=anchor)
        label.setFont(fonts.font(role))
        label.setPos(*at)
        item.addItem(label)


def _place(plot: PlotWidget, n: int, value: float) -> QPointF:
    """Where the curve stands at n, in the chart's pixels."""
    scene = plot.getViewBox().mapViewToScene(QPointF(log10(n), value))
    return QPointF(plot.mapToParent(plot.mapFromScene(scene)))


def _dot(pg: ModuleType, spots: list[tuple[float, float]], color: str, ring: str) -> ScatterPlotItem:
    return pg.ScatterPlotItem(
        [x for x, _ in spots], [y for _, y in spots], size=9, brush=pg.mkBrush(color), pen=pg.mkPen(ring, width=1.5)
    )


def _points(curve: tuple[float, ...]) -> tuple[list[float], list[float]]:
    shown = curve[:_LARGEST]
    return [log10(n) for n in range(1, len(shown) + 1)], list(shown)


def _value_at(curve: tuple[float, ...], n: int) -> float:
    """Share in the largest n; a shorter curve has reached its end."""
    return curve[min(n, len(curve)) - 1] if curve else 0.0


def _share_at(curve: tuple[float, ...], n: int) -> str:
    return f"{_value_at(curve, n):.1%}" if curve else "–"
