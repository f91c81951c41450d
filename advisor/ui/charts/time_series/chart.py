"""The chart of lines over dates.

Make a `TimeSeriesChart` with a `TimeWindow`, one for all charts that are to move together, and show it a `TimeSeriesView`. The
same window goes into a `RangeBar`. `TimeSeriesPanel` has chart and table in one. All of it needs numpy: import it where numpy is
loaded anyway, not with the frame of the window.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from advisor.presentation.views import TimeSeriesView
from advisor.presentation.words import date_span
from advisor.ui import fonts, metrics
from advisor.ui.charts.exportable import ExportableChart
from advisor.ui.charts.figures import EMPTY, Figures
from advisor.ui.charts.marks import Mark
from advisor.ui.charts.time_series.plot import Plot
from advisor.ui.charts.time_series.pointing import Pointer
from advisor.ui.charts.time_series.readings import day_figures, summary
from advisor.ui.charts.time_series.scale_menu import add_scale_choices
from advisor.ui.charts.time_series.scaling import Scaling
from advisor.ui.charts.time_series.scene import Scene
from advisor.ui.charts.time_series.steering import Steering
from advisor.ui.charts.time_series.time_window import TimeWindow
from advisor.ui.charts.time_series.vector_lines import paint_vectors
from advisor.ui.theme import Theme, Themes

_REST_MS = 120
_LONG_FIGURES = 200_000  # cells
_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -21, Qt.Key.Key_PageDown: 21}
_LINE_STEPS: dict[int, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_ZOOMS: dict[int, float] = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Equal: 1.0, Qt.Key.Key_Minus: -1.0}
_WEEK = 5


class TimeSeriesChart(ExportableChart):
    """Lines over dates, named at their right ends.

    Drag moves it, Ctrl and wheel zoom it, a double click or Backspace resets it; arrows walk the days and lines, Page keys a
    month, + and − zoom, Home and End go to the first and last day, Esc lets go. `chosen` carries the key of a line clicked at.
    """

    def __init__(self, themes: Themes, window: TimeWindow, parent: QWidget | None = None) -> None:
        super().__init__(themes, parent)
        self.time_window = window
        self.plot = Plot(window, themes.theme, self)
        self.pointer = Pointer(self, self.plot, window, themes)
        self._steering = Steering(window)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._rest.timeout.connect(self._settle)
        self.plot.improved.connect(self.update)
        self.pointer.moved.connect(self.update)
        window.changed.connect(self._on_moved)
        window.pointed.connect(self.update)
        window.margins_changed.connect(self._on_margins_changed)

    def sizeHint(self) -> QSize:
        return QSize(548, 220)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, 140)

    def show_view(self, view: TimeSeriesView) -> None:
        """Draw other lines, over the days last chosen by range."""
        self.pointer.clear()
        self.plot.show(view)
        self.time_window.cover(self.plot, self.plot.table.span)
        self._settle()

    def scale(self, scaling: Scaling) -> str:
        """Show the lines in another scaling; says why not, as a sentence, where they refuse it."""
        reason = self.plot.refusal(scaling)
        if not reason:
            self.plot.scale(scaling)
            self._settle()
        return reason

    def scene(self) -> Scene | None:
        """What is laid out at the present size; None where there is nothing to draw."""
        return self.plot.scene(QSizeF(self.size()), self.devicePixelRatioF())

    def place_marks(self) -> Iterator[Mark]:
        """None: here it is days that are walked."""
        yield from ()

    def draw(self, painter: QPainter) -> None:
        scene = self.scene()
        if scene is None:
            self._draw_nothing(painter)
            return
        self.plot.paint(painter, scene)
        if self.pointer.place is not None:
            self.plot.paint_pointer(painter, scene, self.pointer.place)

    def draw_for_file(self, painter: QPainter, *, vectors: bool) -> None:
        scene = self.plot.scene(QSizeF(self.size()), self.devicePixelRatioF())
        if scene is None:
            self._draw_nothing(painter)
        else:
            lines = partial(paint_vectors, theme=self.theme) if vectors else self.plot.paint_whole
            self.plot.paint(painter, scene, lines)

    def figures_maker(self) -> Callable[[], Figures]:
        scene = self.scene()
        if scene is None:
            return lambda: EMPTY
        return partial(day_figures, scene.reader, scene.stage.left, scene.stage.right)

    def figures_take_long(self) -> bool:
        seen = self.plot.table.places(self.time_window.left, self.time_window.right)
        cells: int = (seen.stop - seen.start) * len(self.plot.lines)
        return cells > _LONG_FIGURES

    def file_caption(self) -> str:
        first, last = (date.fromordinal(round(day)) for day in (self.time_window.left, self.time_window.right))
        return " · ".join(part for part in (self.plot.view.caption, date_span(first, last)) if part)

    def context_menu(self) -> QMenu:
        menu = super().context_menu()
        menu.addSeparator()
        self.add_scale_choices(menu)
        return menu

    def add_scale_choices(self, menu: QMenu) -> None:
        """Put the choices of scale into a menu, such as that of a button above the chart."""
        add_scale_choices(menu, self.plot.scaling, self.plot.own_measure, self.plot.refusal, self.scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.plot.settle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._steering.press(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        scene = self.scene()
        if scene is None:
            return
        if self._steering.drag(event.position().x(), scene.stage.span / scene.plot.width()):
            self.pointer.clear()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self.pointer.hover(scene, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.unsetCursor()
        if self._steering.release():
            self._settle()
        elif self.plot.highlighted is not None:
            self.choose(self.plot.lines[self.plot.highlighted].key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.time_window.reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        scene = self.scene()
        event.setAccepted(scene is not None and self._steering.wheel(event, scene.day_at(event.position().x())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointer.clear()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointer.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scene = self.scene()
        if scene is None or not self._steer(scene, event.key(), event.modifiers()):
            super().keyPressEvent(event)

    def _steer(self, scene: Scene, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """Do what a key stands for; says whether it stands for anything."""
        pointed = self.time_window.pointed_day
        if key in _STEPS:
            self.pointer.walk(scene, _STEPS[key] * (_WEEK if modifiers & Qt.KeyboardModifier.ShiftModifier else 1))
        elif key in _LINE_STEPS:
            self.pointer.walk_lines(scene, _LINE_STEPS[key])
        elif key in _ZOOMS:
            self.time_window.zoom(_ZOOMS[key], scene.stage.left + scene.stage.span / 2 if pointed is None else pointed)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.pointer.go_to(scene, 0 if key == Qt.Key.Key_Home else len(self.plot.table.days) - 1)
        elif key == Qt.Key.Key_Backspace:
            self.time_window.reset()
        elif key == Qt.Key.Key_Escape and pointed is not None:
            self.pointer.clear()
        else:
            return False
        return True

    def _dress(self, theme: Theme) -> None:
        self.plot.dress(theme)
        super()._dress(theme)

    def _on_moved(self) -> None:
        self.plot.follow(round(self.width() * self.devicePixelRatioF()))
        self._rest.start()
        self.update()

    def _on_margins_changed(self) -> None:
        self.plot.forget_scene()
        self.update()

    def _settle(self) -> None:
        """The chart has come to rest: fit it to what is in sight, and say what that is."""
        if self._steering.is_dragging:
            return
        self._rest.stop()
        self.plot.settle()
        scene = self.scene()
        days = (self.time_window.left, self.time_window.right)
        self.show_figures(self.plot.view.accessible_name, summary(scene.reader, *days) if scene is not None else EMPTY)

    def _draw_nothing(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(metrics.GAP, 0, -metrics.GAP, 0)
        painter.setFont(fonts.font("explanation"))
        painter.setPen(QColor(self.theme.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._nothing())

    def _nothing(self) -> str:
        if self.plot.view.nothing or self.plot.table.span is None:
            return self.plot.view.nothing or "There is nothing to draw yet."
        first, last = (date.fromordinal(round(day)) for day in (self.time_window.left, self.time_window.right))
        return f"There are no values from {date_span(first, last)}."
